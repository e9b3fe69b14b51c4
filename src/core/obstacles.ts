/** What stands in the way of any decision: an environment nobody named, commits or a receipt that cannot be read, a policy that asks nothing. */

import type { Case, RulesInForce } from "./case.ts";
import type { Situation } from "./checks/check.ts";
import { runChecks } from "./checks/run-checks.ts";
import type { Reason } from "./decision/decision.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { environmentFor } from "./policy/environment-for.ts";
import type { Question } from "./question.ts";
import type { RiskLevel } from "./risk/level.ts";

export const nothingApplied: Reason = {
  code: "policy.no-check-applied",
  message:
    "No check of the policy applied to this release, so nothing was decided. Name at least one check that always applies.",
};

/** Does a check of the policy judge this release at every level that it may have? */
export function appliesAtEach(
  levels: readonly RiskLevel[],
  inForce: readonly RulesInForce[],
  evidence: Evidence,
  situation: Situation,
): boolean {
  const riskLevel = levels.at(-1) ?? situation.riskLevel;
  return inForce.some(({ rules, role }) =>
    runChecks(rules.checks, evidence, { ...situation, riskLevel }, role).some(({ applied }) => applied),
  );
}

/** Whatever the findings say, nothing can be decided while one of these stands. */
export const obstaclesTo = (judged: Case & { readonly inForce: readonly RulesInForce[] }): readonly Reason[] => [
  ...unnamedEnvironment(judged),
  ...unreadableCommits(judged.evidence),
  ...unreadableReceipt(judged.question),
  ...(judged.question.obstacles ?? []),
];

function unnamedEnvironment({
  policies,
  inForce,
  question: { environment },
}: Case & { readonly inForce: readonly RulesInForce[] }): Reason[] {
  const trusted = policies[0];
  if (trusted === undefined || inForce.some(({ role }) => role === "trusted")) return [];
  const { suggestion } = environmentFor(trusted.policy, environment);
  const hint = suggestion === null ? "Add it under environments, or correct the name." : `Did you mean ${suggestion}?`;
  return [
    {
      code: "policy.environment-unknown",
      message: `The policy (${trusted.source}) names no environment that matches ${environment}. ${hint}`,
    },
  ];
}

/** A receipt that does not hold is no receipt: whoever handed it in must learn why. */
const unreadableReceipt = ({ receipt }: Question): Reason[] =>
  receipt?.status === "error" ? [{ code: receipt.code, message: receipt.message }] : [];

function unreadableCommits({ commits }: Evidence): Reason[] {
  if (commits?.status === "observed") return [];
  const because = commits?.because ?? "They were not collected.";
  return [{ code: "release.commits-unreadable", message: `The commits of the release cannot be read. ${because}` }];
}
