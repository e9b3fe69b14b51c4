/** Environments, their branch policies and the rules of apps. */
import { reads } from "../access.ts";
import { type Answer, counted, type Handlers, inRepository, missing, ok, type RepositoryCall, text } from "../call.ts";
import type { Environment, Repository, Reviewer } from "../model.ts";
import { teamOf, type World } from "../world.ts";
import { teamShape } from "./people.ts";
import { type Body, htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

/** What approvals and pending deployments say of an environment. */
export function environmentName(world: World, repository: Repository, environment: Environment): Body {
  return {
    id: environment.id,
    node_id: nodeId("EN", environment.id),
    name: environment.name,
    url: `${repoUrl(world, repository)}/environments/${encodeURIComponent(environment.name)}`,
    html_url: `${htmlUrl(world, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
  };
}

export const environmentTimes = ({ createdAt }: Environment): Body => ({
  created_at: createdAt,
  updated_at: createdAt,
});

export function reviewerShape(world: World, { kind, name }: Reviewer): Body {
  const team = kind === "Team" ? teamOf(world, name) : null;
  return { type: kind, reviewer: team === null ? userShape(world, name) : teamShape(world, team) };
}

function environmentShape(world: World, repository: Repository, environment: Environment): Body {
  const rule = (type: string, at: number, more: Body): Body => ({
    id: environment.id * 10 + at,
    node_id: nodeId("GA", environment.id * 10 + at),
    type,
    ...more,
  });
  const { waitTimer, reviewers, branchPolicy, preventSelfReview, canAdminsBypass } = environment;
  return {
    ...environmentName(world, repository, environment),
    ...environmentTimes(environment),
    protection_rules: [
      ...(waitTimer === null ? [] : [rule("wait_timer", 1, { wait_timer: waitTimer })]),
      ...(reviewers.length === 0
        ? []
        : [
            rule("required_reviewers", 2, {
              prevent_self_review: preventSelfReview,
              reviewers: reviewers.map((one) => reviewerShape(world, one)),
            }),
          ]),
      ...(branchPolicy === null ? [] : [rule("branch_policy", 3, {})]),
    ],
    deployment_branch_policy:
      branchPolicy === null
        ? null
        : { protected_branches: branchPolicy === "protected", custom_branch_policies: branchPolicy !== "protected" },
    ...(canAdminsBypass === undefined ? {} : { can_admins_bypass: canAdminsBypass }),
  };
}

const withEnvironment =
  (then: (call: RepositoryCall, environment: Environment) => Answer) =>
  (call: RepositoryCall): Answer => {
    const environment = call.repository.environments.get(text(call.path["environment_name"]).toLowerCase());
    return environment === undefined ? missing() : then(call, environment);
  };

export const environments: Handlers = {
  "repos/get-all-environments": inRepository(reads("actions"), (call) =>
    counted(call, "environments", [...call.repository.environments.values()], (one) =>
      environmentShape(call.world, call.repository, one),
    ),
  ),
  "repos/get-environment": inRepository(
    reads("actions"),
    withEnvironment((call, environment) => ok(environmentShape(call.world, call.repository, environment))),
  ),
  "repos/list-deployment-branch-policies": inRepository(
    reads("actions"),
    withEnvironment((call, { id, branchPolicy }) => {
      const patterns = Array.isArray(branchPolicy) ? branchPolicy : [];
      return counted(call, "branch_policies", patterns, (name: string) => {
        const at = id * 100 + patterns.indexOf(name);
        return { id: at, node_id: nodeId("GA", at), name, type: "branch" };
      });
    }),
  ),
  "repos/get-all-deployment-protection-rules": inRepository(
    reads("actions"),
    withEnvironment((_, { id, apps }) => {
      const rules = apps.map((app, at) => ({
        id: id * 100 + at,
        node_id: nodeId("GA", id * 100 + at),
        enabled: true,
        app: {
          id: app.id,
          node_id: nodeId("A", app.id),
          slug: app.slug,
          integration_url: `https://api.github.com/apps/${app.slug}`,
        },
      }));
      return ok({ total_count: rules.length, custom_deployment_protection_rules: rules });
    }),
  ),
};
