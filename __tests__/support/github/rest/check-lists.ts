/** Which check runs, suites and statuses of a commit count, and what they say together. */
import type { CheckRun, CheckSuite, Conclusion, Repository, Status } from "../model.ts";

const newestSuites = 1000;

/** The newest check run of each name in each suite: what `filter=latest` gives. */
export function latest(runs: readonly CheckRun[]): CheckRun[] {
  const byName = new Map<string, CheckRun>();
  for (const run of runs) {
    const key = `${run.suite.id} ${run.name}`;
    if ((byName.get(key)?.id ?? 0) < run.id) byName.set(key, run);
  }
  return [...byName.values()];
}

/** Newest status of each context of a commit. */
export function newestStatuses(repository: Repository, sha: string): Status[] {
  const byContext = new Map<string, Status>();
  for (const status of repository.statuses) if (status.sha === sha) byContext.set(status.context, status);
  return [...byContext.values()];
}

/** Suites that the API looks into for one commit. */
export function suitesOf(repository: Repository, sha: string): CheckSuite[] {
  return repository.suites.filter((suite) => suite.sha === sha).slice(-newestSuites);
}

export function runsOf(repository: Repository, sha: string): CheckRun[] {
  const suites = new Set(suitesOf(repository, sha));
  return repository.checkRuns.filter((run) => suites.has(run.suite));
}

/** What a suite's runs say of it. */
export function suiteState(
  repository: Repository,
  suite: CheckSuite,
): { readonly status: string; readonly conclusion: string | null } {
  const runs = latest(repository.checkRuns.filter((run) => run.suite === suite));
  if (runs.length === 0) return { status: "queued", conclusion: null };
  if (runs.some((run) => run.status !== "completed")) return { status: "in_progress", conclusion: null };
  const order: readonly Conclusion[] = [
    "failure",
    "timed_out",
    "cancelled",
    "action_required",
    "stale",
    "success",
    "neutral",
    "skipped",
  ];
  const worst = order.find((one) => runs.some((run) => run.conclusion === one));
  return { status: "completed", conclusion: worst ?? "success" };
}
