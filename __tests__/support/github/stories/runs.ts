/** Workflow runs, as a test tells them. */
import type { Annotation, Conclusion, Environment, Job, Repository, WorkflowRun } from "../model.ts";
import type { Command } from "../runner-files.ts";
import { actionsApp, person, roleOf, type World } from "../world.ts";
import { addSuite } from "./checks.ts";
import { environmentNamed } from "./deployments.ts";
import { addJob, currentAttempt, type JobStory, jobUrl, rerun, review, setJob, waitingFor } from "./jobs.ts";

export interface RunStory {
  readonly id?: number;
  readonly name?: string;
  readonly path?: string;
  readonly event?: string;
  readonly headSha: string;
  readonly headBranch?: string | null;
  readonly actor?: string;
  readonly triggeringActor?: string;
  readonly jobs?: readonly JobStory[];
  readonly at?: string;
}

export interface RunningJob {
  readonly id: number;
  readonly state: Job;
  /** What `log_url` of its deployment's statuses says. */
  readonly logUrl: string;
  start(runnerName?: string): RunningJob;
  finish(conclusion?: Conclusion): RunningJob;
  /** What the runner keeps of the commands that a step wrote: errors, warnings and notices. */
  annotate(commands: readonly Command[]): RunningJob;
}

export interface Run {
  readonly id: number;
  readonly state: WorkflowRun;
  readonly attempt: number;
  /** A job of the newest attempt. Throws where there is none of that name. */
  job(name: string): RunningJob;
  add(story: JobStory): RunningJob;
  /** A listed reviewer lets jobs through. Throws with GitHub's reason where that is not possible. */
  approve(environments: readonly string[] | string, user: string, comment?: string): void;
  reject(environments: readonly string[] | string, user: string, comment?: string): void;
  /** An administrator starts waiting jobs. Whether that is listed as an approval is not documented: say so. */
  bypass(environment: string, admin: string, listed?: boolean): void;
  rerun(by: string): void;
  rerunFailed(by: string): void;
}

const levels: Readonly<Record<string, Annotation["level"]>> = {
  error: "failure",
  warning: "warning",
  notice: "notice",
};

export function runStories(world: World, repository: Repository) {
  const running = (job: Job): RunningJob => ({
    id: job.id,
    state: job,
    logUrl: jobUrl(world, repository, job),
    start(runnerName = `runner-${job.id}`) {
      job.runnerName = runnerName;
      setJob(world, repository, job, "in_progress", null);
      return this;
    },
    annotate(commands) {
      for (const { name, properties, message } of commands) {
        const level = levels[name];
        if (level !== undefined) job.check.annotations.push({ level, title: properties["title"] ?? null, message });
      }
      return this;
    },
    finish(conclusion = "success") {
      setJob(world, repository, job, "completed", conclusion);
      return this;
    },
  });

  const handle = (run: WorkflowRun): Run => {
    const named = (names: readonly string[] | string): Environment[] =>
      (typeof names === "string" ? [names] : names).map((name) => environmentNamed(world, repository, name));
    const say = (
      names: readonly string[] | string,
      state: "approved" | "rejected",
      user: string,
      comment: string,
    ): void => {
      const why = review(world, repository, run, named(names), state, person(world, user).login, comment);
      if (why !== null) throw new Error(why);
    };
    return {
      id: run.id,
      state: run,
      get attempt() {
        return run.attempts.length;
      },
      job: (name) => {
        const job = currentAttempt(run).jobs.find((one) => one.check.name === name);
        if (job === undefined) throw new Error(`Run ${run.id} has no job ${name}.`);
        return running(job);
      },
      add: (story) => running(addJob(world, repository, run, story)),
      approve: (names, user, comment = "") => say(names, "approved", user, comment),
      reject: (names, user, comment = "") => say(names, "rejected", user, comment),
      bypass: (name, admin, listed = false) => {
        if (roleOf(world, repository, admin) !== "admin") throw new Error(`${admin} is no administrator.`);
        const attempt = currentAttempt(run).number;
        if (listed) run.approvals.push({ environments: [name], state: "approved", user: admin, comment: "", attempt });
        for (const job of waitingFor(run, name)) setJob(world, repository, job, "queued", null);
      },
      rerun: (by) => rerun(world, repository, run, by, false),
      rerunFailed: (by) => rerun(world, repository, run, by, true),
    };
  };

  return {
    /** Starts a run of a workflow with its jobs. */
    workflowRun: (story: RunStory): Run => {
      const { name = "release", path = ".github/workflows/release.yml", actor = "ada" } = story;
      const headBranch = story.headBranch === undefined ? repository.defaultBranch : story.headBranch;
      const startedAt = story.at ?? world.tick();
      const same = [...repository.runs.values()].filter((one) => one.path === path);
      const id = story.id ?? world.nextId();
      const suite = addSuite(world, repository, story.headSha, actionsApp, id, headBranch);
      const run: WorkflowRun = {
        id,
        number: same.length + 1,
        name,
        path,
        workflowId: same[0]?.workflowId ?? world.nextId(),
        event: story.event ?? "push",
        headSha: story.headSha,
        headBranch,
        actor: person(world, actor).login,
        suite,
        createdAt: startedAt,
        attempts: [
          { number: 1, triggeringActor: person(world, story.triggeringActor ?? actor).login, startedAt, jobs: [] },
        ],
        approvals: [],
      };
      repository.runs.set(id, run);
      for (const job of story.jobs ?? []) addJob(world, repository, run, job);
      return handle(run);
    },
  };
}
