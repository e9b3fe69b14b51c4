/**
 * Which plan a project has, as far as GitLab's own answers tell. The variable GITLAB_FEATURES says it too, and a pipeline can give it
 * another value: it serves for words alone.
 */
import type { Route } from "./routes.ts";

type PlanName = NonNullable<Route["plan"]>;

export interface Plan {
  /** Takes the project's own answer in. */
  hear(project: unknown): void;
  /** By GitLab's answer; null where it did not tell. */
  lacks(plan: PlanName): boolean | null;
  /** By the variable alone; null where it is not set. */
  isSaidToLack(plan: PlanName): boolean | null;
}

/** Fields of a project that GitLab shows to everybody who may see it, from that plan on and under no other. */
const fields: Readonly<Record<PlanName, readonly string[]>> = {
  Premium: ["allow_pipeline_trigger_approve_deployment", "merge_pipelines_enabled", "approvals_before_merge"],
  Ultimate: ["only_allow_merge_if_all_status_checks_passed"],
};

/** Features that GITLAB_FEATURES lists from that plan on. */
const features: Readonly<Record<PlanName, readonly string[]>> = {
  Premium: ["protected_environments", "merge_request_approvers", "deployment_approval", "code_owners"],
  Ultimate: ["security_dashboard", "dependency_scanning"],
};

/** `licensed`: what GITLAB_FEATURES lists; null where it is not set. */
export function openPlan(licensed: readonly string[] | null): Plan {
  let shown: ReadonlySet<string> | null = null;
  const has = (list: readonly string[], seen: { has(name: string): boolean }): boolean =>
    list.some((name) => seen.has(name));
  return {
    hear(project) {
      // Somebody who is nobody is shown a few basic fields, whatever the plan; `permissions` is not among them.
      if (typeof project === "object" && project !== null && "permissions" in project)
        shown = new Set(Object.keys(project));
    },
    lacks: (plan) => (shown === null ? null : !has(fields[plan], shown)),
    isSaidToLack: (plan) => (licensed === null ? null : !has(features[plan], new Set(licensed))),
  };
}
