/** One collector for each kind of evidence: a new kind makes the compiler ask for one here. */
import type { EvidenceKind } from "../../../core/evidence/evidence.ts";
import type { Collector } from "../context.ts";
import { changeTraits } from "./change-traits.ts";
import { changedFiles } from "./changed-files.ts";
import { ciRuns } from "./ci-runs.ts";
import { codeOwners } from "./code-owners.ts";
import { commits } from "./commits.ts";
import { dependencyDeployments } from "./dependency-deployments.ts";
import { deployJobs } from "./deploy-jobs.ts";
import { deploymentApprovals } from "./deployment-approvals.ts";
import { deploymentRequest } from "./deployment-request.ts";
import { deployments } from "./deployments.ts";
import { documents } from "./documents.ts";
import { emergencyUses } from "./emergency-uses.ts";
import { environments } from "./environments.ts";
import { incidents } from "./incidents.ts";
import { reviews } from "./reviews.ts";
import { securityAlerts } from "./security-alerts.ts";
import { testReports } from "./test-reports.ts";
import { triggerers } from "./triggerers.ts";

export const collectors: { readonly [K in EvidenceKind]: Collector<K> } = {
  changeTraits,
  changedFiles,
  ciRuns,
  codeOwners,
  commits,
  dependencyDeployments,
  deployJobs,
  deploymentApprovals,
  deploymentRequest,
  deployments,
  documents,
  emergencyUses,
  environments,
  incidents,
  reviews,
  securityAlerts,
  testReports,
  triggerers,
};
