/** Pipelines, jobs, bridges, test reports, and the job that asks. */
import { need } from "../access.ts";
import {
  type Answer,
  failure,
  forAccount,
  type Handlers,
  inProject,
  listed,
  missing,
  ok,
  type ProjectCall,
} from "../call.ts";
import { play } from "../deploying.ts";
import type { Bridge, Job, Pipeline, Project } from "../model.ts";
import { findProject, person, type World } from "../world.ts";
import { commitShape, pipelineBasic, statusOf, userBasic, wholeUser } from "./shapes.ts";

const read = need({ isPublic: true });
const readByJob = need({ isPublic: true, jobToken: true });

const seconds = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;

export function jobShape(world: World, project: Project, job: Job): Record<string, unknown> {
  const commit = project.store.commit(job.pipeline.sha);
  return {
    id: job.id,
    status: job.status,
    stage: job.stage,
    name: job.name,
    ref: job.pipeline.ref,
    tag: job.pipeline.isTag,
    coverage: job.coverage,
    allow_failure: job.allowFailure,
    created_at: job.createdAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    erased_at: null,
    duration: seconds(job.startedAt, job.finishedAt),
    queued_duration: null,
    user: wholeUser(world, person(world, job.user)),
    commit: commit === undefined ? null : commitShape(world, project, commit),
    pipeline: pipelineBasic(world, project, job.pipeline),
    failure_reason: job.failureReason,
    web_url: `${world.origin}/${project.path}/-/jobs/${job.id}`,
    project: { ci_job_token_scope_enabled: true },
  };
}

const bridgeShape = (world: World, project: Project, bridge: Bridge) => ({
  ...jobShape(world, project, bridge),
  downstream_pipeline: bridge.downstream === null ? null : pipelineBasic(world, project, bridge.downstream),
});

const withPipeline =
  (answer: (call: ProjectCall, pipeline: Pipeline) => Answer) =>
  (call: ProjectCall): Answer => {
    const found = call.project.pipelines.get(Number(call.path["pipeline_id"]));
    return found === undefined ? missing("Pipeline") : answer(call, found);
  };

const inScope =
  (query: URLSearchParams) =>
  (job: Job): boolean => {
    const wanted = [...query.getAll("scope[]"), ...query.getAll("scope")];
    return wanted.length === 0 || wanted.includes(job.status);
  };

const newestFirst = <T extends { readonly id: number }>(list: Iterable<T>): T[] =>
  [...list].sort((a, b) => b.id - a.id);

export const pipelines: Handlers = {
  "GET /job": forAccount(need({ jobToken: true, authenticates: true }), ({ world, token }) => {
    const job = token?.job;
    const project = findProject(world, String(token?.project ?? ""));
    if (token?.kind !== "job" || job === null || job === undefined || project === undefined)
      return failure(401, "401 Unauthorized");
    if (job.status !== "running") return failure(401, "401 Unauthorized");
    return ok(jobShape(world, project, job));
  }),
  "GET /projects/:id/jobs": inProject(readByJob, (call) =>
    listed(call, newestFirst(call.project.jobs.values()).filter(inScope(call.query)), (job) =>
      jobShape(call.world, call.project, job),
    ),
  ),
  "GET /projects/:id/jobs/:job_id": inProject(read, ({ world, project, path }) => {
    const job = project.jobs.get(Number(path["job_id"]));
    return job === undefined ? missing("Job") : ok(jobShape(world, project, job));
  }),
  "POST /projects/:id/jobs/:job_id/play": inProject(
    need({ level: 30, writes: true }),
    ({ world, project, path, token }) => {
      const job = project.jobs.get(Number(path["job_id"]));
      if (job === undefined) return missing("Job");
      const refusal = play(world, project, job, token?.user ?? "");
      return refusal === null ? ok(jobShape(world, project, job)) : failure(400, `400 Bad request - ${refusal}`);
    },
  ),
  "GET /projects/:id/pipelines": inProject(read, (call) => {
    const { world, project, query } = call;
    const wanted = (key: string): string | null => query.get(key);
    const found = [...project.pipelines.values()].filter(
      (one) =>
        // Children are listed only where they are asked for.
        (wanted("source") !== null || one.source !== "parent_pipeline") &&
        (wanted("sha") === null || one.sha === wanted("sha")) &&
        (wanted("ref") === null || one.ref === wanted("ref")) &&
        (wanted("status") === null || statusOf(one) === wanted("status")) &&
        (wanted("source") === null || one.source === wanted("source")),
    );
    const sorted = newestFirst(found);
    if (query.get("sort") === "asc") sorted.reverse();
    return listed(call, sorted, (one) => pipelineBasic(world, project, one));
  }),
  "GET /projects/:id/pipelines/:pipeline_id": inProject(
    read,
    withPipeline(({ world, project }, one) =>
      ok({
        ...pipelineBasic(world, project, one),
        before_sha: one.beforeSha,
        tag: one.isTag,
        yaml_errors: null,
        user: userBasic(world, one.user),
        started_at: one.createdAt,
        finished_at: null,
        committed_at: null,
        duration: null,
        queued_duration: 1,
        coverage: null,
        name: null,
      }),
    ),
  ),
  "GET /projects/:id/pipelines/:pipeline_id/jobs": inProject(
    readByJob,
    withPipeline((call, one) => {
      const jobs = newestFirst(one.jobs).filter((job) => !job.retried || call.query.get("include_retried") === "true");
      return listed(call, jobs.filter(inScope(call.query)), (job) => jobShape(call.world, call.project, job));
    }),
  ),
  "GET /projects/:id/pipelines/:pipeline_id/bridges": inProject(
    read,
    withPipeline((call, one) =>
      listed(call, newestFirst(one.bridges), (bridge) => bridgeShape(call.world, call.project, bridge)),
    ),
  ),
  "GET /projects/:id/pipelines/:pipeline_id/test_report_summary": inProject(
    read,
    withPipeline((_call, one) => {
      const sum = (key: "success" | "failed" | "skipped" | "error"): number =>
        one.suites.reduce((total, suite) => total + suite[key], 0);
      const count = sum("success") + sum("failed") + sum("skipped") + sum("error");
      return ok({
        total: {
          time: 1,
          count,
          success: sum("success"),
          failed: sum("failed"),
          skipped: sum("skipped"),
          error: sum("error"),
          suite_error: null,
        },
        test_suites: one.suites.map((suite) => ({
          name: suite.name,
          total_time: 1,
          total_count: suite.success + suite.failed + suite.skipped + suite.error,
          success_count: suite.success,
          failed_count: suite.failed,
          skipped_count: suite.skipped,
          error_count: suite.error,
          suite_error: suite.suiteError,
          build_ids: one.jobs.filter((job) => job.name === suite.name).map((job) => job.id),
        })),
      });
    }),
  ),
};
