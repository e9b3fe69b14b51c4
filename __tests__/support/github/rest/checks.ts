/** Check suites, check runs, and commit statuses with their combination. */
import { reads, writes } from "../access.ts";
import {
  type Answer,
  counted,
  created,
  failure,
  type Handlers,
  inRepository,
  missing,
  ok,
  paged,
  type RepositoryCall,
  unprocessable,
} from "../call.ts";
import type { CheckRun, CheckSuite, Conclusion, Repository } from "../model.ts";
import { addCheckRun, addSuite, appOf } from "../stories/checks.ts";
import type { World } from "../world.ts";
import { latest, runsOf, suiteState, suitesOf } from "./check-lists.ts";
import { openPulls } from "./pull-minimal.ts";
import { appShape, type Body, htmlUrl, nodeId, repositoryShape, repoUrl } from "./shapes.ts";
import { simpleCommit } from "./simple-commit.ts";
import { withCommit } from "./with-commit.ts";

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
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    name: run.name,
    check_suite: { id: run.suite.id },
    app: appShape(world, run.suite.app),
    pull_requests: openPulls(world, repository, run.sha),
  };
}

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
  "checks/list-annotations": inRepository(reads("checks"), (call) => {
    const run = call.repository.checkRuns.find((one) => one.id === call.path["check_run_id"]);
    if (run === undefined) return missing();
    const { items, headers } = paged(call, run.annotations);
    return ok(
      items.map(({ level, title, message }) => ({
        // The runner says no place for what a step wrote without one.
        path: ".github",
        blob_href: `${htmlUrl(call.world, call.repository)}/blob/${run.sha}/.github`,
        start_line: 1,
        start_column: null,
        end_line: 1,
        end_column: null,
        annotation_level: level,
        title,
        message,
        raw_details: null,
      })),
      headers,
    );
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
};
