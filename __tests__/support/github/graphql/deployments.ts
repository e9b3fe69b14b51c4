/** Deployments, their statuses, and environments with their rules. */
import { reads } from "../access.ts";
import type { Deployment, DeploymentStatus, Environment, Repository } from "../model.ts";
import { nodeId } from "../rest/shapes.ts";
import { teamOf } from "../world.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes } from "./context.ts";

/** The state that GraphQL gives a deployment: its newest status, a success being ACTIVE. */
export function stateOf({ statuses }: Deployment): string {
  const newest = statuses.at(-1)?.state;
  if (newest === undefined) return "PENDING";
  return newest === "success" ? "ACTIVE" : newest.toUpperCase();
}

export function deploymentNodes(
  context: Context,
): Pick<Nodes, "deployment" | "deployments" | "environment" | "reviewer"> {
  const { world, nodes } = context;

  const statusNode = (repository: Repository, deployment: Deployment, status: DeploymentStatus): Node => ({
    __typename: "DeploymentStatus",
    id: nodeId("DES", status.id),
    state: status.state.toUpperCase(),
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    creator: () => nodes.actor(status.creator),
    deployment: () => deploymentNode(repository, deployment),
    description: status.description,
    environment: deployment.environment,
    environmentUrl: status.environmentUrl === "" ? null : status.environmentUrl,
    logUrl: status.logUrl === "" ? null : status.logUrl,
  });

  const deploymentNode = (repository: Repository, one: Deployment): Node => {
    const newestFirst = [...one.statuses].reverse();
    const commit = repository.store.commit(one.sha);
    return {
      __typename: "Deployment",
      id: nodeId("DE", one.id),
      databaseId: one.id,
      commitOid: one.sha,
      commit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      state: stateOf(one),
      environment: one.environment,
      originalEnvironment: one.environment,
      latestEnvironment: one.environment,
      task: one.task,
      description: one.description,
      payload: JSON.stringify(one.payload),
      createdAt: one.createdAt,
      updatedAt: newestFirst[0]?.createdAt ?? one.createdAt,
      creator: () => nodes.actor(one.creator),
      ref: () => nodes.ref(repository, one.ref),
      repository: () => nodes.repository(repository),
      latestStatus: () => (newestFirst[0] === undefined ? null : statusNode(repository, one, newestFirst[0])),
      statuses: (args: Args) => connection(context, newestFirst, args, (status) => statusNode(repository, one, status)),
    };
  };

  const environmentNode = (repository: Repository, environment: Environment): Node => {
    const { id, reviewers, waitTimer, branchPolicy, preventSelfReview } = environment;
    const nobody = (args: Args): Node => connection(context, [], args, nodes.reviewer);
    const rules = [
      ...(waitTimer === null
        ? []
        : [
            {
              type: "WAIT_TIMER",
              timeout: waitTimer,
              preventSelfReview: null,
              reviewers: nobody,
              databaseId: id * 10 + 1,
            },
          ]),
      ...(reviewers.length === 0
        ? []
        : [
            {
              type: "REQUIRED_REVIEWERS",
              timeout: 0,
              preventSelfReview,
              reviewers: (args: Args) => connection(context, reviewers, args, nodes.reviewer),
              databaseId: id * 10 + 2,
            },
          ]),
      ...(branchPolicy === null
        ? []
        : [{ type: "BRANCH_POLICY", timeout: 0, preventSelfReview: null, reviewers: nobody, databaseId: id * 10 + 3 }]),
    ];
    const ended = repository.deployments.filter(
      (one) =>
        one.environment.toLowerCase() === environment.name.toLowerCase() &&
        ["success", "failure", "error"].includes(one.statuses.at(-1)?.state ?? ""),
    );
    return {
      __typename: "Environment",
      id: nodeId("EN", id),
      databaseId: id,
      name: environment.name,
      isPinned: false,
      protectionRules: (args: Args) =>
        connection(context, rules, args, (rule) => ({ __typename: "DeploymentProtectionRule", ...rule })),
      latestCompletedDeployment: () => {
        guard(context, reads("deployments"), repository);
        const last = ended.at(-1);
        return last === undefined ? null : deploymentNode(repository, last);
      },
    };
  };

  return {
    deployment: deploymentNode,
    environment: environmentNode,
    deployments: (repository, all, args) => {
      guard(context, reads("deployments"), repository);
      const { environments, orderBy } = args as {
        environments?: readonly string[] | null;
        orderBy?: { direction: string } | null;
      };
      const wanted = all.filter((one) => environments == null || environments.includes(one.environment));
      // Oldest first unless told otherwise.
      const sign = orderBy?.direction === "DESC" ? -1 : 1;
      const sorted = wanted.sort(
        (a, b) => sign * (a.createdAt === b.createdAt ? a.id - b.id : a.createdAt < b.createdAt ? -1 : 1),
      );
      return connection(context, sorted, args, (one) => deploymentNode(repository, one));
    },
    reviewer: ({ kind, name }) => {
      const team = kind === "Team" ? teamOf(world, name) : null;
      return team === null ? nodes.user(name) : nodes.team(team);
    },
  };
}
