/** Where a release begins: at the commit last deployed there successfully, else at the newest release, else at the first commit. */
import type { BaseOrigin } from "../../core/evidence/release.ts";
import type { Ancestry } from "./ancestry.ts";
import { everSucceeded, isOwn } from "./deployments.ts";
import type { At } from "./files.ts";
import type { OwnJob } from "./own-job.ts";
import type { Provenance } from "./provenance.ts";
import type { DeploymentReply } from "./schema/deployments.ts";
import type { ReleaseReply } from "./schema/repository.ts";

export interface Base {
  readonly base: At | null;
  readonly origin: BaseOrigin;
  readonly because: string;
  /** What could not be told, one sentence each. */
  readonly limits: readonly string[];
}

/** Of so many deployments the origin is looked into, newest first. */
const mostProven = 20;
/** So many releases are tried, newest first. */
const mostTags = 5;

export interface Means {
  readonly environment: string;
  readonly ancestry: Ancestry;
  readonly provenance: Provenance;
  readonly own: OwnJob | null;
  readonly head: At;
  /** The base as it was given; null where none was. */
  readonly given: At | null;
  /** Published releases, asked once, when first needed. Throws `HttpFailure`. */
  readonly releases: () => Promise<readonly ReleaseReply[]>;
  /** Logins whose deployments the policy believes. */
  readonly deployers: () => Promise<readonly string[]>;
}

/** Is this deployment to be believed: made by a job that can be, or by somebody whom the policy names? */
export async function isTrusted(
  deployment: DeploymentReply,
  { provenance, deployers }: Pick<Means, "provenance" | "deployers">,
): Promise<boolean> {
  if (provenance.maybe(deployment) && (await provenance.isProven(deployment))) return true;
  const creator = deployment.user?.username.toLowerCase() ?? null;
  return creator !== null && (await deployers()).some((login) => login.toLowerCase() === creator);
}

/** Settles the base. A base that was given may only widen the range. Throws `PlatformError` where what decides it cannot be read. */
export async function settleBase(means: Means, deployments: readonly DeploymentReply[]): Promise<Base> {
  const { environment, given, ancestry, provenance } = means;
  const successes = deployments.filter((each) => everSucceeded(each) && !isOwn(each, means.own));
  const last = await newestTrusted(successes, means);
  const isDisbelieved = successes.length > 0 && last === null;
  const lost = successes.find((each) => provenance.lostFrom(each) !== null);
  const limits = [
    ...(lost === undefined
      ? []
      : [
          `${short(lost.sha)} was deployed to ${environment} (${lost.created_at}) by a job on ${provenance.lostFrom(lost)}, which no longer has that commit: the branch was force-pushed. It does not count as deployed.`,
        ]),
    ...(isDisbelieved && lost === undefined
      ? [
          `${successes.length === 1 ? "One deployment" : `${successes.length} deployments`} to ${environment} succeeded, by their own account, and none can be believed: no successful job on the default branch, a protected branch or a protected tag made them. If another system posts deployments, name it under \`deployed-by\` in the policy.`,
        ]
      : []),
  ];
  if (last === null) {
    if (given === null) return { ...(await fromRelease(means, isDisbelieved)), limits };
    const what = isDisbelieved ? "nothing that can be believed was" : "nothing was";
    const because = `The base ${given.name} was given, and ${what} deployed to ${environment} before.`;
    return { base: given, origin: "given", because, limits };
  }
  const deployed = { sha: last.sha, name: short(last.sha) };
  const fact = `${deployed.name} was last deployed to ${environment} successfully (${last.created_at})`;
  if (given === null) return { base: deployed, origin: "last-deployment", because: `${fact}.`, limits };
  const relation = await ancestry.relation(given.sha, deployed.sha);
  if (relation === "ahead")
    return {
      base: given,
      origin: "given",
      because: `The base ${given.name} was given. It lies before ${deployed.name}, which was last deployed to ${environment}, and so widens the release.`,
      limits,
    };
  const notTaken = `${fact}. The base ${given.name} was given and not taken: it does not lie before that commit, so it could hide what ${environment} does not have yet.`;
  return { base: deployed, origin: "last-deployment", because: relation === "same" ? `${fact}.` : notTaken, limits };
}

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

/** The newest published release on an ancestor of the head; else everything. */
export async function fromRelease(
  { releases, ancestry, head, environment }: Means,
  isDisbelieved: boolean,
): Promise<Omit<Base, "limits">> {
  const what = isDisbelieved ? "Nothing that can be believed was" : "Nothing was";
  const before = `${what} deployed to ${environment} before`;
  const published = (await releases())
    .filter(({ upcoming_release, commit }) => upcoming_release !== true && commit != null && commit.id !== head.sha)
    .sort((a, b) => Date.parse(b.released_at ?? "") - Date.parse(a.released_at ?? ""));
  for (const { tag_name: name, commit } of published.slice(0, mostTags)) {
    if (commit == null || (await ancestry.relation(commit.id, head.sha)) !== "ahead") continue;
    const because = `${before}; ${name} is the newest published release before the head.`;
    return { base: { sha: commit.id, name }, origin: "release-tag", because };
  }
  return {
    base: null,
    origin: "whole-history",
    because: `${before}, and no published release lies before the head, so everything is judged, from the first commit on.`,
  };
}
