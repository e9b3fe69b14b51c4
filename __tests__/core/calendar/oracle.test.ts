import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { calendarEntry } from "./calendars.ts";
import { openMinutes, readClock } from "./oracle.ts";

const minute = 60_000;
const day = 86_400_000;

/** Zones and days on which their clocks did something. */
const changes: readonly (readonly [string, string])[] = [
  ["Europe/Berlin", "2026-03-29"],
  ["Europe/Berlin", "2026-10-25"],
  ["America/New_York", "2026-03-08"],
  ["America/New_York", "2026-11-01"],
  ["Australia/Lord_Howe", "2026-04-04"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Africa/Casablanca", "2025-02-23"],
  ["Africa/Casablanca", "2025-04-06"],
  ["Antarctica/Troll", "2025-03-30"],
  ["Antarctica/Troll", "2025-10-26"],
  ["Pacific/Apia", "2011-12-30"],
  ["Europe/Dublin", "2026-03-29"],
  ["Europe/Dublin", "2026-10-25"],
  ["Asia/Tehran", "2022-03-21"],
  ["Asia/Tehran", "2022-09-21"],
  ["Asia/Gaza", "2023-04-28"],
  ["Asia/Gaza", "2023-10-27"],
  ["Asia/Kathmandu", "1985-12-31"],
  ["America/Sao_Paulo", "2018-11-04"],
  ["America/Sao_Paulo", "2019-02-16"],
  ["America/Caracas", "2007-12-09"],
  ["Pacific/Kwajalein", "1993-08-21"],
];

const calendarOf = (entry: object): Calendar => ({ name: "generated", ...calendarSettings.parse(entry) });

describe("answers agree with a minute-by-minute count", () => {
  test.each(changes)("%s around %s", (zone, date) => {
    const around = Date.parse(`${date}T00:00:00Z`);
    const [from, to] = [around - day, around + 3 * day];
    const clock = readClock(zone, from - 3 * day, to + 4 * day);
    fc.assert(
      fc.property(calendarEntry(zone, around + day, 2), fc.integer({ min: 0, max: 4 * 1_440 - 1 }), (entry, offset) => {
        const calendar = calendarOf(entry);
        const expected = openMinutes(entry, clock, from, to);
        const found = expected.map(() => false);
        for (const opening of openingsFrom(calendar, formatInstant(from), 100)) {
          const end = opening.to === null ? to : Date.parse(opening.to);
          for (let at = Date.parse(opening.from); at < Math.min(end, to); at += minute)
            found[(at - from) / minute] = true;
        }
        const differs = found.findIndex((value, index) => value !== expected[index]);
        expect(differs === -1 ? "no minute differs" : formatInstant(from + differs * minute)).toBe("no minute differs");

        const at = from + offset * minute;
        const answer = answerAt(calendar, formatInstant(at));
        expect(answer.open).toBe(expected[offset]);
        const turn = expected.indexOf(!answer.open, offset);
        const told = answer.open ? answer.closesAt : answer.opensAt;
        if (turn !== -1) expect(told).toBe(formatInstant(from + turn * minute));
        else expect(told === null || Date.parse(told) >= to).toBe(true);
        expect(answer.open ? answer.opensAt : answer.closesAt).toBeNull();
        expect(answer.because).toMatch(answer.open ? /^(Open|Always open): / : /^(Closed|Frozen): /);
      }),
      { numRuns: 10, seed: 20_260_329 },
    );
  });
});

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Gaza",
  "Asia/Kathmandu",
  "Pacific/Apia",
];

describe("openings", () => {
  const question = fc
    .record({
      zone: fc.constantFrom(...zones),
      at: fc
        .integer({ min: Date.UTC(2020, 0, 1) / minute, max: Date.UTC(2030, 0, 1) / minute })
        .map((minutes) => minutes * minute),
    })
    .chain(({ zone, at }) => fc.record({ at: fc.constant(at), entry: calendarEntry(zone, at, 40) }));

  test("are sorted, disjoint and maximal, and hold exactly the open moments", () => {
    fc.assert(
      fc.property(question, ({ at, entry }) => {
        const calendar = calendarOf(entry);
        const isOpen = (instant: number) => answerAt(calendar, formatInstant(instant)).open;
        let last = Number.NEGATIVE_INFINITY;
        for (const opening of openingsFrom(calendar, formatInstant(at), 5)) {
          const start = Date.parse(opening.from);
          expect(start).toBeGreaterThan(last);
          expect(isOpen(start)).toBe(true);
          if (start > at) expect(isOpen(start - minute)).toBe(false);
          if (opening.to === null) break;
          last = Date.parse(opening.to);
          expect(last).toBeGreaterThan(start);
          expect(isOpen(last - minute)).toBe(true);
          expect(isOpen(last)).toBe(false);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test("the answer at a moment is the first of the openings from it", () => {
    fc.assert(
      fc.property(question, ({ at, entry }) => {
        const calendar = calendarOf(entry);
        const answer = answerAt(calendar, formatInstant(at));
        const [first] = openingsFrom(calendar, formatInstant(at), 1);
        expect(answer.open).toBe(first?.from === answer.at);
        expect(answer.open ? answer.closesAt : answer.opensAt).toBe((answer.open ? first?.to : first?.from) ?? null);
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});
