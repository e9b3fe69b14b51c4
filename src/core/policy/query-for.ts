/** Everything that the policies in force make us ask, known before the first request. */

import { evidenceForApprovals, groupsOf } from "../approvals/requirements.ts";
import type { ChangeType } from "../checks/check.ts";
import { needsOf } from "../checks/needs.ts";
import type { EvidenceKind } from "../evidence/evidence.ts";
import type { Query } from "../evidence/query.ts";
import type { EnvironmentPolicy } from "./policy.ts";

/** What every release is asked, whatever the policy: who made it, what it changes, how risky that is. */
const always: readonly EvidenceKind[] = [
  "commits",
  "changedFiles",
  "changeTraits",
  "deploymentApprovals",
  "triggerers",
];

/** One query for the rules of all policies: kinds and particulars are united, lists sorted and without doubles. */
export function queryFor(environment: string, changeType: ChangeType, rules: readonly EnvironmentPolicy[]): Query {
  const needs = needsOf(rules.map(({ checks }) => checks));
  const kinds = new Set<EvidenceKind>([...always, ...needs.kinds]);
  if (changeType === "rollback") kinds.add("deployments");
  const groups = rules.flatMap(({ approvals }) => groupsOf(approvals));
  if (groups.length > 0) kinds.add("environments");
  if (rules.some(({ emergency }) => emergency !== undefined)) kinds.add("emergencyUses");
  for (const { approvals } of rules) for (const kind of evidenceForApprovals(approvals)) kinds.add(kind);
  return {
    ...needs.particulars,
    approvalEnvironments: [...new Set(groups.flatMap(({ github }) => github.environments))].sort(),
    request: rules.find(({ request }) => request !== null)?.request ?? null,
    environment,
    kinds: [...kinds].sort(),
  };
}
