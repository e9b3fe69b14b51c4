/** The first question of all: repository, deployments to the target, releases, head and base, and the policy at the trusted ref. */
import type { z } from "zod";
import { attempt, type Settled } from "../settled.ts";
import { type Client, inSmallerPieces } from "./client.ts";
import { type BlobReply, blob, type TreeReply, tree } from "./schema/files.ts";
import * as schema from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

export interface Opening {
  readonly rate: { readonly remaining: number; readonly resetAt: string } | null;
  readonly repository: {
    readonly id: number | null;
    readonly name: string;
    readonly defaultBranch: { readonly name: string; readonly sha: string } | null;
  };
  /** The target as GitHub spells it; null where no such environment exists. */
  readonly environmentName: Settled<string | null>;
  readonly deployments: Settled<z.output<typeof schema.deployments>>;
  readonly releases: Settled<readonly schema.ReleaseReply[]>;
  readonly ownDeployments: Settled<z.output<typeof schema.ownDeployments>>;
  /** Null where the name leads to no commit. */
  readonly head: Settled<{ readonly sha: string; readonly committedAt: string | null } | null>;
  readonly base: Settled<{ readonly sha: string; readonly committedAt: string | null } | null>;
  readonly trusted: Settled<{ readonly sha: string; readonly committedAt: string | null } | null>;
  /** The root folder at the trusted ref, and the policy there; read along, so that they cost no request of their own. */
  readonly root: Settled<TreeReply | null>;
  readonly policy: Settled<BlobReply | null>;
  /** The same at the head. */
  readonly headRoot: Settled<TreeReply | null>;
  readonly headPolicy: Settled<BlobReply | null>;
}

export const deploymentFields = `
  databaseId id commitOid environment state createdAt creator { __typename login }
  statuses(first: 100) { totalCount nodes { state createdAt logUrl } }`;

export const pointFields = `
  __typename oid
  ... on Commit { committedDate }
  ... on Tag { target { __typename oid ... on Commit { committedDate }
    ... on Tag { target { __typename oid ... on Commit { committedDate } } } } }`;

export const treeFields = "... on Tree { entries { name type mode } }";
export const blobFields = "... on Blob { oid byteSize isBinary isTruncated text }";

export const openingQuery = `
query Opening(
  $owner: String!, $name: String!, $environment: String!, $run: String!, $head: String!, $base: String!, $trusted: String!,
  $root: String!, $policy: String!, $headRoot: String!, $headPolicy: String!, $deployments: Int!
) {
  rateLimit { remaining resetAt }
  repository(owner: $owner, name: $name) {
    databaseId nameWithOwner
    defaultBranchRef { name target { oid } }
    environment(name: $environment) { name }
    deployments(environments: [$environment], first: $deployments, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { ${deploymentFields} } pageInfo { hasNextPage endCursor }
    }
    releases(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { tagName isDraft isPrerelease tagCommit { oid committedDate } }
    }
    run: object(expression: $run) {
      ... on Commit {
        deployments(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
          nodes { environment statuses(first: 20) { nodes { state logUrl } } } pageInfo { hasNextPage endCursor }
        }
      }
    }
    head: object(expression: $head) { ${pointFields} }
    base: object(expression: $base) { ${pointFields} }
    trusted: object(expression: $trusted) { ${pointFields} }
    root: object(expression: $root) { ${treeFields} }
    policy: object(expression: $policy) { ${blobFields} }
    headRoot: object(expression: $headRoot) { ${treeFields} }
    headPolicy: object(expression: $headPolicy) { ${blobFields} }
  }
}`;

export interface Names {
  readonly environment: string;
  readonly head: string;
  readonly base: string | null;
  /** The ref at which policies are trusted; `HEAD` is the default branch. */
  readonly trusted: string;
  /** Path of the policy that is expected there. */
  readonly policy: string;
}

/** Throws `HttpFailure` where not even the repository can be read. Every other part fails by itself. */
export async function readOpening(client: Client, setting: Setting, names: Names): Promise<Opening> {
  const { owner, name } = setting;
  const variables = {
    owner,
    name,
    environment: names.environment,
    run: setting.run?.sha || names.head,
    head: names.head,
    base: names.base ?? names.head,
    trusted: names.trusted,
    root: `${names.trusted}:`,
    policy: `${names.trusted}:${names.policy}`,
    headRoot: `${names.head}:`,
    headPolicy: `${names.head}:${names.policy}`,
  };
  const asking = { what: `the repository ${owner}/${name}`, permission: "contents: read" };
  const answer = await inSmallerPieces([50, 10], (deployments, mayShrink) =>
    client.graph(openingQuery, { ...variables, deployments }, asking, mayShrink),
  );
  const part = <T>(path: string, as: z.ZodType<T>, what: string, permission: string | null = "contents: read") =>
    attempt(() => answer.part(["repository", ...path.split(".")], as, { what, permission }));
  const inRepository = { what: `the repository ${owner}/${name}`, permission: "contents: read" };
  const branch = answer.part(["repository", "defaultBranchRef"], schema.branch, inRepository);
  const rate = attempt(() => answer.part(["rateLimit"], schema.rateLimit, { what: "its limits", permission: null }));
  const environment = names.environment;
  return {
    rate: rate.ok ? rate.value : null,
    repository: {
      id: answer.part(["repository", "databaseId"], schema.databaseId, inRepository),
      name: answer.part(["repository", "nameWithOwner"], schema.fullName, inRepository),
      defaultBranch: branch === null || branch.target === null ? null : { name: branch.name, sha: branch.target.oid },
    },
    environmentName: map(
      part("environment", schema.named, `the environment ${environment}`, "actions: read"),
      (found) => found?.name ?? null,
    ),
    deployments: part("deployments", schema.deployments, `the deployments to ${environment}`, "deployments: read"),
    releases: map(part("releases", schema.releases, "the releases"), ({ nodes }) => nodes),
    ownDeployments: part("run", schema.ownDeployments, "the deployments of this run", "deployments: read"),
    head: part("head", schema.point, `the commit ${names.head}`),
    base: part("base", schema.point, `the commit ${names.base ?? names.head}`),
    trusted: part("trusted", schema.point, `the commit at ${names.trusted}`),
    root: part("root", tree, `the files at ${names.trusted}`),
    policy: part("policy", blob, `${names.policy} at ${names.trusted}`),
    headRoot: part("headRoot", tree, `the files at ${names.head}`),
    headPolicy: part("headPolicy", blob, `${names.policy} at ${names.head}`),
  };
}

const map = <A, B>(settled: Settled<A>, change: (value: A) => B): Settled<B> =>
  settled.ok ? { ok: true, value: change(settled.value) } : settled;
