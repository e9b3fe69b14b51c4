/** Where a release begins: at the commit last deployed there successfully, else at the newest release, else at the first commit. */
import type { BaseOrigin } from "../../core/evidence/release.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import { HttpFailure } from "../http.ts";
import { PlatformError } from "../platform.ts";
import { need, type Settled } from "../settled.ts";
import type { Ancestry } from "./ancestry.ts";
import type { Client } from "./client.ts";
import { creatorOf, everSucceeded, isOwn, newestFirst, readDeployments } from "./deployments.ts";
import type { Opening } from "./opening.ts";
import { readProtectedTags } from "./protected-tags.ts";
import type { Provenance } from "./provenance.ts";
import type { DeploymentReply, ReleaseReply } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

export interface Base {
  readonly base: { readonly sha: string; readonly name: string } | null;
  readonly origin: BaseOrigin;
  readonly because: string;
  /** What could not be told, one sentence each. */
  readonly limits: readonly string[];
}

/** Of so many deployments the origin is looked into, newest first; each takes two requests. */
const mostProven = 20;
/** So many releases are tried, newest first. */
const mostTags = 5;

interface Means {
  readonly client: Client;
  readonly setting: Setting;
  readonly environment: string;
  readonly opening: Opening;
  readonly ancestry: Ancestry;
  readonly provenance: Provenance;
  readonly head: { readonly sha: string; readonly name: string };
  /** The base as it was given; null where none was. */
  readonly given: { readonly sha: string; readonly name: string } | null;
  /** Logins whose deployments the policy believes. */
  readonly deployers: () => Promise<readonly string[]>;
}

/** Deployments to the target, newest first, under GitHub's own spelling of its name. */
export async function targetDeployments(
  client: Client,
  setting: Setting,
  environment: string,
  opening: Opening,
): Promise<Settled<readonly DeploymentReply[]>> {
  const spelt = opening.environmentName.ok ? opening.environmentName.value : null;
  if (spelt !== null && spelt !== environment)
    return (await readDeployments(client, setting, [spelt])).get(spelt) ?? { ok: true, value: [] };
  return opening.deployments.ok
    ? { ok: true, value: newestFirst(opening.deployments.value.nodes) }
    : opening.deployments;
}

/** Is this deployment to be believed: made by a job that can be, or by somebody whom the policy names? */
export async function isTrusted(
  deployment: DeploymentReply,
  { provenance, deployers }: Pick<Means, "provenance" | "deployers">,
): Promise<boolean> {
  if (provenance.maybe(deployment) && (await provenance.isProven(deployment))) return true;
  const creator = creatorOf(deployment)?.toLowerCase() ?? null;
  return creator !== null && (await deployers()).some((login) => login.toLowerCase() === creator);
}

/**
 * Settles the base. A base that was given may only widen the range. Throws `PlatformError` where deployments cannot be read: what
 * was deployed decides what is judged.
 */
export async function settleBase(means: Means, deployments: Settled<readonly DeploymentReply[]>): Promise<Base> {
  const { environment, given, ancestry } = means;
  const successes = need(deployments).filter((each) => everSucceeded(each) && !isOwn(each, means.setting));
  const last = await newestTrusted(successes, means);
  const disbelieved = successes.length > 0 && last === null;
  const lost = successes.find((each) => means.provenance.lostFrom(each) !== null);
  const limits = [
    ...(lost === undefined
      ? []
      : [
          `${short(lost.commitOid)} was deployed to ${environment} (${lost.createdAt}) by a job on ${means.provenance.lostFrom(lost)}, which no longer has that commit: the branch was force-pushed, or a tag bore its name. It does not count as deployed.`,
        ]),
    ...(disbelieved && lost === undefined
      ? [
          `${plural(successes.length)} to ${environment} succeeded, by their own account, and none can be believed: no successful job of a run from the default branch, a protected branch or a published release made them. If another system posts deployments, name it under \`deployed-by\` in the policy.`,
        ]
      : []),
  ];
  if (last === null) {
    if (given !== null)
      return {
        base: given,
        origin: "given",
        because: `The base ${given.name} was given, and nothing ${disbelieved ? "that can be believed " : ""}was deployed to ${environment} before.`,
        limits,
      };
    return { ...(await fromRelease(means, disbelieved)), limits };
  }
  const deployed = { sha: last.commitOid, name: nameOf(last.commitOid, means.opening.releases) };
  const fact = `${deployed.name} was last deployed to ${environment} successfully (${last.createdAt})`;
  if (given === null) return { base: deployed, origin: "last-deployment", because: `${fact}.`, limits };
  const relation = await ancestry.relation(given.sha, deployed.sha);
  if (relation === "ahead")
    return {
      base: given,
      origin: "given",
      because: `The base ${given.name} was given. It lies before ${deployed.name}, which was last deployed to ${environment}, and so widens the release.`,
      limits,
    };
  return {
    base: deployed,
    origin: "last-deployment",
    because:
      relation === "same"
        ? `${fact}.`
        : `${fact}. The base ${given.name} was given and not taken: it does not lie before that commit, so it could hide what ${environment} does not have yet.`,
    limits,
  };
}

const plural = (count: number): string => (count === 1 ? "One deployment" : `${count} deployments`);

/** The first by itself, since it nearly always is the one; the others side by side. */
async function newestTrusted(successes: readonly DeploymentReply[], means: Means): Promise<DeploymentReply | null> {
  let proven = 0;
  for (let from = 0, step = 1; from < successes.length; from += step, step = 5) {
    const batch = successes.slice(from, from + step);
    proven += batch.filter((each) => means.provenance.maybe(each)).length;
    if (proven > mostProven) return null;
    const answers = await Promise.all(batch.map((each) => isTrusted(each, means)));
    const found = batch[answers.indexOf(true)];
    if (found !== undefined) return found;
  }
  return null;
}

const short = (sha: string): string => sha.slice(0, 10);

function nameOf(sha: string, releases: Settled<readonly ReleaseReply[]>): string {
  const found = releases.ok
    ? releases.value.find(({ isDraft, tagCommit }) => !isDraft && tagCommit?.oid === sha)
    : undefined;
  return found?.tagName ?? short(sha);
}

interface ReleasePoint {
  readonly name: string;
  readonly sha: string;
  readonly at: string | null;
  readonly isPrerelease: boolean;
  /** "is the newest ... before the head". */
  readonly kind: string;
}

const newestFirstOf = (points: readonly ReleasePoint[]): readonly ReleasePoint[] =>
  [...points].sort(
    (a, b) =>
      Number(a.isPrerelease) - Number(b.isPrerelease) ||
      (Date.parse(b.at ?? "") || 0) - (Date.parse(a.at ?? "") || 0) ||
      byCodeUnit(a.name, b.name),
  );

/** The newest published release or protected tag on an ancestor of the head, final ones before pre-releases; else everything. */
export async function fromRelease(
  { client, setting, opening, ancestry, head, environment }: Means,
  disbelieved: boolean,
): Promise<Omit<Base, "limits">> {
  const before = disbelieved
    ? `Nothing that can be believed was deployed to ${environment} before`
    : `Nothing was deployed to ${environment} before`;
  const published = newestFirstOf(
    need(opening.releases).flatMap(({ tagName, isDraft, isPrerelease, tagCommit }) => {
      if (isDraft || tagCommit === null || tagCommit.oid === head.sha) return [];
      const kind = isPrerelease ? "pre-release, and there is no final release" : "published release";
      return [{ name: tagName, sha: tagCommit.oid, at: tagCommit.committedDate, isPrerelease, kind }];
    }),
  );
  // Very likely the one: asked about in step with the tags.
  if (published[0] !== undefined) ancestry.relation(published[0].sha, head.sha).catch(() => {});
  const tags = (await readProtectedTags(client, setting))
    .filter(({ name, sha }) => sha !== head.sha && !published.some((each) => each.name === name))
    .map(({ name, sha, committedAt }) => ({ name, sha, at: committedAt, isPrerelease: false, kind: "protected tag" }));
  for (const { name, sha, kind } of newestFirstOf([...published, ...tags]).slice(0, mostTags)) {
    if (!(await isBefore(ancestry, sha, head.sha))) continue;
    return {
      base: { sha, name },
      origin: "release-tag",
      because: `${before}; ${name} is the newest ${kind} before the head.`,
    };
  }
  return {
    base: null,
    origin: "whole-history",
    because: `${before}, and no published release or protected tag lies before the head, so everything is judged, from the first commit on.`,
  };
}

/** A tag whose commit GitHub cannot compare with the head lies not before it. */
async function isBefore(ancestry: Ancestry, sha: string, head: string): Promise<boolean> {
  try {
    return (await ancestry.relation(sha, head)) === "ahead";
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return false;
    throw error;
  }
}

/** The commit that a name leads to. Throws `PlatformError`: `usage` for a name that leads nowhere. */
export function pointOf(
  found: Settled<{ readonly sha: string; readonly committedAt: string | null } | null>,
  role: "head" | "base",
  name: string,
): { readonly sha: string; readonly name: string; readonly committedAt: string | null } {
  const point = need(found);
  if (point === null)
    throw new PlatformError(
      "usage",
      `The ${role} ${name} names no commit of the repository on GitHub.`,
      "Give a branch, a tag or the full hash of a commit that was pushed.",
    );
  return { ...point, name };
}
