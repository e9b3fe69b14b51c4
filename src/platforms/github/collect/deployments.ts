/** Deployments to the environments that the policy asks about, newest first. */
import { observed } from "../../../core/evidence/observed.ts";
import { need } from "../../settled.ts";
import { isTrusted } from "../base.ts";
import type { Collector, GithubContext } from "../context.ts";
import { everSucceeded, isOwn, readDeployments, toDeployment } from "../deployments.ts";
import type { DeploymentReply } from "../schema/repository.ts";

/** Of each sort so many are looked into, and no more than are needed; the others count as not believed. */
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
    lists.map(async ([environment, list]) => {
      // What checks ask: did this very commit run there, and is there another one to go back to?
      const successes = list.filter(everSucceeded);
      const ofHead = successes.filter(({ commitOid }) => commitOid === range.head.sha);
      const ofOthers = successes.filter((each) => each.commitOid !== range.head.sha && !isOwn(each, setting));
      const believed = await Promise.all(
        // How long a commit has been elsewhere is told by every time that it came there; for the target one of each sort is enough.
        environment === target
          ? [firstBelieved(ofHead, context), firstBelieved(ofOthers, context)]
          : [allBelieved(ofHead.slice(0, mostProven), context)],
      );
      const trusted = new Set(believed.flat());
      return list.map((reply) =>
        toDeployment(reply, environment, setting, {
          trusted: trusted.has(reply),
          isAncestorOfHead: reply.commitOid === range.base?.sha && range.relation === "ahead" ? true : null,
        }),
      );
    }),
  );
  const newest = all
    .flat()
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || Number(b.id) - Number(a.id));
  return observed(newest, "GitHub's deployments", surroundings.now);
};

const allBelieved = async (
  list: readonly DeploymentReply[],
  context: GithubContext,
): Promise<readonly DeploymentReply[]> => {
  const answers = await Promise.all(list.map((each) => isTrusted(each, context)));
  return list.filter((_, index) => answers[index]);
};

/** The newest that can be believed: nearly always the first, which the base of the release rests on and which was asked about already. */
async function firstBelieved(
  list: readonly DeploymentReply[],
  context: GithubContext,
): Promise<readonly DeploymentReply[]> {
  for (const some of [list.slice(0, 1), list.slice(1, mostProven)]) {
    const [first] = await allBelieved(some, context);
    if (first !== undefined) return [first];
  }
  return [];
}
