/** Replies about merge requests and what people left on them. */
import { z } from "zod";
import { moment, sha, user } from "./common.ts";

export const mergeRequest = z.object({
  iid: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  web_url: z.string().nullish(),
  author: user.nullish(),
  merge_user: user.nullish(),
  merged_by: user.nullish(),
  /** The head of its source branch; null for one without commits. */
  sha: sha.nullish(),
  merge_commit_sha: sha.nullish(),
  squash_commit_sha: sha.nullish(),
  target_project_id: z.number().nullish(),
  target_branch: z.string().nullish(),
  project_id: z.number().nullish(),
  created_at: moment.nullish(),
  updated_at: moment.nullish(),
});
export type MergeRequestReply = z.output<typeof mergeRequest>;

export const mergeRequestCommit = z.object({ id: sha });

export const changedPath = z.object({ old_path: z.string(), new_path: z.string() });

export const version = z.object({
  id: z.number(),
  head_commit_sha: sha.nullish(),
  created_at: moment,
  patch_id_sha: z.string().nullish(),
});
export type VersionReply = z.output<typeof version>;

export const approvals = z.object({
  approved_by: z.array(z.object({ user, approved_at: moment.nullish() })),
});

export const approvalState = z.object({
  rules: z.array(
    z.object({
      rule_type: z.string().nullish(),
      eligible_approvers: z.array(user).nullish(),
      approved_by: z.array(user).nullish(),
      users: z.array(user).nullish(),
      groups: z.array(z.object({ full_path: z.string() })).nullish(),
      contains_hidden_groups: z.boolean().nullish(),
    }),
  ),
});

export type ApprovalStateReply = z.output<typeof approvalState>;

export const reviewer = z.object({ user, state: z.string(), created_at: moment.nullish() });

export const note = z.object({
  id: z.number(),
  body: z.string().nullish(),
  author: user.nullish(),
  system: z.boolean().nullish(),
  created_at: moment,
});
export type NoteReply = z.output<typeof note>;

export const approvalSettings = z.object({ reset_approvals_on_push: z.boolean().nullish() });

export const member = z.object({ id: z.number(), access_level: z.number(), state: z.string().nullish() });

export const group = z.object({ id: z.number(), full_path: z.string() });

export const issue = z.object({
  iid: z.number(),
  title: z.string().nullish(),
  created_at: moment.nullish(),
  state: z.string(),
  description: z.string().nullish(),
  web_url: z.string().nullish(),
});

export const label = z.object({ name: z.string() });

export const written = z.object({ id: z.number() });
