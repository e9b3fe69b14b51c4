/** Replies of REST about commits and what lies between two of them. */
import { z } from "zod";
import { sha } from "./repository.ts";

const moment = z.iso.datetime({ offset: true });
const signature = z
  .object({ name: z.string().nullish(), email: z.string().nullish(), date: moment.nullish() })
  .nullable();

export const restCommit = z.object({
  sha,
  commit: z.object({ message: z.string(), author: signature, committer: signature }),
  parents: z.array(z.object({ sha })),
});
export type RestCommit = z.output<typeof restCommit>;

export const restCommits = z.array(restCommit);

const file = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.string(),
  additions: z.number(),
  deletions: z.number(),
  changes: z.number(),
  patch: z.string().optional(),
});
export type RestFile = z.output<typeof file>;

/** Files come with the first page alone. */
export const comparison = z.object({
  status: z.string(),
  ahead_by: z.number(),
  behind_by: z.number(),
  total_commits: z.number(),
  merge_base_commit: z.object({ sha }),
  commits: z.array(restCommit),
  files: z.array(file).optional(),
});
export type ComparisonReply = z.output<typeof comparison>;

export const branch = z.object({ name: z.string(), protected: z.boolean(), commit: z.object({ sha }) });

const target = z.object({ oid: sha, target: z.object({ oid: sha }).nullish() });
/** What GraphQL says of a branch or tag and another commit; null where there is nothing to compare. */
export const refComparison = z.object({ status: z.string(), baseTarget: target, headTarget: target }).nullable();
export type RefComparison = NonNullable<z.output<typeof refComparison>>;
