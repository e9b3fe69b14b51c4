/** What goes with an `allow` at a risk level: a strategy for the deploy job, and a narrower calendar that must be open as well. */
import { changeWindow } from "./checks/change-window.ts";
import type { Situation } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { EnvironmentPolicy } from "./policy/policy.ts";
import type { Condition } from "./result.ts";
import { atOrBelow, type RiskLevel } from "./risk/level.ts";

/** The levels that a release may have; the assessed one first. */
type Levels = readonly RiskLevel[];

/** The conditions that the deploy job has to keep, for each level or the nearest listed level below it. */
export const conditionsFor = (rules: EnvironmentPolicy, levels: Levels): readonly Condition[] =>
  levels.flatMap((level) => conditionsAt(rules, level));

function conditionsAt(rules: EnvironmentPolicy, level: RiskLevel): readonly Condition[] {
  const listed = atOrBelow(level, rules.conditions);
  const because = `The policy asks for it at ${level} risk.`;
  return [
    ...(listed?.strategy === undefined ? [] : [{ name: "strategy", value: listed.strategy, because }]),
    ...(listed?.calendar === undefined ? [] : [{ name: "calendar", value: listed.calendar.name, because }]),
  ];
}

/**
 * The narrower calendar of each level, judged as the check `change-window` judges its own: with the same expected duration and the
 * same answer to a closed window, where the policy names that check, else strictly.
 */
export function conditionWindows(
  rules: EnvironmentPolicy,
  levels: Levels,
  evidence: Evidence,
  situation: Situation,
  askedBy: Finding["askedBy"],
): readonly Finding[] {
  const calendars = new Map(
    levels.flatMap((level) => {
      const calendar = atOrBelow(level, rules.conditions)?.calendar;
      return calendar === undefined ? [] : [[calendar.name, calendar]];
    }),
  );
  const strict = { "expected-duration": 0, "on-closed": "block" };
  const settings = { ...strict, ...(rules.checks["change-window"] ?? {}), enforcement: "required" };
  return [...calendars.values()].flatMap((calendar) =>
    changeWindow.rules({ ...settings, calendar }).map((rule) => ({
      check: changeWindow.id,
      subject: calendar.name,
      askedBy,
      applied: true,
      enforcement: "required" as const,
      ...rule.judge(evidence, situation),
    })),
  );
}
