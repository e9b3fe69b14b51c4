/** Projects, groups, members, issues, tokens, and the merged pipeline configuration. */

import { entryAt, textOf } from "../../github/git/trees.ts";
import { has, levelOf, need } from "../access.ts";
import {
  created,
  forAccount,
  type Handlers,
  inGroup,
  inProject,
  listed,
  missing,
  ok,
  type ProjectCall,
} from "../call.ts";
import type { Issue, Level } from "../model.ts";
import { groupMembers, person, projectMembers, userById, type World } from "../world.ts";
import { resolve } from "./repository.ts";
import { eligible, groupShape, userBasic, wholeUser } from "./shapes.ts";

const member = (world: World, username: string, level: Level) => ({
  ...userBasic(world, username),
  access_level: level,
  created_at: null,
  expires_at: null,
  membership_state: "active",
});

function members(call: Parameters<typeof listed>[0], all: ReadonlyMap<string, Level>) {
  const wanted = call.query.getAll("user_ids[]").map(Number);
  const found = [...all].filter(([name]) => wanted.length === 0 || wanted.includes(person(call.world, name).id));
  return listed(call, found, ([name, level]) => member(call.world, name, level));
}

const issueShape = ({ world, project }: ProjectCall, one: Issue) => ({
  id: one.id,
  iid: one.iid,
  project_id: project.id,
  title: one.title,
  description: one.description,
  state: one.state,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
  closed_at: one.state === "closed" ? one.updatedAt : null,
  labels: one.labels,
  author: userBasic(world, one.author),
  web_url: `${world.origin}/${project.path}/-/issues/${one.iid}`,
  confidential: false,
  issue_type: "issue",
});

export const projects: Handlers = {
  "GET /projects/:id": inProject(need({ level: 10, isPublic: true }), ({ world, project, token }) => {
    const [name = "", ...before] = project.path.split("/").reverse();
    const namespace = before.reverse().join("/");
    return ok({
      id: project.id,
      name,
      path: name,
      name_with_namespace: project.path.split("/").join(" / "),
      path_with_namespace: project.path,
      description: null,
      default_branch: project.defaultBranch,
      created_at: project.createdAt,
      updated_at: project.createdAt,
      archived: false,
      visibility: project.visibility,
      web_url: `${world.origin}/${project.path}`,
      namespace: {
        id: world.groups.get(namespace)?.id ?? 0,
        name: namespace.split("/").at(-1),
        path: namespace.split("/").at(-1),
        kind: "group",
        full_path: namespace,
        parent_id: null,
        avatar_url: null,
        web_url: `${world.origin}/groups/${namespace}`,
      },
      ...(token === null
        ? {}
        : {
            permissions: {
              project_access: { access_level: levelOf(world, token, project), notification_level: 3 },
              group_access: null,
            },
          }),
      shared_with_groups: [...project.sharedWith].map(([path, level]) => ({
        group_id: world.groups.get(path)?.id ?? 0,
        group_name: path.split("/").at(-1),
        group_full_path: path,
        group_access_level: level,
        expires_at: null,
      })),
      // Somebody who is nobody sees the basic fields alone; those of the Enterprise Edition come with the plan, whatever the role.
      ...(token !== null && has(project, "premium")
        ? {
            approvals_before_merge: 0,
            merge_pipelines_enabled: false,
            allow_pipeline_trigger_approve_deployment: false,
          }
        : {}),
      ...(token !== null && has(project, "ultimate") ? { only_allow_merge_if_all_status_checks_passed: false } : {}),
      // Settings are shown to maintainers only.
      ...(token !== null && levelOf(world, token, project) >= 40
        ? {
            restrict_user_defined_variables: project.restrictVariables,
            ci_pipeline_variables_minimum_override_role: project.overrideRole,
            ci_forward_deployment_enabled: project.forwardDeployment,
          }
        : {}),
    });
  }),
  "GET /projects/:id/approvals": inProject(need({ level: 30, plan: "premium" }), ({ project }) =>
    ok({
      approvals_before_merge: 0,
      reset_approvals_on_push: project.approvalSettings.resetOnPush,
      selective_code_owner_removals: false,
      disable_overriding_approvers_per_merge_request: project.approvalSettings.disableOverriding,
      merge_requests_author_approval: project.approvalSettings.authorApproval,
      merge_requests_disable_committers_approval: project.approvalSettings.disableCommitters,
      require_password_to_approve: false,
      require_reauthentication_to_approve: false,
    }),
  ),
  "GET /projects/:id/approval_rules": inProject(need({ level: 30, plan: "premium" }), (call) =>
    listed(call, call.project.reviewRules, (rule) => ({
      id: rule.id,
      name: rule.name,
      rule_type: rule.kind,
      approvals_required: rule.required,
      eligible_approvers: eligible(call.world, call.project, rule, "").map((one) => userBasic(call.world, one)),
      users: rule.users.map((one) => userBasic(call.world, one)),
      groups: [],
      contains_hidden_groups: false,
    })),
  ),
  "GET /projects/:id/members/all": inProject(need({ level: 10, isPublic: true }), (call) =>
    members(call, projectMembers(call.world, call.project)),
  ),
  "GET /projects/:id/members/all/:user_id": inProject(need({ level: 10, isPublic: true }), (call) => {
    const user = userById(call.world, Number(call.path["user_id"]));
    const level = projectMembers(call.world, call.project).get(user?.username ?? "");
    return user === undefined || level === undefined ? missing("Member") : ok(member(call.world, user.username, level));
  }),
  "GET /groups/:id": inGroup(need({ level: 10, isPublic: true }), ({ world, group }) => ok(groupShape(world, group))),
  "GET /groups/:id/members/all": inGroup(need({ level: 10, isPublic: true }), (call) =>
    members(call, groupMembers(call.world, call.group.path)),
  ),
  "GET /groups/:id/members/all/:user_id": inGroup(need({ level: 10, isPublic: true }), (call) => {
    const user = userById(call.world, Number(call.path["user_id"]));
    const level = groupMembers(call.world, call.group.path).get(user?.username ?? "");
    return user === undefined || level === undefined ? missing("Member") : ok(member(call.world, user.username, level));
  }),
  "GET /user": forAccount(need({ level: 5, authenticates: true }), ({ world, token }) => {
    const user = person(world, token?.user ?? "");
    return ok({ ...wholeUser(world, user), created_at: world.now(), email: user.emails.at(-1) });
  }),
  "GET /metadata": forAccount(need({ level: 5, authenticates: true }), ({ world }) =>
    ok({ version: world.version, revision: "0123abcd", enterprise: world.isEnterprise, kas: { enabled: false } }),
  ),
  "GET /personal_access_tokens/self": forAccount(need({ level: 5, authenticates: true }), ({ world, token }) =>
    ok({
      id: 1,
      name: "release-gate",
      revoked: false,
      created_at: world.now(),
      scopes: token?.scopes ?? [],
      user_id: person(world, token?.user ?? "").id,
      active: true,
      expires_at: null,
    }),
  ),
  "GET /projects/:id/issues": inProject(need({ level: 10, isPublic: true }), (call) => {
    const labels = (call.query.get("labels") ?? "").split(",").filter((one) => one !== "");
    const state = call.query.get("state") ?? "all";
    const search = call.query.get("search");
    const found = call.project.issues.filter(
      (one) =>
        labels.every((label) => one.labels.includes(label)) &&
        (state === "all" || one.state === state) &&
        (search === null || `${one.title}\n${one.description}`.includes(search)),
    );
    return listed(call, found.reverse(), (one) => issueShape(call, one));
  }),
  // A label is there once an issue has it.
  "GET /projects/:id/labels/:label_id": inProject(need({ level: 10, isPublic: true }), (call) => {
    const name = call.path["label_id"] ?? "";
    return call.project.issues.some(({ labels }) => labels.includes(name))
      ? ok({ id: 1, name, color: "#dc143c", description: "" })
      : missing("Label");
  }),
  "POST /projects/:id/issues": inProject(need({ level: 10, writes: true }), (call) => {
    const at = call.world.now();
    const made: Issue = {
      id: call.world.nextId(),
      iid: call.project.issues.length + 1,
      title: String(call.body["title"]),
      description: String(call.body["description"] ?? ""),
      labels: String(call.body["labels"] ?? "")
        .split(",")
        .filter((one) => one !== ""),
      author: call.token?.user ?? "",
      state: "opened",
      createdAt: at,
      updatedAt: at,
    };
    call.project.issues.push(made);
    return created(issueShape(call, made));
  }),
  "GET /projects/:id/ci/lint": inProject(need({ level: 20 }), ({ project, query }) => {
    const commit = resolve(project, query.get("content_ref") ?? query.get("sha") ?? project.defaultBranch);
    if (commit === undefined) return missing("Commit");
    const file = entryAt(project.store, commit.tree, ".gitlab-ci.yml");
    const merged = project.mergedYaml ?? (file === null ? ofPipelines(project) : textOf(project.store, file));
    const lint = (valid: boolean, errors: readonly string[]) =>
      ok({ valid, errors, warnings: [], merged_yaml: valid ? merged : null, includes: [] });
    return merged === null ? lint(false, ["Please provide content of .gitlab-ci.yml"]) : lint(true, []);
  }),
};

/** Where a story tells pipelines and no file: one that fits them, whose jobs that deploy begin with the gate. */
function ofPipelines({ pipelines }: ProjectCall["project"]): string | null {
  const jobs = [...pipelines.values()].flatMap((pipeline) => pipeline.jobs);
  if (jobs.length === 0) return null;
  return JSON.stringify(
    Object.fromEntries(
      jobs.map(({ name, environment }) => [
        name,
        environment === null
          ? { script: ["true"] }
          : { environment, before_script: ["release-gate check --mode enforce"], script: ["true"] },
      ]),
    ),
  );
}
