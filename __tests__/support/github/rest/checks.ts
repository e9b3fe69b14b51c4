/** Check suites, check runs, and commit statuses with their combination. */
import { reads, writes } from "../access.ts";
import {
  type Answer,
  counted,
  created,
  failure,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  paged,
  type RepositoryCall,
  text,
  unprocessable,
} from "../call.ts";
import type { CheckRun, CheckSuite, Conclusion, Repository, Status } from "../model.ts";
import { addCheckRun, addSuite, appOf } from "../stories/checks.ts";
import type { World } from "../world.ts";
import { pullMinimal } from "./pull-minimal.ts";
import { resolve } from "./resolve.ts";
import { appShape, type Body, htmlUrl, nodeId, repositoryShape, repoUrl, userShape } from "./shapes.ts";
import { simpleCommit } from "./simple-commit.ts";

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

export function checkRunShape(world: World, repository: Repository, run: CheckRun): Body {
  const url = `${repoUrl(world, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    head_sha: run.sha,
    node_id: nodeId("CR", run.id),
    external_id: run.externalId ?? "",
    url,
    html_url: run.detailsUrl ?? `${htmlUrl(world, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${htmlUrl(world, repository)}/runs/${run.id}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite.id },
    app: appShape(world, run.suite.app),
    pull_requests: openPulls(world, repository, run.sha),
  };
}

const openPulls = (world: World, repository: Repository, sha: string): Body[] =>
  [...repository.pulls.values()]
    .filter((pull) => pull.state === "open" && pull.headSha === sha)
    .map((pull) => pullMinimal(world, repository, pull));

function suiteShape(world: World, repository: Repository, suite: CheckSuite): Body {
  const url = `${repoUrl(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.branch,
    head_sha: suite.sha,
    ...suiteState(repository, suite),
    url,
    before: null,
    after: suite.sha,
    pull_requests: openPulls(world, repository, suite.sha),
    app: appShape(world, suite.app),
    repository: repositoryShape(world, repository),
    created_at: suite.createdAt,
    updated_at: suite.createdAt,
    head_commit: simpleCommit(repository, suite.sha),
    latest_check_runs_count: latest(repository.checkRuns.filter((run) => run.suite === suite)).length,
    check_runs_url: `${url}/check-runs`,
  };
}

function listRuns(call: RepositoryCall, all: readonly CheckRun[]): Answer {
  const { check_name, status, filter = "latest", app_id } = call.query;
  const chosen = (filter === "all" ? [...all] : latest(all)).filter(
    (run) =>
      (check_name === undefined || run.name === check_name) &&
      (status === undefined || run.status === status) &&
      (app_id === undefined || run.suite.app.id === app_id),
  );
  const newestFirst = chosen.sort((a, b) => b.id - a.id);
  return counted(call, "check_runs", newestFirst, (run) => checkRunShape(call.world, call.repository, run));
}

const withCommit =
  (then: (call: RepositoryCall, sha: string) => Answer) =>
  (call: RepositoryCall): Answer => {
    const sha = resolve(call.repository, text(call.path["ref"] ?? call.path["sha"]));
    return sha === null
      ? failure(422, `No commit found for SHA: ${text(call.path["ref"] ?? call.path["sha"])}`)
      : then(call, sha);
  };

function statusShape(world: World, repository: Repository, status: Status): Body {
  return {
    url: `${repoUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: userShape(world, status.creator)["avatar_url"],
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

/** `pending` while nothing was posted, whatever the check runs say. */
export function combined(statuses: readonly Status[]): "failure" | "pending" | "success" {
  if (statuses.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return statuses.length === 0 || statuses.some(({ state }) => state === "pending") ? "pending" : "success";
}

interface Posted {
  readonly name?: string;
  readonly head_sha?: string;
  readonly status?: "queued" | "in_progress" | "completed";
  readonly conclusion?: Conclusion;
  readonly external_id?: string;
  readonly details_url?: string;
  readonly output?: { readonly title?: string; readonly summary?: string; readonly text?: string };
}

/** GitHub's limit of `summary` and `text`, in bytes. */
const longest = 65_535;
const tooLong = ({ output }: Posted): boolean =>
  [output?.summary, output?.text].some((words) => Buffer.byteLength(words ?? "") > longest);

function fill(world: World, run: CheckRun, posted: Posted): void {
  const { output } = posted;
  run.status = posted.conclusion === undefined ? (posted.status ?? run.status) : "completed";
  run.conclusion = posted.conclusion ?? run.conclusion;
  run.completedAt = run.status === "completed" ? (run.completedAt ?? world.now()) : null;
  run.externalId = posted.external_id ?? run.externalId;
  run.detailsUrl = posted.details_url ?? run.detailsUrl;
  run.title = output?.title ?? run.title;
  run.summary = output?.summary ?? run.summary;
  run.text = output?.text ?? run.text;
}

export const checks: Handlers = {
  "checks/list-for-ref": inRepository(
    reads("checks"),
    withCommit((call, sha) => listRuns(call, runsOf(call.repository, sha))),
  ),
  "checks/list-suites-for-ref": inRepository(
    reads("checks"),
    withCommit((call, sha) => {
      const { app_id } = call.query;
      const suites = suitesOf(call.repository, sha).filter((suite) => app_id === undefined || suite.app.id === app_id);
      return counted(call, "check_suites", suites, (suite) => suiteShape(call.world, call.repository, suite));
    }),
  ),
  "checks/get-suite": inRepository(reads("checks"), ({ world, repository, path }) => {
    const suite = repository.suites.find((one) => one.id === path["check_suite_id"]);
    return suite === undefined ? missing() : ok(suiteShape(world, repository, suite));
  }),
  "checks/list-for-suite": inRepository(reads("checks"), (call) => {
    const suite = call.repository.suites.find((one) => one.id === call.path["check_suite_id"]);
    return suite === undefined
      ? missing()
      : listRuns(
          call,
          call.repository.checkRuns.filter((run) => run.suite === suite),
        );
  }),
  "checks/get": inRepository(reads("checks"), ({ world, repository, path }) => {
    const run = repository.checkRuns.find((one) => one.id === path["check_run_id"]);
    return run === undefined ? missing() : ok(checkRunShape(world, repository, run));
  }),
  "checks/create": inRepository(writes("checks"), ({ world, repository, body, token }) => {
    if (token === null || token.kind === "user") return failure(403, "You must authenticate via a GitHub App.");
    const posted = body as Posted;
    if (tooLong(posted)) return unprocessable("Invalid request. Only 65535 characters are allowed.");
    if (repository.store.commit(posted.head_sha ?? "") === undefined) return unprocessable("No commit found for SHA");
    const app = appOf(token.login.replace("[bot]", ""));
    // Which of the app's suites it lands in cannot be chosen.
    const suite =
      suitesOf(repository, posted.head_sha ?? "").find((one) => one.app.id === app.id) ??
      addSuite(world, repository, posted.head_sha ?? "", app, null, null);
    const run = addCheckRun(world, repository, suite, {
      name: posted.name ?? "",
      sha: posted.head_sha ?? "",
      status: "queued",
      startedAt: world.now(),
    });
    fill(world, run, posted);
    return created(checkRunShape(world, repository, run));
  }),
  "checks/update": inRepository(writes("checks"), ({ world, repository, body, path }) => {
    const run = repository.checkRuns.find((one) => one.id === path["check_run_id"]);
    if (run === undefined) return missing();
    if (tooLong(body as Posted)) return unprocessable("Invalid request. Only 65535 characters are allowed.");
    fill(world, run, body as Posted);
    return ok(checkRunShape(world, repository, run));
  }),
  "repos/get-combined-status-for-ref": inRepository(
    reads("statuses"),
    withCommit((call, sha) => {
      const { world, repository } = call;
      const newest = newestStatuses(repository, sha);
      const { items, headers } = paged(call, newest);
      const api = repoUrl(world, repository);
      return ok(
        {
          state: combined(newest),
          statuses: items.map((status) => statusShape(world, repository, status)),
          sha,
          total_count: newest.length,
          repository: repositoryShape(world, repository),
          commit_url: `${api}/commits/${sha}`,
          url: `${api}/commits/${sha}/status`,
        },
        headers,
      );
    }),
  ),
  "repos/list-commit-statuses-for-ref": inRepository(
    reads("statuses"),
    withCommit((call, sha) => {
      const all = call.repository.statuses.filter((status) => status.sha === sha).reverse();
      return listed(call, all, (status) => ({
        ...statusShape(call.world, call.repository, status),
        creator: userShape(call.world, status.creator),
      }));
    }),
  ),
  "repos/create-commit-status": inRepository(
    writes("statuses"),
    withCommit(({ world, repository, body, token }, sha) => {
      const posted = body as { state: Status["state"]; context?: string; description?: string; target_url?: string };
      const status: Status = {
        id: world.nextId(),
        sha,
        state: posted.state,
        context: posted.context ?? "default",
        description: posted.description ?? null,
        targetUrl: posted.target_url ?? null,
        creator: token?.login ?? "ghost",
        createdAt: world.now(),
      };
      repository.statuses.push(status);
      return created({ ...statusShape(world, repository, status), creator: userShape(world, status.creator) });
    }),
  ),
};
