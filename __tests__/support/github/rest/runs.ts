/** Workflow runs: attempts, jobs, approvals, pending deployments, running again. */
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
  type RepositoryCall,
  text,
  unprocessable,
} from "../call.ts";
import type { Attempt, Environment, Job, WorkflowRun } from "../model.ts";
import { environmentNamed } from "../stories/deployments.ts";
import { currentAttempt, rerun, review, setJob, waitingFor, whyNotReviewer } from "../stories/jobs.ts";
import { deploymentShape } from "./deployments.ts";
import { environmentName, environmentTimes, reviewerShape } from "./environments.ts";
import { jobShape, runShape, stateOf } from "./run-shapes.ts";
import { htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

const withRun =
  (then: (call: RepositoryCall, run: WorkflowRun) => Answer) =>
  (call: RepositoryCall): Answer => {
    const run = call.repository.runs.get(Number(call.path["run_id"]));
    return run === undefined ? missing() : then(call, run);
  };

const attemptOf = (call: RepositoryCall, run: WorkflowRun): Attempt | undefined =>
  run.attempts.find((one) => one.number === call.path["attempt_number"]);

const jobsOf = (call: RepositoryCall, jobs: readonly Job[]): Answer =>
  counted(call, "jobs", jobs, (job) => jobShape(call.world, call.repository, job));

/** Environments that the newest attempt waits for. */
function pending(call: RepositoryCall, run: WorkflowRun): Environment[] {
  const names = new Set(
    currentAttempt(run).jobs.flatMap((job) =>
      job.check.status === "waiting" && job.environment !== null ? [job.environment] : [],
    ),
  );
  return [...names].map((name) => environmentNamed(call.world, call.repository, name));
}

/** The query's time, such as `>=2026-01-01`, `2026-01-01..2026-02-01` or a day. */
function within(range: string, at: string): boolean {
  const [from = "", to] = range.split("..");
  if (to !== undefined) return at >= from && at.slice(0, to.length) <= to;
  const [, sign = "", moment = ""] = /^(>=|<=|>|<|)(.*)$/.exec(range) ?? [];
  const cut = at.slice(0, moment.length);
  if (sign === "") return cut === moment;
  return sign === ">=" ? cut >= moment : sign === "<=" ? cut <= moment : sign === ">" ? cut > moment : cut < moment;
}

/** The runs that the query wants, newest first. */
function listed(call: RepositoryCall, all: readonly WorkflowRun[]): Answer {
  const { actor, branch, event, status, head_sha, created: range, check_suite_id } = call.query;
  const wanted = all.filter((run) => {
    const now = stateOf(currentAttempt(run).jobs);
    return (
      (actor === undefined || run.actor === actor) &&
      (branch === undefined || run.headBranch === branch) &&
      (event === undefined || run.event === event) &&
      (status === undefined || now.status === status || now.conclusion === status) &&
      (head_sha === undefined || run.headSha === head_sha) &&
      (check_suite_id === undefined || run.suite.id === check_suite_id) &&
      (range === undefined || within(text(range), run.createdAt))
    );
  });
  const newest = wanted.sort((a, b) =>
    a.createdAt === b.createdAt ? b.id - a.id : a.createdAt < b.createdAt ? 1 : -1,
  );
  // GitHub answers at most a thousand under any filter.
  return counted(call, "workflow_runs", newest.slice(0, 1000), (run) =>
    runShape(call.world, call.repository, run, currentAttempt(run)),
  );
}

export const runs: Handlers = {
  "actions/list-workflow-runs-for-repo": inRepository(reads("actions"), (call) =>
    listed(call, [...call.repository.runs.values()]),
  ),
  "actions/list-workflow-runs": inRepository(reads("actions"), (call) => {
    const wanted = text(call.path["workflow_id"]);
    const runs = [...call.repository.runs.values()].filter(
      ({ workflowId, path }) => String(workflowId) === wanted || path.split("/").at(-1) === wanted,
    );
    // A workflow that never ran is not told from one that does not exist.
    return runs.length === 0 ? missing() : listed(call, runs);
  }),
  "actions/get-workflow-run": inRepository(
    reads("actions"),
    withRun((call, run) => ok(runShape(call.world, call.repository, run, currentAttempt(run)))),
  ),
  "actions/get-workflow-run-attempt": inRepository(
    reads("actions"),
    withRun((call, run) => {
      const attempt = attemptOf(call, run);
      return attempt === undefined ? missing() : ok(runShape(call.world, call.repository, run, attempt));
    }),
  ),
  "actions/list-jobs-for-workflow-run": inRepository(
    reads("actions"),
    withRun((call, run) => {
      const all = new Set(run.attempts.flatMap((attempt) => attempt.jobs));
      return jobsOf(call, call.query["filter"] === "all" ? [...all] : currentAttempt(run).jobs);
    }),
  ),
  "actions/list-jobs-for-workflow-run-attempt": inRepository(
    reads("actions"),
    withRun((call, run) => {
      const attempt = attemptOf(call, run);
      return attempt === undefined ? missing() : jobsOf(call, attempt.jobs);
    }),
  ),
  "actions/get-job-for-workflow-run": inRepository(reads("actions"), (call) => {
    const all = [...call.repository.runs.values()].flatMap((run) => run.attempts.flatMap((attempt) => attempt.jobs));
    const job = all.find((one) => one.id === call.path["job_id"]);
    return job === undefined ? missing() : ok(jobShape(call.world, call.repository, job));
  }),
  "actions/list-repo-workflows": inRepository(reads("actions"), (call) => {
    const byPath = new Map([...call.repository.runs.values()].map((run) => [run.path, run]));
    const { world, repository } = call;
    return counted(call, "workflows", [...byPath.values()], (run) => ({
      id: run.workflowId,
      node_id: nodeId("W", run.workflowId),
      name: run.name,
      path: run.path,
      state: "active",
      created_at: repository.createdAt,
      updated_at: repository.createdAt,
      url: `${repoUrl(world, repository)}/actions/workflows/${run.workflowId}`,
      html_url: `${htmlUrl(world, repository)}/blob/${repository.defaultBranch}/${run.path}`,
      badge_url: `${htmlUrl(world, repository)}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
    }));
  }),
  "actions/get-reviews-for-run": inRepository(
    reads("actions"),
    withRun(({ world, repository }, run) =>
      ok(
        run.approvals.map(({ environments, state, user, comment }) => ({
          environments: environments.map((name) => {
            const environment = environmentNamed(world, repository, name);
            return { ...environmentName(world, repository, environment), ...environmentTimes(environment) };
          }),
          state,
          user: userShape(world, user),
          comment,
        })),
      ),
    ),
  ),
  "actions/get-pending-deployments-for-run": inRepository(
    reads("actions"),
    withRun((call, run) => {
      const { world, repository, token } = call;
      return ok(
        pending(call, run).map((environment) => ({
          environment: environmentName(world, repository, environment),
          wait_timer: environment.waitTimer ?? 0,
          wait_timer_started_at: environment.waitTimer === null ? null : currentAttempt(run).startedAt,
          current_user_can_approve:
            token?.kind === "user" && whyNotReviewer(world, run, environment, token.login) === null,
          reviewers: environment.reviewers.map((one) => reviewerShape(world, one)),
        })),
      );
    }),
  ),
  "actions/review-pending-deployments-for-run": inRepository(
    writes("deployments"),
    withRun((call, run) => {
      const { world, repository, body, token } = call;
      if (token?.kind !== "user") return failure(403, "Resource not accessible by integration");
      const ids = body["environment_ids"] as readonly number[];
      const environments = [...repository.environments.values()].filter((one) => ids.includes(one.id));
      if (environments.length !== ids.length) return unprocessable("An environment was not found.");
      const held = environments.flatMap((environment) => waitingFor(run, environment.name));
      const state = body["state"] as "approved" | "rejected";
      const why = review(world, repository, run, environments, state, token.login, text(body["comment"] as string));
      if (why !== null) return unprocessable(why);
      return ok(
        held.flatMap(({ deployment }) => (deployment === null ? [] : [deploymentShape(world, repository, deployment)])),
      );
    }),
  ),
  "actions/re-run-workflow": inRepository(
    writes("actions"),
    withRun((call, run) => again(call, run, false)),
  ),
  "actions/re-run-workflow-failed-jobs": inRepository(
    writes("actions"),
    withRun((call, run) => again(call, run, true)),
  ),
  "actions/cancel-workflow-run": inRepository(
    writes("actions"),
    withRun((call, run) => {
      const open = currentAttempt(run).jobs.filter((job) => job.check.status !== "completed");
      if (open.length === 0) return failure(409, "Cannot cancel a workflow run that is completed.");
      for (const job of open) setJob(call.world, call.repository, job, "completed", "cancelled");
      return { status: 202, body: {} };
    }),
  ),
};

function again(call: RepositoryCall, run: WorkflowRun, failedOnly: boolean): Answer {
  if (currentAttempt(run).jobs.some((job) => job.check.status !== "completed"))
    return failure(403, "The workflow run cannot be rerun while it is running");
  if (Date.parse(call.world.now()) - Date.parse(run.createdAt) > 30 * 86_400_000)
    return failure(403, "Unable to retry this workflow run because it was created over a month ago");
  if (failedOnly && currentAttempt(run).jobs.every((job) => job.check.conclusion === "success"))
    return failure(403, "This workflow run has no failed jobs");
  rerun(call.world, call.repository, run, call.token?.login ?? "ghost", failedOnly);
  return created({});
}
