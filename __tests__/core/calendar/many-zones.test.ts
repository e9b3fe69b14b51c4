/**
 * The oracle: answers against a minute-by-minute evaluation that uses nothing of ours and not even the same zone data (moment-timezone
 * brings its own), in zones with strange histories, over ten years, for generated calendars.
 */
import * as fc from "fast-check";
import moment from "moment-timezone";
import { describe, expect, test } from "vitest";
import { answerAt, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { type CalendarEntry, calendarEntry } from "./calendars.ts";

const minute = 60_000;
const day = 86_400_000;

/** Calendars asked in each zone; more in a longer run (`ORACLE_RUNS=1000`). */
const runs = Number(process.env.ORACLE_RUNS ?? 3);

/** Zones, each with years from which ten are looked at; the strange ones in their strange years. */
const zones: readonly (readonly [string, number])[] = [
  ["Africa/Cairo", 2008],
  ["Africa/Casablanca", 2012],
  ["Africa/El_Aaiun", 2014],
  ["Africa/Juba", 2014],
  ["Africa/Sao_Tome", 2013],
  ["Africa/Tripoli", 2010],
  ["Africa/Windhoek", 2012],
  ["America/Argentina/San_Luis", 2003],
  ["America/Asuncion", 2010],
  ["America/Caracas", 2007],
  ["America/Godthab", 2014],
  ["America/Havana", 2010],
  ["America/Mexico_City", 2014],
  ["America/Metlakatla", 2011],
  ["America/New_York", 2004],
  ["America/Resolute", 2000],
  ["America/Sao_Paulo", 2011],
  ["America/Scoresbysund", 2015],
  ["America/St_Johns", 2005],
  ["Antarctica/Casey", 2010],
  ["Antarctica/Macquarie", 2008],
  ["Antarctica/Troll", 2010],
  ["Asia/Amman", 2013],
  ["Asia/Colombo", 2000],
  ["Asia/Famagusta", 2014],
  ["Asia/Gaza", 2010],
  ["Asia/Hebron", 2011],
  ["Asia/Hovd", 2010],
  ["Asia/Kathmandu", 2010],
  ["Asia/Pyongyang", 2012],
  ["Asia/Tehran", 2014],
  ["Asia/Vladivostok", 2008],
  ["Atlantic/Azores", 2010],
  ["Australia/Eucla", 2005],
  ["Australia/Lord_Howe", 2010],
  ["Europe/Berlin", 2015],
  ["Europe/Dublin", 2015],
  ["Europe/Istanbul", 2010],
  ["Europe/Minsk", 2008],
  ["Europe/Samara", 2008],
  ["Europe/Volgograd", 2012],
  ["Pacific/Apia", 2008],
  ["Pacific/Bougainville", 2011],
  ["Pacific/Chatham", 2012],
  ["Pacific/Easter", 2013],
  ["Pacific/Fakaofo", 2008],
  ["Pacific/Fiji", 2012],
  ["Pacific/Norfolk", 2013],
  ["Pacific/Tongatapu", 2010],
];

/** Instants at which moment's own data changes the offset, in ten years. */
function changesIn(zone: string, year: number): readonly number[] {
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 10, 0, 1)];
  return (moment.tz.zone(zone)?.untils ?? []).filter((until) => until > from && until < to);
}

const offsetAt = (zone: string, at: number): number => -(moment.tz.zone(zone)?.utcOffset(at) ?? Number.NaN) * minute;

/** The instant that the rule means by a wall time, found by trying every minute around it. */
function instantOf(zone: string, wall: number): number {
  let last = Number.NaN;
  for (let at = wall - 16 * 60 * minute; at <= wall + 16 * 60 * minute; at += minute) {
    const shown = at + offsetAt(zone, at);
    if (shown === wall) return at;
    // Jumped over: as far behind the gap as the time is into it.
    if (shown > wall) return at + (wall - (last + minute));
    last = shown;
  }
  throw new Error("no minute shows it");
}

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
        const end = at + 2 * day;
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
