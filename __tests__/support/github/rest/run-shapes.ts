/** Shapes of workflow runs and of their jobs. */
import type { Attempt, Job, Repository, WorkflowRun } from "../model.ts";
import { jobUrl } from "../stories/jobs.ts";
import type { World } from "../world.ts";
import { openPulls } from "./pull-minimal.ts";
import { type Body, htmlUrl, nodeId, repositoryShape, repoUrl, userShape } from "./shapes.ts";
import { simpleCommit } from "./simple-commit.ts";

/** What a run's jobs say of the run. */
export function stateOf(jobs: readonly Job[]): { readonly status: string; readonly conclusion: string | null } {
  const open = jobs.filter((job) => job.check.status !== "completed");
  if (jobs.length > 0 && open.length === 0) {
    const ends = jobs.map((job) => job.check.conclusion);
    const worst = (["failure", "timed_out", "cancelled"] as const).find((one) => ends.includes(one));
    return {
      status: "completed",
      conclusion: worst ?? (ends.every((one) => one === "skipped") ? "skipped" : "success"),
    };
  }
  const running = open.find((job) => job.check.status === "in_progress");
  return { status: running?.check.status ?? open[0]?.check.status ?? "queued", conclusion: null };
}

export function runShape(world: World, repository: Repository, run: WorkflowRun, attempt: Attempt): Body {
  const api = `${repoUrl(world, repository)}/actions/runs/${run.id}`;
  const { status, conclusion } = stateOf(attempt.jobs);
  const message = repository.store.commit(run.headSha)?.message ?? "";
  const previous = attempt.number > 1 ? `${api}/attempts/${attempt.number - 1}` : null;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WFR", run.id),
    check_suite_id: run.suite.id,
    check_suite_node_id: nodeId("CS", run.suite.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: message.split("\n")[0],
    run_number: run.number,
    run_attempt: attempt.number,
    event: run.event,
    status,
    conclusion,
    workflow_id: run.workflowId,
    url: api,
    html_url: `${htmlUrl(world, repository)}/actions/runs/${run.id}`,
    pull_requests: openPulls(world, repository, run.headSha),
    created_at: run.createdAt,
    updated_at:
      attempt.jobs
        .map((job) => job.check.completedAt ?? job.check.startedAt)
        .sort()
        .at(-1) ?? attempt.startedAt,
    run_started_at: attempt.startedAt,
    actor: userShape(world, run.actor),
    triggering_actor: userShape(world, attempt.triggeringActor),
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: `${repoUrl(world, repository)}/check-suites/${run.suite.id}`,
    artifacts_url: `${api}/artifacts`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    previous_attempt_url: previous,
    workflow_url: `${repoUrl(world, repository)}/actions/workflows/${run.workflowId}`,
    head_commit: simpleCommit(repository, run.headSha),
    repository: repositoryShape(world, repository),
    head_repository: repositoryShape(world, repository),
    referenced_workflows: [],
  };
}

export function jobShape(world: World, repository: Repository, job: Job): Body {
  const { check, run } = job;
  const api = repoUrl(world, repository);
  const waiting = job.runnerName === null;
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId("CR", job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: jobUrl(world, repository, job),
    status: check.status,
    conclusion: check.conclusion,
    created_at: job.createdAt,
    started_at: check.startedAt,
    completed_at: check.completedAt,
    name: check.name,
    steps: [],
    check_run_url: `${api}/check-runs/${check.id}`,
    labels: ["ubuntu-latest"],
    runner_id: waiting ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: waiting ? null : 0,
    runner_group_name: waiting ? null : "GitHub Actions",
    workflow_name: run.name,
    head_branch: run.headBranch,
  };
}
