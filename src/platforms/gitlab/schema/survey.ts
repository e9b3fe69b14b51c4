/** Replies about how a project is set up. */
import { z } from "zod";

/** Settings are shown to Maintainers only. */
export const projectSettings = z.object({
  path_with_namespace: z.string(),
  web_url: z.string().nullish(),
  visibility: z.string().nullish(),
  default_branch: z.string().nullish(),
  ci_pipeline_variables_minimum_override_role: z.string().nullish(),
});

export const branchSettings = z.object({ protected: z.boolean().nullish() });

export const lintReply = z.object({
  valid: z.boolean(),
  errors: z.array(z.string()).nullish(),
  merged_yaml: z.string().nullish(),
});

export const listedPipeline = z.object({ id: z.number() });
export const listedJob = z.object({ name: z.string() });
