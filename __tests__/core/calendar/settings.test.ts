import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { calendarSettings } from "../../../src/core/calendar/calendar.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong, in the kind of entry that was most likely meant. */
const deepest = (issue: Issue): readonly Issue[] => {
  if (issue.code !== "invalid_union") return [issue];
  const [meant = []] = issue.errors.toSorted((one, other) => one.length - other.length);
  return meant.flatMap((each) => deepest({ ...each, path: [...issue.path, ...each.path] }));
};

const problems = (entry: object): readonly string[] =>
  (calendarSettings.safeParse({ "time-zone": "UTC", ...entry }).error?.issues ?? [])
    .flatMap(deepest)
    .map((issue) => `${issue.path.join(".")}: ${issue.message}`);
const window = (more: object) => problems({ windows: [{ from: "09:00", to: "16:00", ...more }] });
const freeze = (more: object) =>
  problems({ freezes: [{ from: "2026-12-18T17:00", to: "2027-01-04T08:00", reason: "Year-end", ...more }] });

describe("the entry of a calendar", () => {
  test("needs only a zone", () => {
    expect(calendarSettings.parse({ "time-zone": "UTC" })).toEqual({ "time-zone": "UTC", freezes: [] });
    expect(calendarSettings.safeParse({}).success).toBe(false);
  });

  test("accepts windows and freezes as the policy writes them", () => {
    expect(window({ days: ["mon", "sun"] })).toEqual([]);
    expect(window({ from: "22:00", to: "02:00" })).toEqual([]);
    expect(window({ from: "00:00", to: "24:00" })).toEqual([]);
    expect(freeze({})).toEqual([]);
    expect(freeze({ from: "2026-12-18", to: "2026-12-31T24:00" })).toEqual([]);
  });

  test.each([
    [{ days: ["monday"] }, "windows.0.days.0: Invalid option"],
    [{ days: [] }, "windows.0.days: expected at least one day"],
    [{ from: "9:00" }, 'windows.0.from: "9:00" is no time of day'],
    [{ from: "24:00", to: "09:00" }, "windows.0.from: a window cannot begin at 24:00"],
    [{ to: "24:30" }, 'windows.0.to: "24:30" is no time of day'],
    [{ to: "09:00" }, "windows.0.to: a window from 09:00 to 09:00 is empty"],
    [{ to: undefined }, "windows.0.to: "],
    [{ to: 16 }, "windows.0.to: Invalid input: expected string"],
  ])("refuses a window with %j", (more, message) => {
    expect(window(more).join()).toContain(message);
  });

  test.each([
    [{ from: "2026-02-30" }, "freezes.0.from: 2026-02-30 does not exist"],
    [{ from: "1899-12-31" }, "freezes.0.from: 1899-12-31 lies before 1900"],
    [{ from: "2026-12-18T25:00" }, "freezes.0.from: 2026-12-18T25:00 does not exist"],
    [{ from: "2026-12-18T24:00" }, "freezes.0.from: a freeze cannot begin at 24:00"],
    [
      { from: "2026-12-18 17:00" },
      'freezes.0.from: "2026-12-18 17:00" is no local date and time: did you mean 2026-12-18T17:00?',
    ],
    [{ from: "2026-12-18T17:00Z" }, 'freezes.0.from: "2026-12-18T17:00Z" has a zone of its own'],
    [{ to: "2027-01-04T08:00+01:00" }, 'freezes.0.to: "2027-01-04T08:00+01:00" has a zone of its own'],
    [{ to: "Christmas" }, 'freezes.0.to: "Christmas" is no local date and time'],
    [{ to: undefined }, "freezes.0.to: Invalid input"],
    [{ from: undefined }, "freezes.0.from: Invalid input"],
    [{ to: "2026-12-18T16:59" }, "freezes.0.to: the freeze ends (2026-12-18T16:59) before it begins"],
    [{ to: "2026-12-18T17:00" }, "freezes.0.to: a freeze from 2026-12-18T17:00 to 2026-12-18T17:00 is empty"],
    [{ reason: " " }, "freezes.0.reason: expected a reason"],
    [{ reason: undefined }, "freezes.0.reason: Invalid input"],
  ])("refuses a freeze with %j", (more, message) => {
    expect(freeze(more).join()).toContain(message);
  });

  test("judges an upside-down freeze on its written times, not on the mapped ones", () => {
    const entry = {
      "time-zone": "Europe/Berlin",
      freezes: [{ from: "2026-03-29T02:30", to: "2026-03-29T03:00", reason: "Empty that day" }],
    };
    expect(calendarSettings.safeParse(entry).success).toBe(true);
  });

  test("refuses an empty list of windows, which would never open", () => {
    expect(problems({ windows: [] }).join()).toContain("windows: expected at least one window");
  });

  test("refuses keys that it does not know", () => {
    expect(calendarSettings.safeParse({ "time-zone": "UTC", timezone: "UTC" }).error?.issues[0]?.code).toBe(
      "unrecognized_keys",
    );
  });
});
