/** Deployments as GitLab lists them, newest first, and what can be said of each. */
import type { Deployment } from "../../core/evidence/deployments.ts";
import type { Client } from "./client.ts";
import type { OwnJob } from "./own-job.ts";
import { routes } from "./routes.ts";
import { type DeploymentReply, deployment } from "./schema/deployments.ts";

/** Of each environment so many of the newest successes are read besides the newest of any state. */
const mostSuccesses = 20;

/** The newest hundred to an environment, and the newest successes, which many that failed or wait may have pushed off the list. Throws `HttpFailure`. */
export async function readDeployments(client: Client, environment: string): Promise<readonly DeploymentReply[]> {
  const asking = (what: string, query: Readonly<Record<string, string>>) => ({
    route: routes.deployments,
    what,
    // GitLab's own order is oldest first.
    query: { environment, order_by: "id", sort: "desc", ...query },
  });
  const [newest, successes] = await Promise.all([
    client.firstPage(deployment, asking(`the deployments to ${environment}`, {})),
    client.firstPage(
      deployment,
      asking(`the successful deployments to ${environment}`, { status: "success" }),
      mostSuccesses,
    ),
  ]);
  const byId = new Map([...newest, ...successes].map((each) => [each.id, each]));
  return [...byId.values()].sort((a, b) => b.id - a.id);
}

export const everSucceeded = ({ status }: DeploymentReply): boolean => status === "success";

/** Was it made by the pipeline that asks? */
export const isOwn = ({ deployable }: DeploymentReply, own: OwnJob | null): boolean =>
  own !== null && deployable?.pipeline.id === own.facts.pipeline.id;

/** A deployment exists from the moment its pipeline is made: one whose button nobody pressed yet holds nothing up. */
const jobStates: Readonly<Record<string, Deployment["state"]>> = {
  created: "waiting",
  manual: "waiting",
  scheduled: "waiting",
  pending: "queued",
  preparing: "queued",
  waiting_for_resource: "queued",
  waiting_for_callback: "in-progress",
  running: "in-progress",
  canceling: "in-progress",
  canceled: "inactive",
  skipped: "inactive",
};

const states: Readonly<Record<string, Deployment["state"]>> = {
  running: "in-progress",
  success: "succeeded",
  failed: "failed",
  canceled: "inactive",
  skipped: "inactive",
  blocked: "waiting",
};

export function stateOf({ status, deployable }: DeploymentReply): Deployment["state"] {
  if (status !== "created") return states[status] ?? "unknown";
  return deployable == null ? "queued" : (jobStates[deployable.status] ?? "unknown");
}

export function toDeployment(
  reply: DeploymentReply,
  environment: string,
  own: OwnJob | null,
  { trusted, isAncestorOfHead }: Pick<Deployment, "trusted" | "isAncestorOfHead">,
): Deployment {
  const { id, sha, created_at, updated_at, deployable, user } = reply;
  const hasEnded = ["success", "failed"].includes(reply.status);
  return {
    id: String(id),
    environment: reply.environment?.name ?? environment,
    commit: sha,
    state: stateOf(reply),
    everSucceeded: everSucceeded(reply),
    trusted,
    isOwn: isOwn(reply, own),
    createdAt: created_at,
    finishedAt: hasEnded ? (deployable?.finished_at ?? updated_at ?? null) : null,
    url: deployable?.web_url ?? null,
    isAncestorOfHead,
    creator: user?.username ?? null,
  };
}
