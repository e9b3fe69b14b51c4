/** What a waiting gate looks at: of each reply only what can change an answer, so that nothing else is news. */
import { z } from "zod";

const names = z.array(z.object({ name: z.string() }));

export const approvals = z.array(
  z.object({
    state: z.string(),
    comment: z.string().nullish(),
    user: z.object({ login: z.string() }).nullish(),
    environments: names,
  }),
);

export const pending = z.array(z.object({ environment: z.object({ name: z.string() }) }));

const progress = { id: z.number(), status: z.string().nullable(), conclusion: z.string().nullable() };
export const jobs = z.object({ total_count: z.number(), jobs: z.array(z.object(progress)) });
export const checkRuns = z.object({ check_runs: z.array(z.object(progress)) });
export const statuses = z.object({ statuses: z.array(z.object({ context: z.string(), state: z.string() })) });

export const reviews = z.array(z.object({ id: z.number(), state: z.string() }));
