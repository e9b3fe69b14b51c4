/** Pipelines with their jobs, bridges and test reports; jobs start, wait for people, end, and are run again. */
import { finish, play, protectionOf, start } from "../deploying.ts";
import type { Bridge, Job, JobStatus, Pipeline, Project, TestSuite } from "../model.ts";
import { person, type World } from "../world.ts";
import { type DeploymentHandle, deploymentHandle, environmentOf } from "./deployments.ts";
import type { gitStories } from "./git.ts";

export interface JobStory {
  readonly name: string;
  readonly stage?: string;
  readonly environment?: string;
  /** `when: manual`. */
  readonly manual?: boolean;
  readonly allowFailure?: boolean;
  /** How it ended already; it has not been started when absent. */
  readonly status?: JobStatus;
  readonly coverage?: number;
  /** `prepare`, `verify` and `access` make no deployment. */
  readonly action?: "start" | "verify" | "prepare" | "access";
}

export interface PipelineStory {
  readonly sha?: string;
  readonly ref?: string;
  readonly isTag?: boolean;
  readonly source?: string;
  readonly by?: string;
  readonly jobs?: readonly JobStory[];
  readonly suites?: readonly (Partial<TestSuite> & { readonly name: string })[];
  /** Overrides what the jobs tell. */
  readonly status?: string;
}

export interface RunningJob {
  readonly id: number;
  readonly state: Job;
  /** The deployment that it makes. Throws where it makes none. */
  readonly deployment: DeploymentHandle;
  start(): RunningJob;
  /** Somebody presses its button. Throws where GitLab would refuse. */
  play(by: string): RunningJob;
  finish(status?: "success" | "failed" | "canceled"): RunningJob;
  /** Runs it again: the old one is `retried`, the new one is given. */
  retry(by: string): RunningJob;
  /** The token of this job, which lasts as long as it runs. */
  token(): string;
}

export interface RunningPipeline {
  readonly id: number;
  readonly state: Pipeline;
  /** Its newest job of that name. Throws where there is none. */
  job(name: string): RunningJob;
  addJob(story: JobStory): RunningJob;
  /** Makes a child pipeline behind a trigger job. */
  child(name: string, story?: PipelineStory): RunningPipeline;
}

export function pipelineStories(world: World, project: Project, git: ReturnType<typeof gitStories>) {
  const deploys = (job: Job, ref: string, sha: string): void => {
    if (job.environment === null) return;
    environmentOf(world, project, job.environment);
    const protection = protectionOf(project, job.environment);
    const isHeld = protection !== null && (protection.rules.length > 0 || protection.requiredCount > 0);
    if (isHeld && job.status === "created") job.status = "manual";
    const ended = ["success", "failed", "canceled", "skipped", "running"].includes(job.status);
    project.deployments.push({
      id: world.nextId(),
      iid: project.deployments.length + 1,
      environment: job.environment,
      sha,
      ref,
      user: job.pipeline.user,
      job,
      status: ended ? (job.status as "success") : isHeld ? "blocked" : "created",
      createdAt: job.createdAt,
      updatedAt: job.finishedAt ?? job.createdAt,
      approvals: [],
    });
  };

  const makeJob = (pipeline: Pipeline, story: JobStory, user = pipeline.user): Job => {
    const at = world.tick();
    const status = story.status ?? (story.manual === true ? "manual" : "created");
    const hasEnded = ["success", "failed", "canceled"].includes(status);
    const job: Job = {
      id: world.nextId(),
      pipeline,
      name: story.name,
      stage: story.stage ?? "test",
      environment: story.environment ?? null,
      allowFailure: story.allowFailure ?? false,
      status,
      user,
      failureReason: status === "failed" ? "script_failure" : null,
      retried: false,
      createdAt: at,
      startedAt: hasEnded || status === "running" ? at : null,
      finishedAt: hasEnded ? world.tick() : null,
      coverage: story.coverage ?? null,
    };
    pipeline.jobs.push(job);
    project.jobs.set(job.id, job);
    if ((story.action ?? "start") === "start") deploys(job, pipeline.ref, pipeline.sha);
    return job;
  };

  const jobHandle = (job: Job): RunningJob => ({
    id: job.id,
    state: job,
    get deployment() {
      const found = project.deployments.find((one) => one.job === job);
      if (found === undefined) throw new Error(`${job.name} deploys nothing.`);
      return deploymentHandle(world, project, found);
    },
    start: () => {
      start(world, project, job);
      return jobHandle(job);
    },
    play: (by) => {
      const refusal = play(world, project, job, by);
      if (refusal !== null) throw new Error(`${job.name}: ${refusal}`);
      return jobHandle(job);
    },
    finish: (status = "success") => {
      finish(world, project, job, status);
      return jobHandle(job);
    },
    retry: (by) => {
      job.retried = true;
      const { name, stage, environment, allowFailure } = job;
      const story = { name, stage, allowFailure, ...(environment === null ? {} : { environment }) };
      return jobHandle(makeJob(job.pipeline, story, person(world, by).username));
    },
    token: () => {
      const value = `glcbt-64_${job.id.toString(16)}-${"x".repeat(20)}`;
      world.tokens.set(value, {
        value,
        kind: "job",
        user: job.user,
        scopes: [],
        project: project.id,
        group: null,
        level: null,
        job,
        limit: 2000,
      });
      return value;
    },
  });

  const handle = (pipeline: Pipeline): RunningPipeline => ({
    id: pipeline.id,
    state: pipeline,
    job: (name) => {
      const found = [...pipeline.jobs].reverse().find((one) => one.name === name);
      if (found === undefined) throw new Error(`Pipeline ${pipeline.id} has no job ${name}.`);
      return jobHandle(found);
    },
    addJob: (story) => jobHandle(makeJob(pipeline, story)),
    child: (name, story = {}) => {
      const child = make({
        ref: pipeline.ref,
        sha: pipeline.sha,
        source: "parent_pipeline",
        by: pipeline.user,
        ...story,
      });
      const { state } = child;
      const at = world.tick();
      const bridge: Bridge = {
        id: world.nextId(),
        pipeline,
        name,
        stage: "deploy",
        environment: null,
        allowFailure: false,
        status: "running",
        user: pipeline.user,
        failureReason: null,
        retried: false,
        createdAt: at,
        startedAt: at,
        finishedAt: null,
        coverage: null,
        downstream: state,
      };
      pipeline.bridges.push(bridge);
      return child;
    },
  });

  const make = (story: PipelineStory = {}): RunningPipeline => {
    const ref = story.ref ?? project.defaultBranch;
    const sha = git.at(story.sha ?? ref);
    const pipeline: Pipeline = {
      id: world.nextId(),
      iid: project.pipelines.size + 1,
      sha,
      ref,
      isTag: story.isTag ?? false,
      source: story.source ?? "push",
      user: person(world, story.by ?? "ada").username,
      createdAt: world.tick(),
      status: story.status ?? null,
      jobs: [],
      bridges: [],
      suites: (story.suites ?? []).map((suite) => ({
        success: 0,
        failed: 0,
        skipped: 0,
        error: 0,
        suiteError: null,
        ...suite,
      })),
      beforeSha: "0".repeat(40),
    };
    project.pipelines.set(pipeline.id, pipeline);
    for (const job of story.jobs ?? []) makeJob(pipeline, job);
    return handle(pipeline);
  };

  return {
    pipeline: make,
    /** What another system says of a commit. */
    status: (story: { sha?: string; name: string; status?: string; by?: string; pipeline?: RunningPipeline }): void => {
      project.statuses.push({
        id: world.nextId(),
        sha: git.at(story.sha ?? project.defaultBranch),
        name: story.name,
        ref: project.defaultBranch,
        status: story.status ?? "success",
        author: person(world, story.by ?? "ada").username,
        pipelineId: story.pipeline?.id ?? 0,
        createdAt: world.tick(),
      });
    },
  };
}
