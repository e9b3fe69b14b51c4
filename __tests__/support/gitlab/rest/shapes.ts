/** How GitLab writes its objects. */
import type { Commit } from "../../github/git/objects.ts";
import { isHeldBy } from "../deploying.ts";
import type { Group, Holder, Pipeline, Project, ProtectedEnvironment, Release, ReviewRule, User } from "../model.ts";
import { groupMembers, person, projectMembers, type World } from "../world.ts";

export const userBasic = (world: World, username: string): Record<string, unknown> => {
  const user = person(world, username);
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    state: "active",
    locked: false,
    avatar_url: null,
    web_url: `${world.origin}/${user.username}`,
  };
};

export const wholeUser = (world: World, user: User): Record<string, unknown> => ({
  ...userBasic(world, user.username),
  bot: user.isBot,
});

export const commitShape = (world: World, project: Project, commit: Commit): Record<string, unknown> => ({
  id: commit.sha,
  short_id: commit.sha.slice(0, 8),
  created_at: `${commit.committer.at.replace(/Z$/, "")}.000Z`,
  parent_ids: commit.parents,
  title: commit.message.split("\n")[0] ?? "",
  message: `${commit.message}\n`,
  author_name: commit.author.name,
  author_email: commit.author.email,
  authored_date: `${commit.author.at.replace(/Z$/, "")}.000Z`,
  committer_name: commit.committer.name,
  committer_email: commit.committer.email,
  committed_date: `${commit.committer.at.replace(/Z$/, "")}.000Z`,
  web_url: `${world.origin}/${project.path}/-/commit/${commit.sha}`,
});

const ended = new Set(["success", "failed", "canceled", "skipped"]);

/** What a pipeline's jobs make of it. */
export function statusOf(pipeline: Pipeline): string {
  if (pipeline.status !== null) return pipeline.status;
  const jobs = [...pipeline.jobs.filter((job) => !job.retried), ...pipeline.bridges];
  const all = jobs.map((job) => (job.allowFailure && job.status === "failed" ? "success" : job.status));
  if (all.includes("running")) return "running";
  if (all.includes("pending")) return "pending";
  const open = all.filter((one) => !ended.has(one));
  if (open.length === 0) return all.includes("failed") ? "failed" : all.includes("canceled") ? "canceled" : "success";
  if (open.every((one) => one === "manual")) return all.includes("failed") ? "failed" : "manual";
  return all.some((one) => ended.has(one)) ? "running" : "created";
}

export const pipelineBasic = (world: World, project: Project, pipeline: Pipeline): Record<string, unknown> => ({
  id: pipeline.id,
  iid: pipeline.iid,
  project_id: project.id,
  sha: pipeline.sha,
  ref: pipeline.ref,
  status: statusOf(pipeline),
  source: pipeline.source,
  created_at: pipeline.createdAt,
  updated_at: pipeline.jobs.reduce(
    (at, job) => (job.finishedAt !== null && job.finishedAt > at ? job.finishedAt : at),
    pipeline.createdAt,
  ),
  web_url: `${world.origin}/${project.path}/-/pipelines/${pipeline.id}`,
});

export const groupShape = (world: World, group: Group): Record<string, unknown> => ({
  id: group.id,
  web_url: `${world.origin}/groups/${group.path}`,
  name: group.path.split("/").at(-1),
  path: group.path.split("/").at(-1),
  full_path: group.path,
  full_name: group.path.split("/").join(" / "),
  description: "",
  visibility: group.visibility,
  parent_id: world.groups.get(group.path.slice(0, group.path.lastIndexOf("/")))?.id ?? null,
  avatar_url: null,
});

const levels: Readonly<Record<number, string>> = {
  30: "Developers + Maintainers",
  40: "Maintainers",
  60: "Administrators",
};

export const holderShape = (world: World, holder: Holder & { readonly id: number }): Record<string, unknown> => ({
  id: holder.id,
  user_id: holder.user === undefined ? null : person(world, holder.user).id,
  group_id: holder.group === undefined ? null : (world.groups.get(holder.group)?.id ?? null),
  access_level: holder.level ?? null,
  access_level_description:
    holder.user === undefined ? (holder.group ?? levels[holder.level ?? 0] ?? "") : person(world, holder.user).name,
  group_inheritance_type: holder.inherits === true ? 1 : 0,
});

export const protectedEnvironment = (world: World, one: ProtectedEnvironment): Record<string, unknown> => ({
  name: one.name,
  deploy_access_levels: one.deployers.map((holder) => holderShape(world, holder)),
  required_approval_count: one.requiredCount,
  approval_rules: one.rules.map((rule) => ({ ...holderShape(world, rule), required_approvals: rule.required })),
});

/** Who may approve under a rule: nobody bound means everybody from Developer on. */
export function eligible(world: World, project: Project, rule: ReviewRule, author: string): string[] {
  const members = projectMembers(world, project);
  const named = [...rule.users, ...rule.groups.flatMap((path) => [...groupMembers(world, path, false).keys()])];
  const all = named.length > 0 || rule.kind !== "any_approver" ? named : [...members.keys()];
  return [...new Set(all)].filter(
    (one) =>
      isHeldBy(world, project, { level: 30 }, one) && (one !== author || project.approvalSettings.authorApproval),
  );
}

export const releaseShape = (world: World, project: Project, release: Release): Record<string, unknown> => {
  const commit = project.store.commit(project.refs.get(`refs/tags/${release.tag}`) ?? "");
  return {
    tag_name: release.tag,
    name: release.name,
    description: "",
    created_at: release.createdAt,
    released_at: release.releasedAt,
    upcoming_release: false,
    author: userBasic(world, release.author),
    commit: commit === undefined ? null : commitShape(world, project, commit),
    commit_path: commit === undefined ? null : `/${project.path}/-/commit/${commit.sha}`,
    tag_path: `/${project.path}/-/tags/${release.tag}`,
  };
};
