/** What goes with an `allow` at a risk level: a strategy for the deploy job, a narrower calendar, a shorter life of approvals. */
import { changeWindow } from "./checks/change-window.ts";
import type { Situation } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { EnvironmentPolicy, LevelConditions } from "./policy/policy.ts";
import type { Condition } from "./result.ts";
import { atOrBelow, type RiskLevel } from "./risk/level.ts";

/** The levels that a release may have; the assessed one first. */
type Levels = readonly RiskLevel[];

interface AtLevel {
  readonly level: RiskLevel;
  readonly listed: LevelConditions;
}

/** What each level lists, or the nearest listed level below it. */
const listedFor = ({ conditions }: EnvironmentPolicy, levels: Levels): readonly AtLevel[] =>
  levels.flatMap((level) => {
    const listed = atOrBelow(level, conditions);
    return listed === undefined ? [] : [{ level, listed }];
  });

/** The conditions that the deploy job has to keep. */
export const conditionsFor = (rules: EnvironmentPolicy, levels: Levels): readonly Condition[] =>
  listedFor(rules, levels).flatMap(({ level, listed }) => {
    const because = `The policy asks for it at ${level} risk.`;
    return [
      ...(listed.strategy === undefined ? [] : [{ name: "strategy", value: listed.strategy, because }]),
      ...(listed.calendar === undefined ? [] : [{ name: "calendar", value: listed.calendar.name, because }]),
    ];
  });

/** For how long an approval holds at most, in milliseconds; null where the levels say nothing of their own. */
export function maxAgeFor(rules: EnvironmentPolicy, levels: Levels): number | null {
  const ages = listedFor(rules, levels).flatMap(({ listed }) => listed["max-age"] ?? []);
  return ages.length === 0 ? null : Math.min(...ages);
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
    listedFor(rules, levels).flatMap(({ listed: { calendar } }) =>
      calendar === undefined ? [] : [[calendar.name, calendar]],
    ),
  );
  const strict = { "expected-duration": 0, "on-closed": "block" };
  const own = rules.checks["change-window"] as object | undefined;
  const settings = { ...strict, ...own, enforcement: "required" };
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
