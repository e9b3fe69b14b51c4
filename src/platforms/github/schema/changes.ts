/** Replies about commits with the pull requests that brought them, and the reviews of those. */
import { z } from "zod";
import { actor, sha } from "./repository.ts";

const moment = z.iso.datetime({ offset: true });

const gitActor = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    user: z.object({ login: z.string() }).nullable(),
  })
  .nullable();
export type GitActorReply = z.output<typeof gitActor>;

const review = z.object({
  state: z.string(),
  submittedAt: moment.nullable(),
  authorCanPushToRepository: z.boolean(),
  author: actor,
  commit: z.object({ oid: sha }).nullable(),
});
export type ReviewReply = z.output<typeof review>;

export const reviewPage = z.object({
  nodes: z.array(review),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

const file = z.object({ path: z.string() });
export const filePage = z.object({
  totalCount: z.number(),
  nodes: z.array(file),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});

const signature = z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullable();

const pullRequest = z.object({
  number: z.number(),
  title: z.string(),
  url: z.string(),
  state: z.string(),
  author: actor,
  headRefOid: sha,
  mergeCommit: z.object({ oid: sha }).nullable(),
  mergedBy: actor.optional(),
  baseRepository: z.object({ databaseId: z.number().nullable() }).nullable(),
  /** The last of those that GitHub lists. */
  commits: z
    .object({
      nodes: z.array(z.object({ commit: z.object({ oid: sha, author: gitActor, committer: gitActor, signature }) })),
    })
    .nullish(),
  reviews: reviewPage.nullable(),
  files: filePage.nullish(),
});
export type PullRequestReply = z.output<typeof pullRequest>;

const associated = z
  .object({
    nodes: z.array(pullRequest),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  })
  .nullable();

/** Null: GitHub has no such commit. */
export const commit = z
  .object({
    oid: sha,
    author: gitActor,
    committer: gitActor,
    authors: z.object({ totalCount: z.number(), nodes: z.array(gitActor) }),
    signature,
    associatedPullRequests: associated,
  })
  .nullable();
export type CommitReply = NonNullable<z.output<typeof commit>>;

/** The pull request that is the release itself, with what people wrote. */
export const onePullRequest = z
  .object({
    associatedPullRequests: z
      .object({
        totalCount: z.number(),
        nodes: z.array(
          z.object({
            number: z.number(),
            url: z.string(),
            body: z.string(),
            state: z.string(),
            headRefOid: sha,
            mergeCommit: z.object({ oid: sha }).nullable(),
            baseRepository: z.object({ databaseId: z.number().nullable() }).nullable(),
            reviews: z
              .object({
                totalCount: z.number(),
                nodes: z.array(review.extend({ body: z.string(), url: z.string(), lastEditedAt: moment.nullable() })),
              })
              .nullable(),
          }),
        ),
      })
      .nullish(),
  })
  .nullable();
export type OnePullRequest = NonNullable<
  NonNullable<z.output<typeof onePullRequest>>["associatedPullRequests"]
>["nodes"][number];
