/**
 * The oracle for what comes again: generated calendars of cron lines, recurrence rules, GitLab's pairs, iCalendar files, holidays and an
 * included calendar in a zone of its own, against a second expansion that uses none of our code, none of its libraries and another library's zone data; in zones with strange histories,
 * near the moments at which their clocks change, over ten years each. `ORACLE_RUNS=100` asks about 5,000 calendars.
 */
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import type { Holiday } from "../../../src/core/calendar/holidays.ts";
import { formatInstant } from "../../../src/core/calendar/instant.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";
import { changesIn, instantOf, offsetAt, zones } from "./other-zone-data.ts";
import {
  type CronLine,
  cronStarts,
  type Rule,
  ruleStarts,
  type StartsBetween,
  writeCron,
  writeRule,
  writeTime,
} from "./recurrence-oracle.ts";

beforeAll(loadRecurrence);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const runs = Number(process.env.ORACLE_RUNS ?? 2);
/** Days that the next opening, or the next end, is looked for by the oracle where none comes in the two days of minutes. */
const far = 40;

/** One entry of a calendar: as the policy writes it, and as the oracle understands it. */
interface Entry {
  readonly policy: object;
  /** The events of its iCalendar file. */
  readonly events?: readonly string[];
  readonly starts: StartsBetween;
  /** When one that began then ends, on the wall; null where it never does. */
  readonly end: (start: number) => number;
  readonly zone: string;
  readonly longest: number;
}

const lengths = fc.constantFrom(30, 60, 95, 240, 720, 1_440, 1_500, 4_320).map((minutes) => minutes * minute);
const some = <T>(values: fc.Arbitrary<T>, most: number) => fc.uniqueArray(values, { minLength: 1, maxLength: most });
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 2 });
const localText = (wall: number): string => new Date(wall).toISOString().slice(0, 16);

const cronLine: fc.Arbitrary<CronLine> = fc.record({
  minutes: some(fc.constantFrom(0, 1, 15, 30, 59), 2),
  hours: some(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })), 3),
  days: maybe(some(fc.integer({ min: 1, max: 31 }), 12)),
  months: fc.option(some(fc.integer({ min: 1, max: 12 }), 9), { nil: null, freq: 1 }),
  weekdays: maybe(some(fc.integer({ min: 0, max: 6 }), 4)),
});

const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const ordinals = { MONTHLY: [1, 2, 3, 4, -1, -2], YEARLY: [1, 2, 10, 20, -1, -5] } as const;

const rule = (start: number): fc.Arbitrary<Rule> =>
  fc.constantFrom("DAILY" as const, "WEEKLY" as const, "MONTHLY" as const, "YEARLY" as const).chain((freq) => {
    const numbered =
      freq === "MONTHLY" || freq === "YEARLY"
        ? fc.tuple(fc.constantFrom(...ordinals[freq]), weekday).map(([n, name]) => `${n}${name}`)
        : weekday;
    const isYearly = freq === "YEARLY";
    const byDay = maybe(fc.oneof(some(weekday, 4), some(numbered, 4), some(fc.oneof(weekday, numbered), 4)));
    const seldom = <T>(values: fc.Arbitrary<T>) =>
      isYearly ? fc.option(values, { nil: null, freq: 1 }) : fc.constant(null);
    return (
      fc
        .record({
          freq: fc.constant(freq),
          interval: fc.integer({ min: 1, max: isYearly ? 2 : 3 }),
          byDay,
          byMonthDay:
            freq === "WEEKLY"
              ? fc.constant(null)
              : maybe(some(fc.constantFrom(1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -15), 4)),
          byYearDay: seldom(
            some(fc.oneof(fc.constantFrom(1, 59, 60, 366, -1, -366), fc.integer({ min: 1, max: 366 })), 30),
          ),
          byWeekNo: seldom(some(fc.oneof(fc.constantFrom(1, 52, 53, -1, -53), fc.integer({ min: 1, max: 53 })), 20)),
          byMonth: maybe(some(fc.integer({ min: 1, max: 12 }), 10)),
          byHour: maybe(some(fc.integer({ min: 0, max: 23 }), 3)),
          bySetPos: maybe(some(fc.constantFrom(1, 2, 3, -1, -2), 2)),
          weekStart: fc.option(weekday, { nil: null, freq: 1 }),
          end: fc.oneof(
            { weight: 3, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: fc.integer({ min: 1, max: 400 }).map((count) => ({ count })) },
            { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }).map((days) => ({ until: start + days * day })) },
          ),
        })
        // A week may lie in two years, and which year's set it is in is left open, so weeks go with every year and the whole set;
        // numbers of weekdays beside weeks, and BYSETPOS alone, RFC 5545 forbids.
        .map((made) =>
          made.byWeekNo === null
            ? made
            : {
                ...made,
                interval: 1,
                bySetPos: null,
                byDay: /\d/.test(made.byDay?.join() ?? "") ? null : made.byDay,
              },
        )
        .map((made) => ({
          ...made,
          bySetPos: (made.byDay ?? made.byMonthDay ?? made.byYearDay ?? made.byHour) === null ? null : made.bySetPos,
        }))
    );
  });

const startNear = (around: number) =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 500 }),
      fc.oneof(fc.integer({ min: 0, max: 4 * 60 }), fc.integer({ min: 0, max: 1_439 })),
    )
    .map(([days, minutes]) => Math.floor(around / day) * day - days * day + minutes * minute);

/** Does the rule happen at all? One that never does is refused, which is tested elsewhere. */
const happens = (starts: StartsBetween, start: number): boolean => starts(start, start + 5 * 366 * day).length > 0;

const cronEntry = (zone: string): fc.Arbitrary<Entry> =>
  fc
    .record({ line: cronLine, length: lengths })
    .filter(({ line }) => happens(cronStarts(line), 0))
    .map(({ line, length }) => ({
      policy: { cron: writeCron(line), duration: `${length / minute}m` },
      starts: cronStarts(line),
      end: (start) => start + length,
      zone,
      longest: length,
    }));

const ruleEntry = (zone: string, around: number): fc.Arbitrary<Entry> =>
  startNear(around).chain((start) =>
    fc
      .record({
        rule: rule(start),
        length: lengths,
        drops: fc.nat(3),
        add: maybe(fc.integer({ min: -3_000, max: 3_000 })),
      })
      .filter((made) => happens(ruleStarts(made.rule, start), start))
      .map(({ rule: made, length, drops, add }) => {
        const plain = ruleStarts(made, start);
        const dropped = plain(around - 3 * day, around + 3 * day).slice(0, drops);
        const added = add === null ? [] : [Math.floor(around / minute) * minute + add * minute];
        const starts: StartsBetween = (from, to) =>
          [...new Set([...plain(from, to), ...added.filter((at) => at >= from && at < to)])].filter(
            (at) => !dropped.includes(at),
          );
        return {
          policy: {
            rrule: writeRule(made),
            start: localText(start),
            duration: `${length / minute}m`,
            ...(dropped.length === 0 ? {} : { exdates: dropped.map(localText) }),
            ...(added.length === 0 ? {} : { rdates: added.map(localText) }),
          },
          starts,
          end: (at) => at + length,
          zone,
          longest: length,
        };
      }),
  );

/** The start of an event always counts, as most programs have it. */
const eventEntry = (own: string, around: number): fc.Arbitrary<Entry> =>
  fc.tuple(startNear(around), fc.constantFrom(own, "Europe/Berlin", "America/New_York", "UTC")).chain(([start, zone]) =>
    fc
      .record({ rule: rule(start), length: lengths, drops: fc.nat(2), moves: fc.boolean(), isCancelled: fc.boolean() })
      .map(({ rule: made, length, drops, moves, isCancelled }) => {
        // COUNT would count a start that the rule does not have, and how is left open.
        const told = made.end !== null && "count" in made.end ? { ...made, end: null } : made;
        const plain = ruleStarts(told, start);
        const all: StartsBetween = (from, to) =>
          [...new Set([...(start >= from && start < to ? [start] : []), ...plain(from, to)])].sort((a, b) => a - b);
        const near = all(around - 3 * day, around + 3 * day);
        const dropped = near.slice(0, drops);
        const moved = moves ? near[drops] : undefined;
        const movedTo = moved === undefined || isCancelled ? [] : [moved + 90 * minute];
        const starts: StartsBetween = (from, to) => [
          ...new Set([
            ...all(from, to).filter((at) => !dropped.includes(at) && at !== moved),
            ...movedTo.filter((at) => at >= from && at < to),
          ]),
        ];
        const at = (name: string, wall: number) =>
          zone === "UTC" ? `${name}:${writeTime(wall)}Z` : `${name};TZID=${zone}:${writeTime(wall)}`;
        const event = (...lines: readonly string[]) =>
          [
            "BEGIN:VEVENT",
            "UID:one",
            "SUMMARY:Generated",
            `DURATION:PT${length / minute}M`,
            ...lines,
            "END:VEVENT",
          ].join("\r\n");
        return {
          policy: { ics: "generated.ics" },
          events: [
            event(
              at("DTSTART", start),
              `RRULE:${writeRule(told, (wall) => `${writeTime(instantOf(zone, wall))}Z`)}`,
              ...dropped.map((wall) => at("EXDATE", wall)),
            ),
            ...(moved === undefined
              ? []
              : [
                  event(
                    at("RECURRENCE-ID", moved),
                    at("DTSTART", isCancelled ? moved : moved + 90 * minute),
                    ...(isCancelled ? ["STATUS:CANCELLED"] : []),
                  ),
                ]),
          ],
          starts,
          end: (from) => from + length,
          zone,
          longest: length,
        };
      }),
  );

/** From each start to the next end after it. */
const pairEntry = (own: string): fc.Arbitrary<Entry> =>
  fc
    .record({
      from: cronLine.filter((line) => happens(cronStarts(line), 0)),
      to: cronLine.map((line) => ({ ...line, days: null, months: null })),
      zone: fc.constantFrom(own, "America/New_York"),
    })
    .map(({ from, to, zone }) => ({
      policy: {
        "freeze-start": writeCron(from),
        "freeze-end": writeCron(to),
        "cron-timezone": zone,
        reason: "Generated",
      },
      starts: cronStarts(from),
      end: (start) => cronStarts(to)(start + 1, start + 8 * day)[0] as number,
      zone,
      longest: 8 * day,
    }));

/** A day off, in the zone of its calendar. */
const holidayEntry = (zone: string, around: number): fc.Arbitrary<Entry> =>
  fc.integer({ min: -3, max: 3 }).map((days) => {
    const midnight = (Math.floor(around / day) + days) * day;
    return {
      policy: { date: localText(midnight).slice(0, 10), name: "Generated" },
      starts: (from, to) => (midnight >= from && midnight < to ? [midnight] : []),
      end: (at) => at + day,
      zone,
      longest: day,
    };
  });

interface Generated {
  readonly windows: readonly Entry[];
  readonly freezes: readonly Entry[];
  readonly holidays: readonly Entry[];
}

/** A calendar, and the one that it includes. */
interface Pair {
  readonly own: Generated;
  readonly included: Generated | null;
  readonly otherZone: string;
}

/** At most one file in a calendar; freezes say why. */
const generated = (zone: string, around: number, file: string): fc.Arbitrary<Generated> =>
  fc
    .record({
      windows: fc.array(fc.oneof(cronEntry(zone), ruleEntry(zone, around)), { minLength: 1, maxLength: 3 }),
      event: fc.option(eventEntry(zone, around), { nil: null, freq: 2 }),
      isFreeze: fc.boolean(),
      freezes: fc.array(fc.oneof(cronEntry(zone), ruleEntry(zone, around), pairEntry(zone)), { maxLength: 2 }),
      holidays: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(holidayEntry(zone, around), { maxLength: 2 }) },
      ),
    })
    .map(({ windows, event, isFreeze, freezes, holidays }) => ({
      windows: event === null || isFreeze ? windows : [...windows, { ...event, policy: { ics: file } }],
      freezes: [...freezes, ...(event !== null && isFreeze ? [event] : [])].map((each) => ({
        ...each,
        policy: "ics" in each.policy ? { ics: file } : { reason: "Generated", ...each.policy },
      })),
      holidays,
    }));

const generatedPair = (zone: string, around: number): fc.Arbitrary<Pair> =>
  fc.constantFrom("Asia/Kathmandu", "America/New_York", zone).chain((otherZone) =>
    fc.record({
      own: generated(zone, around, "own.ics"),
      included: fc.option(generated(otherZone, around, "included.ics"), { nil: null, freq: 1 }),
      otherZone: fc.constant(otherZone),
    }),
  );

function calendarOf(zone: string, { own, included, otherZone }: Pair): Calendar {
  const policies = (entries: readonly Entry[]) => entries.map(({ policy }) => policy);
  const settingsOf = ({ windows, freezes, holidays }: Generated, name: string, more: object) =>
    [
      name,
      {
        name,
        ...calendarSettings.parse({
          ...more,
          windows: policies(windows),
          freezes: policies(freezes),
          holidays: [...policies(holidays).slice(0, 1), ...(holidays.length > 1 ? [`days-${name}`] : [])],
        }),
      } as Calendar,
    ] as const;
  const textOf = ({ windows, freezes }: Generated) =>
    [
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      ...[...windows, ...freezes].flatMap((entry) => entry.events ?? []),
      "END:VCALENDAR",
      "",
    ].join("\r\n");
  const { calendars, problems } = resolveCalendars({
    calendars: new Map([
      settingsOf(own, "own", { "time-zone": zone, ...(included === null ? {} : { include: ["included"] }) }),
      ...(included === null ? [] : [settingsOf(included, "included", { "time-zone": otherZone })]),
    ]),
    holidays: new Map(
      [own, included].flatMap((each, index) =>
        each === null
          ? []
          : [
              [
                index === 0 ? "days-own" : "days-included",
                policies(each.holidays).slice(1) as readonly Holiday[],
              ] as const,
            ],
      ),
    ),
    files: new Map([
      ["own.ics", textOf(own)],
      ...(included === null ? [] : [["included.ics", textOf(included)] as const]),
    ]),
  });
  expect(problems).toEqual([]);
  return calendars.get("own") as Calendar;
}

/** For every minute from `from` on: is it open? */
function openMinutes({ own, included }: Pair, from: number, count: number): readonly boolean[] {
  const marks = Array.from({ length: count }, () => false);
  const mark = (entry: Entry, value: boolean) => {
    const wall = from + offsetAt(entry.zone, from);
    for (const start of entry.starts(wall - entry.longest - 3 * day, wall + count * minute + 2 * day)) {
      const [begin, end] = [start, entry.end(start)].map((each) => (instantOf(entry.zone, each) - from) / minute) as [
        number,
        number,
      ];
      for (let at = Math.max(0, begin); at < Math.min(count, end); at += 1) marks[at] = value;
    }
  };
  const both = included === null ? [own] : [own, included];
  for (const { windows } of both) for (const window of windows) mark(window, true);
  for (const { freezes, holidays } of both) for (const closed of [...freezes, ...holidays]) mark(closed, false);
  return marks;
}

/**
 * The first moment after `from`, within so many days, at which it is open or no longer is: looked for at the begin and end of every span.
 * Null where there is none.
 */
function turnOf({ own, included }: Pair, from: number, days: number): number | null {
  const spansOf = (entries: readonly Entry[]) =>
    entries.flatMap((entry) => {
      const wall = from + offsetAt(entry.zone, from);
      return entry
        .starts(wall - entry.longest - 3 * day, wall + (days + 2) * day)
        .map((start) => [instantOf(entry.zone, start), instantOf(entry.zone, entry.end(start))] as const);
    });
  const both = included === null ? [own] : [own, included];
  const windows = spansOf(both.flatMap((each) => each.windows));
  const closed = spansOf(both.flatMap((each) => [...each.freezes, ...each.holidays]));
  const holds = (spans: typeof windows, at: number) => spans.some(([begin, end]) => begin <= at && at < end);
  const isOpen = (at: number): boolean => holds(windows, at) && !holds(closed, at);
  const now = isOpen(from);
  const moments = [...windows, ...closed].flat().filter((at) => at > from && at < from + days * day);
  return moments.sort((a, b) => a - b).find((at) => isOpen(at) !== now) ?? null;
}

describe("what comes again is open and closed as a second expansion has it", () => {
  test.each(zones)("%s from %i on", (zone, year) => {
    const moments = [Date.UTC(year + 5, 1, 28, 12), ...changesIn(zone, year).slice(0, 24)];
    const question = fc.constantFrom(...moments).chain((around) =>
      fc.record({
        entry: generatedPair(zone, around),
        shift: fc.integer({ min: -2_160, max: 1_000 }),
        around: fc.constant(around),
      }),
    );
    fc.assert(
      fc.property(question, ({ entry, around, shift }) => {
        const calendar = calendarOf(zone, entry);
        const at = Math.floor(around / minute) * minute + shift * minute;
        const expected = openMinutes(entry, at, 2 * 1_440);
        const found = expected.map(() => false);
        for (const { from, to } of openingsFrom(calendar, formatInstant(at), 200)) {
          const [begin, end] = [from, to ?? "9999-01-01T00:00:00Z"].map((each) => (Date.parse(each) - at) / minute) as [
            number,
            number,
          ];
          if (begin >= found.length) break;
          for (let each = begin; each < Math.min(found.length, end); each += 1) found[each] = true;
        }
        const differs = found.findIndex((value, index) => value !== expected[index]);
        expect(differs === -1 ? "no minute differs" : formatInstant(at + differs * minute)).toBe("no minute differs");
        const answer = answerAt(calendar, formatInstant(at));
        expect(answer.open).toBe(expected[0]);
        const turn = expected.indexOf(!answer.open);
        const told = answer.open ? answer.closesAt : answer.opensAt;
        if (turn !== -1) expect(told).toBe(formatInstant(at + turn * minute));
        else {
          const later = turnOf(entry, at, far);
          if (later !== null) expect(told).toBe(formatInstant(later));
          else expect(told === null || Date.parse(told) >= at + far * day).toBe(true);
        }
      }),
      { numRuns: runs, seed: 5_545 },
    );
  });
});
