/** Deployments and what people say to them, environments, their protection, and freeze periods. */
import { has, need } from "../access.ts";
import { created, failure, type Handlers, inGroup, inProject, listed, missing, ok, type ProjectCall } from "../call.ts";
import { approvalsOf, decideOn, pendingCount, protectionOf } from "../deploying.ts";
import type { Deployment, DeploymentApproval } from "../model.ts";
import type { World } from "../world.ts";
import { jobShape } from "./pipelines.ts";
import { holderShape, protectedEnvironment, userBasic } from "./shapes.ts";

const readByJob = need({ isPublic: true, jobToken: true });

const deploymentShape = ({ world, project }: ProjectCall, one: Deployment): Record<string, unknown> => {
  const environment = project.environments.get(one.environment);
  return {
    id: one.id,
    iid: one.iid,
    ref: one.ref,
    sha: one.sha,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    status: one.status,
    user: userBasic(world, one.user),
    environment:
      environment === undefined
        ? null
        : { id: environment.id, name: environment.name, slug: environment.name.toLowerCase(), external_url: null },
    deployable: one.job === null ? null : jobShape(world, project, one.job),
  };
};

const approvalShape = (world: World, one: DeploymentApproval) => ({
  user: userBasic(world, one.user),
  status: one.status,
  created_at: one.createdAt,
  comment: one.comment,
});

const keys = {
  id: "id",
  iid: "iid",
  created_at: "createdAt",
  updated_at: "updatedAt",
  finished_at: "updatedAt",
} as const;

export const deployments: Handlers = {
  "GET /projects/:id/deployments": inProject(readByJob, (call) => {
    const { project, query } = call;
    const order = query.get("order_by") ?? "id";
    const [after, before] = [query.get("updated_after"), query.get("updated_before")];
    if ((after !== null || before !== null) && order !== "updated_at")
      return failure(400, "400 Bad request - `updated_at` filter requires `updated_at` sort");
    const [environment, status] = [query.get("environment"), query.get("status")];
    const key = keys[order as keyof typeof keys];
    const found = project.deployments.filter(
      (one) =>
        (environment === null || one.environment === environment) &&
        (status === null || one.status === status) &&
        (after === null || one.updatedAt > after) &&
        (before === null || one.updatedAt < before),
    );
    found.sort((a, b) => (a[key] === b[key] ? a.id - b.id : a[key] < b[key] ? -1 : 1));
    if (query.get("sort") === "desc") found.reverse();
    return listed(call, found, (one) => deploymentShape(call, one));
  }),
  "GET /projects/:id/deployments/:deployment_id": inProject(readByJob, (call) => {
    const { world, project, path } = call;
    const one = project.deployments.find((each) => each.id === Number(path["deployment_id"]));
    if (one === undefined) return missing("Deployment");
    if (!has(project, "premium")) return ok(deploymentShape(call, one));
    const protection = protectionOf(project, one.environment);
    return ok({
      ...deploymentShape(call, one),
      pending_approval_count: pendingCount(project, one),
      approvals: one.approvals.map((approval) => approvalShape(world, approval)),
      approval_summary: {
        rules: (protection?.rules ?? []).map((rule) => ({
          ...holderShape(world, rule),
          required_approvals: rule.required,
          deployment_approvals: approvalsOf(one, rule).map((approval) => approvalShape(world, approval)),
        })),
      },
    });
  }),
  "POST /projects/:id/deployments/:deployment_id/approval": inProject(
    need({ jobToken: true, writes: true, plan: "premium", level: 20 }),
    ({ world, project, path, body, token }) => {
      const one = project.deployments.find((each) => each.id === Number(path["deployment_id"]));
      if (one === undefined) return missing("Deployment");
      const as = body["represented_as"];
      const user = token?.user ?? "";
      const refusal = decideOn(world, project, one, {
        user,
        status: body["status"] as "approved" | "rejected",
        comment: String(body["comment"] ?? ""),
        as: as === undefined ? undefined : String(as),
        at: world.now(),
      });
      if (refusal !== null) return failure(400, `400 Bad request - ${refusal}`);
      const given = one.approvals.find((each) => each.user === user);
      return given === undefined ? missing("Approval") : created(approvalShape(world, given));
    },
  ),
  "GET /projects/:id/environments": inProject(readByJob, (call) => {
    const { project, query } = call;
    const [name, search, states] = [query.get("name"), query.get("search"), query.get("states")];
    if (search !== null && search.length < 3)
      return failure(400, "400 Bad request - Search query is less than 3 characters");
    const found = [...project.environments.values()].filter(
      (one) =>
        (name === null || one.name === name) &&
        (search === null || one.name.includes(search)) &&
        (states === null || one.state === states),
    );
    return listed(call, found, ({ id, name: called, tier, state, createdAt }) => ({
      id,
      name: called,
      slug: called.toLowerCase(),
      external_url: null,
      created_at: createdAt,
      updated_at: createdAt,
      tier,
      state,
      auto_stop_at: null,
    }));
  }),
  "GET /projects/:id/environments/:environment_id": inProject(readByJob, (call) => {
    const { project, path } = call;
    const one = [...project.environments.values()].find(({ id }) => id === Number(path["environment_id"]));
    if (one === undefined) return missing("Environment");
    const newest = [...project.deployments].reverse().find((each) => each.environment === one.name);
    return ok({
      id: one.id,
      name: one.name,
      slug: one.name.toLowerCase(),
      external_url: null,
      created_at: one.createdAt,
      updated_at: one.createdAt,
      tier: one.tier,
      state: one.state,
      auto_stop_at: null,
      last_deployment: newest === undefined ? null : deploymentShape(call, newest),
    });
  }),
  "GET /projects/:id/protected_environments": inProject(need({ level: 40, plan: "premium" }), (call) =>
    listed(call, [...call.project.protectedEnvironments.values()], (one) => protectedEnvironment(call.world, one)),
  ),
  "GET /projects/:id/protected_environments/:name": inProject(
    need({ level: 40, plan: "premium" }),
    ({ world, project, path }) => {
      const one = project.protectedEnvironments.get(path["name"] ?? "");
      return one === undefined ? missing("ProtectedEnvironment") : ok(protectedEnvironment(world, one));
    },
  ),
  "GET /groups/:id/protected_environments": inGroup(need({ level: 40, plan: "premium" }), (call) =>
    listed(call, [...call.group.protectedEnvironments.values()], (one) => protectedEnvironment(call.world, one)),
  ),
  "GET /projects/:id/freeze_periods": inProject(need({ authenticates: true }), (call) =>
    listed(call, call.project.freezePeriods, (one) => ({
      id: one.id,
      freeze_start: one.start,
      freeze_end: one.end,
      cron_timezone: one.zone,
      created_at: one.createdAt,
      updated_at: one.createdAt,
    })),
  ),
};
