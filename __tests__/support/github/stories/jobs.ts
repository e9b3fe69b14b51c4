/** Jobs of a run: environments that hold them, reviews that let them through, and running them again. */
import type { Attempt, CheckStatus, Conclusion, Environment, Job, Repository, WorkflowRun } from "../model.ts";
import { actionsApp, membersOf, person, teamOf, type World } from "../world.ts";
import { addCheckRun } from "./checks.ts";
import { addDeployment, addStatus, environmentNamed } from "./deployments.ts";

export interface JobStory {
  readonly name: string;
  /** `in_progress` when absent; one whose environment has rules begins `waiting`. */
  readonly status?: CheckStatus;
  readonly conclusion?: Conclusion;
  readonly environment?: string;
  readonly needs?: readonly string[];
  readonly runnerName?: string;
  readonly at?: string;
}

const holds = (environment: Environment): boolean =>
  environment.reviewers.length > 0 || environment.waitTimer !== null || environment.apps.length > 0;

export const currentAttempt = (run: WorkflowRun): Attempt => {
  const attempt = run.attempts.at(-1);
  if (attempt === undefined) throw new Error(`Run ${run.id} has no attempt.`);
  return attempt;
};

/** Jobs of the newest attempt that wait for this environment. */
export const waitingFor = (run: WorkflowRun, environment: string): Job[] =>
  currentAttempt(run).jobs.filter(
    (job) => job.environment?.toLowerCase() === environment.toLowerCase() && job.check.status === "waiting",
  );

/** Null: this person may review the environment for the run. Else why not. */
export function whyNotReviewer(world: World, run: WorkflowRun, environment: Environment, login: string): string | null {
  const listed = environment.reviewers.some(({ kind, name }) => {
    if (kind === "User") return name.toLowerCase() === login.toLowerCase();
    const team = teamOf(world, name);
    return team !== null && membersOf(world, team).has(login);
  });
  if (!listed) return `${login} is not a required reviewer of ${environment.name}.`;
  const own = run.actor === login || currentAttempt(run).triggeringActor === login;
  return environment.preventSelfReview && own
    ? `${environment.name} does not let ${login} approve their own run.`
    : null;
}

export const jobUrl = (world: World, repository: Repository, job: Job): string =>
  `${world.origin}/${repository.owner}/${repository.name}/actions/runs/${job.run.id}/job/${job.id}`;

/** Moves a job, its check run and its deployment on. */
export function setJob(
  world: World,
  repository: Repository,
  job: Job,
  status: CheckStatus,
  conclusion: Conclusion | null,
): void {
  const { check, deployment } = job;
  check.status = status;
  check.conclusion = conclusion;
  if (status === "in_progress") check.startedAt = world.tick();
  if (status === "completed") check.completedAt = world.tick();
  if (deployment === null) return;
  const state =
    status === "completed"
      ? conclusion === "success"
        ? "success"
        : conclusion === "failure"
          ? "failure"
          : "error"
      : status;
  if (state === "requested") return;
  addStatus(world, repository, deployment, { state, logUrl: jobUrl(world, repository, job) });
}

export function addJob(world: World, repository: Repository, run: WorkflowRun, story: JobStory): Job {
  const attempt = currentAttempt(run);
  const environment = story.environment === undefined ? null : environmentNamed(world, repository, story.environment);
  const held = environment !== null && holds(environment);
  const status = story.status ?? (story.conclusion !== undefined ? "completed" : held ? "waiting" : "in_progress");
  const check = addCheckRun(world, repository, run.suite, {
    name: story.name,
    sha: run.headSha,
    status: status === "completed" ? "in_progress" : status,
    ...(story.at === undefined ? {} : { startedAt: story.at }),
  });
  const job: Job = {
    id: check.id,
    run,
    attempt: attempt.number,
    check,
    environment: environment?.name ?? null,
    deployment:
      environment === null || story.conclusion === "skipped"
        ? null
        : addDeployment(world, repository, {
            environment: environment.name,
            sha: run.headSha,
            ref: run.headBranch ?? run.headSha,
            by: attempt.triggeringActor,
            app: actionsApp.slug,
            statuses: [],
            ...(story.at === undefined ? {} : { at: story.at }),
          }),
    needs: story.needs ?? [],
    runnerName: status === "in_progress" || status === "completed" ? (story.runnerName ?? `runner-${check.id}`) : null,
    createdAt: check.startedAt,
  };
  check.detailsUrl = jobUrl(world, repository, job);
  attempt.jobs.push(job);
  if (job.deployment !== null && held)
    addStatus(world, repository, job.deployment, { state: "waiting", logUrl: jobUrl(world, repository, job) });
  if (status === "completed") setJob(world, repository, job, status, story.conclusion ?? "success");
  else if (status !== "waiting") setJob(world, repository, job, status, null);
  return job;
}

/** A review of waiting jobs, as GitHub does it: one approval is enough, a rejection fails them. Says why where it may not be. */
export function review(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  environments: readonly Environment[],
  state: "approved" | "rejected",
  login: string,
  comment: string,
): string | null {
  for (const environment of environments) {
    if (waitingFor(run, environment.name).length === 0) return `No deployment to ${environment.name} is waiting.`;
    const why = whyNotReviewer(world, run, environment, login);
    if (why !== null) return why;
  }
  const names = environments.map((environment) => environment.name);
  run.approvals.push({ environments: names, state, user: login, comment, attempt: currentAttempt(run).number });
  for (const name of names)
    for (const job of waitingFor(run, name))
      if (state === "approved") setJob(world, repository, job, "queued", null);
      else setJob(world, repository, job, "completed", "failure");
  return null;
}

/** Runs again: everything, or what did not succeed and what needs it. */
export function rerun(world: World, repository: Repository, run: WorkflowRun, by: string, failedOnly: boolean): void {
  const old = currentAttempt(run).jobs;
  const again = new Set(
    old.filter((job) => !failedOnly || job.check.conclusion !== "success").map((job) => job.check.name),
  );
  for (let size = -1; size !== again.size; ) {
    size = again.size;
    for (const job of old) if (job.needs.some((name) => again.has(name))) again.add(job.check.name);
  }
  const kept = old.filter((job) => !again.has(job.check.name));
  const number = run.attempts.length + 1;
  run.attempts.push({ number, triggeringActor: person(world, by).login, startedAt: world.tick(), jobs: [...kept] });
  if (!world.keepsApprovals) run.approvals = [];
  for (const { check, environment, needs } of old)
    if (again.has(check.name)) {
      const status = environment === null ? ({ status: "queued" } as const) : {};
      addJob(world, repository, run, {
        name: check.name,
        needs,
        ...status,
        ...(environment === null ? {} : { environment }),
      });
    }
}
