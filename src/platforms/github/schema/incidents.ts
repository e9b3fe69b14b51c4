/** Replies about the issues under a label. */
import { z } from "zod";

export const hasIssues = z.boolean();

/** Null: the repository has no such label. */
export const labelled = z
  .object({
    issues: z.object({
      totalCount: z.number().int().min(0),
      nodes: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          url: z.string().nullish(),
          createdAt: z.iso.datetime({ offset: true }),
        }),
      ),
    }),
  })
  .nullable();
