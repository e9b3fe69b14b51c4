import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings, openingsFrom } from "../../../src/core/calendar/calendar.ts";
import { isLike } from "../../../src/core/calendar/ics-entry.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";
import { warningsAt } from "../../../src/core/calendar/warnings.ts";

beforeAll(loadRecurrence);

/** Lines of a VCALENDAR, as the programs below write them: folded, with what else they put in. */
const file = (...lines: readonly string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: readonly string[]) =>
  ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT"].join("\r\n");

const resolve = (text: string | null, entry: object = {}, key: "windows" | "freezes" = "freezes") =>
  resolveCalendars({
    calendars: new Map([
      [
        "team",
        {
          name: "team",
          ...calendarSettings.parse({ "time-zone": "Europe/Berlin", [key]: [{ ics: "a.ics", ...entry }] }),
        },
      ],
    ]),
    holidays: new Map(),
    files: text === null ? new Map() : new Map([["a.ics", text]]),
  });

function calendar(text: string, entry: object = {}, key: "windows" | "freezes" = "windows"): Calendar {
  const { calendars, problems } = resolve(text, entry, key);
  expect(problems).toEqual([]);
  return calendars.get("team") as Calendar;
}

/** The first openings of a file read as windows. */
const opens = (text: string, at: string, count: number, entry: object = {}) =>
  openingsFrom(calendar(text, entry), at, count).map(({ from, to }) => `${from.slice(0, 16)} ${to?.slice(0, 16)}`);

const problem = (text: string | null, entry: object = {}) =>
  resolve(text, entry)
    .problems.map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join();

const outlookZone = [
  "BEGIN:VTIMEZONE",
  "TZID:W. Europe Standard Time",
  "BEGIN:STANDARD",
  "DTSTART:16010101T030000",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
  "END:STANDARD",
  "BEGIN:DAYLIGHT",
  "DTSTART:16010101T020000",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3",
  "END:DAYLIGHT",
  "END:VTIMEZONE",
];

describe("files in the manner of well-known programs", () => {
  test("Google Calendar: UTC and an IANA zone, a series with an exception and a moved occurrence", () => {
    const text = file(
      "PRODID:-//Google Inc//Google Calendar 70.9054//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-TIMEZONE:Australia/Sydney",
      event(
        "DTSTART;TZID=Australia/Sydney:20260401T123000",
        "DTEND;TZID=Australia/Sydney:20260401T131500",
        "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20260429T023000Z",
        "EXDATE;TZID=Australia/Sydney:20260408T123000",
        "UID:3pp269p6@google.com",
        "SUMMARY:Deploy window",
      ),
      event(
        "DTSTART;TZID=Australia/Sydney:20260416T100000",
        "DTEND;TZID=Australia/Sydney:20260416T104500",
        "RECURRENCE-ID;TZID=Australia/Sydney:20260415T123000",
        "UID:3pp269p6@google.com",
        "SUMMARY:Deploy window",
      ),
      event("DTSTART:20260601T090000Z", "DTEND:20260601T103000Z", "UID:1a2b3c@google.com", "SUMMARY:Once"),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-04-01T01:30 2026-04-01T02:15",
      "2026-04-16T00:00 2026-04-16T00:45",
      "2026-04-22T02:30 2026-04-22T03:15",
      "2026-04-29T02:30 2026-04-29T03:15",
      "2026-06-01T09:00 2026-06-01T10:30",
    ]);
  });

  test("Outlook: a Windows zone that only the file explains, since 1601, with a cancelled occurrence", () => {
    const text = file(
      "PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
      "METHOD:PUBLISH",
      "X-MS-OLK-FORCEINSPECTOROPEN:TRUE",
      ...outlookZone,
      event(
        "DTSTART;TZID=W. Europe Standard Time:20260323T090000",
        "DURATION:PT2H",
        "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO",
        "UID:040000008200E00074C5B7101A82E008",
        "SUMMARY;LANGUAGE=de:Wartung",
        "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
      ),
      event(
        "DTSTART;TZID=W. Europe Standard Time:20260406T090000",
        "DURATION:PT2H",
        "RECURRENCE-ID;TZID=W. Europe Standard Time:20260406T090000",
        "STATUS:CANCELLED",
        "UID:040000008200E00074C5B7101A82E008",
        "SUMMARY;LANGUAGE=de:Abgesagt: Wartung",
      ),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-03-23T08:00 2026-03-23T10:00",
      "2026-03-30T07:00 2026-03-30T09:00",
      "2026-04-13T07:00 2026-04-13T09:00",
    ]);
  });

  test("Apple Calendar: whole days are days of the calendar's zone, to an exclusive end", () => {
    const text = file(
      "CALSCALE:GREGORIAN",
      "PRODID:-//Apple Inc.//macOS 15.0//EN",
      event(
        "UID:2D5E8B1C-3F4A-4B6D-9E7F-1A2B3C4D5E6F",
        "DTEND;VALUE=DATE:20261227",
        "TRANSP:TRANSPARENT",
        "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC",
        "SUMMARY:Company holi",
        " days",
        "LAST-MODIFIED:20260301T120000Z",
        "DTSTART;VALUE=DATE:20261224",
      ),
      event("UID:5B1C2D3E", "DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY", "SUMMARY:Leap day"),
    );
    const freezes = calendar(text, {}, "freezes");
    expect(answerAt(freezes, "2026-12-25T12:00:00Z").because).toBe(
      "Frozen: Company holidays, until 2026-12-27 00:00 Europe/Berlin",
    );
    expect(answerAt(freezes, "2026-12-23T22:59:59Z").open).toBe(true);
    expect(answerAt(freezes, "2026-12-23T23:00:00Z").open).toBe(false);
    expect(answerAt(freezes, "2028-02-29T12:00:00Z").open).toBe(false);
    expect(answerAt(freezes, "2027-03-01T12:00:00Z").open).toBe(true);
  });

  test("Thunderbird: a zone with its maker's path before the IANA name, defined after it is used", () => {
    const text = file(
      "PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN",
      event(
        "CREATED:20080216T152600Z",
        "UID:3a289f91-f83a-4614-83c6-660c7740abd8",
        "SUMMARY:New York",
        "DTSTART;TZID=/mozilla.org/20050126_1/America/New_York:20260831T090000",
        "DTEND;TZID=/mozilla.org/20050126_1/America/New_York:20260831T100000",
      ),
      "BEGIN:VTIMEZONE",
      "TZID:/mozilla.org/20050126_1/America/New_York",
      "X-LIC-LOCATION:America/New_York",
      "BEGIN:STANDARD",
      "TZOFFSETFROM:-0400",
      "TZOFFSETTO:-0500",
      "DTSTART:19701025T020000",
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
      "END:STANDARD",
      "END:VTIMEZONE",
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 1)).toEqual(["2026-08-31T13:00 2026-08-31T14:00"]);
  });

  test("Exchange: a Windows zone that the file does not explain means what Unicode says", () => {
    const text = file(
      "METHOD:PUBLISH",
      "PRODID:Microsoft Exchange Server 2010",
      "X-WR-CALNAME:Calendar",
      event(
        "RRULE:FREQ=WEEKLY;UNTIL=20260405T070000Z;INTERVAL=1;BYDAY=MO;WKST=SU",
        "EXDATE;TZID=W. Europe Standard Time:20260330T090000",
        "UID:040000008200E00074C5B7101A82E00800000000",
        "SUMMARY;LANGUAGE=de-DE:Wartung",
        "DTSTART;TZID=W. Europe Standard Time:20260316T090000",
        "DTEND;TZID=W. Europe Standard Time:20260316T100000",
        "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE",
      ),
      event(
        "UID:other",
        "SUMMARY:Call",
        "DTSTART;TZID=Pacific Standard Time:20260406T090000",
        "DTEND;TZID=Pacific Standard Time:20260406T100000",
      ),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-03-16T08:00 2026-03-16T09:00",
      "2026-03-23T08:00 2026-03-23T09:00",
      "2026-04-06T16:00 2026-04-06T17:00",
    ]);
  });

  test("Calendar Labs: dates without VALUE=DATE, which end on the same day, and an empty RRULE", () => {
    const text = file(
      "PRODID:-//Calendar Labs//Calendar 1.0//EN",
      "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH",
      "X-WR-TIMEZONE:Etc/GMT",
      event(
        "SUMMARY:Day of the team",
        "DTSTART:20261005",
        "DTEND:20261005",
        "RRULE:",
        "UID:1@calendarlabs.com",
        "TRANSP:TRANSPARENT",
      ),
    );
    expect(opens(text, "2026-10-01T00:00:00Z", 2)).toEqual(["2026-10-04T22:00 2026-10-05T22:00"]);
  });

  test("SabreDAV and Nextcloud: a later revision takes the place of an earlier one", () => {
    const series = (sequence: number, ...more: readonly string[]) =>
      event(
        "CREATED:20260101T080000Z",
        "UID:7d0f5b7c",
        `SEQUENCE:${sequence}`,
        "SUMMARY:Release",
        "DTSTART;TZID=Europe/Berlin:20260302T090000",
        "DTEND;TZID=Europe/Berlin:20260302T100000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        ...more,
      );
    const text = file(
      "PRODID:-//SabreDAV//SabreDAV//EN",
      series(1),
      series(3, "EXDATE;TZID=Europe/Berlin:20260309T090000"),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-03-02T08:00 2026-03-02T09:00",
      "2026-03-16T08:00 2026-03-16T09:00",
    ]);
  });

  test("Apple Calendar: this and all further ones are moved, one of them by itself, and the last ones are cancelled", () => {
    const zone = "TZID=Europe/Berlin";
    const text = file(
      "PRODID:-//Apple Inc.//macOS 14.5//EN",
      event(
        `DTSTART;${zone}:20260302T090000`,
        `DTEND;${zone}:20260302T100000`,
        "UID:A",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Release",
      ),
      event(
        `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260304T090000`,
        `DTSTART;${zone}:20260304T140000`,
        `DTEND;${zone}:20260304T143000`,
        "UID:A",
        "SUMMARY:Release in the afternoon",
      ),
      event(
        `RECURRENCE-ID;${zone}:20260305T090000`,
        `DTSTART;${zone}:20260305T200000`,
        `DTEND;${zone}:20260305T210000`,
        "UID:A",
      ),
      event(
        `RECURRENCE-ID;RANGE=THISANDFUTURE;${zone}:20260307T090000`,
        `DTSTART;${zone}:20260307T090000`,
        "STATUS:CANCELLED",
        "UID:A",
      ),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-03-02T08:00 2026-03-02T09:00",
      "2026-03-03T08:00 2026-03-03T09:00",
      "2026-03-04T13:00 2026-03-04T13:30",
      "2026-03-05T19:00 2026-03-05T20:00",
      "2026-03-06T13:00 2026-03-06T13:30",
    ]);
  });

  test("Cyrus: several rules in one event, and further dates as periods", () => {
    const text = file(
      "PRODID:-//CyrusIMAP.org/Cyrus 3.9.0//EN",
      event(
        "UID:56cdc4dc",
        "SUMMARY:Release",
        "DTSTART;TZID=Europe/London:20260305T100000",
        "DTEND;TZID=Europe/London:20260305T120000",
        "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=2",
        "RRULE:FREQ=MONTHLY;BYDAY=2MO;COUNT=2",
        "RDATE;VALUE=PERIOD:20260320T100000Z/PT30M,20260321T100000Z/20260321T110000Z",
      ),
    );
    expect(opens(text, "2026-03-01T00:00:00Z", 9)).toEqual([
      "2026-03-05T10:00 2026-03-05T12:00",
      "2026-03-09T10:00 2026-03-09T12:00",
      "2026-03-12T10:00 2026-03-12T12:00",
      "2026-03-20T10:00 2026-03-20T10:30",
      "2026-03-21T10:00 2026-03-21T11:00",
    ]);
  });
});

const frozenDays = (text: string, entry: object) =>
  ["10", "11", "12"].filter((date) => !answerAt(calendar(text, entry, "freezes"), `2026-03-${date}T12:00:00Z`).open);

describe("which events are meant", () => {
  const text = file(
    event("UID:1", "SUMMARY:Release freeze Q1", "CATEGORIES:Ops,Freeze", "DTSTART;VALUE=DATE:20260310"),
    event("UID:2", "SUMMARY:Party", "CATEGORIES:Fun", "DTSTART;VALUE=DATE:20260311"),
    event("UID:3", "SUMMARY:Release freeze Q2", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20260312"),
  );

  test("by summary or category, without regard to case; cancelled ones never", () => {
    expect(frozenDays(text, {})).toEqual(["10", "11"]);
    expect(frozenDays(text, { match: { summary: "release FREEZE*" } })).toEqual(["10"]);
    expect(frozenDays(text, { match: { category: "fun" } })).toEqual(["11"]);
  });

  test("none at all is a mistake", () => {
    expect(problem(text, { match: { summary: "Freeze" } })).toBe(
      "team.freezes.0.ics: no event of the file `a.ics` is meant by this",
    );
  });

  test("patterns are never slow", () => {
    expect(isLike("a".repeat(5_000), `${"*a".repeat(100)}*b`)).toBe(false);
    expect([
      isLike("abc", "a*c"),
      isLike("ac", "a*c"),
      isLike("a", "a*a"),
      isLike("ABC", "*"),
      isLike("abc", "b*"),
    ]).toEqual([true, true, false, true, false]);
  });
});

describe("files that cannot be used are told, never skipped", () => {
  const with1 = (...lines: readonly string[]) => file(event("UID:1", "SUMMARY:Odd", ...lines));

  test.each([
    [null, "there is no file `a.ics`"],
    ["", "no iCalendar file"],
    ["hello", "no iCalendar file"],
    [file(), "no event of the file"],
    [with1(), "DTSTART is missing"],
    [with1("DTSTART:20260230T090000Z"), "the time 2026-02-30T09:00:00Z does not exist"],
    [
      with1("DTSTART;TZID=Nowhere Standard Time:20260301T090000"),
      'the zone "Nowhere Standard Time" is neither an IANA name nor one of Windows',
    ],
    [with1("DTSTART:20260301T090000Z", "DTEND:20260301T080000Z"), "it ends before it begins"],
    [with1("DTSTART:20260301T090000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"), "every second"],
    [with1("DTSTART:20260301T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1000000000"), "COUNT goes up to 10000"],
    [
      with1("DTSTART:20260301T090000Z", "RDATE;VALUE=PERIOD:20260320T100000Z/20260320T090000Z"),
      "a period ends before it begins",
    ],
    [with1("DTSTART:20260301T090000Z", "EXRULE:FREQ=DAILY"), "EXRULE is not supported"],
    [
      file(...Array.from({ length: 5_001 }, (_, index) => event(`UID:${index}`, "DTSTART:20260301T090000Z"))),
      "5001 events: at most 5000",
    ],
  ])("%#", (text, message) => {
    expect(problem(text)).toContain(message);
  });

  test("100,000 events are refused at once", () => {
    const text = file(
      ...Array.from({ length: 100_000 }, (_, index) => event(`UID:${index}`, "DTSTART:20260301T090000Z")),
    );
    const before = performance.now();
    expect(problem(text)).toContain("larger than 4 MiB");
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});

test("warns of a file that ran out or is old", () => {
  const text = file(event("UID:1", "SUMMARY:Freeze", "DTSTART;VALUE=DATE:20260310"));
  const entry = { "max-age": "180d" };
  expect(warningsAt(calendar(text, entry, "freezes"), "2026-02-01T00:00:00Z")).toEqual([]);
  expect(warningsAt(calendar(text, entry, "freezes"), "2026-11-24T00:00:00Z")).toEqual([
    "The file a.ics has no entry in the future; the last one ended Wed 2026-03-11 00:00 Europe/Berlin (2026-03-10T23:00:00Z). Add the coming ones, or take the list out.",
    "The file a.ics was last changed 327 days ago, more than 180 days.",
  ]);
});
