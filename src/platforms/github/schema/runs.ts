/** Replies about runs of GitHub Actions, their jobs, and what people said to them. */
import { z } from "zod";
import { sha } from "./repository.ts";

const moment = z.iso.datetime({ offset: true });
const user = z.object({ login: z.string(), type: z.string() }).nullish();

export const run = z.object({
  id: z.number(),
  event: z.string(),
  status: z.string().nullable(),
  head_sha: sha,
  head_branch: z.string().nullable(),
  run_attempt: z.number().optional(),
  created_at: moment,
  repository: z.object({ id: z.number(), full_name: z.string() }),
  head_repository: z.object({ id: z.number() }).nullish(),
  actor: user,
  triggering_actor: user,
});
export type RunReply = z.output<typeof run>;

export const job = z.object({
  id: z.number(),
  run_id: z.number(),
  run_attempt: z.number().optional(),
  name: z.string(),
  head_sha: sha,
  status: z.string(),
  conclusion: z.string().nullable(),
  started_at: moment.nullish(),
  runner_name: z.string().nullish(),
});
export type JobReply = z.output<typeof job>;

export const jobs = z.object({ total_count: z.number(), jobs: z.array(job) });

export const approvals = z.array(
  z.object({
    state: z.string(),
    comment: z.string().nullish(),
    user,
    environments: z.array(z.object({ name: z.string(), html_url: z.string().nullish() })),
  }),
);

export const permission = z.object({ permission: z.string(), role_name: z.string().optional() });
