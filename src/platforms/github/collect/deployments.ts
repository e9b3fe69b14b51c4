/** Deployments to the environments that the policy asks about, newest first. */
import type { Deployment } from "../../../core/evidence/deployments.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { isTrusted } from "../base.ts";
import type { Collector, GithubContext } from "../context.ts";
import { everSucceeded, readDeployments, toDeployment } from "../deployments.ts";
import type { DeploymentReply } from "../schema/repository.ts";
import { need } from "../settled.ts";

/** Of each sort so many are looked into; the others count as not believed. */
const mostProven = 5;

export const deployments: Collector<"deployments"> = async (context, { environments: others }) => {
  const { client, setting, surroundings, range, opening } = context;
  const target = opening.environmentName.ok
    ? (opening.environmentName.value ?? surroundings.environment)
    : surroundings.environment;
  const asked = [...new Set(others)].filter((name) => name.toLowerCase() !== target.toLowerCase()).sort();
  const elsewhere = asked.length === 0 ? new Map() : await readDeployments(client, setting, asked);
  const lists: [string, readonly DeploymentReply[]][] = [[target, need(context.deployments)]];
  for (const name of asked) lists.push([name, need(elsewhere.get(name) ?? { ok: true, value: [] })]);

  const all = await Promise.all(
    lists.flatMap(([environment, list]) => {
      // What checks ask: did this very commit run there, and is there another one to go back to?
      const successes = list.filter(everSucceeded);
      const looked = new Set([
        ...successes.filter(({ commitOid }) => commitOid === range.head.sha).slice(0, mostProven),
        ...successes
          .filter(({ commitOid }) => commitOid !== range.head.sha)
          .slice(0, environment === target ? mostProven : 0),
      ]);
      return list.map(async (reply) => describe(context, reply, environment, looked.has(reply)));
    }),
  );
  const newest = all.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || Number(b.id) - Number(a.id));
  return observed(newest, "GitHub's deployments", surroundings.now);
};

const describe = async (
  context: GithubContext,
  reply: DeploymentReply,
  environment: string,
  isLookedInto: boolean,
): Promise<Deployment> =>
  toDeployment(reply, environment, context.setting, {
    trusted: isLookedInto && (await isTrusted(reply, context)),
    isAncestorOfHead: reply.commitOid === context.range.base?.sha && context.range.relation === "ahead" ? true : null,
  });
