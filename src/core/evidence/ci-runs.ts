/** CI runs on the head commit: GitHub check runs and statuses, GitLab jobs. Never called checks here. */

export type CiOutcome =
  | "succeeded"
  | "failed"
  | "neutral"
  | "skipped"
  | "cancelled"
  | "stale"
  | "timed-out"
  | "action-required"
  | "unfinished"
  | "unknown";

export interface CiRun {
  readonly name: string;
  readonly workflow: string | null;
  readonly app: string | null;
  /** What ran it: runs of one suite replace each other by `attempt`; across suites the worst counts. */
  readonly suite: string;
  readonly attempt: number;
  readonly outcome: CiOutcome;
  readonly startedAt: string | null;
  readonly url: string | null;
  /** The gate's own job, or what the gate itself published: left out of every judgement. */
  readonly isGate: boolean;
  /** A job of the gate's own run that waits for an environment: left out as well. */
  readonly waitsForGate: boolean;
}

/**
 * `no-ci`: this platform runs no CI at all (a checkout alone), which is not the same as a commit without runs.
 * `othersUnfinished`: another workflow run or pipeline on this commit has not ended, so a missing run may still come.
 */
export type CiRuns =
  | { readonly kind: "no-ci"; readonly because: string; readonly fix: string }
  | { readonly kind: "runs"; readonly runs: readonly CiRun[]; readonly othersUnfinished: boolean };
