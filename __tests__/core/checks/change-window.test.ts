import { describe, expect, test } from "vitest";
import { z } from "zod";
import { type Calendar, calendarSettings } from "../../../src/core/calendar/calendar.ts";
import { changeWindow } from "../../../src/core/checks/change-window.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { Release } from "../../../src/core/evidence/release.ts";

const release: Release = {
  repository: "acme/shop",
  base: null,
  baseOrigin: "whole-history",
  baseBecause: "No tag.",
  head: { sha: "a".repeat(40), name: "main" },
  relation: "no-base",
  commits: 1,
  changedFiles: 1,
  additions: 1,
  deletions: 0,
  headCommittedAt: null,
  limits: [],
};
const evidence: Evidence = { release, platform: "local" };

const businessHours: Calendar = {
  name: "business-hours",
  ...calendarSettings.parse({
    "time-zone": "Europe/Berlin",
    windows: [{ days: ["mon", "tue", "wed", "thu"], from: "09:00", to: "16:00" }],
    freezes: [{ from: "2026-12-18T17:00", to: "2027-01-04T08:00", reason: "Year-end freeze" }],
  }),
};

function judge(settings: object, now: string, calendar = businessHours) {
  const schema = changeWindow.settings({ calendar: z.string().transform(() => calendar) });
  const [rule] = changeWindow.rules(schema.parse({ calendar: calendar.name, ...settings }));
  return rule?.judge(evidence, { now, environment: "production", changeType: "normal", riskLevel: "low", release });
}

describe("change-window", () => {
  test("passes while the window is open, and says until when", () => {
    expect(judge({}, "2026-11-23T10:00:00.500Z")).toEqual({
      status: "pass",
      code: "change-window.open",
      summary:
        "Open: Mon-Thu 09:00-16:00 Europe/Berlin, until Mon 2026-11-23 16:00 Europe/Berlin (2026-11-23T15:00:00Z).",
      details: [],
      fix: null,
      window: {
        calendar: "business-hours",
        timeZone: "Europe/Berlin",
        at: "2026-11-23T10:00:00Z",
        open: true,
        because: "Open: Mon-Thu 09:00-16:00 Europe/Berlin",
        places: [],
        closesAt: "2026-11-23T15:00:00Z",
        opensAt: null,
      },
    });
  });

  test("blocks a closed window by default, and says when to come back, in both clocks", () => {
    expect(judge({}, "2026-11-27T10:00:00Z")).toMatchObject({
      status: "fail",
      code: "change-window.closed",
      summary: "Closed: outside Mon-Thu 09:00-16:00 Europe/Berlin.",
      details: ["Next opening: Mon 2026-11-30 09:00 Europe/Berlin (2026-11-30T08:00:00Z)."],
      fix: "Come back at Mon 2026-11-30 09:00 Europe/Berlin (2026-11-30T08:00:00Z), when the window opens.",
      window: { open: false, opensAt: "2026-11-30T08:00:00Z" },
    });
  });

  test("waits for a closed window where the policy says so", () => {
    expect(judge({ "on-closed": "wait" }, "2026-11-27T10:00:00Z")).toMatchObject({
      status: "pending",
      code: "change-window.closed",
    });
  });

  test("names the freeze that closes it", () => {
    expect(judge({}, "2026-12-24T10:00:00Z")).toMatchObject({
      status: "fail",
      code: "change-window.closed",
      summary: "Frozen: Year-end freeze, until 2027-01-04 08:00 Europe/Berlin.",
      window: { open: false, opensAt: "2027-01-04T08:00:00Z" },
    });
  });

  test("a window has to stay open for the expected duration", () => {
    expect(judge({ "expected-duration": "30m" }, "2026-11-23T14:30:00Z")).toMatchObject({ status: "pass" });
    expect(judge({ "expected-duration": "30m" }, "2026-11-23T14:30:01Z")).toMatchObject({
      status: "fail",
      code: "change-window.closes-too-soon",
      summary:
        "The window closes too soon: in 29 minutes 59 seconds, at Mon 2026-11-23 16:00 Europe/Berlin (2026-11-23T15:00:00Z); the deployment is expected to take 30 minutes.",
      fix: "Come back at Tue 2026-11-24 09:00 Europe/Berlin (2026-11-24T08:00:00Z), when the window opens and stays open for 30 minutes.",
      window: { open: true, closesAt: "2026-11-23T15:00:00Z" },
    });
    expect(judge({ "expected-duration": "PT30M", "on-closed": "wait" }, "2026-11-23T14:31:00Z")).toMatchObject({
      status: "pending",
      code: "change-window.closes-too-soon",
    });
  });

  test("sends nobody to an opening that is too short", () => {
    const calendar: Calendar = {
      name: "uneven",
      ...calendarSettings.parse({
        "time-zone": "UTC",
        windows: [
          { days: ["mon"], from: "09:00", to: "10:00" },
          { days: ["wed"], from: "09:00", to: "12:00" },
        ],
      }),
    };
    expect(judge({ "expected-duration": "2h" }, "2026-11-22T10:00:00Z", calendar)).toMatchObject({
      code: "change-window.closed",
      details: ["Next opening that is long enough: Wed 2026-11-25 09:00 UTC."],
      window: { opensAt: "2026-11-23T09:00:00Z" },
    });
  });

  test("fails rather than waits for an opening that never comes", () => {
    expect(judge({ "expected-duration": "8h", "on-closed": "wait" }, "2026-11-23T10:00:00Z")).toMatchObject({
      status: "fail",
      code: "change-window.closes-too-soon",
      details: [
        "Open: Mon-Thu 09:00-16:00 Europe/Berlin.",
        "It never opens and stays open for 8 hours within two years.",
      ],
    });
  });

  test("does not wait for years, but says when it would open", () => {
    const calendar: Calendar = {
      name: "retired",
      ...calendarSettings.parse({
        "time-zone": "Europe/Berlin",
        windows: [{ days: ["mon"], from: "09:00", to: "16:00" }],
        freezes: [{ from: "2026-01-01", to: "2031-01-01", reason: "Retired" }],
      }),
    };
    expect(judge({ "expected-duration": "2h", "on-closed": "wait" }, "2026-11-23T10:00:00Z", calendar)).toMatchObject({
      status: "fail",
      details: [
        "It never opens and stays open for 2 hours within two years; the first time after that: Mon 2031-01-06 09:00 Europe/Berlin (2031-01-06T08:00:00Z).",
      ],
      window: { opensAt: null, comeBackAt: null },
    });
    const soon = {
      ...calendar,
      freezes: [{ from: "2026-01-01", to: "2028-11-23T11:00:00", reason: "Retired" }],
      windows: undefined,
    };
    for (const [now, status] of [
      ["2026-11-23T10:00:00Z", "pending"],
      ["2026-11-23T09:59:59Z", "fail"],
    ] as const)
      expect(judge({ "on-closed": "wait" }, now, soon)?.status).toBe(status);
  });

  test("passes in a calendar that never closes", () => {
    const always: Calendar = { name: "always", ...calendarSettings.parse({ "time-zone": "UTC" }) };
    expect(judge({ "expected-duration": "3d" }, "2026-11-23T10:00:00Z", always)).toMatchObject({
      status: "pass",
      summary: "Always open: the calendar has no windows and no freezes.",
      details: ["It does not close within two years."],
    });
  });

  test("says aloud that a freeze made an exception, and that a list of freezes ran out", () => {
    const calendar: Calendar = {
      name: "freezes",
      ...calendarSettings.parse({
        "time-zone": "UTC",
        freezes: [{ from: "2026-11-20", to: "2026-11-25", reason: "Audit", "except-risk": ["low"] }],
      }),
    };
    expect(judge({}, "2026-11-23T10:00:00Z", calendar)).toMatchObject({
      status: "pass",
      details: [
        "It does not close within two years.",
        'The freeze "Audit" makes an exception for this release (low risk, change type normal).',
      ],
      window: { open: true },
    });
    expect(judge({}, "2026-12-01T10:00:00Z", calendar)?.details.join()).toContain("has no entry in the future");
  });

  test("is judged even when nothing is new, and needs no evidence", () => {
    expect(changeWindow.aboutRange).toBe(false);
    expect(changeWindow.needs).toEqual([]);
  });

  test("refuses settings that it does not know", () => {
    const schema = changeWindow.settings({ calendar: z.string().transform(() => businessHours) });
    for (const wrong of [
      {},
      { calendar: "b", duration: "30m" },
      { calendar: "b", "on-closed": "ignore" },
      { calendar: "b", "expected-duration": 30 },
    ])
      expect(schema.safeParse(wrong).success).toBe(false);
  });
});
