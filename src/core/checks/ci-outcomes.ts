/** Which CI runs count, and what one name came to: shared by the checks that rest on CI. */
import type { CiOutcome, CiRun } from "../evidence/ci-runs.ts";

/** How a run stands before anybody asks for it. */
export type Standing = "failed" | "not-accepted" | "unclear" | "unfinished" | "succeeded";

/** Outcomes that prove nothing by themselves and pass only where a policy names them. */
export const acceptable = ["neutral", "skipped", "cancelled", "stale"] as const satisfies readonly CiOutcome[];
export type Acceptable = (typeof acceptable)[number];

/** What stands for the run in a sentence: `ci / test was cancelled`. */
export const outcomeWords = {
  succeeded: "succeeded",
  failed: "failed",
  neutral: "ended neutral",
  skipped: "was skipped",
  cancelled: "was cancelled",
  stale: "went stale",
  "timed-out": "timed out",
  "action-required": "waits for somebody to act on it",
  unfinished: "is not finished",
  unknown: "ended in a way that is not known",
} satisfies Record<CiOutcome, string>;

export function standingOf(outcome: CiOutcome, accept: readonly Acceptable[]): Standing {
  switch (outcome) {
    case "succeeded":
      return "succeeded";
    case "unfinished":
      return "unfinished";
    case "failed":
    case "timed-out":
    case "action-required":
      return "failed";
    case "neutral":
    case "skipped":
    case "cancelled":
    case "stale":
      return accept.includes(outcome) ? "succeeded" : "not-accepted";
    case "unknown":
      return "unclear";
  }
}

/** Left out: the gate's own job, what it published itself, and jobs of its own run that wait for it. Nothing else. */
const isJudged = ({ isGate, waitsForGate }: CiRun): boolean => !isGate && !waitsForGate;

/**
 * The runs that count, sorted. The newest attempt replaces earlier ones within one suite only: anybody who may push can post a green
 * run under any name, so runs of the same name from other suites, workflows or apps stand beside it and the worst counts.
 */
export function judgedRuns(runs: readonly CiRun[]): readonly CiRun[] {
  const newest = new Map<string, CiRun[]>();
  for (const run of runs.filter(isJudged)) {
    const key = JSON.stringify([run.name, run.suite, run.workflow, run.app]);
    const standing = newest.get(key);
    const attempt = standing?.[0]?.attempt ?? Number.NEGATIVE_INFINITY;
    if (run.attempt > attempt) newest.set(key, [run]);
    else if (run.attempt === attempt) standing?.push(run);
  }
  const keyed = [...newest.values()].flat().map((run) => ({ run, key: sortKey(run) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ run }) => run);
}

const sortKey = ({ name, workflow, app, suite, outcome, startedAt, url }: CiRun): string =>
  [name, workflow, app, suite, outcome, startedAt, url].map((part) => part ?? "").join("\0");

/** One line about a run: its name, how it ended, and where it can be looked at. */
export const sayRun = ({ name, outcome, url }: CiRun): string =>
  `${name} ${outcomeWords[outcome]}${url === null ? "" : ` (${url})`}`;
