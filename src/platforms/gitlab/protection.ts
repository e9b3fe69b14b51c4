/** How an environment is protected: who has to approve a deployment to it before it may begin. */
import type { EnvironmentReviewer, ProtectedEnvironment } from "../../core/evidence/environments.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import { settle } from "../settled.ts";
import { PlanLacks } from "./client.ts";
import type { GitlabContext } from "./context.ts";
import { routes } from "./routes.ts";
import { listedEnvironment, type RuleReply } from "./schema/deployments.ts";

/** `names`: groups as the policy writes them, so that a rule is shown under the name that people know. */
export async function protectionOf(
  context: GitlabContext,
  environment: string,
  names: readonly string[],
): Promise<ProtectedEnvironment> {
  const { client, groupNumbers, deployments } = context;
  const [listed, known, own, numbers] = await Promise.all([
    settle(context.protectedEnvironments()),
    settle(
      client.list(listedEnvironment, {
        route: routes.environments,
        what: `the environment ${environment}`,
        query: { search: environment },
      }),
    ),
    settle(context.ownDeployment()),
    groupNumbers(names),
  ]);
  const isLacking = !listed.ok && listed.failure instanceof PlanLacks;
  const its = listed.ok ? listed.value.find(({ name }) => name === environment) : undefined;
  const ofDeployment = own.ok ? (own.value?.approval_summary?.rules ?? null) : null;
  // Rules of a group's own protected environments stand on the deployment alone.
  const isTold = listed.ok || isLacking || ofDeployment !== null;
  const rules = ofDeployment !== null && ofDeployment.length > 0 ? ofDeployment : (its?.approval_rules ?? []);
  const isThere = known.ok ? known.value.some(({ name }) => name === environment) : null;
  const prevents = context.project?.allow_pipeline_trigger_approve_deployment;
  return {
    name: environment,
    exists: isThere !== false || its !== undefined || deployments.length > 0,
    reviewers: isTold
      ? reviewersIn(rules, numbers, {
          anybody: its?.required_approval_count ?? 0,
          isWhole: numbers.size === new Set(names).size,
        })
      : null,
    preventsSelfReview: rules.length === 0 || prevents == null ? null : !prevents,
    adminsMayBypass: null,
    url: null,
  };
}

function reviewersIn(
  rules: readonly RuleReply[],
  numbers: ReadonlyMap<string, number>,
  { anybody, isWhole }: { readonly anybody: number; readonly isWhole: boolean },
): readonly EnvironmentReviewer[] {
  // Where a group of the policy could not be found, a bare number may be that very group.
  const unnamed = (id: number): string => (isWhole ? `group ${id}` : String(id));
  const byNumber = new Map([...numbers].sort(([a], [b]) => byCodeUnit(b, a)).map(([name, id]) => [id, name]));
  const named = rules
    .filter(({ required_approvals }) => required_approvals !== 0)
    .map((rule): EnvironmentReviewer => {
      const { group_id, user_id, access_level_description: role } = rule;
      const count = rule.required_approvals ?? 1;
      if (group_id != null) return { kind: "team", name: byNumber.get(group_id) ?? unnamed(group_id), count };
      return user_id == null
        ? { kind: "team", name: role ?? "a role", count }
        : { kind: "user", name: `user ${user_id}`, count };
    });
  const all = anybody > 0 && named.length === 0 ? [{ kind: "team" as const, name: "whoever may deploy" }] : named;
  return all.sort((a, b) => byCodeUnit(`${a.kind}\0${a.name}`, `${b.kind}\0${b.name}`));
}
