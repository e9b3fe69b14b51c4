/** Runs of a workflow that wait for a window: which they are, and "re-run failed jobs" for one of them. */
import { heldUntil, type JobProgress, type PipelineRun } from "../../core/evidence/held-run.ts";
import { type HeldPipeline, PlatformError, type Resuming, type Surroundings } from "../platform.ts";
import { type Client, type ClientOptions, openClient } from "./client.ts";
import { writeCheckRun } from "./publish/check-run.ts";
import * as replies from "./schema/resuming.ts";
import { readSetting } from "./surroundings.ts";
import { tokenIn } from "./token.ts";

/** Runs whose jobs are looked at; more of them are never between two deployments that people still wait for. */
const mostRuns = 40;
const page = { per_page: "100" };
/** The gate's title of what it writes beside a job. */
const title = "Release Gate";

/** `options` bound the client; tests give their own. Throws `PlatformError`. */
export async function openResuming(
  surroundings: Surroundings,
  pipeline: HeldPipeline,
  options: ClientOptions = {},
): Promise<Resuming> {
  const setting = await readSetting(surroundings);
  const { progress, now, environment } = surroundings;
  const client = openClient(setting, tokenIn(surroundings), { progress, ...options });
  const repo = `/repos/${setting.owner}/${setting.name}`;
  return {
    runs: () => readRuns(client, repo, { ...pipeline, environment }),
    async resume({ id }) {
      const asking = { what: "a new attempt of the failed jobs of a run", permission: "actions: write" };
      await client.write("POST", `${repo}/actions/runs/${id}/rerun-failed-jobs`, {}, replies.started, asking);
    },
    async tell({ commit }, { title: headline, body }) {
      const shown = { title: headline, body, outcome: "bad" as const };
      await writeCheckRun(client, setting, { sha: commit, environment, page: shown, now });
    },
  };
}

interface Asked extends HeldPipeline {
  readonly environment: string;
}

async function readRuns(client: Client, repo: string, asked: Asked): Promise<readonly PipelineRun[]> {
  const listed = await client.get(
    `${repo}/actions/workflows/${encodeURIComponent(asked.pipeline)}/runs`,
    replies.runs,
    { what: `the runs of the workflow ${asked.pipeline}`, permission: "actions: read" },
    page,
  );
  // What came from a pull request or a fork deploys nothing.
  const own = listed.value.workflow_runs.filter(
    ({ event, repository, head_repository: head }) =>
      !event.startsWith("pull_request") && (head == null || head.id === repository.id),
  );
  const found: PipelineRun[] = [];
  const others = new Set<string>();
  for (const run of own.slice(0, mostRuns)) {
    const { jobs } = await jobsOf(client, repo, run);
    const job = jobs.find(({ name }) => name === asked.job);
    if (job === undefined) for (const { name } of jobs) others.add(name);
    const progress = await progressOf(client, repo, job, asked.environment);
    found.push(described(run, progress));
    // What is older was overtaken long ago.
    if (progress.state === "deployed") break;
  }
  if (others.size > 0 && found.every(({ job }) => job.state === "not-reached")) refuseUnknownJob(asked, found, others);
  return found;
}

/** Where no run has such a job the name is probably wrong: then nothing would ever be resumed, and nobody would know. */
function refuseUnknownJob({ pipeline, job }: Asked, found: readonly PipelineRun[], others: ReadonlySet<string>): void {
  if (found.length < 2) return;
  throw new PlatformError(
    "usage",
    `None of the ${found.length} newest runs of ${pipeline} has a job ${JSON.stringify(job)}.`,
    `Name the job that deploys with --job. They have: ${[...others].sort().slice(0, 20).join(", ")}.`,
  );
}

const described = (
  { id, run_number: number, html_url: url, head_sha: commit, created_at: createdAt }: replies.RunReply,
  job: JobProgress,
): PipelineRun => ({ id: String(id), name: `#${number}`, url, commit, createdAt, job });

/** Jobs of the newest attempt, those that were not run again included. */
async function jobsOf(client: Client, repo: string, { id, run_number: number }: replies.RunReply) {
  const jobs: replies.JobReply[] = [];
  for (let next = 1, total = 1; jobs.length < total; next += 1) {
    const { value } = await client.get(
      `${repo}/actions/runs/${id}/jobs`,
      replies.jobs,
      { what: `the jobs of run #${number}`, permission: "actions: read" },
      { ...page, filter: "latest", page: String(next) },
    );
    if (value.jobs.length === 0) break;
    jobs.push(...value.jobs);
    total = value.total_count;
  }
  return { jobs };
}

async function progressOf(
  client: Client,
  repo: string,
  job: replies.JobReply | undefined,
  environment: string,
): Promise<JobProgress> {
  if (job === undefined || job.status === "waiting" || job.conclusion === "skipped") return { state: "not-reached" };
  if (job.status !== "completed") return { state: "going" };
  if (job.conclusion === "success") return { state: "deployed" };
  if (job.conclusion !== "failure") return { state: "failed" };
  const { value } = await client.get(
    `${repo}/check-runs/${job.id}/annotations`,
    replies.annotations,
    { what: `what the gate wrote beside the job ${job.name}`, permission: "checks: read" },
    page,
  );
  const until = value
    .filter((each) => each.title === title)
    .map(({ message }) => heldUntil(message ?? "", environment))
    .find((each) => each !== null);
  return until === undefined || until === null ? { state: "failed" } : { state: "held", until };
}
