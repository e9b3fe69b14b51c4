/** Pull requests: opened with commits, reviewed, pushed to, merged in GitHub's three ways. */
import { compare, mergeBase } from "../git/history.ts";
import { type Content, changeTree, compareTrees } from "../git/trees.ts";
import type { PullRequest, Repository, Review, ReviewState } from "../model.ts";
import { person, type World } from "../world.ts";
import { type CommitStory, type gitStories, identityOf } from "./git.ts";

export interface ReviewStory {
  readonly by: string;
  readonly state?: ReviewState;
  readonly body?: string;
  /** The head when absent. */
  readonly commit?: string;
  readonly at?: string;
  /** Teams (`org/slug`) that it spoke for. */
  readonly onBehalfOf?: readonly string[];
}

export interface MergeStory {
  readonly by: string;
  readonly how?: "merge" | "squash" | "rebase";
  readonly at?: string;
}

export interface PullRequestStory {
  readonly number?: number;
  readonly by?: string;
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  /** `change-NUMBER` when absent. */
  readonly branch?: string;
  /** One commit by the author when absent; [] where the branch is there already. */
  readonly commits?: readonly CommitStory[];
  readonly reviews?: readonly ReviewStory[];
  readonly merged?: MergeStory;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
  readonly requestedReviewers?: readonly string[];
  /** `owner/name` where the branch is a fork's. */
  readonly from?: string;
  readonly at?: string;
}

export interface OpenPullRequest {
  readonly number: number;
  readonly state: PullRequest;
  /** The hash of the newest commit of its branch. */
  readonly head: string;
  /** Null until merged. */
  readonly mergeCommit: string | null;
  push(story?: CommitStory): string;
  review(story: ReviewStory): Review;
  comment(by: string, body: string): void;
  merge(story: MergeStory): string;
  close(): void;
}

/** The next number of issues and pull requests together, as on GitHub. */
export function nextNumber(repository: Repository): number {
  return Math.max(0, ...repository.issues.keys(), ...repository.pulls.keys()) + 1;
}

export function pullStories(world: World, repository: Repository, git: ReturnType<typeof gitStories>) {
  const { store } = repository;
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

  const land = (
    tree: string,
    parents: readonly string[],
    by: string,
    committer: string,
    at: string,
    message: string,
  ) => {
    const author = { ...identityOf(world, by), at };
    const sha = store.putCommit({ tree, parents, author, committer: { ...identityOf(world, committer), at }, message });
    repository.signatures.set(sha, committer === "web-flow" ? "github" : null);
    return sha;
  };

  const merge = (pull: PullRequest, { by, how = "merge", at = world.tick() }: MergeStory): string => {
    const base = git.at(pull.base);
    if (how === "merge") {
      const subject = `Merge pull request #${pull.number} from ${pull.headRepository.split("/")[0]}/${pull.head}`;
      const tree = mergedTree(base, pull.headSha);
      const sha = land(tree, [base, pull.headSha], by, "web-flow", at, `${subject}\n\n${pull.title}`);
      return finish(pull, by, at, sha, [...pull.commits, sha]);
    }
    if (how === "squash") {
      const own = identityOf(world, pull.author);
      const others = new Set(
        pull.commits.map((sha) => store.commit(sha)?.author).map((one) => `${one?.name} <${one?.email}>`),
      );
      others.delete(`${own.name} <${own.email}>`);
      const trailers = [...others].map((one) => `Co-authored-by: ${one}`);
      const message = [`${pull.title} (#${pull.number})`, ...(trailers.length === 0 ? [] : [trailers.join("\n")])].join(
        "\n\n",
      );
      const sha = land(mergedTree(base, pull.headSha), [base], pull.author, "web-flow", at, message);
      return finish(pull, by, at, sha, [sha]);
    }
    const landed: string[] = [];
    let tip = base;
    for (const old of pull.commits) {
      const commit = store.commit(old);
      if (commit === undefined) continue;
      const tree = mergedTree(tip, old);
      tip = store.putCommit({ ...commit, tree, parents: [tip], committer: { ...identityOf(world, by), at } });
      repository.signatures.set(tip, null);
      landed.push(tip);
    }
    return finish(pull, by, at, tip, landed);
  };

  const finish = (pull: PullRequest, by: string, at: string, sha: string, landed: readonly string[]): string => {
    repository.refs.set(`refs/heads/${pull.base}`, sha);
    pull.state = "closed";
    pull.mergeCommit = sha;
    pull.mergedBy = person(world, by).login;
    pull.mergedAt = at;
    pull.closedAt = at;
    pull.landed = landed;
    return sha;
  };

  const refresh = (pull: PullRequest): void => {
    pull.headSha = git.at(pull.head);
    pull.commits = compare(store, pull.baseSha, pull.headSha).ahead.map((commit) => commit.sha);
  };

  const handle = (pull: PullRequest): OpenPullRequest => ({
    number: pull.number,
    state: pull,
    get head() {
      return pull.headSha;
    },
    get mergeCommit() {
      return pull.mergeCommit;
    },
    push: (story = {}) => {
      git.commit({ by: pull.author, ...story, on: pull.head });
      refresh(pull);
      return pull.headSha;
    },
    review: (story) => {
      const review: Review = {
        id: world.nextId(),
        author: person(world, story.by).login,
        state: story.state ?? "APPROVED",
        body: story.body ?? "",
        commit: story.commit ?? pull.headSha,
        at: story.at ?? world.tick(),
        onBehalfOf: story.onBehalfOf ?? [],
      };
      pull.reviews.push(review);
      return review;
    },
    comment: (by, body) => {
      const at = world.tick();
      pull.comments.push({ id: world.nextId(), author: person(world, by).login, body, createdAt: at, updatedAt: at });
    },
    merge: (story) => merge(pull, story),
    close: () => {
      pull.state = "closed";
      pull.closedAt = world.tick();
    },
  });

  return {
    /** Opens a pull request, tells its reviews, and merges it where asked. */
    pullRequest: (story: PullRequestStory = {}): OpenPullRequest => {
      const number = story.number ?? nextNumber(repository);
      const { by = "ada", base = repository.defaultBranch, branch = `change-${number}` } = story;
      const baseSha = git.at(base);
      if (!repository.refs.has(`refs/heads/${branch}`)) git.branch(branch, base);
      const commits = story.commits ?? [
        { message: `Change ${number}`, files: { [`changes/${number}.txt`]: `${number}\n` } },
      ];
      for (const commit of commits) git.commit({ by, ...commit, on: branch });
      const pull: PullRequest = {
        id: world.nextId(),
        number,
        title: story.title ?? `Change ${number}`,
        body: story.body ?? "",
        author: person(world, by).login,
        labels: story.labels ?? [],
        state: "open",
        createdAt: story.at ?? world.tick(),
        closedAt: null,
        comments: [],
        draft: story.draft ?? false,
        base,
        head: branch,
        headRepository: story.from ?? `${repository.owner}/${repository.name}`,
        baseSha,
        headSha: git.at(branch),
        commits: [],
        mergeCommit: null,
        mergedBy: null,
        mergedAt: null,
        landed: [],
        reviews: [],
        requestedReviewers: story.requestedReviewers ?? [],
      };
      refresh(pull);
      repository.pulls.set(number, pull);
      const open = handle(pull);
      for (const review of story.reviews ?? []) open.review(review);
      if (story.merged !== undefined) open.merge(story.merged);
      return open;
    },
  };
}
