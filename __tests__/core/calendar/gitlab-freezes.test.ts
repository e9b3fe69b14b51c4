import { beforeAll, describe, expect, test } from "vitest";
import { answerAt, type Calendar, calendarSettings } from "../../../src/core/calendar/calendar.ts";
import { freezePeriodsFile } from "../../../src/core/calendar/gitlab-freezes.ts";
import { loadRecurrence } from "../../../src/core/calendar/load-recurrence.ts";
import { resolveCalendars } from "../../../src/core/calendar/resolve.ts";
import { warningsAt } from "../../../src/core/calendar/warnings.ts";
import { loadPolicy } from "../../../src/load-policy.ts";
import type { FileReading } from "../../../src/platforms/platform.ts";
import { bytesOf, reading } from "../policy/files.ts";

beforeAll(loadRecurrence);

const settings = calendarSettings.parse({ "time-zone": "Europe/Berlin", freezes: [{ "gitlab-freeze-periods": true }] });
const resolve = (answer: string | null) =>
  resolveCalendars({
    calendars: new Map([["team", { name: "team", ...settings } as Calendar]]),
    holidays: new Map(),
    files: new Map(answer === null ? [] : [[freezePeriodsFile, answer]]),
  });
const calendar = (periods: readonly object[]): Calendar =>
  resolve(JSON.stringify(periods)).calendars.get("team") as Calendar;
const weekend = { id: 1, freeze_start: "0 23 * * 5", freeze_end: "0 7 * * 1", cron_timezone: "America/New_York" };

describe("freeze periods of the GitLab project", () => {
  test("freeze from each start to the next end, in their own zone", () => {
    const team = calendar([weekend]);
    const open = (at: string) => answerAt(team, at).open;
    expect([open("2026-11-28T03:59:59Z"), open("2026-11-28T04:00:00Z")]).toEqual([true, false]);
    expect([open("2026-11-30T11:59:59Z"), open("2026-11-30T12:00:00Z")]).toEqual([false, true]);
    expect(answerAt(team, "2026-11-29T12:00:00Z").because).toBe(
      "Frozen: GitLab freeze period 0 23 * * 5 to 0 7 * * 1 (cron, America/New_York), until 2026-11-30 13:00 Europe/Berlin",
    );
  });

  test("are in UTC where GitLab names no zone", () => {
    const team = calendar([{ ...weekend, cron_timezone: null }]);
    expect(answerAt(team, "2026-11-27T23:00:00Z").open).toBe(false);
    expect(answerAt(team, "2026-11-27T22:59:59Z").open).toBe(true);
  });

  test("may be none, which is warned of", () => {
    expect(answerAt(calendar([]), "2026-11-29T12:00:00Z").open).toBe(true);
    expect(warningsAt(calendar([]), "2026-11-29T12:00:00Z")).toEqual([
      "The GitLab project has no freeze periods. Add them there, or take `gitlab-freeze-periods` out of the calendar.",
    ]);
    expect(warningsAt(calendar([weekend]), "2026-11-29T12:00:00Z")).toEqual([]);
  });

  test.each([
    [null, "GitLab's freeze periods were not read"],
    ["<html>", "GitLab's answer about freeze periods is no JSON"],
    ["{}", "GitLab's answer about freeze periods is not as it should be"],
    ['[{"freeze_start":"0 0 * * *"}]', "GitLab's answer about freeze periods is not as it should be"],
    [JSON.stringify([{ ...weekend, cron_timezone: "Berlin" }]), "did you mean Europe/Berlin?"],
    [JSON.stringify([weekend, { ...weekend, freeze_end: "0 0 30 2 *" }]), "it never happens"],
  ])("that cannot be understood whole are a problem, never an opening: %s", (answer, message) => {
    const { problems, calendars } = resolve(answer);
    expect(problems.map((problem) => problem.message).join()).toContain(message);
    expect(() => answerAt(calendars.get("team") as Calendar, "2026-11-29T12:00:00Z")).toThrow("were not read");
  });
});

describe("a policy that takes them", () => {
  const policy = `version: 1
calendars: { team: { time-zone: UTC, freezes: [{ gitlab-freeze-periods: true, except-risk: [low] }] } }
environments: { production: { checks: { change-window: { calendar: team } } } }
`;
  const load = (readFreezePeriods?: () => Promise<FileReading>) =>
    loadPolicy("policy.yml", reading({ "policy.yml": policy }), { readFreezePeriods });

  test("holds what GitLab answered", async () => {
    const loaded = await load(async () => ({ status: "found", bytes: bytesOf(JSON.stringify([weekend])), where: "x" }));
    expect(answerAt(loaded.policy.calendars["team"] as Calendar, "2026-11-29T12:00:00Z").open).toBe(false);
    expect(
      answerAt(loaded.policy.calendars["team"] as Calendar, "2026-11-29T12:00:00Z", { riskLevel: "low" }).open,
    ).toBe(true);
  });

  test("cannot be read where nobody can ask, or GitLab does not say", async () => {
    await expect(load()).rejects.toThrow("only the platform gitlab can read them");
    await expect(
      load(async () => ({ status: "unreadable", where: "x", because: "the token may not" })),
    ).rejects.toThrow("GitLab's freeze periods cannot be read: the token may not");
    await expect(load(async () => ({ status: "absent", where: "x" }))).rejects.toThrow("cannot be read");
  });
});
