/** The list of rules, in the order in which they are shown. */
import { approvalEnvironments } from "./rules/approval-environments.ts";
import { credentials } from "./rules/credentials.ts";
import { environmentBranches } from "./rules/environment-branches.ts";
import { environmentBypass, environmentSelfReview } from "./rules/environment-bypass.ts";
import { environmentCount } from "./rules/environment-count.ts";
import { environmentReviewers } from "./rules/environment-reviewers.ts";
import { exclusions } from "./rules/exclusions.ts";
import { gateAsks } from "./rules/gate-asks.ts";
import { gateInPlace } from "./rules/gate-in-place.ts";
import { gitlabApprovals } from "./rules/gitlab-approvals.ts";
import { gitlabGate } from "./rules/gitlab-gate.ts";
import { gitlabFreezes, gitlabVariables } from "./rules/gitlab-settings.ts";
import { history } from "./rules/history.ts";
import { lanes } from "./rules/lanes.ts";
import { permissions } from "./rules/permissions.ts";
import { policyEnvironments } from "./rules/policy-environments.ts";
import { policyPeople } from "./rules/policy-people.ts";
import { reading } from "./rules/reading.ts";
import { requiredRuns } from "./rules/required-runs.ts";
import { teams } from "./rules/teams.ts";
import { workflowEditors } from "./rules/workflow-editors.ts";
import type { SetupRule } from "./setup-rule.ts";

export const setupRules: readonly SetupRule[] = [
  policyEnvironments,
  policyPeople,
  exclusions,
  teams,
  reading,
  permissions,
  history,
  gateInPlace,
  gateAsks,
  lanes,
  gitlabGate,
  gitlabApprovals,
  gitlabVariables,
  gitlabFreezes,
  approvalEnvironments,
  environmentCount,
  environmentReviewers,
  environmentBypass,
  environmentSelfReview,
  environmentBranches,
  requiredRuns,
  workflowEditors,
  credentials,
];
