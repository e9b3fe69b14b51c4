import { describe, expect, test } from "vitest";
import {
  answerAt,
  type Calendar,
  calendarSettings,
  nextOpening,
  openingsFrom,
} from "../../../src/core/calendar/calendar.ts";

const berlin = (entry: object): Calendar => ({
  name: "business-hours",
  ...calendarSettings.parse({ "time-zone": "Europe/Berlin", ...entry }),
});

const officeHours = { days: ["mon", "tue", "wed", "thu"], from: "09:00", to: "16:00" };
const yearEnd = { from: "2026-12-18T17:00", to: "2027-01-04T08:00", reason: "Year-end freeze" };
/** Open until the given time, then frozen for long. */
const until = (to: string): Calendar => ({
  name: "utc",
  ...calendarSettings.parse({ "time-zone": "UTC", freezes: [{ from: to, to: "2030-01-01", reason: "Later" }] }),
});
const isOpen = (calendar: Calendar, at: string) => answerAt(calendar, at).open;

describe("a weekday window", () => {
  const calendar = berlin({ windows: [officeHours] });

  test("is open at from and closed at to", () => {
    // Monday 2026-11-23, Berlin is UTC+1.
    expect(isOpen(calendar, "2026-11-23T07:59:59Z")).toBe(false);
    expect(isOpen(calendar, "2026-11-23T08:00:00Z")).toBe(true);
    expect(isOpen(calendar, "2026-11-23T14:59:59.999Z")).toBe(true);
    expect(isOpen(calendar, "2026-11-23T15:00:00Z")).toBe(false);
  });

  test("says everything about an open moment", () => {
    expect(answerAt(calendar, "2026-11-23T11:00:00+01:00")).toEqual({
      calendar: "business-hours",
      timeZone: "Europe/Berlin",
      at: "2026-11-23T10:00:00Z",
      open: true,
      because: "Open: Mon-Thu 09:00-16:00 Europe/Berlin",
      places: [],
      closesAt: "2026-11-23T15:00:00Z",
      opensAt: null,
    });
  });

  test("says everything about a closed moment", () => {
    expect(answerAt(calendar, "2026-11-26T15:00:00Z")).toEqual({
      calendar: "business-hours",
      timeZone: "Europe/Berlin",
      at: "2026-11-26T15:00:00Z",
      open: false,
      because: "Closed: outside Mon-Thu 09:00-16:00 Europe/Berlin",
      places: [],
      closesAt: null,
      opensAt: "2026-11-30T08:00:00Z",
    });
  });

  test("begins its first opening at the moment asked about", () => {
    expect(openingsFrom(calendar, "2026-11-23T10:00:00Z", 2)).toEqual([
      { from: "2026-11-23T10:00:00Z", to: "2026-11-23T15:00:00Z" },
      { from: "2026-11-24T08:00:00Z", to: "2026-11-24T15:00:00Z" },
    ]);
    expect(openingsFrom(calendar, "2026-11-23T10:00:00Z", 0)).toEqual([]);
  });

  test("keeps its local hours when the clocks change", () => {
    expect(openingsFrom(calendar, "2026-03-26T16:00:00Z", 1)).toEqual([
      { from: "2026-03-30T07:00:00Z", to: "2026-03-30T14:00:00Z" },
    ]);
    expect(openingsFrom(calendar, "2026-10-23T16:00:00Z", 1)).toEqual([
      { from: "2026-10-26T08:00:00Z", to: "2026-10-26T15:00:00Z" },
    ]);
  });

  test("refuses a moment that is no instant", () => {
    expect(() => answerAt(calendar, "2026-11-23T10:00:00")).toThrow(RangeError);
  });
});

describe("windows at midnight", () => {
  test("a window from later than to crosses midnight and belongs to the day it begins on", () => {
    const calendar = berlin({ windows: [{ days: ["sun"], from: "22:00", to: "02:00" }] });
    expect(openingsFrom(calendar, "2026-11-22T00:00:00Z", 2)).toEqual([
      { from: "2026-11-22T21:00:00Z", to: "2026-11-23T01:00:00Z" },
      { from: "2026-11-29T21:00:00Z", to: "2026-11-30T01:00:00Z" },
    ]);
    expect(isOpen(calendar, "2026-11-23T00:59:00Z")).toBe(true);
    expect(isOpen(calendar, "2026-11-22T00:30:00Z")).toBe(false);
  });

  test("24:00 joins the next day's 00:00", () => {
    const calendar = berlin({
      windows: [
        { days: ["fri"], from: "20:00", to: "24:00" },
        { days: ["sat"], from: "00:00", to: "03:00" },
      ],
    });
    expect(openingsFrom(calendar, "2026-11-23T00:00:00Z", 1)).toEqual([
      { from: "2026-11-27T19:00:00Z", to: "2026-11-28T02:00:00Z" },
    ]);
  });

  test("whole days on every day never close, across both changes of the clocks", () => {
    const answer = answerAt(berlin({ windows: [{ from: "00:00", to: "24:00" }] }), "2026-01-01T00:00:00Z");
    expect(answer).toMatchObject({
      open: true,
      because: "Open: daily 00:00-24:00 Europe/Berlin",
      closesAt: null,
      opensAt: null,
    });
  });
});

describe("when the clocks change", () => {
  const nightly = berlin({ windows: [{ from: "02:30", to: "03:30" }] });

  test("a window that begins in the gap begins that much later", () => {
    const calendar = berlin({ windows: [{ from: "02:30", to: "05:00" }] });
    expect(openingsFrom(calendar, "2026-03-28T12:00:00Z", 1)).toEqual([
      { from: "2026-03-29T01:30:00Z", to: "2026-03-29T03:00:00Z" },
    ]);
  });

  test("a window that ends in the gap ends that much later", () => {
    const calendar = berlin({ windows: [{ from: "01:00", to: "02:30" }] });
    expect(openingsFrom(calendar, "2026-03-28T12:00:00Z", 1)).toEqual([
      { from: "2026-03-29T00:00:00Z", to: "2026-03-29T01:30:00Z" },
    ]);
  });

  test("a window that begins in the repeated hour begins the first time and lasts the longer for it", () => {
    expect(openingsFrom(nightly, "2026-10-24T12:00:00Z", 1)).toEqual([
      { from: "2026-10-25T00:30:00Z", to: "2026-10-25T02:30:00Z" },
    ]);
  });

  test("a window whose mapped end is not after its mapped start is empty that day", () => {
    const calendar = berlin({ windows: [{ from: "02:30", to: "03:00" }] });
    expect(openingsFrom(calendar, "2026-03-28T12:00:00Z", 1)).toEqual([
      { from: "2026-03-30T00:30:00Z", to: "2026-03-30T01:00:00Z" },
    ]);
  });
});

describe("freezes", () => {
  test("win over windows, from their first moment to before their last", () => {
    const calendar = berlin({ windows: [{ from: "00:00", to: "24:00" }], freezes: [yearEnd] });
    expect(isOpen(calendar, "2026-12-18T15:59:59Z")).toBe(true);
    expect(isOpen(calendar, "2026-12-18T16:00:00Z")).toBe(false);
    expect(isOpen(calendar, "2027-01-04T06:59:59Z")).toBe(false);
    expect(isOpen(calendar, "2027-01-04T07:00:00Z")).toBe(true);
  });

  test("are named with their reason and their end", () => {
    const answer = answerAt(berlin({ windows: [officeHours], freezes: [yearEnd] }), "2026-12-24T10:00:00Z");
    expect(answer).toMatchObject({
      open: false,
      because: "Frozen: Year-end freeze, until 2027-01-04 08:00 Europe/Berlin",
      opensAt: "2027-01-04T08:00:00Z",
    });
  });

  test("the one that lasts longest is named", () => {
    const longer = { from: "2026-12-01", to: "2027-02-01", reason: "Migration" };
    expect(answerAt(berlin({ freezes: [yearEnd, longer] }), "2026-12-24T10:00:00Z").because).toBe(
      "Frozen: Migration, until 2027-02-01 00:00 Europe/Berlin",
    );
  });

  test("cut a hole into a window", () => {
    const calendar = berlin({
      windows: [officeHours],
      freezes: [{ from: "2026-11-23T11:00", to: "2026-11-23T12:00", reason: "Demo" }],
    });
    expect(openingsFrom(calendar, "2026-11-23T00:00:00Z", 2)).toEqual([
      { from: "2026-11-23T08:00:00Z", to: "2026-11-23T10:00:00Z" },
      { from: "2026-11-23T11:00:00Z", to: "2026-11-23T15:00:00Z" },
    ]);
  });

  test("a plain date means its midnight", () => {
    const calendar = berlin({ freezes: [{ from: "2026-12-24", to: "2026-12-27", reason: "Christmas" }] });
    expect(openingsFrom(calendar, "2026-12-24T00:00:00Z", 1)).toEqual([{ from: "2026-12-26T23:00:00Z", to: null }]);
  });
});

describe("two years", () => {
  const at = "2026-01-01T00:00:00Z";

  test("without windows and freezes it is always open", () => {
    const calendar: Calendar = { name: "always", ...calendarSettings.parse({ "time-zone": "UTC" }) };
    expect(answerAt(calendar, at)).toMatchObject({
      open: true,
      because: "Always open: the calendar has no windows and no freezes",
      closesAt: null,
      opensAt: null,
    });
    expect(openingsFrom(calendar, at, 3)).toEqual([{ from: at, to: null }]);
  });

  test("an end exactly two years away is told, one a second later is not", () => {
    expect(answerAt(until("2028-01-01T00:00"), at).closesAt).toBe("2028-01-01T00:00:00Z");
    expect(answerAt(until("2028-01-01T00:00:01"), at).closesAt).toBeNull();
    expect(openingsFrom(until("2028-01-01T00:00:01"), at, 2)).toEqual([{ from: at, to: null }]);
  });

  test("a calendar frozen for longer never opens", () => {
    const calendar = berlin({
      windows: [officeHours],
      freezes: [{ from: "2025-01-01", to: "2031-01-01", reason: "Retired" }],
    });
    expect(answerAt(calendar, at)).toMatchObject({ open: false, closesAt: null, opensAt: null });
    expect(openingsFrom(calendar, at, 3)).toEqual([]);
    expect(nextOpening(calendar, at, 0)).toEqual({ from: "2031-01-01T08:00:00Z", to: "2031-01-01T15:00:00Z" });
  });
});

describe("the next opening", () => {
  const at = "2026-01-01T00:00:00Z";
  const frozenTo = (to: string) =>
    ({
      name: "frozen",
      ...calendarSettings.parse({ "time-zone": "UTC", freezes: [{ from: "2025-01-01", to, reason: "Retired" }] }),
    }) as Calendar;

  test("is looked for ten years ahead, to the second", () => {
    expect(nextOpening(frozenTo("2036-01-01T00:00:00"), at, 0)).toEqual({ from: "2036-01-01T00:00:00Z", to: null });
    expect(nextOpening(frozenTo("2036-01-01T00:00:01"), at, 0)).toBeNull();
  });

  test("is not the one that is open now, and long enough", () => {
    const calendar = berlin({
      windows: [officeHours, { days: ["sat"], from: "09:00", to: "18:00" }],
      freezes: [{ from: "2026-01-06T12:00", to: "2026-01-06T13:00", reason: "Lunch" }],
    });
    expect(nextOpening(calendar, "2026-01-06T09:00:00Z", 0)?.from).toBe("2026-01-06T12:00:00Z");
    expect(nextOpening(calendar, "2026-01-06T09:00:00Z", 7 * 3_600_000)?.from).toBe("2026-01-07T08:00:00Z");
    expect(nextOpening(calendar, "2026-01-06T09:00:00Z", 7 * 3_600_000 + 1)?.from).toBe("2026-01-10T08:00:00Z");
    expect(nextOpening(calendar, "2026-01-06T09:00:00Z", 10 * 3_600_000)).toBeNull();
  });
});

test("in Apia, the Friday that never was moves its window to Saturday", () => {
  const calendar: Calendar = {
    name: "apia",
    ...calendarSettings.parse({
      "time-zone": "Pacific/Apia",
      windows: [{ days: ["fri"], from: "09:00", to: "17:00" }],
    }),
  };
  expect(openingsFrom(calendar, "2011-12-29T00:00:00Z", 1)).toEqual([
    { from: "2011-12-30T19:00:00Z", to: "2011-12-31T03:00:00Z" },
  ]);
});
