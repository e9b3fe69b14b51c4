/** Calendars: when releases may go out. */
import type { Circumstances } from "./freeze-keys.ts";
import { formatInstant, type Instant, parseInstant } from "./instant.ts";
import { closuresFor, exceptedFor, makesExceptions, windowsOf } from "./parts.ts";
import { type Places, placeIn } from "./places.ts";
import type { Calendar } from "./settings.ts";
import { makeTimeline, mapped, type Timeline, type ZonedSource } from "./timeline.ts";
import type { Opening, WindowAnswer } from "./window.ts";
import { sayClosed, sayFrozen, sayOpen } from "./wording.ts";
import { type Zone, zoneOf } from "./zone.ts";

export type { Circumstances } from "./freeze-keys.ts";
export { type Calendar, calendarSettings } from "./settings.ts";

interface Compiled {
  readonly zone: Zone;
  readonly windows: readonly ZonedSource[] | null;
  readonly freezes: readonly ZonedSource[];
  readonly timeline: Timeline;
}

const compiled = new WeakMap<Calendar, Map<string, Compiled>>();

function compile(calendar: Calendar, circumstances: Circumstances): Compiled {
  const { riskLevel = "", changeType = "" } = makesExceptions(calendar) ? circumstances : {};
  const key = `${riskLevel} ${changeType}`;
  const variants = compiled.get(calendar) ?? new Map<string, Compiled>();
  const known = variants.get(key);
  if (known !== undefined) return known;
  const windows = windowsOf(calendar);
  const freezes = closuresFor(calendar, circumstances);
  const made = { zone: zoneOf(calendar["time-zone"]), windows, freezes, timeline: makeTimeline(windows, freezes) };
  compiled.set(calendar, variants.set(key, made));
  return made;
}

/** The moment asked about, to the second: boundaries lie on whole seconds, so rounding down changes no answer. */
function instantOf(at: string): Instant {
  const instant = parseInstant(at);
  if (instant === null) throw new RangeError(`"${at}" is no ISO 8601 instant.`);
  return Math.floor(instant / 1_000) * 1_000;
}

interface InForce {
  readonly source: ZonedSource;
  readonly to: Instant;
}

/** The source that holds at `at` and lasts longest; of equals, the first in the policy. */
function deciding(sources: readonly ZonedSource[], at: Instant): InForce | null {
  let best: InForce | null = null;
  for (const source of sources)
    for (const span of mapped(source, at, at + 1))
      if (span.from <= at && (best === null || span.to > best.to)) best = { source, to: span.to };
  return best;
}

interface Because {
  readonly because: string;
  readonly places: readonly string[];
}

function because({ windows, freezes, zone }: Compiled, at: Instant, isOpen: boolean, places: Places): Because {
  const told = (sentence: string, where: readonly (string | null)[]): Because => ({
    because: sentence,
    places: [...new Set(where.filter((place) => place !== null))],
  });
  const named = ({ source, zone: own, entry }: ZonedSource) => ({
    words: source.words,
    zone: own.name,
    place: placeIn(places, entry),
  });
  const freeze = isOpen ? null : deciding(freezes, at);
  if (freeze !== null) {
    const { words, place } = named(freeze.source);
    return told(sayFrozen(words, place, freeze.to, zone), [place]);
  }
  if (!isOpen) {
    const names = (windows ?? []).map(named);
    return told(
      sayClosed(names),
      names.map(({ place }) => place),
    );
  }
  const window = windows === null ? null : deciding(windows, at);
  const decisive = window === null ? null : named(window.source);
  return told(sayOpen(decisive, freezes.length > 0), [decisive?.place ?? null]);
}

/**
 * What the calendar says about the instant `at` (ISO 8601 with `Z` or an offset; RangeError for other text). It looks two years ahead:
 * up to and including the same date and time of day in UTC two years later (28 February where that year has no 29th). Without
 * circumstances no exception to a freeze applies. `places` says where entries are written.
 */
export function answerAt(
  calendar: Calendar,
  at: string,
  circumstances: Circumstances = {},
  places: Places = {},
): WindowAnswer {
  const now = instantOf(at);
  const made = compile(calendar, circumstances);
  const first = made.timeline.openings(now).next();
  const opening = first.done === true ? null : first.value;
  const isOpen = opening !== null && opening.from === now;
  return {
    calendar: calendar.name,
    timeZone: calendar["time-zone"],
    at: formatInstant(now),
    open: isOpen,
    ...because(made, now, isOpen, places),
    closesAt: isOpen && opening.to !== null ? formatInstant(opening.to) : null,
    opensAt: !isOpen && opening !== null ? formatInstant(opening.from) : null,
  };
}

/**
 * The next `count` maximal open spans from `at` on; the current one first, beginning at `at`. Fewer where fewer begin within two years
 * of `at`; `to` is null where a span does not end within two years of its own `from`. Two years are measured as in `answerAt`.
 */
export function openingsFrom(
  calendar: Calendar,
  at: string,
  count: number,
  circumstances: Circumstances = {},
): readonly Opening[] {
  const now = instantOf(at);
  const openings: Opening[] = [];
  if (count < 1) return openings;
  for (const { from, to } of compile(calendar, circumstances).timeline.openings(now)) {
    openings.push({ from: formatInstant(from), to: to === null ? null : formatInstant(to) });
    if (openings.length >= count) break;
  }
  return openings;
}

/** How far `nextOpening` looks, and how many openings it looks at: enough, unless every one for months is too short. */
const farthest = { years: 10, openings: 1_000 };

/**
 * The next opening that begins after `at` and lasts so many milliseconds. It looks ten years ahead, further than answers do, so that
 * somebody whose calendar is closed for longer learns until when. Null where there is none.
 */
export function nextOpening(
  calendar: Calendar,
  at: string,
  milliseconds: number,
  circumstances: Circumstances = {},
): Opening | null {
  const now = instantOf(at);
  let looked = 0;
  for (const { from, to } of compile(calendar, circumstances).timeline.openings(now, farthest.years)) {
    if (from > now && (to === null || to - from >= milliseconds))
      return { from: formatInstant(from), to: to === null ? null : formatInstant(to) };
    if (++looked >= farthest.openings) return null;
  }
  return null;
}

/** A freeze or a holiday with its reason. Instants in UTC. */
export interface Closure {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** Where it is written; null where that is not known. */
  readonly place: string | null;
}

/** Freezes and holidays that share a moment with `from`..`to` (ISO 8601), by their start; no exception applies. */
export function closuresBetween(calendar: Calendar, from: string, to: string, places: Places = {}): readonly Closure[] {
  return compile(calendar, {})
    .freezes.flatMap((freeze) =>
      mapped(freeze, instantOf(from), instantOf(to)).map((span) => ({
        ...span,
        reason: freeze.source.words,
        place: placeIn(places, freeze.entry),
      })),
    )
    .sort((a, b) => a.from - b.from || a.to - b.to || (a.reason < b.reason ? -1 : 1))
    .map((span) => ({ ...span, from: formatInstant(span.from), to: formatInstant(span.to) }));
}

/** Freezes that would hold at `at` and make an exception in these circumstances. */
export function exceptionsAt(
  calendar: Calendar,
  at: string,
  circumstances: Circumstances,
  places: Places = {},
): readonly Pick<Closure, "reason" | "place">[] {
  const now = instantOf(at);
  return exceptedFor(calendar, circumstances)
    .filter((source) => deciding([source], now) !== null)
    .map(({ source, entry }) => ({ reason: source.words, place: placeIn(places, entry) }));
}
