/** Merge requests: opened with commits, pushed to, approved, merged in GitLab's three ways. */
import { compare, mergeBase } from "../../github/git/history.ts";
import { type Content, changeTree, compareTrees } from "../../github/git/trees.ts";
import type { MergeRequest, Project, ReviewRule } from "../model.ts";
import { person, type World } from "../world.ts";
import { type CommitStory, type gitStories, identityOf } from "./git.ts";

export interface MergeStory {
  readonly by: string;
  readonly how?: "merge" | "squash" | "rebase";
  readonly at?: string;
}

export interface MergeRequestStory {
  readonly iid?: number;
  readonly by?: string;
  readonly title?: string;
  readonly description?: string;
  readonly target?: string;
  /** `change-IID` when absent. */
  readonly source?: string;
  /** One commit by the author when absent; [] where the branch is there already. */
  readonly commits?: readonly CommitStory[];
  /** Who approves it as it is opened. */
  readonly approvals?: readonly string[];
  readonly merged?: MergeStory;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
  /** Id of the fork that the branch is in. */
  readonly from?: number;
  readonly rules?: readonly (Omit<ReviewRule, "id" | "users" | "groups"> &
    Partial<Pick<ReviewRule, "users" | "groups">>)[];
}

export interface OpenMergeRequest {
  readonly iid: number;
  readonly state: MergeRequest;
  readonly head: string;
  push(story?: CommitStory): string;
  approve(by: string, at?: string): void;
  unapprove(by: string): void;
  requestChanges(by: string): void;
  note(by: string, body: string): void;
  merge(story: MergeStory): string;
  close(): void;
}

export function mergeRequestStories(world: World, project: Project, git: ReturnType<typeof gitStories>) {
  const { store } = project;
  const treeOf = (sha: string): string => store.commit(sha)?.tree ?? "";

  /** The files of `base` with what `head` changed since their common ancestor. */
  const mergedTree = (base: string, head: string): string => {
    const from = mergeBase(store, base, head);
    const files: Record<string, Content> = {};
    for (const change of compareTrees(store, from === null ? null : treeOf(from), treeOf(head))) {
      if (change.before !== null && change.before.path !== change.path) files[change.before.path] = null;
      files[change.path] = change.after === null ? null : { mode: change.after.mode, sha: change.after.sha };
    }
    return changeTree(store, treeOf(base), files);
  };

  const say = (request: MergeRequest, by: string, body: string, system: boolean, at = world.tick()): void => {
    const author = person(world, by).username;
    request.notes.push({ id: world.nextId(), author, body, system, createdAt: at, updatedAt: at });
  };

  const refresh = (request: MergeRequest, at: string): void => {
    request.baseSha = mergeBase(store, git.at(request.target), git.at(request.source)) ?? "";
    request.headSha = git.at(request.source);
    request.commits = compare(store, git.at(request.target), request.headSha).ahead.map((one) => one.sha);
    request.versions.unshift({
      id: world.nextId(),
      base: request.baseSha,
      head: request.headSha,
      createdAt: at,
    });
    request.updatedAt = at;
  };

  const land = (tree: string, parents: readonly string[], by: string, at: string, message: string): string => {
    const who = { ...identityOf(world, by), at: at.replace(/\.\d+Z$/, "Z") };
    return store.putCommit({ tree, parents, author: who, committer: who, message });
  };

  const merge = (request: MergeRequest, { by, how = "merge", at = world.tick() }: MergeStory): string => {
    const base = git.at(request.target);
    const ref = `refs/heads/${request.target}`;
    if (how === "rebase") {
      let tip = base;
      const landed: string[] = [];
      for (const sha of request.commits) {
        const commit = store.commit(sha);
        if (commit === undefined) continue;
        const { parents, message, author } = commit;
        const tree = tip === parents[0] ? commit.tree : mergedTree(tip, sha);
        tip = store.putCommit({ tree, parents: [tip], author, committer: commit.committer, message });
        landed.push(tip);
      }
      request.headSha = tip;
      request.landed = landed;
    } else {
      const squashed =
        how === "squash"
          ? land(mergedTree(base, request.headSha), [base], request.author, at, request.title)
          : request.headSha;
      if (how === "squash") request.squashCommit = squashed;
      const subject = `Merge branch '${request.source}' into '${request.target}'`;
      const message = `${subject}\n\n${request.title}\n\nSee merge request ${project.path}!${request.iid}`;
      request.mergeCommit = land(mergedTree(base, squashed), [base, squashed], by, at, message);
      request.landed = [...(how === "squash" ? [squashed] : request.commits), request.mergeCommit];
    }
    const tip = request.landed.at(-1) ?? base;
    project.refs.set(ref, tip);
    request.state = "merged";
    request.mergedBy = person(world, by).username;
    request.mergedAt = at;
    request.updatedAt = at;
    say(request, by, "merged", true, at);
    return tip;
  };

  const approve = (request: MergeRequest, by: string, at = world.tick()): void => {
    const user = person(world, by).username;
    if (request.approvals.some((one) => one.user === user)) return;
    request.approvals.push({ user, at });
    request.reviewers.set(user, "approved");
    say(request, by, "approved this merge request", true, at);
  };

  const handle = (request: MergeRequest): OpenMergeRequest => ({
    iid: request.iid,
    state: request,
    get head() {
      return request.headSha;
    },
    push: (story = {}) => {
      const by = story.by ?? request.author;
      git.commit({ ...story, by, on: request.source });
      const at = world.tick();
      refresh(request, at);
      say(request, by, "added 1 commit", true, at);
      if (project.approvalSettings.resetOnPush && project.plan !== "free" && request.approvals.length > 0) {
        const names = request.approvals.map((one) => `@${one.user}`).join(", ");
        request.approvals = [];
        say(request, by, `reset approvals from ${names} by pushing to the branch`, true, at);
      }
      return request.headSha;
    },
    approve: (by, at) => approve(request, by, at),
    unapprove: (by) => {
      const user = person(world, by).username;
      request.approvals = request.approvals.filter((one) => one.user !== user);
      say(request, by, "unapproved this merge request", true);
    },
    requestChanges: (by) => {
      request.reviewers.set(person(world, by).username, "requested_changes");
      say(request, by, "requested changes", true);
    },
    note: (by, body) => say(request, by, body, false),
    merge: (story) => merge(request, story),
    close: () => {
      request.state = "closed";
    },
  });

  return {
    /** Opens a merge request, tells its approvals, and merges it where asked. */
    mergeRequest: (story: MergeRequestStory = {}): OpenMergeRequest => {
      const iid = story.iid ?? Math.max(0, ...project.mergeRequests.keys()) + 1;
      const { by = "ada", target = project.defaultBranch, source = `change-${iid}` } = story;
      const targetSha = git.at(target);
      if (!project.refs.has(`refs/heads/${source}`)) git.branch(source, target);
      const commits = story.commits ?? [{ message: `Change ${iid}`, files: { [`changes/${iid}.txt`]: `${iid}\n` } }];
      for (const commit of commits) git.commit({ by, ...commit, on: source });
      const at = world.tick();
      const request: MergeRequest = {
        id: world.nextId(),
        iid,
        title: story.title ?? `Change ${iid}`,
        description: story.description ?? "",
        author: person(world, by).username,
        labels: story.labels ?? [],
        source,
        sourceProject: story.from ?? project.id,
        target,
        draft: story.draft ?? false,
        state: "opened",
        createdAt: at,
        updatedAt: at,
        baseSha: targetSha,
        headSha: git.at(source),
        commits: [],
        versions: [],
        approvals: [],
        reviewers: new Map(),
        rules: (story.rules ?? []).map((rule) => ({ users: [], groups: [], ...rule, id: world.nextId() })),
        notes: [],
        mergeCommit: null,
        squashCommit: null,
        mergedBy: null,
        mergedAt: null,
        landed: [],
      };
      refresh(request, at);
      project.mergeRequests.set(iid, request);
      const open = handle(request);
      for (const one of story.approvals ?? []) open.approve(one);
      if (story.merged !== undefined) open.merge(story.merged);
      return open;
    },
    /** A rule that every merge request is held to. */
    reviewRule: (rule: NonNullable<MergeRequestStory["rules"]>[number]): void => {
      project.reviewRules.push({ users: [], groups: [], ...rule, id: world.nextId() });
    },
  };
}
