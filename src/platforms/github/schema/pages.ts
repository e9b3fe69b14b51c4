/** Replies about what the gate itself shows: comments, check runs, issues. */
import { z } from "zod";

export const comments = z.array(
  z.object({
    id: z.number(),
    body: z.string().nullish(),
    author_association: z.string().nullish(),
    user: z.object({ login: z.string(), type: z.string() }).nullish(),
  }),
);
export type CommentReply = z.output<typeof comments>[number];

/** Of what was written only that it is there is looked at. */
export const written = z.object({ id: z.number() });
