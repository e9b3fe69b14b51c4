/** What `evaluate` asks for now, to be handed to `enforce` later. */
import { marksOf, type Receipt } from "./approvals/receipt.ts";
import { mergeRequirements } from "./approvals/requirements.ts";
import type { Case } from "./case.ts";
import type { Judgement } from "./judge.ts";
import type { Condition } from "./result.ts";
import type { RiskLevel } from "./risk/level.ts";

/** `conditions` are those of the policies: what approvers ask for comes later and is no part of what they were asked. */
export function receiptFor(
  judgements: readonly Judgement[],
  conditions: readonly Condition[],
  riskLevel: RiskLevel,
  { evidence, question }: Pick<Case, "evidence" | "question">,
): Receipt {
  const { release, deploymentApprovals, triggerers } = evidence;
  const requirements = mergeRequirements(judgements.flatMap((judgement) => judgement.requirements));
  return {
    environment: question.environment,
    base: release.base?.sha ?? null,
    head: release.head.sha,
    commits: release.commits,
    changeType: question.changeType,
    reason: question.reason,
    triggerers: triggerers?.status === "observed" ? triggerers.value : [],
    policyDigest: question.policyDigest,
    riskLevel,
    requirements: requirements.map(({ anyOf, count }) => ({ anyOf: anyOf.map(({ name }) => name), count })),
    conditions: conditions.map(({ name, value }) => ({ name, value })),
    run: question.run?.id ?? null,
    attempt: question.run?.attempt ?? null,
    askedAt: question.at,
    listed: deploymentApprovals?.status === "observed" ? marksOf(deploymentApprovals.value) : "unreadable",
  };
}
