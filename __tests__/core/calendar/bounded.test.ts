/** What was made to hurt is refused or answered within a bound, and says why. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  answerAt,
  type Calendar,
  calendarSettings,
  nextOpening,
  openingsFrom,
} from "../../../src/core/calendar/calendar.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { recurrence } from "../../../src/core/calendar/recurrence.ts";

beforeAll(loadRecurrence);

/** Generous, for a machine that does other things; what hangs takes minutes. */
const bound = 5_000;

function within<T>(work: () => T): T {
  const before = performance.now();
  const memory = process.memoryUsage().heapUsed;
  const result = work();
  expect(performance.now() - before).toBeLessThan(bound);
  expect(process.memoryUsage().heapUsed - memory).toBeLessThan(300 * 1024 * 1024);
  return result;
}

const windowOf = (rule: string) =>
  calendarSettings.safeParse({
    "time-zone": "Europe/Berlin",
    windows: [{ rrule: rule, start: "2026-01-01T00:00", duration: "1m" }],
  });

describe("a rule that cannot be a window", () => {
  test.each([
    ["FREQ=SECONDLY", "every second"],
    ["FREQ=MINUTELY", "1440 times a day"],
    ["FREQ=DAILY;COUNT=1000000000", "COUNT goes up to 10000"],
    ["FREQ=DAILY;INTERVAL=1000000000", "INTERVAL cannot be"],
    ["FREQ=MONTHLY;BYDAY=6MO", "never"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never"],
    ["FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6", "never"],
    ["FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO,TU,WE;BYSETPOS=3", "never"],
    ["FREQ=YEARLY;BYMONTHDAY=1;BYDAY=2FR", "never"],
    ["FREQ=YEARLY;INTERVAL=10000;BYMONTHDAY=30;BYMONTH=2;BYDAY=MO,1FR", "never"],
    ["FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11;BYDAY=MO,1FR", "never"],
    ["FREQ=WEEKLY;BYDAY=MO,1FR", "MUST NOT"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,1FR", "MUST NOT"],
    [
      `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 401 }, (_, index) => (index % 366) + 1).join(",")}`,
      "BYYEARDAY cannot be",
    ],
  ])("is refused in time: %s", (rule, words) => {
    const { error } = within(() => windowOf(rule));
    expect(JSON.stringify(error?.issues ?? [])).toMatch(new RegExp(`${words}|too long to work out`));
  });
});

describe("a calendar that is dense or far away answers in time", () => {
  const calendar = (windows: readonly object[], freezes: readonly object[] = []): Calendar =>
    ({ name: "dense", ...calendarSettings.parse({ "time-zone": "Europe/Berlin", windows, freezes }) }) as Calendar;

  test("with fifty rules that begin 48 times a day", () => {
    const windows = Array.from({ length: 50 }, (_, index) => ({
      rrule: `FREQ=MINUTELY;INTERVAL=30;BYMONTH=${1 + (index % 12)}`,
      start: "2016-01-01T00:00",
      duration: "1m",
    }));
    within(() => openingsFrom(calendar(windows), "2026-11-24T10:00:00Z", 100));
  });

  test("with fifty rules and five hundred freezes that all but close two years", () => {
    const windows = Array.from({ length: 50 }, (_, index) => ({
      rrule: `FREQ=MONTHLY;BYDAY=${1 + (index % 4)}MO`,
      start: `2016-01-01T${String(index % 24).padStart(2, "0")}:00`,
      duration: "2h",
    }));
    const freezes = Array.from({ length: 500 }, (_, index) => {
      const from = Date.UTC(2026, 10, 1) + index * 7 * 86_400_000;
      const text = (instant: number) => new Date(instant).toISOString().slice(0, 16);
      return { from: text(from), to: text(from + 7 * 86_400_000), reason: "Closed" };
    });
    const answer = within(() => answerAt(calendar(windows, freezes), "2026-11-24T10:00:00Z"));
    expect([answer.open, answer.opensAt]).toEqual([false, null]);
  });

  test("with thousands of starts in ten years, each of them frozen", () => {
    const windows = Array.from({ length: 10 }, (_, index) => ({
      rrule: `FREQ=MINUTELY;INTERVAL=30;BYMONTH=${1 + (index % 12)}`,
      start: "2016-01-01T00:00",
      duration: "1m",
    }));
    // Open again in 2030, which would take long to find here; a calendar with less to look at finds it.
    const untilThen = {
      rrule: "FREQ=DAILY;UNTIL=20300101",
      start: "2026-01-01T00:00",
      duration: "2d",
      reason: "Closed",
    };
    expect(within(() => nextOpening(calendar(windows, [untilThen]), "2026-11-24T10:00:00Z", 0))).toBeNull();
    const light = calendar([{ from: "09:00", to: "10:00" }], [untilThen]);
    expect(nextOpening(light, "2026-11-24T10:00:00Z", 0)?.from).toBe("2030-01-03T08:00:00Z");
  });

  test("with a rule whose start lies a century back", () => {
    const answer = within(() =>
      answerAt(calendar([{ rrule: "FREQ=DAILY", start: "1926-01-01T09:00", duration: "1h" }]), "2026-11-24T10:30:00Z"),
    );
    expect(answer.opensAt).toBe("2026-11-25T08:00:00Z");
  });
});

describe("an iCalendar file", () => {
  const file = (events: number, event: string) =>
    ["BEGIN:VCALENDAR", ...Array.from({ length: events }, () => event), "END:VCALENDAR"].join("\r\n");
  const short = "BEGIN:VEVENT\r\nDTSTART:20260301T090000Z\r\nEND:VEVENT";

  test("of 100,000 events is refused at once", () => {
    expect(within(() => () => recurrence().file(file(100_000, short)))).toThrow("larger than 4 MiB");
    expect(() => within(() => recurrence().file(file(60_000, short)))).toThrow("60000 events: at most 5000");
  });

  test("of the most events that are read is read in time", () => {
    const weekly = short.replace("END:VEVENT", "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\nEND:VEVENT");
    expect(within(() => recurrence().file(file(5_000, weekly))).events).toHaveLength(5_000);
  });

  test("of lines without end, or with a zone that changes every minute, is no trouble", () => {
    expect(() => within(() => recurrence().file(`BEGIN:VCALENDAR\r\nX:${"a".repeat(3_000_000)}`))).toThrow(
      "no iCalendar",
    );
    const zone = [
      "BEGIN:VTIMEZONE",
      "TZID:Mad",
      "BEGIN:STANDARD",
      "DTSTART:19700101T000000",
      "TZOFFSETFROM:+0000",
      "TZOFFSETTO:+0100",
      "RRULE:FREQ=MINUTELY",
      "END:STANDARD",
      "END:VTIMEZONE",
    ].join("\r\n");
    within(() => recurrence().file(file(1, `${zone}\r\n${short}`)));
  });
});
