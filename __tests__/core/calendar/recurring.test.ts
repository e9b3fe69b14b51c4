import { beforeAll, describe, expect, test } from "vitest";
import {
  answerAt,
  type Calendar,
  calendarSettings,
  exceptionsAt,
  openingsFrom,
} from "../../../src/core/calendar/calendar.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { needsRecurrence } from "../../../src/core/calendar/recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";
import { warningsAt } from "../../../src/core/calendar/warnings.ts";

beforeAll(loadRecurrence);

const calendarOf = (entry: object, name = "releases"): Calendar => ({
  name,
  ...calendarSettings.parse({ "time-zone": "Europe/Berlin", ...entry }),
});
const openings = (entry: object, at: string, count: number) =>
  openingsFrom(calendarOf(entry), at, count).map(({ from, to }) => `${from.slice(0, 16)} ${to?.slice(0, 16)}`);
const isAccepted = (entry: object) => calendarSettings.safeParse({ "time-zone": "UTC", ...entry }).success;

describe("cron windows", () => {
  test("begin by the wall clock, and last by it", () => {
    expect(openings({ windows: [{ cron: "0 22 * * 6", duration: "4h" }] }, "2026-03-23T00:00:00Z", 2)).toEqual([
      // The night in which 02:00 does not come: the window ends an hour later by the clock, at 03:00.
      "2026-03-28T21:00 2026-03-29T01:00",
      "2026-04-04T20:00 2026-04-05T00:00",
    ]);
  });

  test("follow the one rule in the gap and in the repeated hour", () => {
    const nightly = { windows: [{ cron: "30 2 * * *", duration: "1h" }] };
    expect(openings(nightly, "2026-10-24T12:00:00Z", 1)).toEqual(["2026-10-25T00:30 2026-10-25T02:30"]);
    expect(openings(nightly, "2026-03-28T12:00:00Z", 1)).toEqual(["2026-03-30T00:30 2026-03-30T01:30"]);
  });

  test("know the last day of a month and the second Friday", () => {
    const entry = {
      "time-zone": "UTC",
      windows: [
        { cron: "0 0 L * *", duration: "1h" },
        { cron: "0 12 * * FRI#2", duration: "1h" },
      ],
    };
    expect(openings(entry, "2028-02-01T00:00:00Z", 2)).toEqual([
      "2028-02-11T12:00 2028-02-11T13:00",
      "2028-02-29T00:00 2028-02-29T01:00",
    ]);
  });

  test.each(["* * * * *", "*/20 * * * *", "0 0 30 2 *", "61 * * * *", "@daily", "0 0 0 * * *", "0 0 ? * *", ""])(
    "refuses %j",
    (cron) => {
      expect(isAccepted({ windows: [{ cron, duration: "1h" }] })).toBe(false);
    },
  );

  test("refuse to last for nothing, or for longer than a year", () => {
    expect(isAccepted({ windows: [{ cron: "0 0 1 1 *", duration: "0h" }] })).toBe(false);
    expect(isAccepted({ windows: [{ cron: "0 0 1 1 *", duration: "400d" }] })).toBe(false);
    expect(isAccepted({ windows: [{ cron: "0 0 1 1 *" }] })).toBe(false);
  });
});

describe("recurrence rules", () => {
  const firstSunday = { rrule: "FREQ=MONTHLY;BYDAY=1SU", start: "2026-01-04T02:00", duration: "PT3H" };

  const until = (time: string) =>
    openings(
      { windows: [{ ...firstSunday, rrule: `FREQ=MONTHLY;BYDAY=1SU;UNTIL=${time}` }] },
      "2026-01-31T00:00:00Z",
      5,
    );

  test("open from their start on, in wall time", () => {
    expect(openings({ windows: [firstSunday] }, "2025-11-01T00:00:00Z", 2)).toEqual([
      "2026-01-04T01:00 2026-01-04T04:00",
      "2026-02-01T01:00 2026-02-01T04:00",
    ]);
  });

  test("know UNTIL in UTC as a moment of the calendar's zone", () => {
    expect(until("20260201T010000Z")).toHaveLength(1);
    expect(until("20260201T005959Z")).toHaveLength(0);
    expect(until("20260201")).toHaveLength(1);
  });

  test("leave out exdates and put in rdates", () => {
    const entry = { windows: [{ ...firstSunday, exdates: ["2026-02-01T02:00"], rdates: ["2026-02-10T10:00"] }] };
    expect(openings(entry, "2026-01-31T00:00:00Z", 2)).toEqual([
      "2026-02-10T09:00 2026-02-10T12:00",
      "2026-03-01T01:00 2026-03-01T04:00",
    ]);
  });

  test("last longer than a day, across leap days, from the last weekday of a month", () => {
    const entry = {
      "time-zone": "UTC",
      windows: [{ rrule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", start: "2028-01-31T00:00", duration: "50h" }],
    };
    expect(openings(entry, "2028-02-10T00:00:00Z", 2)).toEqual([
      "2028-02-29T00:00 2028-03-02T02:00",
      "2028-03-31T00:00 2028-04-02T02:00",
    ]);
  });

  const dates = (rrule: string, count: number, start = "2026-01-05T09:00") =>
    openingsFrom(
      calendarOf({ "time-zone": "UTC", windows: [{ rrule, start, duration: "1h" }] }),
      "2026-01-01T00:00:00Z",
      count,
    ).map(({ from }) => from.slice(2, 10));

  test("take days with and without a number in one list", () => {
    expect(dates("FREQ=MONTHLY;BYDAY=-1FR,TU", 7)).toEqual([
      "26-01-06",
      "26-01-13",
      "26-01-20",
      "26-01-27",
      "26-01-30",
      "26-02-03",
      "26-02-10",
    ]);
    expect(dates("FREQ=YEARLY;BYMONTH=3;BYDAY=MO,1FR;COUNT=7", 9)).toEqual([
      "26-03-02",
      "26-03-06",
      "26-03-09",
      "26-03-16",
      "26-03-23",
      "26-03-30",
      "27-03-01",
    ]);
    expect(dates("FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,1MO;BYSETPOS=1", 3)).toEqual(["26-01-05", "26-03-02", "26-05-04"]);
  });

  test("take a numbered day of the year or the month that is also a certain date", () => {
    expect(dates("FREQ=YEARLY;BYMONTH=2,3;BYMONTHDAY=13;BYDAY=2FR", 2)).toEqual(["26-02-13", "26-03-13"]);
    // The 20th Monday of the year: 18 May 2026, 17 May 2027, 15 May 2028.
    expect(dates("FREQ=YEARLY;BYMONTHDAY=15,18;BYDAY=20MO", 1)).toEqual(["26-05-18"]);
    expect(dates("FREQ=YEARLY;BYYEARDAY=137;BYDAY=20MO,SU", 2)).toEqual(["26-05-17", "27-05-17"]);
  });

  test("choose from the whole set of a month, though it began before the start or ends after UNTIL", () => {
    expect(dates("FREQ=MONTHLY;BYDAY=TU,-1FR;BYSETPOS=1", 1, "2026-01-20T09:00")).toEqual(["26-02-03"]);
    expect(dates("FREQ=MONTHLY;BYDAY=TU,-1FR;BYSETPOS=-1;UNTIL=20260129", 1, "2025-12-01T09:00")).toEqual([]);
    expect(dates("FREQ=MONTHLY;BYDAY=TU,-1FR;BYSETPOS=-1;UNTIL=20260130", 2)).toEqual(["26-01-30"]);
    expect(dates("FREQ=MONTHLY;BYDAY=TU,-1FR;COUNT=2", 3, "2026-01-20T09:00")).toEqual(["26-01-20", "26-01-27"]);
  });

  test("take the weekday of the start for a week without a day", () => {
    expect(dates("FREQ=YEARLY;BYWEEKNO=20", 2, "2026-01-07T09:00")).toEqual(["26-05-13", "27-05-19"]);
  });

  test.each([
    "FREQ=SECONDLY",
    "FREQ=MINUTELY",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=6MO",
    "FREQ=DAILY;UNTIL=20250101T000000Z",
    "FREQ=WEEKLY;BYMONTHDAY=1",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z",
    "FREQ=WEEKLY;FREQ=DAILY",
    "FREQ=WEEKLY;X=1",
    "BYDAY=MO",
    "",
  ])("refuses %j, at once", (rrule) => {
    expect(isAccepted({ windows: [{ ...firstSunday, rrule }] })).toBe(false);
  });
});

describe("freezes that come again", () => {
  test("GitLab's pairs freeze from each start to the next end, in their own zone", () => {
    const pair = { "freeze-start": "0 23 * * 5", "freeze-end": "0 7 * * 1", "cron-timezone": "UTC", reason: "Weekend" };
    expect(openings({ freezes: [pair] }, "2026-11-27T22:00:00Z", 2)).toEqual([
      "2026-11-27T22:00 2026-11-27T23:00",
      "2026-11-30T07:00 2026-12-04T23:00",
    ]);
    expect(answerAt(calendarOf({ freezes: [pair] }), "2026-11-29T12:00:00Z").because).toBe(
      "Frozen: Weekend, until 2026-11-30 08:00 Europe/Berlin",
    );
  });

  test("a freeze that began months ago still holds", () => {
    const pair = { "freeze-start": "0 0 20 1 *", "freeze-end": "0 0 5 12 *", reason: "Long" };
    expect(answerAt(calendarOf({ freezes: [pair] }), "2026-11-29T12:00:00Z").open).toBe(false);
  });

  test("cron and rrule with a reason", () => {
    const freezes = [
      { cron: "0 0 1 * *", duration: "1d", reason: "Closing of the month" },
      { rrule: "FREQ=YEARLY", start: "2020-07-01T00:00", duration: "1d", reason: "Anniversary" },
    ];
    expect(answerAt(calendarOf({ freezes }), "2026-11-01T12:00:00Z").because).toContain("Frozen: Closing of the month");
    expect(isAccepted({ freezes: [{ cron: "0 0 1 * *", duration: "1d" }] })).toBe(false);
  });
});

describe("exceptions to a freeze", () => {
  const calendar = calendarOf({
    freezes: [
      {
        from: "2026-12-18",
        to: "2027-01-04",
        reason: "Year-end",
        "except-risk": ["low"],
        "except-change-types": ["rollback"],
      },
    ],
  });
  const at = "2026-12-24T10:00:00Z";

  test("hold for a risk level or a change type that is named, and for no other", () => {
    expect(answerAt(calendar, at).open).toBe(false);
    expect(answerAt(calendar, at, { riskLevel: "medium", changeType: "normal" }).open).toBe(false);
    expect(answerAt(calendar, at, { riskLevel: "low", changeType: "normal" }).open).toBe(true);
    expect(answerAt(calendar, at, { riskLevel: "high", changeType: "rollback" }).open).toBe(true);
    expect(answerAt(calendar, at, { riskLevel: "high", changeType: "emergency" }).open).toBe(false);
  });

  test("are named", () => {
    expect(exceptionsAt(calendar, at, { riskLevel: "low", changeType: "normal" })).toEqual([
      { reason: "Year-end", place: null },
    ]);
    expect(exceptionsAt(calendar, "2027-01-05T00:00:00Z", { riskLevel: "low" })).toEqual([]);
  });

  test("hold for an emergency where the freeze names it; who may claim one is no business of a calendar", () => {
    const freeze = { from: "2026-12-18", to: "2027-01-04", reason: "Year-end", "except-change-types": ["emergency"] };
    const open = calendarOf({ freezes: [freeze] });
    expect(answerAt(open, at, { changeType: "emergency" }).open).toBe(true);
    expect(answerAt(open, at, { changeType: "normal" }).open).toBe(false);
    expect(isAccepted({ freezes: [{ ...freeze, "except-change-types": ["urgent"] }] })).toBe(false);
  });
});

const named = (
  entries: Readonly<Record<string, object>>,
  holidays: Readonly<Record<string, { date: string; name: string }[]>> = {},
) =>
  resolveCalendars({
    calendars: new Map(Object.entries(entries).map(([name, entry]) => [name, calendarOf(entry, name)])),
    holidays: new Map(Object.entries(holidays)),
    files: new Map(),
  });

describe("calendars that include others", () => {
  const company = {
    "time-zone": "America/New_York",
    freezes: [{ from: "2026-11-26", to: "2026-11-27", reason: "Thanksgiving" }],
  };
  const team = { include: ["company"], windows: [{ from: "09:00", to: "16:00" }] };

  test("add up windows and freezes, each in the zone in which it was written", () => {
    const { calendars, problems } = named({ company, team });
    expect(problems).toEqual([]);
    const calendar = calendars.get("team") as Calendar;
    expect(answerAt(calendar, "2026-11-26T10:00:00Z").because).toBe(
      "Frozen: Thanksgiving, until 2026-11-27 06:00 Europe/Berlin",
    );
    expect(openingsFrom(calendar, "2026-11-26T04:00:00Z", 1)).toEqual([
      { from: "2026-11-27T08:00:00Z", to: "2026-11-27T15:00:00Z" },
    ]);
  });

  test("take out named holidays", () => {
    const { calendars } = named(
      { team: { holidays: ["germany", { date: "2026-12-24", name: "Christmas Eve" }] } },
      { germany: [{ date: "2026-12-25", name: "Christmas Day" }] },
    );
    const calendar = calendars.get("team") as Calendar;
    expect(openingsFrom(calendar, "2026-12-23T23:00:00Z", 1)).toEqual([{ from: "2026-12-25T23:00:00Z", to: null }]);
    expect(answerAt(calendar, "2026-12-25T12:00:00Z").because).toBe(
      "Frozen: Christmas Day, until 2026-12-26 00:00 Europe/Berlin",
    );
  });

  test("must exist, and must not include each other", () => {
    expect(named({ team }).problems).toEqual([
      { path: ["team", "include", 0], message: "there is no calendar `company`", names: ["team"] },
    ]);
    const circle = named({ a: { include: ["b"] }, b: { include: ["a"] } });
    expect(circle.problems.map(({ message }) => message).join()).toContain(
      "in a circle: `a` includes `b` includes `a`",
    );
    expect(named({ team: { holidays: ["germany"] } }).problems[0]?.message).toBe(
      "there is no list of holidays `germany`",
    );
  });

  test("give no answer while names in them are unresolved", () => {
    expect(() => answerAt(calendarOf(team), "2026-11-26T10:00:00Z")).toThrow("was not resolved");
    expect(() => answerAt(calendarOf({ holidays: ["germany"] }), "2026-11-26T10:00:00Z")).toThrow("was not resolved");
    expect(() => answerAt(calendarOf({ freezes: [{ ics: "a.ics" }] }), "2026-11-26T10:00:00Z")).toThrow("was not read");
  });
});

describe("warnings", () => {
  test("a list of freezes without an entry in the future", () => {
    const calendar = calendarOf({ freezes: [{ from: "2025-12-18", to: "2026-01-04T08:00", reason: "Year-end" }] });
    expect(warningsAt(calendar, "2026-06-01T00:00:00Z")).toEqual([
      "The list of freezes in releases has no entry in the future; the last one ended Sun 2026-01-04 08:00 Europe/Berlin (2026-01-04T07:00:00Z). Add the coming ones, or take the list out.",
    ]);
    expect(warningsAt(calendar, "2025-12-20T00:00:00Z")).toEqual([]);
    expect(warningsAt(calendar, "2025-06-01T00:00:00Z")).toEqual([]);
  });

  test("none without freezes, and none for freezes that come again", () => {
    expect(warningsAt(calendarOf({}), "2026-06-01T00:00:00Z")).toEqual([]);
    expect(
      warningsAt(
        calendarOf({ freezes: [{ cron: "0 0 1 * *", duration: "1d", reason: "Closing" }] }),
        "2026-06-01T00:00:00Z",
      ),
    ).toEqual([]);
  });
});

test("a policy that needs the libraries is known by its text", () => {
  expect(needsRecurrence('windows: [{ cron: "0 0 * * *", duration: 1h }]')).toBe(true);
  expect(needsRecurrence('{"windows":[{"duration":1,"rrule":"FREQ=DAILY"}]}')).toBe(true);
  expect(needsRecurrence("freezes: [{ freeze-start: 0 0 1 1 * }]")).toBe(true);
  expect(needsRecurrence("metrics: []\n# cron jobs")).toBe(false);
});
