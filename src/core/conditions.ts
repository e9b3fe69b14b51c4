/** What goes with an `allow` at a risk level: a strategy for the deploy job, and a narrower calendar that must be open as well. */
import { changeWindow } from "./checks/change-window.ts";
import type { Situation } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { EnvironmentPolicy } from "./policy/policy.ts";
import type { Condition } from "./result.ts";
import { atOrBelow, type RiskLevel } from "./risk/level.ts";

/** The conditions that the deploy job has to keep, for the level or the nearest listed level below it. */
export function conditionsFor(rules: EnvironmentPolicy, level: RiskLevel): readonly Condition[] {
  const listed = atOrBelow(level, rules.conditions);
  const because = `The policy asks for it at ${level} risk.`;
  return [
    ...(listed?.strategy === undefined ? [] : [{ name: "strategy", value: listed.strategy, because }]),
    ...(listed?.calendar === undefined ? [] : [{ name: "calendar", value: listed.calendar.name, because }]),
  ];
}

/**
 * The narrower calendar of the level, judged as the check `change-window` judges its own: with the same expected duration and the
 * same answer to a closed window, where the policy names that check, else strictly.
 */
export function conditionWindows(
  rules: EnvironmentPolicy,
  evidence: Evidence,
  situation: Situation,
  askedBy: Finding["askedBy"],
): readonly Finding[] {
  const calendar = atOrBelow(situation.riskLevel, rules.conditions)?.calendar;
  if (calendar === undefined) return [];
  const strict = { "expected-duration": 0, "on-closed": "block" };
  const settings = { ...strict, ...(rules.checks["change-window"] ?? {}), calendar, enforcement: "required" };
  return changeWindow.rules(settings).map((rule) => ({
    check: changeWindow.id,
    subject: `${situation.riskLevel} risk`,
    askedBy,
    applied: true,
    enforcement: "required",
    ...rule.judge(evidence, situation),
  }));
}
