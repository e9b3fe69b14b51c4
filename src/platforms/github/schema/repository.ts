/** Replies about the repository, its deployments, releases and points of its history. */
import { z } from "zod";

const moment = z.iso.datetime({ offset: true });
export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** Somebody who did something. Null: the account is gone. */
export const actor = z.object({ __typename: z.string(), login: z.string() }).nullable();

export const rateLimit = z.object({ remaining: z.number(), resetAt: moment }).nullable();

export const databaseId = z.number().nullable();
export const fullName = z.string();
export const branch = z.object({ name: z.string(), target: z.object({ oid: sha }).nullable() }).nullable();

const status = z.object({ state: z.string(), createdAt: moment, logUrl: z.string().nullable() });

const deployment = z.object({
  databaseId: z.number().nullable(),
  id: z.string(),
  commitOid: sha,
  environment: z.string().nullable(),
  state: z.string().nullable(),
  createdAt: moment,
  creator: actor,
  statuses: z.object({ totalCount: z.number(), nodes: z.array(status) }).nullable(),
});
export type DeploymentReply = z.output<typeof deployment>;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

export const deployments = z.object({ nodes: z.array(deployment), pageInfo });
export type DeploymentPage = z.output<typeof deployments>;

export const releases = z.object({
  nodes: z.array(
    z.object({
      tagName: z.string(),
      isDraft: z.boolean(),
      isPrerelease: z.boolean(),
      tagCommit: z.object({ oid: sha, committedDate: moment }).nullable(),
    }),
  ),
});
export type ReleaseReply = z.output<typeof releases>["nodes"][number];

/** What a name leads to; tags are followed, three deep. */
interface PointReply {
  readonly __typename: string;
  readonly oid: string;
  readonly committedDate?: string | undefined;
  readonly target?: PointReply | null | undefined;
}
const pointObject: z.ZodType<PointReply> = z.object({
  __typename: z.string(),
  oid: sha,
  committedDate: moment.optional(),
  get target() {
    return pointObject.nullable().optional();
  },
});

/** The commit that a name leads to, through annotated tags; null where the name leads nowhere, or to no commit. */
export const point = pointObject.nullable().transform((reply) => {
  let at: PointReply | null | undefined = reply;
  while (at?.__typename === "Tag") at = at.target;
  return at?.__typename === "Commit" ? { sha: at.oid, committedAt: at.committedDate ?? null } : null;
});

/** Deployments that the run's commit has, in whatever environment, newest first. */
export const ownDeployments = z
  .object({
    deployments: z
      .object({
        nodes: z.array(
          z.object({
            environment: z.string().nullable(),
            statuses: z
              .object({ nodes: z.array(z.object({ state: z.string(), logUrl: z.string().nullable() })) })
              .nullable(),
          }),
        ),
        pageInfo,
      })
      .nullish(),
  })
  .nullable();

export const named = z.object({ name: z.string() }).nullable();
