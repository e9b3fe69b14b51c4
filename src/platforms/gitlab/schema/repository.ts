/** Replies about the project, its branches, tags and commits, and what lies between two of them. */
import { z } from "zod";
import { moment, sha } from "./common.ts";

export const project = z.object({
  id: z.number(),
  path_with_namespace: z.string(),
  default_branch: z.string().nullish(),
  /** Where the pipeline's configuration stands, if not in `.gitlab-ci.yml`. */
  ci_config_path: z.string().nullish(),
  /** Only where the plan has approvals of deployments. */
  allow_pipeline_trigger_approve_deployment: z.boolean().nullish(),
});

const names = {
  author_name: z.string().nullish(),
  author_email: z.string().nullish(),
  committer_name: z.string().nullish(),
  committer_email: z.string().nullish(),
  committed_date: moment.nullish(),
  created_at: moment.nullish(),
};

export const commit = z.object({ id: sha, parent_ids: z.array(z.string()), message: z.string(), ...names });
export type CommitReply = z.output<typeof commit>;

export const branch = z.object({
  name: z.string(),
  default: z.boolean(),
  protected: z.boolean(),
  commit: z.object({ id: sha }),
});

export const tag = z.object({ name: z.string(), protected: z.boolean().nullish(), commit: z.object({ id: sha }) });

export const release = z.object({
  tag_name: z.string(),
  upcoming_release: z.boolean().nullish(),
  released_at: moment.nullish(),
  commit: z.object({ id: sha }).nullish(),
});
export type ReleaseReply = z.output<typeof release>;

export const mergeBase = z.object({ id: sha });

const diff = z.object({
  old_path: z.string(),
  new_path: z.string(),
  a_mode: z.string().nullish(),
  b_mode: z.string().nullish(),
  new_file: z.boolean(),
  renamed_file: z.boolean(),
  deleted_file: z.boolean(),
  diff: z.string().nullish(),
  /** Newer servers say which diffs they left out. */
  too_large: z.boolean().nullish(),
  collapsed: z.boolean().nullish(),
});
export type DiffReply = z.output<typeof diff>;
export { diff };

export const comparison = z.object({
  commits: z.array(commit),
  diffs: z.array(diff),
  compare_timeout: z.boolean(),
  compare_same_ref: z.boolean().nullish(),
});

export const treeEntry = z.object({ id: z.string(), path: z.string(), type: z.string(), mode: z.string() });
