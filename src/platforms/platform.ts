/** The shape of a platform: the outside world that a release is judged in. It says what was seen, and knows no policy. */
import type { Evidence, EvidenceKind } from "../core/evidence/evidence.ts";
import type { PipelineRun } from "../core/evidence/held-run.ts";
import type { Query } from "../core/evidence/query.ts";
import type { Release } from "../core/evidence/release.ts";

/** Words that open doors. They reach neither log nor record. */
export interface Secrets {
  readonly token: string | null;
  /** Reads the teams of an organisation, where `token` may not. */
  readonly orgToken: string | null;
}

/** What the way in knows about the question; every platform takes from it what concerns it. */
export interface Surroundings {
  readonly environment: string;
  /** A checkout, or any folder inside it. */
  readonly repository: string;
  readonly base: string | null;
  readonly head: string | null;
  readonly junit: readonly string[];
  readonly coverage: readonly string[];
  /** A file with approvals (platform `local`). */
  readonly approvalsFile: string | null;
  /** Environment variables, handed in so that nothing reads them twice. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The clock, read once (ISO 8601, UTC): `collectedAt` of everything. */
  readonly now: string;
  /** Called with a short phrase when a step begins; a terminal shows it. */
  progress(phrase: string): void;
  readonly secrets?: Secrets;
  /** The branch, tag or commit at which policies are trusted, in place of the default branch. */
  readonly policyRef?: string | null;
  /** The job that asks, where the pipeline hands its number in (GitHub: the id of its check run). */
  readonly checkRunId?: string | null;
  /** The file in which the policy is expected, so that it can be read along with other things. */
  readonly policyFile?: string | null;
  /**
   * Whose deployments the policy believes besides the platform's own (`deployed-by`): logins. Asked once, when it matters for the
   * base of the release; `read` reads files at the trusted ref, and the other one what GitLab's calendars rest on besides.
   */
  deployers?(
    read: (path: string) => Promise<FileReading>,
    readFreezePeriods?: () => Promise<FileReading>,
  ): Promise<readonly string[]>;
}

/** Which state of the repository a policy file is read from. `trusted` is the default branch, or the working tree of a local check. */
export type PolicyRef = "trusted" | "base" | "head";

export type FileReading =
  | { readonly status: "found"; readonly bytes: Uint8Array; readonly where: string }
  | { readonly status: "absent"; readonly where: string }
  | { readonly status: "unreadable"; readonly where: string; readonly because: string };

/** The run of the pipeline that asks. */
export interface RunFacts {
  readonly id: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** When the run was made (ISO 8601, UTC): nobody can have approved before. Null where it could not be read. */
  readonly createdAt: string | null;
  /** The job that asks; null where it could not be told. */
  readonly job: string | null;
  /** Full hash of the commit that the run is about; null where it could not be read. */
  readonly commit: string | null;
}

/** A text for the platform's own pages: Markdown, with everything that others wrote made harmless already. */
export interface Page {
  readonly title: string;
  readonly body: string;
}

/** The review that must follow an emergency. `key` says what the emergency was used for. */
export interface ReviewIssue extends Page {
  readonly key: string;
  readonly label: string;
}

/** What is shown on the platform besides the log of the job. */
export interface Publication {
  /** The answer about this environment, on the change request; null where nobody wants it there. */
  readonly comment: string | null;
  /** The answer beside the other checks of the commit; null where nobody wants it there. */
  readonly checkRun: (Page & { readonly outcome: "good" | "bad" | "open" }) | null;
}

/** Something that could not be shown, in a sentence, and what to do about it. */
export interface Unpublished {
  readonly message: string;
  readonly fix: string | null;
}

/** What a waiting gate sees between two judgements. */
export interface Sight {
  /** `decisive`: somebody said yes or no; `ended`: the last unfinished check ended; `some`: one of several checks ended. */
  readonly news: "none" | "some" | "ended" | "decisive";
  /** Environments whose reviewers this run is asking; null where that cannot be read. */
  readonly asking: readonly string[] | null;
  /** Whether other jobs of this run are not finished, so that one of them may yet ask; null where that cannot be read. */
  readonly othersUnfinished: boolean | null;
  /** Whether there is one change request on which people can review the release; false where nobody asked about it. */
  readonly isReviewable: boolean;
  /** Requests of this look that count against the hour's allowance. */
  readonly cost: number;
}

/** A platform that has found out which release is asked about. */
export interface Session {
  /** Absent or null where no run of a pipeline asks. */
  readonly run?: RunFacts | null;
  readonly release: Release;
  /** The root of the work tree on this machine; null where there is none (a bare repository). */
  readonly root: string | null;
  /** Reads a file that a policy rests on; `path` is relative to the repository's root, with forward slashes. */
  readPolicyFile(ref: PolicyRef, path: string): Promise<FileReading>;
  /**
   * Reads the project's freeze periods: GitLab's own answer, all pages as one JSON list. A policy may ask for them several times in one
   * run, and gets the same answer. Absent where the platform has no such thing.
   */
  readFreezePeriods?(): Promise<FileReading>;
  /** Collects exactly the kinds of the query. What could not be read is `unavailable`; it never throws for a missing fact. */
  collect(query: Query): Promise<Evidence>;
  /**
   * Looks for news between two judgements, as cheaply as the platform allows; a brief look is for what people say alone, where the
   * platform tells that apart. Absent where nothing can come while one waits.
   */
  watch?(asking: { readonly reviews: boolean }): (depth?: "whole" | "brief") => Promise<Sight>;
  /** Can it tell how the jobs of this pipeline that deploy begin? Then an evaluation asks. */
  readonly tellsDeployJobs?: boolean;
  /** Requests sent so far that count against the hour's allowance. Absent where the platform does not count. */
  readonly requestsSent?: () => number;
  /** Opens the review that a granted emergency must have, once for each use. Absent where there is no place for it. Throws `PlatformError`. */
  openReview?(issue: ReviewIssue): Promise<void>;
  /** Shows the answer; gives back what could not be shown. Absent where the platform has no pages. */
  publish?(publication: Publication): Promise<readonly Unpublished[]>;
}

/** What `doctor` wants to know about the set-up. */
export interface SurveyAsked extends Pick<Surroundings, "repository" | "env" | "now" | "progress" | "secrets"> {
  /** Kinds of evidence that the policy's checks and approvals will ask for. */
  readonly kinds: readonly EvidenceKind[];
  /** Teams of the policy: `acme/operations`. */
  readonly teams: readonly string[];
}

/** A file on the platform. */
export interface FilePlace {
  /** `owner/name`; null for the repository that is looked at. */
  readonly repository: string | null;
  readonly path: string;
  /** Null: the default branch. */
  readonly ref: string | null;
}

/** Which runs wait for a window, and a way to start one of them again. */
export interface Resuming {
  /** The newest runs, newest first. Throws `PlatformError`. */
  runs(): Promise<readonly PipelineRun[]>;
  /** Starts what the window held back in that run, with the approvals it has. Throws `PlatformError`. */
  resume(run: PipelineRun): Promise<void>;
  /** Tells on the platform's own pages that the run was overtaken. Throws `PlatformError`. */
  tell(run: PipelineRun, page: Page): Promise<void>;
}

/** The pipeline whose runs may wait. */
export interface HeldPipeline {
  /** GitHub: the file of the workflow, such as `release.yml`. GitLab: the branch of the pipelines. */
  readonly pipeline: string;
  /** The job behind the gate, by its name. */
  readonly job: string;
}

export interface Platform {
  readonly id: "github" | "gitlab" | "local";
  /** Throws `PlatformError` when not even the release can be told (no repository, unknown head). */
  open(surroundings: Surroundings): Promise<Session>;
}

/** Something outside did not answer as needed. `kind` decides the exit code: `usage` 2 (the question is wrong), `unreadable` 3. */
export class PlatformError extends Error {
  readonly kind: "usage" | "unreadable";
  readonly fix: string | null;
  constructor(kind: "usage" | "unreadable", message: string, fix: string | null = null) {
    super(message);
    this.name = "PlatformError";
    this.kind = kind;
    this.fix = fix;
  }
}
