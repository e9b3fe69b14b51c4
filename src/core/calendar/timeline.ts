/** The timeline of a calendar: its sources mapped to instants and put together, block by block, each block worked out once. */
import { addYears, type Instant } from "./instant.ts";
import type { Source } from "./source.ts";
import { clip, type Span, subtract, unite } from "./span.ts";
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
   * Maximal open spans from `from` on, in order, the first beginning at `from` if it is open; those that begin within two years of it.
   * Within two years is up to and including the same date and time of day in UTC two years later (28 February where that year has no
   * 29th).
   */
  openings(from: Instant): Generator<OpenSpan>;
}

const upTo = ({ from, to }: Span): OpenSpan => ({ from, to: to <= addYears(from, yearsAhead) ? to : null });

/** `windows` null: open wherever nothing is frozen. */
export function makeTimeline(windows: readonly ZonedSource[] | null, freezes: readonly ZonedSource[]): Timeline {
  const blocks = new Map<number, readonly Span[]>();
  const gather = (sources: readonly ZonedSource[], from: Instant, to: Instant): readonly Span[] =>
    clip(unite(sources.flatMap((source) => mapped(source, from, to))), from, to);
  const block = (number: number): readonly Span[] => {
    const known = blocks.get(number);
    if (known !== undefined) return known;
    const from = number * blockLength;
    const to = from + blockLength;
    const open = windows === null ? [{ from, to }] : gather(windows, from, to);
    const spans = open.length === 0 ? open : subtract(open, gather(freezes, from, to));
    blocks.set(number, spans);
    return spans;
  };
  return {
    *openings(from) {
      const until = addYears(from, yearsAhead);
      let current: Span | null = null;
      let reach = until;
      for (let number = Math.floor(from / blockLength); number * blockLength <= reach; number++) {
        for (const span of block(number)) {
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
          reach = addYears(start, yearsAhead);
        }
      }
      if (current !== null) yield upTo(current);
    },
  };
}
