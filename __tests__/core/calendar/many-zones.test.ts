/**
 * The oracle: answers against a minute-by-minute evaluation that uses nothing of ours and not even the same zone data (moment-timezone
 * brings its own), in zones with strange histories, over ten years, for generated calendars.
 */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerAt, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { type CalendarEntry, calendarEntry } from "./calendars.ts";
import { changesIn, instantOf, offsetAt, zones } from "./other-zone-data.ts";

const minute = 60_000;
const day = 86_400_000;

/** Calendars asked in each zone; more in a longer run (`ORACLE_RUNS=1000`). */
const runs = Number(process.env.ORACLE_RUNS ?? 3);

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function makeOracle(zone: string, entry: CalendarEntry) {
  const known = new Map<number, number>();
  const instant = (wall: number): number => {
    const found = known.get(wall) ?? instantOf(zone, wall);
    known.set(wall, found);
    return found;
  };
  const holds = (at: number, from: number, to: number) => instant(from) <= at && at < instant(to);
  return (at: number): boolean => {
    if (entry.freezes.some(({ from, to }) => holds(at, Date.parse(`${from}Z`), Date.parse(`${to}Z`)))) return false;
    if (entry.windows === undefined) return true;
    const today = Math.floor((at + offsetAt(zone, at)) / day) * day;
    return [-2, -1, 0, 1].some((shift) => {
      const midnight = today + shift * day;
      return entry.windows?.some(({ days, from, to }) => {
        if (days !== undefined && !days.includes(names[new Date(midnight).getUTCDay()] as string)) return false;
        const [start, end] = [minutesOf(from), minutesOf(to)];
        return holds(at, midnight + start * minute, midnight + (end > start ? end : end + 1_440) * minute);
      });
    });
  };
}

test("at least forty zones are looked at", () => {
  expect(zones.length).toBeGreaterThanOrEqual(40);
});

describe("open or closed, and the next turn, agree with another library's data", () => {
  test.each(zones)("%s from %i on", (zone, year) => {
    const changes = changesIn(zone, year);
    const moments = [Date.UTC(year + 5, 5, 1, 12), ...changes.slice(0, 24)];
    const question = fc.constantFrom(...moments).chain((around) =>
      fc.record({
        entry: calendarEntry(zone, around, 3),
        around: fc.constant(around),
        shift: fc.integer({ min: -2_160, max: 2_160 }),
      }),
    );
    fc.assert(
      fc.property(question, ({ entry, around, shift }) => {
        const isOpen = makeOracle(zone, entry);
        const calendar = { name: "generated", ...calendarSettings.parse(entry) };
        const at = Math.floor(around / minute) * minute + shift * minute;
        const answer = answerAt(calendar, formatInstant(at));
        // Every window is weekly, and every freeze is near: whatever turns at all does so by then.
        const end = at + 12 * day;
        let turn: number | null = null;
        for (let each = at; each < end && turn === null; each += minute) if (isOpen(each) !== isOpen(at)) turn = each;
        expect(answer.open).toBe(isOpen(at));
        const told = answer.open ? answer.closesAt : answer.opensAt;
        if (turn === null) expect(told === null || Date.parse(told) >= end).toBe(true);
        else expect(told).toBe(formatInstant(turn));
        expect(openingsFrom(calendar, formatInstant(at), 1)[0]?.from ?? null).toBe(
          answer.open ? answer.at : answer.opensAt,
        );
      }),
      { numRuns: runs, seed: 5_545 },
    );
  });
});
