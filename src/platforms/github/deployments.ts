/** Deployments as GitHub lists them, newest first, and what can be said of each. */
import type { Deployment } from "../../core/evidence/deployments.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import { HttpFailure } from "../http.ts";
import { attempt, type Settled } from "../settled.ts";
import type { Client } from "./client.ts";
import { deploymentFields } from "./opening.ts";
import { jobAt } from "./provenance.ts";
import { type DeploymentPage, type DeploymentReply, deployments as schema } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

const states: Readonly<Record<string, Deployment["state"]>> = {
  ACTIVE: "succeeded",
  SUCCESS: "succeeded",
  ERROR: "failed",
  FAILURE: "failed",
  IN_PROGRESS: "in-progress",
  PENDING: "queued",
  QUEUED: "queued",
  WAITING: "waiting",
  INACTIVE: "inactive",
  ABANDONED: "inactive",
  DESTROYED: "inactive",
};

const statusesOf = ({ statuses }: DeploymentReply) => statuses?.nodes ?? [];

/** The newest status alone does not tell: a later deployment makes earlier ones inactive. */
export const everSucceeded = (deployment: DeploymentReply): boolean =>
  statusesOf(deployment).some(({ state }) => state === "SUCCESS");

/** Was it made by the run that asks? */
export const isOwn = (deployment: DeploymentReply, setting: Setting): boolean =>
  setting.run !== null && statusesOf(deployment).some(({ logUrl }) => jobAt(logUrl, setting)?.run === setting.run?.id);

export const newestFirst = (list: readonly DeploymentReply[]): readonly DeploymentReply[] =>
  [...list].sort(
    (a, b) =>
      Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
      (b.databaseId ?? 0) - (a.databaseId ?? 0) ||
      byCodeUnit(a.id, b.id),
  );

/** The login of whoever posted it; bots as REST and people write them, `name[bot]`. */
export const creatorOf = ({ creator }: DeploymentReply): string | null =>
  creator === null
    ? null
    : creator.__typename === "Bot" && !creator.login.endsWith("[bot]")
      ? `${creator.login}[bot]`
      : creator.login;

export function toDeployment(
  reply: DeploymentReply,
  environment: string,
  setting: Setting,
  { trusted, isAncestorOfHead }: Pick<Deployment, "trusted" | "isAncestorOfHead">,
): Deployment {
  const statuses = statusesOf(reply);
  const ends = statuses.filter(({ state }) => ["SUCCESS", "FAILURE", "ERROR"].includes(state));
  const successes = ends.filter(({ state }) => state === "SUCCESS");
  const finishes = (successes.length > 0 ? successes : ends).map(({ createdAt }) => createdAt);
  return {
    id: String(reply.databaseId ?? reply.id),
    environment: reply.environment ?? environment,
    commit: reply.commitOid,
    state: states[reply.state ?? ""] ?? "unknown",
    everSucceeded: successes.length > 0,
    trusted,
    isOwn: isOwn(reply, setting),
    createdAt: reply.createdAt,
    finishedAt: finishes.sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null,
    url: statuses.find(({ logUrl }) => logUrl !== null)?.logUrl ?? null,
    isAncestorOfHead,
    creator: creatorOf(reply),
  };
}

/** The newest deployments to each of these environments, under GitHub's own spelling of their names. Each fails by itself. */
export async function readDeployments(
  client: Client,
  { owner, name }: Setting,
  environments: readonly string[],
): Promise<ReadonlyMap<string, Settled<readonly DeploymentReply[]>>> {
  const parts = environments.map(
    (environment, index) => `d${index}: deployments(environments: [${JSON.stringify(environment)}], first: 50,
      orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ${deploymentFields} } pageInfo { hasNextPage endCursor } }`,
  );
  const query = `query Deployments($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${parts.join("\n")} } }`;
  const asking = { what: `the deployments to ${environments.join(", ")}`, permission: "deployments: read" };
  const answer = await client.graph(query, { owner, name }, asking);
  return new Map(
    environments.map((environment, index) => [
      environment,
      attempt(() => newestFirst(answer.part(["repository", `d${index}`], schema, asking).nodes)),
    ]),
  );
}

/** So many deployments are looked through for one that succeeded. */
const mostPages = 10;
const perPage = 50;

/**
 * The newest deployments to an environment as GitHub spells it, on to the first that succeeded; all of them where none did. `first`
 * is the first page where it is at hand. Throws `HttpFailure`, also where there are more than anybody should look through: that none of
 * the newest succeeded does not mean that none ever did.
 */
export async function newestUntilSuccess(
  client: Client,
  { owner, name }: Setting,
  environment: string,
  first: DeploymentPage | null,
): Promise<readonly DeploymentReply[]> {
  const asking = { what: `the deployments of ${owner}/${name} to ${environment}`, permission: "deployments: read" };
  const query = `query Deployments($owner: String!, $name: String!, $environment: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      deployments(environments: [$environment], first: ${perPage}, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { ${deploymentFields} } pageInfo { hasNextPage endCursor }
      }
    }
  }`;
  const next = async (after: string | null): Promise<DeploymentPage> => {
    const answer = await client.graph(query, { owner, name, environment, after }, asking);
    return answer.part(["repository", "deployments"], schema, asking);
  };
  let page = first ?? (await next(null));
  const all = [...page.nodes];
  for (let read = 1; page.pageInfo.hasNextPage && !all.some(everSucceeded); read += 1) {
    if (read === mostPages)
      throw new HttpFailure(
        `None of the newest ${all.length} deployments of ${owner}/${name} to ${environment} succeeded, and older ones were not read.`,
        { fix: `Deploy ${name} to ${environment} once more, so that its newest deployments tell what runs there.` },
      );
    page = await next(page.pageInfo.endCursor);
    all.push(...page.nodes);
  }
  return newestFirst(all);
}
