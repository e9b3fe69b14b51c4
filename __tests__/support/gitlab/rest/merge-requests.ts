/** Merge requests, their commits, versions, approvals, rules and notes. */
import { ancestors } from "../../github/git/history.ts";
import { compareTrees } from "../../github/git/trees.ts";
import { has, need } from "../access.ts";
import { type Answer, created, type Handlers, inProject, listed, missing, ok, type ProjectCall } from "../call.ts";
import type { MergeRequest, Note, ReviewRule } from "../model.ts";
import { diffShape, resolve } from "./repository.ts";
import { commitShape, eligible, groupShape, pipelineBasic, userBasic } from "./shapes.ts";

const read = need({ isPublic: true });
const readByJob = need({ isPublic: true, jobToken: true });

export function requestShape({ world, project }: Pick<ProjectCall, "world" | "project">, one: MergeRequest) {
  const closed = one.state === "closed" ? one.updatedAt : null;
  return {
    id: one.id,
    iid: one.iid,
    project_id: project.id,
    title: one.title,
    description: one.description,
    state: one.state,
    created_at: one.createdAt,
    updated_at: one.updatedAt,
    merged_at: one.mergedAt,
    merged_by: one.mergedBy === null ? null : userBasic(world, one.mergedBy),
    merge_user: one.mergedBy === null ? null : userBasic(world, one.mergedBy),
    closed_at: closed,
    closed_by: null,
    author: userBasic(world, one.author),
    assignees: [],
    assignee: null,
    reviewers: [...one.reviewers.keys()].map((name) => userBasic(world, name)),
    source_project_id: one.sourceProject,
    target_project_id: project.id,
    source_branch: one.source,
    target_branch: one.target,
    labels: one.labels,
    draft: one.draft,
    sha: one.headSha,
    merge_commit_sha: one.mergeCommit,
    squash_commit_sha: one.squashCommit,
    squash: one.squashCommit !== null,
    detailed_merge_status: one.state === "opened" ? "mergeable" : "not_open",
    reference: `!${one.iid}`,
    references: { short: `!${one.iid}`, relative: `!${one.iid}`, full: `${project.path}!${one.iid}` },
    web_url: `${world.origin}/${project.path}/-/merge_requests/${one.iid}`,
  };
}

const noteShape = ({ world, project }: ProjectCall, request: MergeRequest, note: Note) => ({
  id: note.id,
  type: null,
  body: note.body,
  author: userBasic(world, note.author),
  created_at: note.createdAt,
  updated_at: note.updatedAt,
  system: note.system,
  noteable_id: request.id,
  noteable_type: "MergeRequest",
  noteable_iid: request.iid,
  project_id: project.id,
  resolvable: false,
  confidential: false,
  internal: false,
});

const withRequest =
  (answer: (call: ProjectCall, request: MergeRequest) => Answer) =>
  (call: ProjectCall): Answer => {
    const found = call.project.mergeRequests.get(Number(call.path["merge_request_iid"]));
    return found === undefined ? missing("Merge Request") : answer(call, found);
  };

function ruleShape({ world, project }: ProjectCall, request: MergeRequest, rule: ReviewRule) {
  const may = eligible(world, project, rule, request.author);
  const approved = request.approvals.map((one) => one.user).filter((one) => may.includes(one));
  return {
    id: rule.id,
    name: rule.name,
    rule_type: rule.kind,
    eligible_approvers: may.map((one) => userBasic(world, one)),
    approvals_required: rule.required,
    users: rule.users.map((one) => userBasic(world, one)),
    groups: rule.groups.flatMap((path) => {
      const found = world.groups.get(path);
      return found === undefined ? [] : [groupShape(world, found)];
    }),
    contains_hidden_groups: false,
    approved_by: approved.map((one) => userBasic(world, one)),
    approved: approved.length >= rule.required,
    overridden: false,
    code_owner: rule.kind === "code_owner",
    section: null,
    source_rule: null,
  };
}

const rulesOf = (call: ProjectCall, request: MergeRequest): ReviewRule[] => [
  ...call.project.reviewRules,
  ...request.rules,
];

export const mergeRequests: Handlers = {
  "GET /projects/:id/merge_requests": inProject(readByJob, (call) => {
    const { query, project } = call;
    const state = query.get("state") ?? "all";
    const [after, before] = [query.get("updated_after"), query.get("updated_before")];
    const iids = query.getAll("iids[]").map(Number);
    const [source, target] = [query.get("source_branch"), query.get("target_branch")];
    const key = query.get("order_by") === "updated_at" ? "updatedAt" : "createdAt";
    const found = [...project.mergeRequests.values()].filter(
      (one) =>
        (state === "all" || one.state === state) &&
        (after === null || Date.parse(one.updatedAt) >= Date.parse(after)) &&
        (before === null || Date.parse(one.updatedAt) <= Date.parse(before)) &&
        (iids.length === 0 || iids.includes(one.iid)) &&
        (source === null || one.source === source) &&
        (target === null || one.target === target),
    );
    found.sort((a, b) => (a[key] === b[key] ? b.iid - a.iid : a[key] < b[key] ? 1 : -1));
    if (query.get("sort") === "asc") found.reverse();
    return listed(call, found, (one) => requestShape(call, one));
  }),
  "GET /projects/:id/repository/commits/:sha/merge_requests": inProject(readByJob, (call) => {
    const commit = resolve(call.project, call.path["sha"] ?? "");
    if (commit === undefined) return missing("Commit");
    const found = [...call.project.mergeRequests.values()].filter(
      (one) => one.landed.includes(commit.sha) || one.commits.includes(commit.sha) || one.mergeCommit === commit.sha,
    );
    return listed(call, found, (one) => requestShape(call, one));
  }),
  "GET /projects/:id/merge_requests/:merge_request_iid": inProject(
    readByJob,
    withRequest((call, one) => {
      const { world, project } = call;
      const newest = [...project.pipelines.values()].filter((pipeline) => pipeline.sha === one.headSha).at(-1);
      return ok({
        ...requestShape(call, one),
        diff_refs: { base_sha: one.baseSha, head_sha: one.headSha, start_sha: one.baseSha },
        head_pipeline: newest === undefined ? null : pipelineBasic(world, project, newest),
      });
    }),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/commits": inProject(
    read,
    withRequest((call, one) => {
      // Newest first.
      const commits = [...one.commits].reverse().flatMap((sha) => call.project.store.commit(sha) ?? []);
      return listed(call, commits, (commit) => commitShape(call.world, call.project, commit));
    }),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/diffs": inProject(
    read,
    withRequest((call, one) => {
      const { store } = call.project;
      const treeOf = (sha: string): string => store.commit(sha)?.tree ?? "";
      const base = store.commit(one.baseSha) === undefined ? null : treeOf(one.baseSha);
      return listed(call, compareTrees(store, base, treeOf(one.headSha)), (change) => diffShape(call.project, change));
    }),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/versions": inProject(
    read,
    withRequest((call, one) =>
      listed(call, one.versions, (version) => ({
        id: version.id,
        head_commit_sha: version.head,
        base_commit_sha: version.base,
        start_commit_sha: version.base,
        created_at: version.createdAt,
        merge_request_id: one.id,
        state: "collected",
        real_size: "1",
        patch_id_sha: null,
      })),
    ),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/reviewers": inProject(
    read,
    withRequest(({ world }, one) =>
      ok(
        [...one.reviewers].map(([name, state]) => ({
          user: userBasic(world, name),
          state,
          created_at: one.createdAt,
        })),
      ),
    ),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/approvals": inProject(
    read,
    withRequest((call, one) => {
      const { world, project } = call;
      const required = rulesOf(call, one).reduce((most, rule) => Math.max(most, rule.required), 0);
      const plain = {
        approved: one.approvals.length >= required,
        approved_by: one.approvals.map(({ user, at }) => ({ user: userBasic(world, user), approved_at: at })),
        user_has_approved: false,
        user_can_approve: false,
      };
      if (!has(project, "premium")) return ok({ ...plain, approved: one.approvals.length > 0 });
      return ok({
        ...plain,
        approvals_required: required,
        approvals_left: Math.max(required - one.approvals.length, 0),
        has_approval_rules: rulesOf(call, one).length > 0,
      });
    }),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/approval_state": inProject(
    need({ isPublic: true, plan: "premium" }),
    withRequest((call, one) =>
      ok({
        approval_rules_overwritten: one.rules.some((rule) => rule.kind === "regular"),
        rules: rulesOf(call, one).map((rule) => ruleShape(call, one, rule)),
      }),
    ),
  ),
  "GET /projects/:id/merge_requests/:merge_request_iid/notes": inProject(
    readByJob,
    withRequest((call, one) => {
      const notes = [...one.notes].sort((a, b) =>
        a.createdAt === b.createdAt ? a.id - b.id : a.createdAt < b.createdAt ? -1 : 1,
      );
      // GitLab's own order is newest first.
      if (call.query.get("sort") !== "asc") notes.reverse();
      return listed(call, notes, (note) => noteShape(call, one, note));
    }),
  ),
  "POST /projects/:id/merge_requests/:merge_request_iid/notes": inProject(
    need({ writes: true }),
    withRequest((call, one) => {
      const at = call.world.now();
      const note: Note = {
        id: call.world.nextId(),
        author: call.token?.user ?? "",
        body: String(call.body["body"]),
        system: false,
        createdAt: at,
        updatedAt: at,
      };
      one.notes.push(note);
      return created(noteShape(call, one, note));
    }),
  ),
  "PUT /projects/:id/merge_requests/:merge_request_iid/notes/:note_id": inProject(
    need({ writes: true }),
    withRequest((call, one) => {
      const note = one.notes.find((each) => each.id === Number(call.path["note_id"]));
      if (note === undefined) return missing("Note");
      if (note.author !== call.token?.user) return { status: 403, body: { message: "403 Forbidden" } };
      note.body = String(call.body["body"]);
      note.updatedAt = call.world.now();
      return ok(noteShape(call, one, note));
    }),
  ),
  "GET /projects/:id/deployments/:deployment_id/merge_requests": inProject(readByJob, (call) => {
    const { project, path } = call;
    const deployment = project.deployments.find((one) => one.id === Number(path["deployment_id"]));
    if (deployment === undefined) return missing("Deployment");
    const reach = ancestors(project.store, deployment.sha);
    const found = [...project.mergeRequests.values()].filter((one) => one.landed.some((sha) => reach.has(sha)));
    return listed(call, found, (one) => requestShape(call, one));
  }),
};
