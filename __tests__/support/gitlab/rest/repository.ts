/** Branches, tags, commits, comparisons, trees, files and releases. */
import { createHash } from "node:crypto";
import { ancestors, compare, log, mergeBase } from "../../github/git/history.ts";
import { lineChanges } from "../../github/git/lines.ts";
import type { Commit } from "../../github/git/objects.ts";
import { compareTrees, entryAt, type FileChange, listTree, textOf } from "../../github/git/trees.ts";
import { need } from "../access.ts";
import { type Handlers, inProject, keyset, listed, missing, ok, type ProjectCall } from "../call.ts";
import type { Project } from "../model.ts";
import { commitShape, pipelineBasic, releaseShape, userBasic } from "./shapes.ts";

const read = need({ isPublic: true });
const readByJob = need({ isPublic: true, jobToken: true });

/** The commit that a branch, a tag, a hash (or eight digits of one and more) names. */
export function resolve(project: Project, name: string): Commit | undefined {
  const { refs, store } = project;
  const found = refs.get(`refs/heads/${name}`) ?? refs.get(`refs/tags/${name}`) ?? refs.get(name) ?? name;
  const whole = name === "HEAD" ? refs.get(`refs/heads/${project.defaultBranch}`) : found;
  const commit = store.commit(whole ?? "");
  if (commit !== undefined || !/^[0-9a-f]{8,39}$/.test(name)) return commit;
  const [only, ...others] = [...store.all.keys()].filter((sha) => sha.startsWith(name));
  return others.length === 0 ? store.commit(only ?? "") : undefined;
}

const mode = (entry: { readonly mode: string } | null): string => (entry === null ? "0" : entry.mode.padStart(6, "0"));

export function diffShape(project: Project, change: FileChange): Record<string, unknown> {
  const [before, after] = [textOf(project.store, change.before), textOf(project.store, change.after)];
  const patch = before === null || after === null ? "" : lineChanges(before, after).patch;
  return {
    diff: patch === "" ? "" : `${patch}\n`,
    new_path: change.after?.path ?? change.path,
    old_path: change.before?.path ?? change.path,
    a_mode: mode(change.before),
    b_mode: mode(change.after),
    new_file: change.status === "added",
    renamed_file: change.status === "renamed",
    deleted_file: change.status === "removed",
    generated_file: false,
  };
}

const branchShape = ({ world, project, token }: ProjectCall, name: string) => {
  const commit = project.store.commit(project.refs.get(`refs/heads/${name}`) ?? "");
  return {
    name,
    commit: commit === undefined ? null : commitShape(world, project, commit),
    merged: false,
    protected: project.protectedBranches.has(name),
    developers_can_push: false,
    developers_can_merge: false,
    can_push: token !== null,
    default: name === project.defaultBranch,
    web_url: `${world.origin}/${project.path}/-/tree/${name}`,
  };
};

const tagShape = ({ world, project }: ProjectCall, name: string) => {
  const commit = resolve(project, `refs/tags/${name}`);
  return {
    name,
    message: "",
    target: commit?.sha ?? null,
    commit: commit === undefined ? null : commitShape(world, project, commit),
    release: project.releases.some((one) => one.tag === name) ? { tag_name: name, description: "" } : null,
    protected: project.protectedTags.has(name),
    created_at: null,
  };
};

const names = (project: Project, kind: "heads" | "tags"): string[] =>
  [...project.refs.keys()]
    .filter((ref) => ref.startsWith(`refs/${kind}/`))
    .map((ref) => ref.slice(`refs/${kind}/`.length))
    .sort();

/** Commits that changed a path against their first parent. */
const touches = (project: Project, commit: Commit, path: string): boolean => {
  const before = project.store.commit(commit.parents[0] ?? "");
  const at = (tree: string | undefined): string =>
    tree === undefined ? "" : (entryAt(project.store, tree, path)?.sha ?? "");
  return at(before?.tree) !== at(commit.tree);
};

function commitsOf(call: ProjectCall): Commit[] | null {
  const { project, query } = call;
  const ref = query.get("ref_name") ?? project.defaultBranch;
  const range = /^(.+?)\.\.(\.?)(.+)$/.exec(ref);
  const head = resolve(project, range?.[3] ?? ref);
  const base = range === null ? undefined : resolve(project, range[1] ?? "");
  if (head === undefined || (range !== null && base === undefined)) return null;
  const all =
    query.get("all") === "true"
      ? [...new Set(project.refs.values())].flatMap((sha) => log(project.store, sha))
      : log(project.store, head.sha, base === undefined ? new Set() : ancestors(project.store, base.sha));
  const path = query.get("path");
  const [since, until] = [query.get("since"), query.get("until")];
  return all.filter(
    (one) =>
      (path === null || touches(project, one, path)) &&
      (since === null || Date.parse(one.committer.at) >= Date.parse(since)) &&
      (until === null || Date.parse(one.committer.at) <= Date.parse(until)),
  );
}

/** The file that a call names; `null`: the commit lacks it; `undefined`: there is no such commit. */
function fileOf({ project, path, query }: ProjectCall) {
  const ref = query.get("ref") ?? project.defaultBranch;
  const commit = resolve(project, ref);
  if (commit === undefined) return undefined;
  const entry = entryAt(project.store, commit.tree, path["file_path"] ?? "");
  if (entry === null || entry.mode === "40000" || entry.mode === "160000") return null;
  return { ref, commit, entry, bytes: project.store.bytes(entry.sha) };
}

export const repository: Handlers = {
  "GET /projects/:id/repository/branches": inProject(readByJob, (call) =>
    listed(call, names(call.project, "heads"), (name) => branchShape(call, name)),
  ),
  "GET /projects/:id/repository/branches/:branch": inProject(readByJob, (call) => {
    const name = call.path["branch"] ?? "";
    return call.project.refs.has(`refs/heads/${name}`) ? ok(branchShape(call, name)) : missing("Branch");
  }),
  "GET /projects/:id/repository/tags": inProject(readByJob, (call) =>
    listed(call, names(call.project, "tags").reverse(), (name) => tagShape(call, name)),
  ),
  "GET /projects/:id/repository/tags/:tag_name": inProject(readByJob, (call) => {
    const name = call.path["tag_name"] ?? "";
    return call.project.refs.has(`refs/tags/${name}`) ? ok(tagShape(call, name)) : missing("Tag");
  }),
  "GET /projects/:id/protected_branches": inProject(need({ level: 40 }), (call) =>
    listed(call, [...call.project.protectedBranches].sort(), (name) => ({
      id: 1,
      name,
      push_access_levels: [{ id: 1, access_level: 40, access_level_description: "Maintainers" }],
      merge_access_levels: [{ id: 1, access_level: 30, access_level_description: "Developers + Maintainers" }],
      allow_force_push: false,
    })),
  ),
  "GET /projects/:id/protected_tags": inProject(need({ level: 30 }), (call) =>
    listed(call, [...call.project.protectedTags].sort(), (name) => ({
      name,
      create_access_levels: [{ id: 1, access_level: 40, access_level_description: "Maintainers" }],
    })),
  ),
  "GET /projects/:id/releases": inProject(readByJob, (call) => {
    const sorted = [...call.project.releases].sort((a, b) => (a.releasedAt < b.releasedAt ? 1 : -1));
    if (call.query.get("sort") === "asc") sorted.reverse();
    return listed(call, sorted, (one) => releaseShape(call.world, call.project, one));
  }),
  "GET /projects/:id/repository/commits": inProject(read, (call) => {
    const commits = commitsOf(call);
    // As GitLab has it, this list has no totals.
    if (commits === null) return missing("Commit");
    const { status, body, headers = {} } = listed(call, commits, (one) => commitShape(call.world, call.project, one));
    const { "x-total": _total, "x-total-pages": _pages, ...others } = headers;
    return { status, body, headers: others };
  }),
  "GET /projects/:id/repository/commits/:sha": inProject(readByJob, (call) => {
    const { world, project, path } = call;
    const commit = resolve(project, path["sha"] ?? "");
    if (commit === undefined) return missing("Commit");
    const newest = [...project.pipelines.values()].filter((one) => one.sha === commit.sha).at(-1);
    return ok({
      ...commitShape(world, project, commit),
      status: null,
      project_id: project.id,
      last_pipeline: newest === undefined ? null : pipelineBasic(world, project, newest),
      stats: { additions: 0, deletions: 0, total: 0 },
    });
  }),
  "GET /projects/:id/repository/commits/:sha/diff": inProject(read, (call) => {
    const commit = resolve(call.project, call.path["sha"] ?? "");
    if (commit === undefined) return missing("Commit");
    const before = call.project.store.commit(commit.parents[0] ?? "");
    const changes = compareTrees(call.project.store, before?.tree ?? null, commit.tree);
    return listed(call, changes, (one) => diffShape(call.project, one));
  }),
  "GET /projects/:id/repository/commits/:sha/refs": inProject(read, (call) => {
    const commit = resolve(call.project, call.path["sha"] ?? "");
    if (commit === undefined) return missing("Commit");
    const holds = (ref: string): boolean =>
      ancestors(call.project.store, call.project.refs.get(ref) ?? "").has(commit.sha);
    const branches = names(call.project, "heads").filter((name) => holds(`refs/heads/${name}`));
    const tags = names(call.project, "tags").filter((name) => holds(`refs/tags/${name}`));
    const all = [...branches.map((name) => ({ type: "branch", name })), ...tags.map((name) => ({ type: "tag", name }))];
    return listed(call, all, (one) => one);
  }),
  "GET /projects/:id/repository/commits/:sha/statuses": inProject(read, (call) => {
    const { world, project, path, query } = call;
    const commit = resolve(project, path["sha"] ?? "");
    if (commit === undefined) return missing("Commit");
    const jobs = [...project.jobs.values()]
      .filter((job) => job.pipeline.sha === commit.sha && (!job.retried || query.get("all") === "true"))
      .map((job) => ({
        id: job.id,
        sha: commit.sha,
        ref: job.pipeline.ref,
        status: job.status,
        name: job.name,
        target_url: `${world.origin}/${project.path}/-/jobs/${job.id}`,
        description: null,
        created_at: job.createdAt,
        started_at: job.startedAt,
        finished_at: job.finishedAt,
        pipeline_id: job.pipeline.id,
        author: userBasic(world, job.user),
      }));
    const others = project.statuses
      .filter((one) => one.sha === commit.sha)
      .map((one) => ({
        id: one.id,
        sha: one.sha,
        ref: one.ref,
        status: one.status,
        name: one.name,
        target_url: null,
        description: null,
        created_at: one.createdAt,
        started_at: one.createdAt,
        finished_at: one.createdAt,
        pipeline_id: one.pipelineId,
        author: userBasic(world, one.author),
      }));
    return listed(call, [...jobs, ...others], (one) => one);
  }),
  "GET /projects/:id/repository/compare": inProject(read, (call) => {
    const { world, project, query } = call;
    const [from, to] = [resolve(project, query.get("from") ?? ""), resolve(project, query.get("to") ?? "")];
    if (from === undefined || to === undefined) return missing("Ref");
    const { ahead } = compare(project.store, from.sha, to.sha);
    const base = query.get("straight") === "true" ? from.sha : (mergeBase(project.store, from.sha, to.sha) ?? "");
    const changes = compareTrees(project.store, project.store.commit(base)?.tree ?? null, to.tree);
    const newest = ahead.at(-1);
    return ok({
      commit: newest === undefined ? null : commitShape(world, project, newest),
      commits: ahead.map((one) => commitShape(world, project, one)),
      diffs: changes.slice(0, project.mostDiffs).map((one) => diffShape(project, one)),
      compare_timeout: changes.length > project.mostDiffs,
      compare_same_ref: from.sha === to.sha,
      web_url: `${world.origin}/${project.path}/-/compare/${from.sha}...${to.sha}`,
    });
  }),
  "GET /projects/:id/repository/merge_base": inProject(read, ({ world, project, query }) => {
    const [a, b, ...others] = query.getAll("refs[]").map((name) => resolve(project, name));
    if (others.length > 0) return { status: 400, body: { message: "400 Bad request - too many refs" } };
    if (a === undefined || b === undefined) return missing("Commit");
    const base = project.store.commit(mergeBase(project.store, a.sha, b.sha) ?? "");
    return base === undefined ? missing("Merge Base") : ok(commitShape(world, project, base));
  }),
  "GET /projects/:id/repository/tree": inProject(read, (call) => {
    const { project, query } = call;
    const commit = resolve(project, query.get("ref") ?? project.defaultBranch);
    if (commit === undefined) return missing("Tree");
    const folder = query.get("path") ?? "";
    const root = entryAt(project.store, commit.tree, folder);
    if (root === null) return missing("invalid revision or path");
    const before = folder === "" ? "" : `${folder}/`;
    const all = listTree(project.store, root.sha, before).filter(
      (one) => query.get("recursive") === "true" || !one.path.slice(before.length).includes("/"),
    );
    const shape = (one: (typeof all)[number]) => ({
      id: one.sha,
      name: one.name,
      type: one.mode === "40000" ? "tree" : one.mode === "160000" ? "commit" : "blob",
      path: one.path,
      mode: one.mode.padStart(6, "0"),
    });
    if (query.get("pagination") !== "keyset") return listed(call, all, shape);
    return keyset(call, all, (one) => Buffer.from(one.path).toString("hex"), shape);
  }),
  "GET /projects/:id/repository/files/:file_path": inProject(readByJob, (call) => {
    const file = fileOf(call);
    if (file === undefined) return missing("Commit");
    if (file === null) return missing("File");
    const whole = call.path["file_path"] ?? "";
    return ok({
      file_name: whole.split("/").at(-1),
      file_path: whole,
      size: file.bytes.length,
      encoding: "base64",
      content: file.bytes.toString("base64"),
      content_sha256: createHash("sha256").update(file.bytes).digest("hex"),
      ref: file.ref,
      blob_id: file.entry.sha,
      commit_id: file.commit.sha,
      last_commit_id: file.commit.sha,
      execute_filemode: file.entry.mode === "100755",
    });
  }),
  "GET /projects/:id/repository/files/:file_path/raw": inProject(readByJob, (call) => {
    const file = fileOf(call);
    if (file === undefined) return missing("Commit");
    if (file === null) return missing("File");
    return { status: 200, body: file.bytes, headers: { "x-gitlab-blob-id": file.entry.sha, "x-gitlab-ref": file.ref } };
  }),
};
