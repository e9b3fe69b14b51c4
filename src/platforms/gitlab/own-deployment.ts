/** The deployment that the gate stands before: approvals are said to it. */
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import type { OwnJob } from "./own-job.ts";
import { routes } from "./routes.ts";
import { type DeploymentReply, type OneDeploymentReply, oneDeployment } from "./schema/deployments.ts";

/** Among deployments to the target, newest first: the one of the job that asks, else the newest that its pipeline is to make. */
export function ownAmong(deployments: readonly DeploymentReply[], own: OwnJob): DeploymentReply | null {
  const { id, pipeline } = own.facts;
  return (
    deployments.find(({ deployable }) => deployable?.id === id) ??
    deployments.find(({ deployable }) => deployable?.pipeline.id === pipeline.id) ??
    null
  );
}

/** Only the reply about one deployment tells what was said to it. Null where there is none yet. Throws `HttpFailure`. */
export async function readOwnDeployment(
  client: Client,
  own: OwnJob | null,
  deployments: readonly DeploymentReply[],
): Promise<OneDeploymentReply | null> {
  const listed = own === null ? null : ownAmong(deployments, own);
  if (listed === null) return null;
  const found = await client.get(oneDeployment, {
    route: routes.deployment,
    at: { deployment: listed.id },
    what: `the approvals of deployment ${listed.iid}`,
  });
  if (found.id === listed.id && found.sha === listed.sha) return found;
  throw new HttpFailure(`GitLab was asked for deployment ${listed.iid}, and told of another one.`);
}
