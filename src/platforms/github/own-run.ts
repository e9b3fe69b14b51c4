/** The run and the job that ask: who started it, when, and which of its jobs is the gate. */
import { PlatformError } from "../platform.ts";
import { need, once } from "../settled.ts";
import type { Client } from "./client.ts";
import type { Opening } from "./opening.ts";
import { jobAt } from "./provenance.ts";
import { type JobReply, job, jobs, type RunReply, run } from "./schema/runs.ts";
import type { Setting } from "./surroundings.ts";

export interface OwnRun {
  /** The attempt that runs now. Throws `HttpFailure`. */
  facts(): Promise<RunReply>;
  /** Id of the job that asks, which is its check run's too; null where it cannot be told. */
  job(): Promise<string | null>;
  /** When that job began (ISO 8601, UTC); null where it cannot be told. */
  jobStartedAt(): Promise<string | null>;
  /** The jobs of all attempts of the run. Throws `HttpFailure`. */
  jobs(): Promise<readonly JobReply[]>;
}

/** Null where no run asks. Nothing is asked before somebody needs it. */
export function openOwnRun(client: Client, setting: Setting): OwnRun | null {
  const own = setting.run;
  if (own === null) return null;
  const repo = `/repos/${setting.owner}/${setting.name}`;
  const asking = (what: string) => ({ what, permission: "actions: read" });
  let asked: Promise<RunReply> | null = null;
  let jobAsked: Promise<JobReply | null> | null = null;

  async function listJobs(path: string, filter: Readonly<Record<string, string>> = {}): Promise<readonly JobReply[]> {
    const all: JobReply[] = [];
    for (let page = 1, total = 1; all.length < total; page += 1) {
      const query = { ...filter, per_page: "100", page: String(page) };
      const { value } = await client.get(path, jobs, asking("the jobs of this run"), query);
      total = value.jobs.length === 0 ? 0 : value.total_count;
      all.push(...value.jobs);
    }
    return all;
  }
  const allJobs = once(() => listJobs(`${repo}/actions/runs/${own.id}/jobs`, { filter: "all" }));

  async function findJob(): Promise<JobReply | null> {
    if (own === null) return null;
    if (own.job !== null)
      return (await client.get(`${repo}/actions/jobs/${own.job}`, job, asking("the job that runs the gate"))).value;
    if (own.runnerName === null) return null;
    const ofAttempt = await listJobs(`${repo}/actions/runs/${own.id}/attempts/${own.attempt}/jobs`);
    const here = ofAttempt.filter((each) => each.runner_name === own.runnerName && each.status === "in_progress");
    // Two jobs on runners of one name: nobody can say which of them this is.
    return here.length === 1 ? (here[0] ?? null) : null;
  }
  const foundJob = (): Promise<JobReply | null> => {
    jobAsked ??= findJob();
    return jobAsked;
  };
  return {
    facts() {
      asked ??= client
        .get(`${repo}/actions/runs/${own.id}/attempts/${own.attempt}`, run, asking("this run"))
        .then(({ value }) => value);
      return asked;
    },
    async job() {
      if (own.job !== null) return own.job;
      const found = await foundJob();
      return found === null ? null : String(found.id);
    },
    async jobStartedAt() {
      return (await foundJob())?.started_at ?? null;
    },
    jobs: allJobs,
  };
}

/**
 * A job that belongs to an environment waited for that environment's reviewers: asked about another one, the gate would take their word
 * for the wrong thing. Throws `PlatformError` (`usage`).
 */
export async function refuseOtherEnvironment(
  opening: Opening,
  setting: Setting,
  environment: string,
  own: OwnRun | null,
): Promise<void> {
  if (own === null || setting.run === null) return;
  const deployments = need(opening.ownDeployments)?.deployments?.nodes ?? [];
  const ofRun = deployments.flatMap(({ environment: name, statuses }) =>
    (statuses?.nodes ?? []).flatMap(({ logUrl }) => {
      const address = jobAt(logUrl, setting);
      return address?.run === setting.run?.id && name !== null ? [{ name, job: address?.job }] : [];
    }),
  );
  const others = ofRun.filter(({ name }) => name.toLowerCase() !== environment.toLowerCase());
  if (others.length === 0) return;
  const job = await own.job();
  const other = others.find((each) => each.job === job);
  if (other === undefined) return;
  throw new PlatformError(
    "usage",
    `This job belongs to the environment ${other.name}, and the gate was asked about ${environment}.`,
    `Give \`environment: ${other.name}\`, or run the gate in a job of ${environment}.`,
  );
}
