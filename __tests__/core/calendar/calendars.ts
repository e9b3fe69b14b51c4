/** Generated calendars: windows at any minute, freezes near a given moment. */
import * as fc from "fast-check";

export interface CalendarEntry {
  readonly "time-zone": string;
  readonly windows?: readonly { readonly days?: readonly string[]; readonly from: string; readonly to: string }[];
  readonly freezes: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
}

const pad = (number: number) => String(number).padStart(2, "0");
const timeOf = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
/** Near the hours at which clocks are changed more often than elsewhere, and on round quarters. */
const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 239 }),
  fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 1_439 }),
);

const window = fc
  .record({
    days: fc.option(
      fc.uniqueArray(fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"), { minLength: 1 }),
      { nil: undefined },
    ),
    from: minuteOfDay.map(timeOf),
    to: fc.oneof({ weight: 4, arbitrary: minuteOfDay.map(timeOf) }, { weight: 1, arbitrary: fc.constant("24:00") }),
  })
  .filter(({ from, to }) => from !== to)
  .map(({ days, ...times }) => (days === undefined ? times : { days, ...times }));

/** Freezes begin and end within `days` of the UTC midnight `around`. */
const freeze = (around: number, days: number) =>
  fc
    .tuple(
      fc.integer({ min: -days, max: days - 1 }),
      minuteOfDay,
      fc.integer({ min: -days, max: days - 1 }),
      minuteOfDay,
    )
    .map(([firstDay, firstMinute, lastDay, lastMinute]) => {
      const [a, b] = [firstDay * 1_440 + firstMinute, lastDay * 1_440 + lastMinute];
      return [Math.min(a, b), Math.max(a, b) + (a === b ? 1 : 0)].map((minutes) =>
        new Date(around + minutes * 60_000).toISOString().slice(0, 16),
      ) as [string, string];
    })
    .map(([from, to]) => ({ from, to, reason: "Generated" }));

/** Calendars of a zone with up to four windows (or none) and up to three freezes around a moment. */
export const calendarEntry = (zone: string, around: number, days: number): fc.Arbitrary<CalendarEntry> =>
  fc
    .record({
      windows: fc.option(fc.array(window, { minLength: 1, maxLength: 4 }), { nil: undefined, freq: 6 }),
      freezes: fc.array(freeze(Math.floor(around / 86_400_000) * 86_400_000, days), { maxLength: 3 }),
    })
    .map(({ windows, freezes }) => ({ "time-zone": zone, ...(windows === undefined ? {} : { windows }), freezes }));
