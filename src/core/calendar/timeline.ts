/** The timeline of a calendar: its sources mapped to instants and put together, block by block, each block worked out once. */
import { addYears, type Instant } from "./instant.ts";
import type { Source } from "./source.ts";
import { between, clip, type Span, subtract, unite } from "./span.ts";
import { day } from "./wall-time.ts";
import type { Zone } from "./zone.ts";

/** A source with the zone that its wall times are in. */
export interface ZonedSource {
  readonly source: Source;
  readonly zone: Zone;
  /** The entry of the policy that it comes from, as `placeKey` names it. */
  readonly entry?: string;
}

/** Long enough that a year is a dozen blocks, short enough that one of them is worked out at once. */
const blockLength = 32 * day;
/** No zone is more than 15 hours from UTC, and no gap is longer than a day. */
const margin = 2 * day;

/** Instants of a source that share a moment with `from`..`to`. A span whose mapped end is not after its mapped start is left out. */
export function mapped({ source, zone }: ZonedSource, from: Instant, to: Instant): readonly Span[] {
  const spans: Span[] = [];
  for (const wall of source.expand(from - margin, to + margin)) {
    const span = { from: zone.toInstant(wall.from), to: zone.toInstant(wall.to) };
    if (span.from < span.to && span.from < to && span.to > from) spans.push(span);
  }
  return spans;
}

/** How far an answer looks ahead. */
const yearsAhead = 2;

/** A maximal open span; `to` null where it does not end within two years of `from`. */
export interface OpenSpan {
  readonly from: Instant;
  readonly to: Instant | null;
}

export interface Timeline {
  /**
   * Maximal open spans from `from` on, in order, the first beginning at `from` if it is open; those that begin within `years` of it, two
   * where nothing is said; beyond two only as long as little has to be worked out for it. Within two years is up to and including the same date and time of day in UTC two years later (28 February
   * where that year has no 29th).
   */
  openings(from: Instant, years?: number): Generator<OpenSpan>;
}

const upTo = ({ from, to }: Span): OpenSpan => ({ from, to: to <= addYears(from, yearsAhead) ? to : null });

/** What happens once, mapped and united when it is first asked for; what comes again, mapped where it is asked for. */
function gathered(sources: readonly ZonedSource[]) {
  const again = sources.filter(({ source }) => source.once === undefined);
  let united: readonly Span[] | null = null;
  const once = (): readonly Span[] =>
    unite(
      sources.flatMap(({ source, zone }) =>
        source.once === undefined
          ? []
          : [{ from: zone.toInstant(source.once.from), to: zone.toInstant(source.once.to) }],
      ),
    );
  return {
    once(from: Instant, to: Instant): readonly Span[] {
      united ??= once();
      return between(united, from, to);
    },
    again: (from: Instant, to: Instant): readonly Span[] => again.flatMap((source) => mapped(source, from, to)),
  };
}

/** Looking further than two years ends where so many spans came again until then: no calendar that people keep has them. */
const mostSpans = 20_000;

interface Block {
  readonly open: readonly Span[];
  /** How many spans that come again were looked at for it. */
  readonly looked: number;
}

/** `windows` null: open wherever nothing is frozen. */
export function makeTimeline(windows: readonly ZonedSource[] | null, freezes: readonly ZonedSource[]): Timeline {
  const blocks = new Map<number, Block>();
  const opening = windows === null ? null : gathered(windows);
  const closing = gathered(freezes);
  const work = (from: Instant, to: Instant): Block => {
    const tidy = (spans: readonly Span[]): readonly Span[] => clip(unite(spans), from, to);
    // Cheapest first: what is closed already is not asked about any more.
    const closed = closing.once(from, to);
    const left = subtract([{ from, to }], closed);
    if (left.length === 0) return { open: left, looked: 0 };
    const opened = opening?.again(from, to) ?? [];
    const open = opening === null ? left : subtract(tidy([...opening.once(from, to), ...opened]), closed);
    if (open.length === 0) return { open, looked: opened.length };
    const frozen = closing.again(from, to);
    return { open: subtract(open, tidy(frozen)), looked: opened.length + frozen.length };
  };
  const block = (number: number): Block => {
    const known = blocks.get(number);
    if (known !== undefined) return known;
    const fresh = work(number * blockLength, (number + 1) * blockLength);
    blocks.set(number, fresh);
    return fresh;
  };
  return {
    *openings(from, years = yearsAhead) {
      const until = addYears(from, years);
      let current: Span | null = null;
      const near = addYears(from, yearsAhead);
      let reach = until;
      let looked = 0;
      for (let number = Math.floor(from / blockLength); number * blockLength <= reach; number++) {
        const worked = block(number);
        looked += worked.looked;
        for (const span of worked.open) {
          if (span.to <= from) continue;
          const start = Math.max(span.from, from);
          // A span cut at the edge of a block goes on in the next one.
          if (current !== null && current.to === start) {
            current = { from: current.from, to: span.to };
            continue;
          }
          if (current !== null) yield upTo(current);
          if (start > until) return;
          current = { from: start, to: span.to };
          reach = Math.max(until, addYears(start, yearsAhead));
        }
        if (current === null && looked > mostSpans && (number + 1) * blockLength > near) return;
      }
      if (current !== null) yield upTo(current);
    },
  };
}
