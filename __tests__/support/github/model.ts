/** What the local GitHub knows: plain data. Stories (builders) write it, REST and GraphQL read it. */
import type { ObjectStore } from "./git/objects.ts";

export interface User {
  readonly id: number;
  readonly login: string;
  readonly kind: "User" | "Bot" | "Organization";
  name: string | null;
  /** Verified addresses: a commit with one of them belongs to this account. */
  readonly emails: string[];
}

export interface Team {
  readonly id: number;
  readonly org: string;
  readonly slug: string;
  readonly name: string;
  /** Seen by its own members and the organization's owners only. */
  readonly secret: boolean;
  readonly parent: string | null;
  readonly members: Map<string, "member" | "maintainer">;
}

export interface Organization {
  readonly login: string;
  readonly members: Map<string, "member" | "admin">;
  readonly teams: Map<string, Team>;
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly owner: string;
}

export type Role = "admin" | "maintain" | "write" | "triage" | "read";
export type Plan = "free" | "team" | "enterprise";

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: string;
}

export type CheckStatus = "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
export type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "stale"
  | "startup_failure";

export interface CheckSuite {
  readonly id: number;
  readonly sha: string;
  readonly branch: string | null;
  readonly app: App;
  readonly runId: number | null;
  readonly createdAt: string;
}

export interface Annotation {
  readonly level: "notice" | "warning" | "failure";
  readonly title: string | null;
  readonly message: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suite: CheckSuite;
  readonly sha: string;
  readonly name: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  startedAt: string;
  completedAt: string | null;
  externalId: string | null;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  /** What steps of a job wrote beside it. */
  readonly annotations: Annotation[];
}

export interface Job {
  /** Also the id of its check run. */
  readonly id: number;
  readonly run: WorkflowRun;
  readonly attempt: number;
  readonly check: CheckRun;
  readonly environment: string | null;
  readonly deployment: Deployment | null;
  readonly needs: readonly string[];
  runnerName: string | null;
  readonly createdAt: string;
}

export interface Approval {
  readonly environments: readonly string[];
  readonly state: "approved" | "rejected";
  readonly user: string;
  readonly comment: string;
  readonly attempt: number;
}

export interface Attempt {
  readonly number: number;
  readonly triggeringActor: string;
  readonly startedAt: string;
  /** Its jobs, with those of an earlier attempt that were not run again. */
  jobs: Job[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  readonly path: string;
  readonly workflowId: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly actor: string;
  readonly suite: CheckSuite;
  readonly createdAt: string;
  readonly attempts: Attempt[];
  approvals: Approval[];
}

export interface Reviewer {
  readonly kind: "User" | "Team";
  /** A login, or `org/slug`. */
  readonly name: string;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly reviewers: readonly Reviewer[];
  readonly preventSelfReview: boolean;
  /** Minutes; null: no timer. */
  readonly waitTimer: number | null;
  readonly branchPolicy: "protected" | readonly string[] | null;
  /** Undefined: not in the answer. */
  readonly canAdminsBypass: boolean | undefined;
  readonly apps: readonly App[];
  readonly createdAt: string;
}

export type DeploymentState =
  | "error"
  | "failure"
  | "inactive"
  | "pending"
  | "success"
  | "queued"
  | "in_progress"
  | "waiting";

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly creator: string;
  readonly description: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly createdAt: string;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly description: string | null;
  readonly creator: string;
  readonly createdAt: string;
  readonly transient: boolean;
  readonly production: boolean;
  readonly app: App | null;
  readonly statuses: DeploymentStatus[];
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

export interface Review {
  readonly id: number;
  readonly author: string;
  state: ReviewState;
  readonly body: string;
  /** The head of the pull request when it was made. */
  readonly commit: string;
  readonly at: string;
  readonly onBehalfOf: readonly string[];
}

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly labels: readonly string[];
  state: "open" | "closed";
  readonly createdAt: string;
  closedAt: string | null;
  readonly comments: Comment[];
}

export interface PullRequest extends Issue {
  draft: boolean;
  readonly base: string;
  readonly head: string;
  /** `owner/name` of the repository that the head branch is in. */
  readonly headRepository: string;
  baseSha: string;
  headSha: string;
  /** Oldest first. */
  commits: string[];
  mergeCommit: string | null;
  mergedBy: string | null;
  mergedAt: string | null;
  /** The commits that merging brought to the base branch. */
  landed: readonly string[];
  readonly reviews: Review[];
  readonly requestedReviewers: readonly string[];
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly author: string;
  readonly createdAt: string;
}

export interface CodeScanningAlert {
  readonly number: number;
  readonly rule: string;
  readonly severity: "none" | "note" | "warning" | "error";
  readonly security: "low" | "medium" | "high" | "critical" | null;
  readonly state: "open" | "dismissed" | "fixed";
  readonly tool: string;
  readonly ref: string;
  readonly sha: string;
  readonly createdAt: string;
}

export interface Analysis {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly createdAt: string;
}

export interface DependabotAlert {
  readonly number: number;
  readonly package: string;
  readonly ecosystem: string;
  readonly manifest: string;
  readonly scope: "development" | "runtime";
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly state: "auto_dismissed" | "dismissed" | "fixed" | "open";
  readonly patched: string | null;
  readonly createdAt: string;
}

export type BranchRule =
  | {
      readonly type: "required_status_checks";
      readonly checks: readonly { readonly context: string; readonly app?: number }[];
    }
  | {
      readonly type: "pull_request";
      readonly approvals: number;
      readonly codeOwners?: boolean;
      readonly lastPush?: boolean;
    }
  | {
      readonly type:
        | "creation"
        | "update"
        | "deletion"
        | "non_fast_forward"
        | "required_linear_history"
        | "required_signatures";
    };

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  /** `fnmatch` patterns of branch names, or `~DEFAULT_BRANCH`. */
  readonly branches: readonly string[];
  /** Patterns of tag names, such as `v*`; given, the ruleset is for tags alone. */
  readonly tags?: readonly string[] | undefined;
  readonly active: boolean;
  readonly rules: readonly BranchRule[];
  readonly createdAt: string;
}

export type VerifiedBy = "github" | "person" | null;

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  readonly plan: Plan;
  readonly defaultBranch: string;
  readonly createdAt: string;
  readonly store: ObjectStore;
  /** Full name (`refs/heads/main`) -> hash. */
  readonly refs: Map<string, string>;
  /** Branches under classic protection. */
  readonly protectedBranches: Set<string>;
  readonly signatures: Map<string, VerifiedBy>;
  readonly collaborators: Map<string, Role>;
  /** `org/slug` -> role. */
  readonly teams: Map<string, Role>;
  readonly issues: Map<number, Issue>;
  readonly pulls: Map<number, PullRequest>;
  readonly releases: Release[];
  readonly suites: CheckSuite[];
  readonly checkRuns: CheckRun[];
  readonly statuses: Status[];
  readonly runs: Map<number, WorkflowRun>;
  /** By name in lower case: GitHub does not tell `Production` from `production`. */
  readonly environments: Map<string, Environment>;
  readonly deployments: Deployment[];
  codeScanning: CodeScanningAlert[] | "off" | "never";
  /** Oldest first. */
  readonly analyses: Analysis[];
  dependabot: DependabotAlert[] | "off";
  hasIssues: boolean;
  /** Labels that are there besides those that issues have. */
  readonly labels: Set<string>;
  readonly rulesets: Ruleset[];
}

export interface Token {
  readonly value: string;
  /** `workflow`: GITHUB_TOKEN. `app`: an installation. `user`: a person's, fine-grained if it has permissions. */
  readonly kind: "workflow" | "app" | "user";
  /** Null: everything that its person may (a classic token). */
  readonly permissions: Readonly<Record<string, "read" | "write">> | null;
  readonly login: string;
  /** `owner/name` of what it was made for; null: whatever its person sees. */
  readonly repositories: readonly string[] | null;
  readonly limit: number;
}
