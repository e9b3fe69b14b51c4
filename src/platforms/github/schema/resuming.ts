/** Replies about runs of a workflow that may wait for a window, their jobs, and what steps wrote beside those. */
import { z } from "zod";
import { sha } from "./repository.ts";

const run = z.object({
  id: z.number(),
  run_number: z.number(),
  event: z.string(),
  html_url: z.string(),
  head_sha: sha,
  created_at: z.iso.datetime({ offset: true }),
  repository: z.object({ id: z.number() }),
  head_repository: z.object({ id: z.number() }).nullish(),
});
export type RunReply = z.output<typeof run>;
export const runs = z.object({ total_count: z.number(), workflow_runs: z.array(run) });

const job = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
});
export type JobReply = z.output<typeof job>;
export const jobs = z.object({ total_count: z.number(), jobs: z.array(job) });

export const annotations = z.array(z.object({ title: z.string().nullable(), message: z.string().nullable() }));

/** What is answered when a run starts again: nothing that matters. */
export const started = z.object({});
