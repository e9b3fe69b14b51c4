/** Commits, comparisons, and the files that they change. */
import { reads } from "../access.ts";
import {
  type Answer,
  failure,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  paged,
  type RepositoryCall,
  text,
} from "../call.ts";
import { compare, log } from "../git/history.ts";
import type { Commit } from "../git/objects.ts";
import { entryAt } from "../git/trees.ts";
import { accountOf } from "../world.ts";
import { commitShape, fileShape, filesBetween, linesOf } from "./commit-shapes.ts";
import { landedBy, pullSimple } from "./pulls.ts";
import { resolve } from "./resolve.ts";
import { type Body, htmlUrl, repoUrl } from "./shapes.ts";

/** GitHub's limits of file lists: of a comparison, of a page of a commit, of a commit. */
const [mostOfComparison, mostOfCommitPage, mostOfCommit] = [300, 300, 3000];

function getCommit(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const commit = repository.store.commit(resolve(repository, text(call.path["ref"])) ?? "");
  if (commit === undefined) return failure(422, `No commit found for SHA: ${text(call.path["ref"])}`);
  const all = filesBetween(repository, commit.parents[0] ?? null, commit.sha);
  const { items, headers } = paged(call, all.slice(0, mostOfCommit), {
    perPage: mostOfCommitPage,
    most: mostOfCommitPage,
  });
  const sum = { additions: 0, deletions: 0 };
  for (const change of all) {
    const lines = linesOf(repository, change);
    sum.additions += lines?.additions ?? 0;
    sum.deletions += lines?.deletions ?? 0;
  }
  return ok(
    {
      ...commitShape(world, repository, commit),
      stats: { ...sum, total: sum.additions + sum.deletions },
      files: items.map((change) => fileShape(world, repository, commit.sha, change)),
    },
    headers,
  );
}

function comparison(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const { store } = repository;
  const [base = "", head = ""] = text(call.path["basehead"]).split("...");
  const [from, to] = [store.commit(resolve(repository, base) ?? ""), store.commit(resolve(repository, head) ?? "")];
  if (from === undefined || to === undefined) return missing();
  const found = compare(store, from.sha, to.sha);
  const merged = store.commit(found.mergeBase ?? "");
  if (merged === undefined) return failure(404, `No common ancestor between ${base} and ${head}.`);
  const isPaged = call.query["page"] !== undefined || call.query["per_page"] !== undefined;
  // Without paging, the newest 250; with it, all of them from the oldest on.
  const page = isPaged ? paged(call, found.ahead) : { items: found.ahead.slice(-250), headers: {} };
  const first = Number(call.query["page"] ?? 1) === 1;
  const files = first ? filesBetween(repository, merged.sha, to.sha).slice(0, mostOfComparison) : null;
  const html = `${htmlUrl(world, repository)}/compare/${base}...${head}`;
  return ok(
    {
      url: `${repoUrl(world, repository)}/compare/${base}...${head}`,
      html_url: html,
      permalink_url: `${htmlUrl(world, repository)}/compare/${from.sha.slice(0, 7)}...${to.sha.slice(0, 7)}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitShape(world, repository, from),
      merge_base_commit: commitShape(world, repository, merged),
      status: found.status,
      ahead_by: found.ahead.length,
      behind_by: found.behindBy,
      total_commits: found.ahead.length,
      commits: page.items.map((commit) => commitShape(world, repository, commit)),
      ...(files === null ? {} : { files: files.map((change) => fileShape(world, repository, to.sha, change)) }),
    },
    page.headers,
  );
}

function listCommits(call: RepositoryCall): Answer {
  const { world, repository, query } = call;
  const start = resolve(repository, text(query["sha"] ?? repository.defaultBranch));
  if (start === null) return repository.refs.size === 0 ? failure(409, "Git Repository is empty.") : missing();
  const { path, since, until, author } = query;
  const touches = (commit: Commit): boolean => {
    const at = (sha: string | undefined): string | undefined => {
      const tree = repository.store.commit(sha ?? "")?.tree;
      return tree === undefined ? undefined : entryAt(repository.store, tree, text(path))?.sha;
    };
    return at(commit.sha) !== at(commit.parents[0]);
  };
  const wanted = log(repository.store, start).filter(
    (commit) =>
      (path === undefined || touches(commit)) &&
      (since === undefined || commit.committer.at >= text(since)) &&
      (until === undefined || commit.committer.at <= text(until)) &&
      (author === undefined ||
        commit.author.email === author ||
        accountOf(world, commit.author.email)?.login === author),
  );
  return listed(call, wanted, (commit) => commitShape(world, repository, commit));
}

export const commits: Handlers = {
  "repos/list-commits": inRepository(reads("contents"), listCommits),
  "repos/get-commit": inRepository(reads("contents"), getCommit),
  "repos/compare-commits-with-basehead": inRepository(reads("contents"), comparison),
  "repos/list-pull-requests-associated-with-commit": inRepository(reads("pull-requests"), (call) => {
    const { world, repository } = call;
    const sha = resolve(repository, text(call.path["commit_sha"]));
    if (sha === null) return failure(422, `No commit found for SHA: ${text(call.path["commit_sha"])}`);
    return listed(call, landedBy(repository, sha), (pull) => pullSimple(world, repository, pull));
  }),
  "git/get-commit": inRepository(reads("contents"), ({ world, repository, path }) => {
    const commit = repository.store.commit(text(path["commit_sha"]));
    if (commit === undefined) return missing();
    const {
      commit: inner,
      parents,
      html_url,
      node_id,
    } = commitShape(world, repository, commit) as Record<string, Body>;
    const { author, committer, message, tree, url, verification: verified } = inner as Record<string, unknown>;
    return ok({
      sha: commit.sha,
      node_id,
      url,
      html_url,
      author,
      committer,
      message,
      tree,
      parents,
      verification: verified,
    });
  }),
};
