/** In a zone whose clocks never change, what comes every week answers the same so many weeks later, whatever kind it is of. */
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";
import { calendarEntry } from "./calendars.ts";

beforeAll(loadRecurrence);

const minute = 60_000;
const day = 1_440 * minute;
const zone = "Asia/Kathmandu";
const zoneOffset = 345 * minute;
/** A Monday; everything has begun by then. */
const monday = Date.UTC(2026, 0, 5);

const two = (number: number) => String(number).padStart(2, "0");
const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 });
const hour = fc.integer({ min: 0, max: 23 });
const minutes = fc.constantFrom(0, 1, 30, 59);
const lengths = fc.constantFrom(15, 60, 300, 1_500, 4_320);
const codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

const cron = fc
  .tuple(minutes, hour, days, lengths)
  .map(([at, h, on, length]) => ({ cron: `${at} ${h} * * ${on.join(",")}`, duration: `${length}m` }));

const rule = fc
  .tuple(minutes, hour, days, lengths, fc.constantFrom("", ";WKST=SU"))
  .map(([at, h, on, length, weeks]) => ({
    rrule: `FREQ=WEEKLY;BYDAY=${on.map((each) => codes[each]).join(",")}${weeks}`,
    start: `2025-11-03T${two(h)}:${two(at)}`,
    duration: `${length}m`,
  }));

const pair = fc.tuple(minutes, hour, days, hour, days).map(([at, h, on, endHour, ends]) => ({
  "freeze-start": `${at} ${h} * * ${on.join(",")}`,
  "freeze-end": `${at} ${endHour} * * ${ends.join(",")}`,
}));

const weekly = calendarEntry(zone, monday, 10).map(({ windows }) => windows ?? []);

/** An event that comes again by a rule for each of its days, from a week in 2025 on. */
const events = fc.array(fc.tuple(minutes, hour, days, lengths, fc.boolean()), { minLength: 1, maxLength: 2 });
const textOf = (list: readonly (readonly [number, number, readonly number[], number, boolean])[]) =>
  [
    "BEGIN:VCALENDAR",
    ...list.flatMap(([at, h, on, length, isUtc]) => [
      "BEGIN:VEVENT",
      // The first of the days after Sunday, 2 November 2025.
      `DTSTART${isUtc ? "" : `;TZID=${zone}`}:202511${two(2 + Math.min(...on))}T${two(h)}${two(at)}00${isUtc ? "Z" : ""}`,
      `DURATION:PT${length}M`,
      `RRULE:FREQ=WEEKLY;BYDAY=${on.map((each) => codes[each]).join(",")}`,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

interface Made {
  readonly windows: readonly object[];
  readonly freezes: readonly object[];
  readonly file: string;
}

const few = <T>(values: fc.Arbitrary<T>) => fc.array(values, { maxLength: 2 });
const made: fc.Arbitrary<Made> = fc
  .record({
    weekly,
    windows: few(fc.oneof(cron, rule)),
    freezes: few(fc.oneof(cron, rule, pair)),
    events,
    fileIs: fc.constantFrom("windows", "freezes", "nothing"),
  })
  .map(({ weekly: list, windows, freezes, events: written, fileIs }) => ({
    windows: [...list, ...windows, ...(fileIs === "windows" ? [{ ics: "events.ics" }] : [])],
    freezes: [
      ...freezes.map((each) => ({ ...each, reason: "Generated" })),
      ...(fileIs === "freezes" ? [{ ics: "events.ics" }] : []),
    ],
    file: textOf(written),
  }));

function calendarOf({ windows, freezes, file }: Made): Calendar {
  const settings = calendarSettings.parse({
    "time-zone": zone,
    ...(windows.length === 0 ? {} : { windows }),
    freezes,
  });
  const { calendars, problems } = resolveCalendars({
    calendars: new Map([["weekly", { name: "weekly", ...settings } as Calendar]]),
    holidays: new Map(),
    files: new Map([["events.ics", file]]),
  });
  expect(problems).toEqual([]);
  return calendars.get("weekly") as Calendar;
}

const later = (text: string | null, shift: number): string | null =>
  text === null ? null : formatInstant(Date.parse(text) + shift);

describe("whole weeks later", () => {
  const question = fc.record({
    made,
    offset: fc.integer({ min: 0, max: 7 * 1_440 - 1 }),
    weeks: fc.integer({ min: 1, max: 400 }),
  });

  test("weekly windows, cron lines, rules, pairs and events open and close at the same times of the week", () => {
    fc.assert(
      fc.property(question, ({ made: entry, offset, weeks }) => {
        const calendar = calendarOf(entry);
        const shift = weeks * 7 * day;
        const at = monday + offset * minute;
        expect(openingsFrom(calendar, formatInstant(at + shift), 20)).toEqual(
          openingsFrom(calendar, formatInstant(at), 20).map(({ from, to }) => ({
            from: later(from, shift),
            to: later(to, shift),
          })),
        );
        const [now, then] = [answerAt(calendar, formatInstant(at)), answerAt(calendar, formatInstant(at + shift))];
        expect(then).toMatchObject({
          open: now.open,
          closesAt: later(now.closesAt, shift),
          opensAt: later(now.opensAt, shift),
        });
      }),
      { numRuns: 60, seed: 9 },
    );
  });

  test("dated freezes and holidays that move along move the answer along", () => {
    const moving = fc.record({
      made,
      weeks: fc.integer({ min: 1, max: 400 }),
      first: fc.integer({ min: 0, max: 20 * 1_440 }),
      length: fc.integer({ min: 1, max: 9 * 1_440 }),
      holiday: fc.integer({ min: 0, max: 20 }),
    });
    const wall = (at: number) => new Date(at).toISOString().slice(0, 16);
    fc.assert(
      fc.property(moving, ({ made: entry, weeks, first, length, holiday }) => {
        const shift = weeks * 7 * day;
        const moved = (by: number): Calendar => {
          const from = monday + first * minute + by;
          const calendar = calendarOf({
            ...entry,
            freezes: [...entry.freezes, { from: wall(from), to: wall(from + length * minute), reason: "Moved" }],
          });
          return { ...calendar, holidays: [{ date: wall(monday + holiday * day + by).slice(0, 10), name: "Moved" }] };
        };
        const at = monday - zoneOffset;
        expect(openingsFrom(moved(shift), formatInstant(at + shift), 15)).toEqual(
          openingsFrom(moved(0), formatInstant(at), 15).map(({ from, to }) => ({
            from: later(from, shift),
            to: later(to, shift),
          })),
        );
      }),
      { numRuns: 40, seed: 10 },
    );
  });
});
