/** Deployments and their statuses. */
import { reads, writes } from "../access.ts";
import {
  created,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  type RepositoryCall,
  text,
  unprocessable,
} from "../call.ts";
import type { Deployment, DeploymentState, DeploymentStatus, Repository } from "../model.ts";
import { addDeployment, addStatus } from "../stories/deployments.ts";
import type { World } from "../world.ts";
import { resolve } from "./resolve.ts";
import { appShape, type Body, nodeId, repoUrl, userShape } from "./shapes.ts";

export function deploymentShape(world: World, repository: Repository, one: Deployment): Body {
  const url = `${repoUrl(world, repository)}/deployments/${one.id}`;
  return {
    url,
    id: one.id,
    node_id: nodeId("DE", one.id),
    sha: one.sha,
    ref: one.ref,
    task: one.task,
    payload: one.payload,
    original_environment: one.environment,
    environment: one.environment,
    description: one.description,
    creator: userShape(world, one.creator),
    created_at: one.createdAt,
    updated_at: one.statuses.at(-1)?.createdAt ?? one.createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repoUrl(world, repository),
    transient_environment: one.transient,
    production_environment: one.production,
    performed_via_github_app: one.app === null ? null : appShape(world, one.app),
  };
}

function statusShape(world: World, repository: Repository, of: Deployment, status: DeploymentStatus): Body {
  const deployment = `${repoUrl(world, repository)}/deployments/${of.id}`;
  return {
    url: `${deployment}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    // REST describes no state for a deployment that an environment's rule holds; GraphQL has WAITING.
    state: status.state === "waiting" ? "pending" : status.state,
    creator: userShape(world, status.creator),
    description: status.description,
    environment: of.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: deployment,
    repository_url: repoUrl(world, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: of.app === null ? null : appShape(world, of.app),
  };
}

const find = ({ repository, path }: RepositoryCall): Deployment | undefined =>
  repository.deployments.find((one) => one.id === path["deployment_id"]);

export const deployments: Handlers = {
  "repos/list-deployments": inRepository(reads("deployments"), (call) => {
    const { sha, ref, task, environment } = call.query;
    const wanted = call.repository.deployments.filter(
      (one) =>
        (sha === undefined || sha === "none" || one.sha === sha) &&
        (ref === undefined || ref === "none" || one.ref === ref) &&
        (task === undefined || task === "none" || one.task === task) &&
        (environment === undefined ||
          environment === "none" ||
          one.environment.toLowerCase() === text(environment).toLowerCase()),
    );
    const newestFirst = wanted.sort((a, b) =>
      a.createdAt === b.createdAt ? b.id - a.id : a.createdAt < b.createdAt ? 1 : -1,
    );
    return listed(call, newestFirst, (one) => deploymentShape(call.world, call.repository, one));
  }),
  "repos/get-deployment": inRepository(reads("deployments"), (call) => {
    const found = find(call);
    return found === undefined ? missing() : ok(deploymentShape(call.world, call.repository, found));
  }),
  "repos/list-deployment-statuses": inRepository(reads("deployments"), (call) => {
    const found = find(call);
    if (found === undefined) return missing();
    return listed(call, [...found.statuses].reverse(), (one) => statusShape(call.world, call.repository, found, one));
  }),
  "repos/create-deployment": inRepository(writes("deployments"), (call) => {
    const { world, repository, body, token } = call;
    const sha = resolve(repository, text(body["ref"] as string));
    if (sha === null) return unprocessable(`No ref found for: ${text(body["ref"] as string)}`);
    const deployment = addDeployment(world, repository, {
      environment: text((body["environment"] as string | undefined) ?? "production"),
      sha,
      ref: text(body["ref"] as string),
      by: token?.login ?? "ghost",
      payload: body["payload"] ?? {},
      at: world.now(),
      statuses: [],
    });
    return created(deploymentShape(world, repository, deployment));
  }),
  "repos/create-deployment-status": inRepository(writes("deployments"), (call) => {
    const { world, repository, body, token } = call;
    const found = find(call);
    if (found === undefined) return missing();
    addStatus(world, repository, found, {
      state: body["state"] as DeploymentState,
      by: token?.login ?? "ghost",
      logUrl: text((body["log_url"] as string | undefined) ?? ""),
      description: text((body["description"] as string | undefined) ?? ""),
      at: world.now(),
    });
    const status = found.statuses.at(-1);
    return status === undefined ? missing() : created(statusShape(world, repository, found, status));
  }),
};
