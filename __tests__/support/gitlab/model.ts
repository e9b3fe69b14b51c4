/** What the local GitLab knows: plain data. Stories (builders) write it, REST reads it. */
import type { ObjectStore } from "../github/git/objects.ts";

export interface User {
  readonly id: number;
  readonly username: string;
  readonly isBot: boolean;
  name: string;
  /** Verified addresses: a commit with one of them belongs to this account. */
  readonly emails: string[];
}

/** 5 minimal, 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner. */
export type Level = 5 | 10 | 15 | 20 | 30 | 40 | 50;
export type Plan = "free" | "premium" | "ultimate";

export interface Group {
  readonly id: number;
  /** Full path: `acme/operations`. */
  readonly path: string;
  readonly visibility: "private" | "public";
  /** Username -> level; members of the groups above are members here too. */
  readonly members: Map<string, Level>;
  /** By tier. */
  readonly protectedEnvironments: Map<string, ProtectedEnvironment>;
}

export type JobStatus =
  | "created"
  | "waiting_for_resource"
  | "pending"
  | "running"
  | "success"
  | "failed"
  | "canceled"
  | "skipped"
  | "manual"
  | "scheduled";

export interface Job {
  readonly id: number;
  readonly pipeline: Pipeline;
  readonly name: string;
  readonly stage: string;
  readonly environment: string | null;
  readonly allowFailure: boolean;
  status: JobStatus;
  /** Who started it: of a manual job whoever pressed the button. */
  user: string;
  failureReason: string | null;
  retried: boolean;
  readonly createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  coverage: number | null;
}

export interface Bridge extends Job {
  downstream: Pipeline | null;
}

export interface TestSuite {
  readonly name: string;
  readonly success: number;
  readonly failed: number;
  readonly skipped: number;
  readonly error: number;
  readonly suiteError: string | null;
}

export interface Pipeline {
  readonly id: number;
  readonly iid: number;
  readonly sha: string;
  readonly ref: string;
  readonly isTag: boolean;
  readonly source: string;
  /** Who started it. */
  readonly user: string;
  readonly createdAt: string;
  /** Null: told by its jobs. */
  status: string | null;
  readonly jobs: Job[];
  readonly bridges: Bridge[];
  readonly suites: TestSuite[];
  readonly beforeSha: string;
}

/** What somebody else's system says of a commit. */
export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly name: string;
  readonly ref: string;
  readonly status: string;
  readonly author: string;
  readonly pipelineId: number;
  readonly createdAt: string;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly tier: string;
  state: "available" | "stopped";
  readonly createdAt: string;
}

/** Whom a rule names: one of user, group or level. */
export interface Holder {
  readonly user?: string;
  readonly group?: string;
  readonly level?: Level;
  readonly inherits?: boolean;
}

export interface ApprovalRule extends Holder {
  readonly id: number;
  readonly required: number;
}

export interface ProtectedEnvironment {
  readonly name: string;
  readonly deployers: readonly (Holder & { readonly id: number })[];
  readonly rules: readonly ApprovalRule[];
  /** The older way, one number for all who may deploy. */
  readonly requiredCount: number;
}

export interface DeploymentApproval {
  readonly user: string;
  readonly status: "approved" | "rejected";
  readonly comment: string;
  readonly createdAt: string;
  readonly rule: ApprovalRule | null;
}

export type DeploymentStatus = "created" | "running" | "success" | "failed" | "canceled" | "skipped" | "blocked";

export interface Deployment {
  readonly id: number;
  readonly iid: number;
  readonly environment: string;
  readonly sha: string;
  readonly ref: string;
  readonly user: string;
  /** Null where it was made by the API. */
  readonly job: Job | null;
  status: DeploymentStatus;
  readonly createdAt: string;
  updatedAt: string;
  readonly approvals: DeploymentApproval[];
}

export interface Note {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly system: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Version {
  readonly id: number;
  readonly base: string;
  readonly head: string;
  readonly createdAt: string;
}

export interface ReviewApproval {
  readonly user: string;
  readonly at: string;
}

export interface ReviewRule {
  readonly id: number;
  readonly name: string;
  readonly kind: "any_approver" | "regular" | "code_owner" | "report_approver";
  readonly required: number;
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

export interface MergeRequest {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly source: string;
  /** Id of the project that the branch is in: another one's where it comes from a fork. */
  readonly sourceProject: number;
  readonly target: string;
  draft: boolean;
  state: "opened" | "closed" | "merged";
  readonly createdAt: string;
  updatedAt: string;
  baseSha: string;
  headSha: string;
  /** Oldest first. */
  commits: string[];
  /** Newest first. */
  readonly versions: Version[];
  approvals: ReviewApproval[];
  readonly reviewers: Map<string, string>;
  readonly rules: ReviewRule[];
  readonly notes: Note[];
  mergeCommit: string | null;
  squashCommit: string | null;
  mergedBy: string | null;
  mergedAt: string | null;
  /** Commits that merging brought to the target branch. */
  landed: readonly string[];
}

export interface FreezePeriod {
  readonly id: number;
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly createdAt: string;
}

export interface Issue {
  readonly id: number;
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly author: string;
  state: "opened" | "closed";
  readonly createdAt: string;
  updatedAt: string;
}

export interface Release {
  readonly tag: string;
  readonly name: string;
  readonly author: string;
  readonly createdAt: string;
  readonly releasedAt: string;
}

export interface ApprovalSettings {
  resetOnPush: boolean;
  authorApproval: boolean;
  disableCommitters: boolean;
  disableOverriding: boolean;
}

/** What a scan of the default branch found. */
export interface Vulnerability {
  readonly id: number;
  readonly title: string;
  readonly severity: "CRITICAL" | "HIGH" | "MEDIUM" | "LOW" | "INFO" | "UNKNOWN";
  readonly reportType: string;
  readonly state: "DETECTED" | "CONFIRMED" | "RESOLVED" | "DISMISSED";
  readonly file: string | null;
}

export interface Project {
  readonly id: number;
  /** Full path: `acme/shop`. */
  readonly path: string;
  readonly visibility: "private" | "internal" | "public";
  readonly plan: Plan;
  readonly defaultBranch: string;
  readonly createdAt: string;
  readonly store: ObjectStore;
  /** Full name (`refs/heads/main`) -> hash. */
  readonly refs: Map<string, string>;
  readonly protectedBranches: Set<string>;
  readonly protectedTags: Set<string>;
  readonly members: Map<string, Level>;
  /** Group path -> the level that it has here. */
  readonly sharedWith: Map<string, Level>;
  readonly mergeRequests: Map<number, MergeRequest>;
  readonly reviewRules: ReviewRule[];
  readonly approvalSettings: ApprovalSettings;
  readonly pipelines: Map<number, Pipeline>;
  readonly jobs: Map<number, Job>;
  readonly statuses: Status[];
  readonly environments: Map<string, Environment>;
  readonly protectedEnvironments: Map<string, ProtectedEnvironment>;
  readonly deployments: Deployment[];
  readonly freezePeriods: FreezePeriod[];
  readonly releases: Release[];
  readonly issues: Issue[];
  readonly vulnerabilities: Vulnerability[];
  /** Reports that the newest pipeline of the default branch brought. */
  readonly scannersRun: string[];
  /** What `ci/lint` gives as the merged configuration; null: the file at the head, as it stands. */
  mergedYaml: string | null;
  /** Projects whose jobs may ask this one. */
  readonly jobTokenAllowlist: Set<number>;
  overrideRole: "no_one_allowed" | "developer" | "maintainer" | "owner";
  restrictVariables: boolean;
  forwardDeployment: boolean;
  /** Files that a comparison shows before it is cut short. */
  mostDiffs: number;
}

export interface Token {
  readonly value: string;
  readonly kind: "job" | "project" | "group" | "personal";
  readonly user: string;
  readonly scopes: readonly string[];
  /** Project's id of a job's or a project's token. */
  readonly project: number | null;
  /** Path of a group's token. */
  readonly group: string | null;
  /** The role of a project's or group's token. */
  readonly level: Level | null;
  readonly job: Job | null;
  /** Requests a minute. */
  readonly limit: number;
}
