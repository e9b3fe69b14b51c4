/** Replies about deployments, environments, how they are protected, and when nothing may go out. */
import { z } from "zod";
import { moment, sha, user } from "./common.ts";
import { job } from "./runs.ts";

const environment = z.object({ id: z.number(), name: z.string() });

const deploymentFields = {
  id: z.number(),
  iid: z.number(),
  sha,
  ref: z.string(),
  status: z.string(),
  created_at: moment,
  updated_at: moment.nullish(),
  user: user.nullish(),
  environment: environment.nullish(),
  /** The job that deploys; null where somebody posted it by the API. */
  deployable: job.nullish(),
};

export const deployment = z.object(deploymentFields);
export type DeploymentReply = z.output<typeof deployment>;

const approval = z.object({
  user: user.nullish(),
  status: z.string(),
  created_at: moment,
  comment: z.string().nullish(),
});
export type ApprovalReply = z.output<typeof approval>;

export const rule = z.object({
  user_id: z.number().nullish(),
  group_id: z.number().nullish(),
  access_level: z.number().nullish(),
  access_level_description: z.string().nullish(),
  required_approvals: z.number().nullish(),
  deployment_approvals: z.array(approval).nullish(),
});
export type RuleReply = z.output<typeof rule>;

/** Only the reply about one deployment has these; without the plan they are absent. */
export const oneDeployment = z.object({
  ...deploymentFields,
  pending_approval_count: z.number().nullish(),
  approvals: z.array(approval).nullish(),
  approval_summary: z.object({ rules: z.array(rule).nullish() }).nullish(),
});
export type OneDeploymentReply = z.output<typeof oneDeployment>;

export const listedEnvironment = z.object({
  id: z.number(),
  name: z.string(),
  state: z.string().nullish(),
  tier: z.string().nullish(),
});

export const protectedEnvironment = z.object({
  name: z.string(),
  required_approval_count: z.number().nullish(),
  approval_rules: z.array(rule).nullish(),
});
export type ProtectedEnvironmentReply = z.output<typeof protectedEnvironment>;

export const freezePeriod = z.object({
  id: z.number(),
  freeze_start: z.string(),
  freeze_end: z.string(),
  cron_timezone: z.string().nullish(),
});
