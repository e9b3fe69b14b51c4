/** Pull requests, their files, commits and reviews. */
import { reads } from "../access.ts";
import { type Answer, type Handlers, inRepository, listed, missing, ok, type RepositoryCall, text } from "../call.ts";
import { ancestors, mergeBase } from "../git/history.ts";
import type { PullRequest, Repository } from "../model.ts";
import { roleOf, teamOf, type World } from "../world.ts";
import { commitShape, fileShape, filesBetween, linesOf } from "./commit-shapes.ts";
import { labelShape } from "./issue-shapes.ts";
import { simpleTeam, teamShape } from "./people.ts";
import { type Body, fullRepositoryShape, htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

/** GitHub's limits of what it lists of one pull request. */
const [mostFiles, mostCommits] = [3000, 250];

/** The files that a pull request changes, from where its branch left the base. */
export function filesOf(repository: Repository, pull: PullRequest): ReturnType<typeof filesBetween> {
  return filesBetween(repository, mergeBase(repository.store, pull.baseSha, pull.headSha), pull.headSha);
}

/**
 * The merged pull request that brought the commit to the default branch; for a commit that is not there yet, merged and open ones that
 * hold it.
 */
export function landedBy(repository: Repository, sha: string): PullRequest[] {
  const all = [...repository.pulls.values()];
  const tip = repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  const onDefault = tip !== undefined && ancestors(repository.store, tip).has(sha);
  if (onDefault) return all.filter((pull) => pull.landed.includes(sha) || pull.mergeCommit === sha);
  return all.filter((pull) => pull.commits.includes(sha) && (pull.state === "open" || pull.mergedAt !== null));
}

/** How the author stands to the repository. */
export function association(world: World, repository: Repository, login: string): string {
  if (repository.owner.toLowerCase() === login.toLowerCase()) return "OWNER";
  if (world.organizations.get(repository.owner.toLowerCase())?.members.has(login) === true) return "MEMBER";
  return roleOf(world, repository, login) === null ? "NONE" : "COLLABORATOR";
}

export function pullSimple(world: World, repository: Repository, pull: PullRequest, version = "2022-11-28"): Body {
  const [api, html] = [
    `${repoUrl(world, repository)}/pulls/${pull.number}`,
    `${htmlUrl(world, repository)}/pull/${pull.number}`,
  ];
  const issue = `${repoUrl(world, repository)}/issues/${pull.number}`;
  const end = (ref: string, sha: string, of: string): Body => {
    const [owner = ""] = of.split("/");
    const where = world.repositories.get(of.toLowerCase()) ?? repository;
    return {
      label: `${owner}:${ref}`,
      ref,
      sha,
      user: userShape(world, owner),
      repo: fullRepositoryShape(world, where, version),
    };
  };
  const statuses = `${repoUrl(world, repository)}/statuses/${pull.headSha}`;
  const links = {
    self: api,
    html,
    issue,
    comments: `${issue}/comments`,
    review_comments: `${api}/comments`,
    review_comment: `${repoUrl(world, repository)}/pulls/comments{/number}`,
    commits: `${api}/commits`,
    statuses,
  };
  const requested = pull.requestedReviewers;
  const teams = requested.flatMap((name) => (name.includes("/") ? [teamOf(world, name)] : []));
  return {
    url: api,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: userShape(world, pull.author),
    body: pull.body === "" ? null : pull.body,
    labels: pull.labels.map((name) => labelShape(world, repository, name)),
    milestone: null,
    active_lock_reason: null,
    created_at: pull.createdAt,
    updated_at: pull.closedAt ?? pull.createdAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: requested.filter((name) => !name.includes("/")).map((name) => userShape(world, name)),
    requested_teams: teams.flatMap((team) => (team === null ? [] : [teamShape(world, team)])),
    head: end(pull.head, pull.headSha, pull.headRepository),
    base: end(pull.base, pull.baseSha, `${repository.owner}/${repository.name}`),
    _links: Object.fromEntries(Object.entries(links).map(([key, href]) => [key, { href }])),
    author_association: association(world, repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function pullFull(world: World, repository: Repository, pull: PullRequest, version: string): Body {
  const files = filesOf(repository, pull);
  const lines = files.map((change) => linesOf(repository, change));
  const sum = (key: "additions" | "deletions"): number => lines.reduce((all, one) => all + (one?.[key] ?? 0), 0);
  const simple = pullSimple(world, repository, pull, version);
  const teams = pull.requestedReviewers.map((name) => teamOf(world, name));
  return {
    ...simple,
    requested_teams: teams.flatMap((team) => (team === null ? [] : [simpleTeam(world, team)])),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === "open" ? true : null,
    rebaseable: pull.state === "open" ? true : null,
    mergeable_state: pull.state === "open" ? "clean" : "unknown",
    merged_by: pull.mergedBy === null ? null : userShape(world, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: pull.commits.length,
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: files.length,
  };
}

const withPull =
  (then: (call: RepositoryCall, pull: PullRequest) => Answer) =>
  (call: RepositoryCall): Answer => {
    const pull = call.repository.pulls.get(Number(call.path["pull_number"]));
    return pull === undefined ? missing() : then(call, pull);
  };

export const pulls: Handlers = {
  "pulls/list": inRepository(reads("pull-requests"), (call) => {
    const { state = "open", head, base, direction = "desc" } = call.query;
    const wanted = [...call.repository.pulls.values()].filter(
      (pull) =>
        (state === "all" || pull.state === state) &&
        (base === undefined || pull.base === base) &&
        (head === undefined || `${pull.headRepository.split("/")[0]}:${pull.head}` === head),
    );
    const sorted = wanted.sort((a, b) => (direction === "desc" ? b.number - a.number : a.number - b.number));
    return listed(call, sorted, (pull) => pullSimple(call.world, call.repository, pull, call.version));
  }),
  "pulls/get": inRepository(
    reads("pull-requests"),
    withPull(({ world, repository, version }, pull) => ok(pullFull(world, repository, pull, version))),
  ),
  "pulls/list-files": inRepository(
    reads("pull-requests"),
    withPull((call, pull) =>
      listed(call, filesOf(call.repository, pull).slice(0, mostFiles), (change) =>
        fileShape(call.world, call.repository, pull.headSha, change),
      ),
    ),
  ),
  "pulls/list-commits": inRepository(
    reads("pull-requests"),
    withPull((call, pull) =>
      listed(call, pull.commits.slice(0, mostCommits), (sha) => {
        const commit = call.repository.store.commit(sha);
        return commit === undefined ? null : commitShape(call.world, call.repository, commit);
      }),
    ),
  ),
  "pulls/list-reviews": inRepository(
    reads("pull-requests"),
    withPull((call, pull) => {
      const { world, repository } = call;
      const html = `${htmlUrl(world, repository)}/pull/${pull.number}`;
      const api = `${repoUrl(world, repository)}/pulls/${pull.number}`;
      return listed(call, pull.reviews, (review) => ({
        id: review.id,
        node_id: nodeId("PRR", review.id),
        user: userShape(world, review.author),
        body: review.body,
        state: text(review.state),
        html_url: `${html}#pullrequestreview-${review.id}`,
        pull_request_url: api,
        _links: { html: { href: `${html}#pullrequestreview-${review.id}` }, pull_request: { href: api } },
        ...(review.state === "PENDING" ? {} : { submitted_at: review.at }),
        commit_id: review.commit,
        author_association: association(world, repository, review.author),
      }));
    }),
  ),
};
