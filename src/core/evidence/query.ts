/** Everything the policy makes us ask, known before the first request. */
import type { ServiceVersion } from "./dependency-deployments.ts";
import type { EvidenceKind } from "./evidence.ts";
import type { IncidentSearch } from "./incidents.ts";
import type { AlertSearch } from "./security-alerts.ts";

/** Where the deployment request is found. */
export type RequestSource = { readonly file: string } | "pull-request-body" | "workflow-inputs";

/** Particulars that some kinds want. Lists are united over all checks. */
export interface Particulars {
  /** Globs of documents at the head. */
  readonly documents: readonly string[];
  /** Globs of JUnit XML files. */
  readonly reports: readonly string[];
  /** Globs of coverage files. */
  readonly coverage: readonly string[];
  /** Look in the usual places for reports that nobody named. */
  readonly discoverReports: boolean;
  /** Take `Reviewed-by:` and `Acked-by:` trailers as reviews. */
  readonly reviewTrailers: boolean;
  /** Environments, besides the target, whose deployments are wanted. */
  readonly environments: readonly string[];
  readonly request: RequestSource | null;
  /** Sources of security alerts. */
  readonly alerts: readonly AlertSearch[];
  /** Repositories in which open incidents are looked for. */
  readonly incidents: readonly IncidentSearch[];
  /** Services that the release depends on, with the versions that it needs. */
  readonly services: readonly ServiceVersion[];
  /** Environments through which reviewer groups approve, besides the target. */
  readonly approvalEnvironments: readonly string[];
}

export interface Query extends Particulars {
  readonly environment: string;
  /** Sorted, without doubles. */
  readonly kinds: readonly EvidenceKind[];
  /** Teams (`acme/operations`) of the groups that may approve: whether an approver belongs to one is asked where it can be. */
  readonly approvalTeams?: readonly string[];
  /** GitLab groups, by path or number as the policy writes them. */
  readonly approvalGroups?: readonly string[];
  /** Manual jobs of GitLab by whose button groups approve. */
  readonly approvalJobs?: readonly string[];
  /** Does a group take reviews on the release's one change request as approvals? */
  readonly reviewsAsApprovals?: boolean;
  /** Labels under which review issues of emergencies are kept. */
  readonly emergencyLabels?: readonly string[];
}

/** Nothing asked. */
export const noParticulars: Particulars = {
  documents: [],
  reports: [],
  coverage: [],
  discoverReports: false,
  reviewTrailers: false,
  environments: [],
  request: null,
  alerts: [],
  incidents: [],
  services: [],
  approvalEnvironments: [],
};
