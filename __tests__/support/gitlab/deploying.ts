/** What GitLab does with a job that deploys to a protected environment: it blocks it, counts approvals, lets it be started. */

import { has } from "./access.ts";
import type {
  ApprovalRule,
  Deployment,
  DeploymentApproval,
  Holder,
  Job,
  Project,
  ProtectedEnvironment,
} from "./model.ts";
import { groupMembers, person, projectMembers, type World } from "./world.ts";

/** Is this person among those whom a rule or an access level names? */
export function isHeldBy(world: World, project: Project, holder: Holder, username: string): boolean {
  if (holder.user !== undefined) return holder.user === username;
  if (holder.group !== undefined) return groupMembers(world, holder.group, holder.inherits ?? false).has(username);
  return (projectMembers(world, project).get(username) ?? 0) >= (holder.level ?? 60);
}

/** The protection of an environment: the project's own; null where there is none, or the plan lacks it. */
export const protectionOf = (project: Project, environment: string): ProtectedEnvironment | null =>
  has(project, "premium") ? (project.protectedEnvironments.get(environment) ?? null) : null;

export const approvalsOf = (deployment: Deployment, rule: ApprovalRule): readonly DeploymentApproval[] =>
  deployment.approvals.filter((one) => one.rule?.id === rule.id);

/** How many approvals are still asked for. */
export function pendingCount(project: Project, deployment: Deployment): number {
  const protection = protectionOf(project, deployment.environment);
  if (protection === null) return 0;
  const given = (list: readonly DeploymentApproval[]): number => list.filter((one) => one.status === "approved").length;
  if (protection.rules.length === 0) return Math.max(protection.requiredCount - given(deployment.approvals), 0);
  return protection.rules.reduce(
    (sum, rule) => sum + Math.max(rule.required - given(approvalsOf(deployment, rule)), 0),
    0,
  );
}

/** Records an approval or a rejection as GitLab does. Gives the sentence of its refusal, or null. */
export function decideOn(
  world: World,
  project: Project,
  deployment: Deployment,
  given: Omit<DeploymentApproval, "rule" | "createdAt"> & {
    readonly as?: string | undefined;
    readonly at?: string | undefined;
  },
): string | null {
  const protection = protectionOf(project, deployment.environment);
  if (protection === null) return "This environment is not protected.";
  if (deployment.status !== "blocked") return "This deployment is not waiting for approval.";
  if (deployment.user === given.user) return "You cannot approve your own deployment.";
  const nameOf = (rule: Holder): string | undefined => rule.group ?? rule.user;
  const rule =
    protection.rules.find(
      (one) => isHeldBy(world, project, one, given.user) && (given.as === undefined || nameOf(one) === given.as),
    ) ?? null;
  const mayDeploy = protection.deployers.some((one) => isHeldBy(world, project, one, given.user));
  if (protection.rules.length > 0 ? rule === null : !mayDeploy)
    return "You don't have permission to review this deployment. Contact the project or group owner for help.";
  const before = deployment.approvals.findIndex((one) => one.user === given.user);
  if (before >= 0) deployment.approvals.splice(before, 1);
  deployment.approvals.push({
    user: person(world, given.user).username,
    status: given.status,
    comment: given.comment,
    createdAt: given.at ?? world.tick(),
    rule,
  });
  if (given.status === "rejected" && deployment.job !== null) {
    deployment.status = "failed";
    deployment.job.status = "failed";
    deployment.job.failureReason = "deployment_rejected";
  } else if (pendingCount(project, deployment) === 0) deployment.status = "created";
  deployment.updatedAt = world.now();
  return null;
}

/** Somebody presses the button of a manual job, or the API does. Gives the sentence of GitLab's refusal, or null. */
export function play(world: World, project: Project, job: Job, by: string): string | null {
  if (!["manual", "scheduled"].includes(job.status)) return "Unplayable Job";
  const deployment = project.deployments.find((one) => one.job === job);
  if (deployment?.status === "blocked") return "Unplayable Job";
  job.user = person(world, by).username;
  start(world, project, job);
  return null;
}

/** A runner takes the job. */
export function start(world: World, project: Project, job: Job): void {
  job.status = "running";
  job.startedAt = world.tick();
  const deployment = project.deployments.find((one) => one.job === job);
  if (deployment !== undefined) {
    deployment.status = "running";
    deployment.updatedAt = job.startedAt;
  }
}

/** The job ends, and its deployment with it. */
export function finish(world: World, project: Project, job: Job, status: "success" | "failed" | "canceled"): void {
  job.startedAt ??= world.tick();
  job.status = status;
  job.finishedAt = world.tick();
  if (status === "failed") job.failureReason ??= "script_failure";
  const deployment = project.deployments.find((one) => one.job === job);
  if (deployment !== undefined) {
    deployment.status = status;
    deployment.updatedAt = job.finishedAt;
  }
}
