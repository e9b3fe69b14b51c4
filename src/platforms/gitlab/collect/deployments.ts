/** Deployments to the environments that the policy asks about, newest first. */
import type { Deployment } from "../../../core/evidence/deployments.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { isTrusted } from "../base.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { everSucceeded, readDeployments, toDeployment } from "../deployments.ts";
import type { DeploymentReply } from "../schema/deployments.ts";

/** Of each sort so many are looked into; the others count as not believed. */
const mostProven = 5;

export const deployments: Collector<"deployments"> = async (context, { environment: target, environments: others }) => {
  const { client, surroundings, range } = context;
  const asked = [...new Set(others)].filter((name) => name !== target).sort();
  const lists: readonly (readonly [string, readonly DeploymentReply[]])[] = [
    [target, context.deployments],
    ...(await Promise.all(asked.map(async (name) => [name, await readDeployments(client, name)] as const))),
  ];
  const all = await Promise.all(
    lists.flatMap(([environment, list]) => {
      // What checks ask: did this very commit run there, and is there another one to go back to?
      const successes = list.filter(everSucceeded);
      const looked = new Set([
        ...successes.filter(({ sha }) => sha === range.head.sha).slice(0, mostProven),
        ...successes.filter(({ sha }) => sha !== range.head.sha).slice(0, environment === target ? mostProven : 0),
      ]);
      return list.map(async (reply) => describe(context, reply, environment, looked.has(reply)));
    }),
  );
  const newest = all.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || Number(b.id) - Number(a.id));
  return observed(newest, "GitLab's deployments", surroundings.now);
};

const describe = async (
  context: GitlabContext,
  reply: DeploymentReply,
  environment: string,
  isLookedInto: boolean,
): Promise<Deployment> =>
  toDeployment(reply, environment, context.own, {
    trusted: isLookedInto && (await isTrusted(reply, context)),
    isAncestorOfHead: reply.sha === context.range.base?.sha && context.range.relation === "ahead" ? true : null,
  });
