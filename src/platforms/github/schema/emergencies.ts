/** Replies about the issues in which emergencies are reviewed. */
import { z } from "zod";

/** Asked for only because it takes the permission, which a label that is not there would not. */
export const issueCount = z.object({ totalCount: z.number() });

/** Null: the repository has no such label. */
export const reviewIssues = z
  .object({
    issues: z.object({
      nodes: z.array(z.object({ body: z.string(), state: z.string(), url: z.string().nullish() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  })
  .nullable();
