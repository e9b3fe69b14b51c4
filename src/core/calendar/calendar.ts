/** Calendars: when releases may go out. */
import { z } from "zod";
import { datedFreeze, freezeSource } from "./dated-freeze.ts";
import { formatInstant, type Instant, parseInstant } from "./instant.ts";
import { makeTimeline, mapped, type Timeline, type ZonedSource } from "./timeline.ts";
import { weeklySource, weeklyWindow } from "./weekly-window.ts";
import type { Opening, WindowAnswer } from "./window.ts";
import { sayClosed, sayFrozen, sayOpen } from "./wording.ts";
import { type Zone, zoneOf } from "./zone.ts";
import { timeZone } from "./zone-name.ts";

/** The entry of `calendars` in a policy. Without `windows` it is always open; a freeze closes whatever a window opened. */
export const calendarSettings = z.strictObject({
  "time-zone": timeZone,
  windows: z
    .array(weeklyWindow)
    .min(1, "expected at least one window, or no `windows` at all: then only freezes close the calendar")
    .optional(),
  freezes: z.array(datedFreeze).default([]),
});

/** A calendar of the policy, under the name that checks use. */
export type Calendar = z.output<typeof calendarSettings> & { readonly name: string };

interface Compiled {
  readonly zone: Zone;
  readonly windows: readonly ZonedSource[] | null;
  readonly freezes: readonly ZonedSource[];
  readonly timeline: Timeline;
}

const compiled = new WeakMap<Calendar, Compiled>();

function compile(calendar: Calendar): Compiled {
  const known = compiled.get(calendar);
  if (known !== undefined) return known;
  const zone = zoneOf(calendar["time-zone"]);
  const windows = calendar.windows?.map((window) => ({ source: weeklySource(window), zone })) ?? null;
  const freezes = calendar.freezes.map((freeze) => ({ source: freezeSource(freeze), zone }));
  const made = { zone, windows, freezes, timeline: makeTimeline(windows, freezes) };
  compiled.set(calendar, made);
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
      if (best === null || span.to > best.to) best = { source, to: span.to };
  return best;
}

function because({ windows, freezes, zone }: Compiled, at: Instant, isOpen: boolean): string {
  const freeze = deciding(freezes, at);
  if (freeze !== null) return sayFrozen(freeze.source.source.words, freeze.to, zone);
  if (!isOpen) return sayClosed(windows?.map(({ source }) => source.words) ?? [], zone);
  const window = windows === null ? null : deciding(windows, at);
  return sayOpen(window?.source.source.words ?? null, freezes.length > 0, zone);
}

/**
 * What the calendar says about the instant `at` (ISO 8601 with `Z` or an offset; RangeError for other text). It looks two years ahead:
 * up to and including the same date and time of day in UTC two years later (28 February where that year has no 29th).
 */
export function answerAt(calendar: Calendar, at: string): WindowAnswer {
  const now = instantOf(at);
  const made = compile(calendar);
  const first = made.timeline.openings(now).next();
  const opening = first.done === true ? null : first.value;
  const isOpen = opening !== null && opening.from === now;
  return {
    calendar: calendar.name,
    timeZone: calendar["time-zone"],
    at: formatInstant(now),
    open: isOpen,
    because: because(made, now, isOpen),
    closesAt: isOpen && opening.to !== null ? formatInstant(opening.to) : null,
    opensAt: !isOpen && opening !== null ? formatInstant(opening.from) : null,
  };
}

/**
 * The next `count` maximal open spans from `at` on; the current one first, beginning at `at`. Fewer where fewer begin within two years
 * of `at`; `to` is null where a span does not end within two years of its own `from`. Two years are measured as in `answerAt`.
 */
export function openingsFrom(calendar: Calendar, at: string, count: number): readonly Opening[] {
  const now = instantOf(at);
  const openings: Opening[] = [];
  if (count < 1) return openings;
  for (const { from, to } of compile(calendar).timeline.openings(now)) {
    openings.push({ from: formatInstant(from), to: to === null ? null : formatInstant(to) });
    if (openings.length >= count) break;
  }
  return openings;
}
