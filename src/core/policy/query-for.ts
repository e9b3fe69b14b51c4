/** Everything that the policies in force make us ask, known before the first request. */

import type { Group } from "../approvals/groups.ts";
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

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Every group whose members may say something that counts: approve, break the glass, let a rollback go, overrule a rejection. */
const whoMaySpeak = ({ approvals, emergency, rollback }: EnvironmentPolicy): readonly Group[] => [
  ...groupsOf(approvals),
  ...(approvals.overrule === undefined ? [] : [approvals.overrule]),
  ...(emergency?.groups ?? []),
  ...(rollback?.approvals ?? []).flatMap(({ anyOf }) => anyOf),
];

/** One query for the rules of all policies: kinds and particulars are united, lists sorted and without doubles. */
export function queryFor(environment: string, changeType: ChangeType, rules: readonly EnvironmentPolicy[]): Query {
  const needs = needsOf(rules.map(({ checks }) => checks));
  const kinds = new Set<EvidenceKind>([...always, ...needs.kinds]);
  if (changeType === "rollback") kinds.add("deployments");
  const groups = rules.flatMap(whoMaySpeak);
  if (groups.length > 0) kinds.add("environments");
  if (rules.some(({ risk }) => risk["customer-impact"] !== undefined)) kinds.add("deploymentRequest");
  const emergencies = rules.flatMap(({ emergency }) => emergency ?? []);
  if (emergencies.length > 0) kinds.add("emergencyUses");
  for (const { approvals, emergency } of rules) {
    for (const kind of evidenceForApprovals(approvals)) kinds.add(kind);
    if (emergency !== undefined && approvals.exclude["change-request-authors"]) kinds.add("reviews");
  }
  return {
    ...needs.particulars,
    approvalEnvironments: sorted(groups.flatMap(({ github }) => github.environments)),
    approvalTeams: sorted(groups.flatMap(({ github }) => github.teams)),
    approvalGroups: sorted(groups.flatMap(({ gitlab }) => gitlab.groups.map(String))),
    approvalJobs: sorted(groups.flatMap(({ gitlab }) => gitlab.jobs ?? [])),
    reviewsAsApprovals: groups.some(
      ({ github, gitlab }) => github["pull-request-reviews"] || gitlab["merge-request-approvals"] === true,
    ),
    ...(emergencies.length === 0
      ? {}
      : { emergencyLabels: sorted(emergencies.map((emergency) => emergency["review-label"])) }),
    request: rules.find(({ request }) => request !== null)?.request ?? null,
    environment,
    kinds: [...kinds].sort(),
  };
}
