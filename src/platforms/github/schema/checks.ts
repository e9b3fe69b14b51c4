/** Replies about what ran on a commit. */
import { z } from "zod";

const moment = z.iso.datetime({ offset: true });
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const checkRun = z.object({
  databaseId: z.number().nullable(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  startedAt: moment.nullable(),
  detailsUrl: z.string().nullable(),
  externalId: z.string().nullable(),
});
export type CheckRunReply = z.output<typeof checkRun>;

export const checkRunPage = z.object({ nodes: z.array(checkRun), pageInfo });

const suite = z.object({
  id: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  app: z.object({ slug: z.string() }).nullable(),
  workflowRun: z
    .object({ databaseId: z.number().nullable(), url: z.string(), workflow: z.object({ name: z.string() }) })
    .nullable(),
  checkRuns: checkRunPage.nullable(),
});
export type SuiteReply = z.output<typeof suite>;

export const suitePage = z.object({ nodes: z.array(suite), pageInfo }).nullable();

/** Null where nobody ever set a status. */
export const status = z
  .object({
    contexts: z.array(
      z.object({ context: z.string(), state: z.string(), createdAt: moment, targetUrl: z.string().nullable() }),
    ),
  })
  .nullable();
