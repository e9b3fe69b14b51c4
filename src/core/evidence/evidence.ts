/** The kinds of evidence: one map, so that adding a kind makes the compiler name every platform to visit. */
import type { ReleaseTraits } from "./change-traits.ts";
import type { ChangedFile } from "./changed-files.ts";
import type { CiRuns } from "./ci-runs.ts";
import type { CodeOwners } from "./code-owners.ts";
import type { Commit } from "./commits.ts";
import type { DependencyDeployment } from "./dependency-deployments.ts";
import type { DeployJobs } from "./deploy-jobs.ts";
import type { DeploymentApproval } from "./deployment-approvals.ts";
import type { DeploymentRequest } from "./deployment-request.ts";
import type { Deployment } from "./deployments.ts";
import type { ReleaseDocument } from "./documents.ts";
import type { EmergencyUse } from "./emergency-uses.ts";
import type { ProtectedEnvironment } from "./environments.ts";
import type { Identity } from "./identity.ts";
import type { RepositoryIncidents } from "./incidents.ts";
import type { Observed } from "./observed.ts";
import type { Release } from "./release.ts";
import type { Reviews } from "./reviews.ts";
import type { SourceAlerts } from "./security-alerts.ts";
import type { TestReports } from "./test-reports.ts";

/** Kind -> plain value. */
export interface Facts {
  readonly commits: readonly Commit[];
  readonly changedFiles: readonly ChangedFile[];
  readonly changeTraits: ReleaseTraits;
  readonly ciRuns: CiRuns;
  readonly testReports: TestReports;
  readonly reviews: Reviews;
  readonly codeOwners: CodeOwners;
  /** Asked only before the deployment, where the platform can tell how its jobs begin. */
  readonly deployJobs: DeployJobs;
  readonly deploymentApprovals: readonly DeploymentApproval[];
  readonly documents: readonly ReleaseDocument[];
  readonly deploymentRequest: DeploymentRequest;
  readonly deployments: readonly Deployment[];
  /** One entry for each service and version that was asked about. */
  readonly dependencyDeployments: readonly DependencyDeployment[];
  /** One entry for each repository that was looked at. */
  readonly incidents: readonly RepositoryIncidents[];
  /** One entry for each source that was looked at. */
  readonly securityAlerts: readonly SourceAlerts[];
  /** Asked only where the policy knows break-glass. */
  readonly emergencyUses: readonly EmergencyUse[];
  /** The target environment, and those through which reviewer groups approve. */
  readonly environments: readonly ProtectedEnvironment[];
  /** Who set the deployment off: the run's first actor, and whoever re-ran it. */
  readonly triggerers: readonly Identity[];
}

export type EvidenceKind = keyof Facts;

/** What the platform saw. `release` is always there: without it nothing can be judged. A kind nobody asked for is absent. */
export type Evidence = {
  readonly [K in EvidenceKind]?: Observed<Facts[K]>;
} & { readonly release: Release; readonly platform: string };

/** Every kind, in alphabetical order. */
export const evidenceKinds = [
  "changeTraits",
  "changedFiles",
  "ciRuns",
  "codeOwners",
  "commits",
  "dependencyDeployments",
  "deployJobs",
  "deploymentApprovals",
  "deploymentRequest",
  "deployments",
  "documents",
  "emergencyUses",
  "environments",
  "incidents",
  "reviews",
  "securityAlerts",
  "testReports",
  "triggerers",
] as const satisfies readonly EvidenceKind[];
