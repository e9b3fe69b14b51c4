/** Replies about pipelines, their jobs and their reports. */
import { z } from "zod";
import { moment, sha, user } from "./common.ts";

const basic = {
  id: z.number(),
  sha,
  ref: z.string().nullable(),
  status: z.string(),
  source: z.string().nullish(),
  project_id: z.number().nullish(),
  created_at: moment.nullish(),
  web_url: z.string().nullish(),
};

/** A pipeline as lists and jobs show it. */
export const pipelineBasic = z.object({ ...basic, name: z.string().nullish() });

export const pipeline = z.object({
  ...basic,
  name: z.string().nullish(),
  tag: z.boolean().nullish(),
  user: user.nullish(),
  yaml_errors: z.string().nullish(),
});
export type PipelineReply = z.output<typeof pipeline>;

const jobFields = {
  id: z.number(),
  name: z.string(),
  status: z.string(),
  stage: z.string().nullish(),
  ref: z.string().nullish(),
  tag: z.boolean().nullish(),
  allow_failure: z.boolean().nullish(),
  failure_reason: z.string().nullish(),
  created_at: moment.nullish(),
  started_at: moment.nullish(),
  finished_at: moment.nullish(),
  /** Seconds between the press of a button and the start. */
  queued_duration: z.number().nullish(),
  web_url: z.string().nullish(),
  user: user.nullish(),
  commit: z.object({ id: sha }).nullish(),
};

export const job = z.object({ ...jobFields, pipeline: z.object(basic) });
export type JobReply = z.output<typeof job>;

/** `pipeline` is absent where the pipeline was asked by its number. */
export const pipelineJob = z.object(jobFields);
export type PipelineJobReply = z.output<typeof pipelineJob>;

export const bridge = z.object({ ...jobFields, downstream_pipeline: z.object(basic).nullish() });
export type BridgeReply = z.output<typeof bridge>;

export const commitStatus = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  allow_failure: z.boolean().nullish(),
  created_at: moment.nullish(),
  started_at: moment.nullish(),
  target_url: z.string().nullish(),
  pipeline_id: z.number().nullish(),
});
export type CommitStatusReply = z.output<typeof commitStatus>;

export const testReportSummary = z.object({
  total: z.object({ count: z.number() }),
  test_suites: z.array(
    z.object({
      name: z.string(),
      total_count: z.number(),
      success_count: z.number(),
      failed_count: z.number(),
      skipped_count: z.number(),
      error_count: z.number(),
      suite_error: z.string().nullish(),
    }),
  ),
});
