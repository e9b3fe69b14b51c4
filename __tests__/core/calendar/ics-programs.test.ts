/** iCalendar files as real programs wrote them (`ics/README.md`): what is open is what was entered there. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";

beforeAll(loadRecurrence);

const read = (program: string): string => readFileSync(new URL(`./ics/${program}.ics`, import.meta.url), "utf8");

function calendarOf(program: string, entries: object, zone: string): Calendar {
  const settings = calendarSettings.parse({ "time-zone": zone, ...entries });
  const { calendars, problems } = resolveCalendars({
    calendars: new Map([["file", { name: "file", ...settings } as Calendar]]),
    holidays: new Map(),
    files: new Map([["file.ics", read(program)]]),
  });
  expect(problems).toEqual([]);
  return calendars.get("file") as Calendar;
}

/** Openings from 1 January 2027 on, as `2027-01-11T21:00 2027-01-12T01:00` in UTC. */
const openings = (program: string, summary: string, zone: string, count = 100): readonly string[] =>
  openingsFrom(
    calendarOf(program, { windows: [{ ics: "file.ics", match: { summary } }] }, zone),
    "2027-01-01T00:00:00Z",
    count,
  ).map(({ from, to }) => `${from.slice(0, 16)} ${to?.slice(0, 16)}`);

/** Mondays at 22:00 in Berlin, until 30 April: four hours, in UTC; the clocks changed on 28 March. */
const winter = ["01-11", "01-18", "01-25", "02-01", "02-08", "02-15", "02-22", "03-01", "03-08", "03-15", "03-22"];
const summer = ["03-29", "04-05", "04-12", "04-19", "04-26"];
const after = (date: string): string =>
  new Date(Date.parse(`2027-${date}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const nightly = (...without: readonly string[]): readonly string[] => [
  ...winter.filter((date) => !without.includes(date)).map((date) => `2027-${date}T21:00 ${after(date)}T01:00`),
  ...summer.filter((date) => !without.includes(date)).map((date) => `2027-${date}T20:00 ${after(date)}T00:00`),
];
const moved = "2027-01-19T20:00 2027-01-19T22:00";
const single = ["2027-02-03T08:00 2027-02-03T11:30"];

describe("a weekly window of four hours with an end, across the change of clocks", () => {
  test("written by calcurse, which knows no zones: in the calendar's own", () => {
    expect(openings("calcurse", "Nightly release", "Europe/Berlin")).toEqual(nightly("01-25"));
    expect(openings("calcurse", "Nightly release", "UTC", 2)).toEqual([
      "2027-01-11T22:00 2027-01-12T02:00",
      "2027-01-18T22:00 2027-01-19T02:00",
    ]);
  });

  test("written by khal", () => {
    expect(openings("khal", "Nightly release", "America/New_York")).toEqual(nightly());
  });

  test("written by Evolution Data Server, one occurrence moved and one removed", () => {
    const expected = [...nightly("01-18", "02-01"), moved].sort();
    expect(openings("evolution-data-server", "Nightly release*", "Asia/Tokyo")).toEqual(expected);
  });

  test("written by ical-generator, one occurrence moved and one left out", () => {
    const expected = [...nightly("01-18", "01-25"), moved].sort();
    expect(openings("ical-generator", "Nightly release*", "Asia/Tokyo")).toEqual(expected);
  });

  test("written by Org, without an end", () => {
    const found = openings("emacs-org", "Nightly release", "Asia/Tokyo");
    expect(found.slice(10, 13)).toEqual([
      "2027-03-22T21:00 2027-03-22T22:30",
      "2027-03-29T20:00 2027-03-29T21:30",
      "2027-04-05T20:00 2027-04-05T21:30",
    ]);
  });
});

test("a rule of every other day, written by Org", () => {
  expect(openings("emacs-org", "Every other day", "UTC", 3)).toEqual([
    "2027-05-03T04:00 2027-05-03T05:00",
    "2027-05-05T04:00 2027-05-05T05:00",
    "2027-05-07T04:00 2027-05-07T05:00",
  ]);
});

test.each(["calcurse", "khal", "emacs-org", "evolution-data-server", "ical-generator"])(
  "an event that happens once, written by %s",
  (program) => {
    expect(openings(program, "Single window", "Europe/Berlin")).toEqual(single);
  },
);

test("an event in another zone, and one of days, keep their times", () => {
  expect(openings("khal", "Overseas window", "Europe/Berlin")).toEqual(["2027-03-28T03:00 2027-03-28T08:00"]);
  expect(openings("calcurse", "Long weekend", "Europe/Berlin")).toEqual(["2027-05-31T18:00 2027-06-02T04:00"]);
});

test.each(["evolution-data-server", "ical-generator"])(
  "an event that was called off does not happen, in %s",
  (program) => {
    const found = openings(program, "*", "Europe/Berlin").join();
    expect(found).toContain("2027-02-03T08:00");
    expect(found).not.toContain("2027-02-04T08:00");
  },
);

describe("whole days as a freeze", () => {
  const frozen = (program: string, match: object, from: string, count: number) =>
    openingsFrom(calendarOf(program, { freezes: [{ ics: "file.ics", match }] }, "Europe/Berlin"), from, count).map(
      (each) => [each.from.slice(0, 16), each.to?.slice(0, 16)],
    );

  test.each([
    ["khal", { category: "freeze" }],
    ["khal", { category: "public*" }],
    ["emacs-org", { summary: "Easter freeze" }],
    ["evolution-data-server", { category: "Freeze" }],
    ["ical-generator", { category: "Freeze" }],
  ])("from 26 to 29 March in the calendar's zone, written by %s, chosen by %j", (program, match) => {
    expect(frozen(program, match, "2027-03-01T00:00:00Z", 2).flat().slice(0, 3)).toEqual([
      "2027-03-01T00:00",
      "2027-03-25T23:00",
      "2027-03-29T22:00",
    ]);
  });

  test("each year, written by calcurse and Org", () => {
    expect(frozen("calcurse", { summary: "anniversary*" }, "2027-01-01T00:00:00Z", 3)).toEqual([
      ["2027-01-01T00:00", "2027-03-25T23:00"],
      ["2027-03-26T23:00", "2028-03-25T23:00"],
      ["2028-03-26T22:00", "2029-03-25T22:00"],
    ]);
    expect(frozen("emacs-org", { summary: "Yearly freeze" }, "2027-12-01T00:00:00Z", 2)[1]?.[0]).toBe(
      "2027-12-24T23:00",
    );
  });

  test("the freeze is named as its event is", () => {
    const calendar = calendarOf(
      "evolution-data-server",
      { freezes: [{ ics: "file.ics", match: { category: "freeze" } }] },
      "Europe/Berlin",
    );
    expect(answerAt(calendar, "2027-03-27T12:00:00Z").because).toBe(
      "Frozen: Easter freeze, until 2027-03-30 00:00 Europe/Berlin",
    );
  });
});
