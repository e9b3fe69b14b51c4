/** Deployments that wait for a window: approved, and held by a manual job that nobody has started; and the button of that job. */
import type { JobProgress, PipelineRun } from "../../core/evidence/held-run.ts";
import type { HeldPipeline, Resuming, Surroundings } from "../platform.ts";
import { type Client, type ClientOptions, openClient, transportFor } from "./client.ts";
import { routes } from "./routes.ts";
import { type DeploymentReply, deployment, oneDeployment } from "./schema/deployments.ts";
import { job as jobSchema } from "./schema/runs.ts";
import { readSetting } from "./surroundings.ts";

/**
 * On GitLab a job that ran is never run again for this: a retried job would be a new deployment, and ask for approvals again. So the
 * manual job waits, and is played once. `options` bound the client; tests give their own. Throws `PlatformError`.
 */
export async function openResuming(
  surroundings: Surroundings,
  pipeline: HeldPipeline,
  options: ClientOptions = {},
): Promise<Resuming> {
  const setting = readSetting(surroundings);
  const transport = options.transport ?? (await transportFor(setting));
  const client = openClient(setting, { progress: surroundings.progress, ...options, transport });
  const { environment, now } = surroundings;
  return {
    runs: () => readRuns(client, { ...pipeline, environment, now }),
    async resume({ id, name }) {
      const asking = {
        route: routes.playJob,
        at: { job: id },
        what: `the start of the manual job of pipeline ${name}`,
      };
      await client.write(jobSchema, {}, asking);
    },
    // GitLab shows an older deployment as outdated by itself, where the project prevents those; the log of this job tells the rest.
    async tell() {},
  };
}

interface Asked extends HeldPipeline {
  readonly environment: string;
  readonly now: string;
}

async function readRuns(client: Client, asked: Asked): Promise<readonly PipelineRun[]> {
  const { environment, pipeline, job } = asked;
  const listed = await client.firstPage(deployment, {
    route: routes.deployments,
    what: `the deployments to ${environment}`,
    query: { environment, order_by: "id", sort: "desc" },
  });
  const found: PipelineRun[] = [];
  for (const each of listed) {
    const deploys = each.deployable;
    if (deploys == null || deploys.name !== job || deploys.ref !== pipeline) continue;
    const progress = await progressOf(client, each, deploys.status, asked.now);
    found.push({
      id: String(deploys.id),
      name: `#${deploys.pipeline.id}`,
      url: deploys.web_url ?? "",
      commit: each.sha,
      createdAt: each.created_at,
      job: progress,
    });
    // What is older was overtaken long ago.
    if (progress.state === "deployed") break;
  }
  return found;
}

const ends: Readonly<Record<string, JobProgress["state"]>> = {
  success: "deployed",
  failed: "failed",
  canceled: "failed",
  running: "going",
};

async function progressOf(client: Client, one: DeploymentReply, job: string, now: string): Promise<JobProgress> {
  const state =
    ends[one.status] ?? (["pending", "running", "preparing", "waiting_for_resource"].includes(job) ? "going" : null);
  if (state === "deployed" || state === "failed" || state === "going") return { state };
  if (one.status !== "created" || job !== "manual") return { state: "not-reached" };
  const { approvals, pending_approval_count: pending } = await client.get(oneDeployment, {
    route: routes.deployment,
    at: { deployment: one.id },
    what: `the approvals of deployment ${one.id}`,
  });
  // Without an approval nothing says that anybody wants it out: such a job is for people to start.
  const isApproved = pending === 0 && (approvals ?? []).some(({ status }) => status === "approved");
  return isApproved ? { state: "held", until: now } : { state: "not-reached" };
}
