/** How a repository is set up on its platform: what `doctor` judges. Facts alone, each seen or not. */
import type { ProtectedEnvironment } from "./environments.ts";
import { type EvidenceKind, evidenceKinds } from "./evidence.ts";
import type { Observed, Unseen } from "./observed.ts";

/** An environment, with the branches from which jobs may deploy there; null where the platform does not say. */
export interface SurveyedEnvironment extends ProtectedEnvironment {
  readonly branches: "any" | "some" | null;
}

/** Whether a team of the policy exists: `unknown` where the token may not see it. */
export interface SurveyedTeam {
  /** As the policy writes it. */
  readonly name: string;
  readonly state: "there" | "absent" | "unknown";
}

/** A CI run that was seen on some recent commit. */
export interface SeenRun {
  readonly name: string;
  readonly workflow: string | null;
  readonly app: string | null;
}

/** CI runs of recent commits; `commits` says on how many one looked. */
export interface SeenRuns {
  readonly commits: number;
  readonly runs: readonly SeenRun[];
}

/** The branch at which policies are trusted. A field is null where the platform does not say. */
export interface TrustedBranch {
  readonly name: string;
  readonly isProtected: boolean | null;
  /** Must changes come by a reviewed change request? */
  readonly takesReviews: boolean | null;
}

/** Something that the token was refused. */
export interface Refusal {
  /** `the deployments`. */
  readonly what: string;
  /** `deployments: read`. */
  readonly permission: string | null;
  readonly because: string;
  readonly fix: string | null;
}

/** What reading takes on a platform, as its own settings write it (`checks: read`). */
export interface PermissionsTaken {
  /** Whatever is judged. */
  readonly always: readonly string[];
  readonly byKind: Readonly<Record<EvidenceKind, readonly string[]>>;
  /** For what is only published where somebody asks for it: `comment`, `check-run`, `emergency`. */
  readonly byFeature: Readonly<Record<string, readonly string[]>>;
}

/** One rule of GitLab by which deployments are approved: so many of a group (path or number), of the people by name, or of a role. */
export interface ApprovalRule {
  readonly environment: string;
  readonly kind: "group" | "user" | "role";
  readonly name: string;
  readonly count: number;
}

/** What GitLab has, and no other platform. */
export interface GitlabSetup {
  readonly approvalRules: Observed<readonly ApprovalRule[]>;
  /** Groups above the project whose own rules, by the tier of an environment, could not be read: there may be more rules than are seen. */
  readonly unreadGroups: readonly string[];
  /** Least role that may set variables when it starts a pipeline, as GitLab writes it; null where GitLab does not say. */
  readonly overrideRole: Observed<string | null>;
  /** How many freeze periods there are. */
  readonly freezePeriods: Observed<number>;
  /** The pipeline of the default branch with everything that it includes, as YAML. */
  readonly mergedPipeline: Observed<string>;
}

export interface SetupFacts {
  readonly platform: "github" | "gitlab" | "local";
  /** `owner/name`. */
  readonly repository: string;
  /** Its page; null where there is none. */
  readonly url: string | null;
  /** Does the token that looks belong to a job of the pipeline? */
  readonly isInPipeline: boolean;
  readonly isPrivate: Observed<boolean>;
  /** All of the repository's. */
  readonly environments: Observed<readonly SurveyedEnvironment[]>;
  readonly teams: Observed<readonly SurveyedTeam[]>;
  readonly seenRuns: Observed<SeenRuns>;
  readonly trustedBranch: Observed<TrustedBranch>;
  readonly refusals: readonly Refusal[];
  readonly takes: PermissionsTaken;
  /** Absent on another platform, and where GitLab was not asked. */
  readonly gitlab?: GitlabSetup;
}

/** Facts of a platform that was not asked, each with the same reason. */
export function nothingSeen(
  known: Pick<SetupFacts, "platform" | "repository"> & Partial<Pick<SetupFacts, "url" | "isInPipeline" | "takes">>,
  blind: Unseen,
): SetupFacts {
  const byKind = Object.fromEntries(evidenceKinds.map((kind) => [kind, []])) as unknown as PermissionsTaken["byKind"];
  return {
    url: null,
    isInPipeline: false,
    takes: { always: [], byKind, byFeature: {} },
    ...known,
    isPrivate: blind,
    environments: blind,
    teams: blind,
    seenRuns: blind,
    trustedBranch: blind,
    refusals: [],
  };
}
