/** Pull requests and their reviews. */
import { reads } from "../access.ts";
import type { Issue, PullRequest, Repository, Review } from "../model.ts";
import { linesOf } from "../rest/commit-shapes.ts";
import { association, filesOf } from "../rest/pulls.ts";
import { rulesFor } from "../rest/rules.ts";
import { htmlUrl, nodeId } from "../rest/shapes.ts";
import { mayPush, roleOf, teamOf } from "../world.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes } from "./context.ts";

const [mostFiles, mostCommits] = [3000, 250];
const patch = { added: "ADDED", removed: "DELETED", modified: "MODIFIED", renamed: "RENAMED" } as const;

export function pullNodes(context: Context): Pick<Nodes, "pullRequest"> {
  const { world, nodes } = context;
  const writes = (repository: Repository, login: string): boolean => mayPush(roleOf(world, repository, login));

  /** The last review of each person that says yes or no; a later comment takes nothing back, a dismissal does. */
  const opinions = (repository: Repository, pull: PullRequest, writersOnly: boolean): Review[] => {
    const last = new Map<string, Review>();
    for (const review of pull.reviews)
      if (review.state !== "COMMENTED" && review.state !== "PENDING") last.set(review.author, review);
    return [...last.values()].filter((review) => !writersOnly || writes(repository, review.author));
  };

  /** Null where no rule asks for a review. */
  const decision = (repository: Repository, pull: PullRequest): string | null => {
    const asked = rulesFor(repository, pull.base).flatMap(({ rule }) =>
      rule.type === "pull_request" ? [rule.approvals] : [],
    );
    const needed = Math.max(0, ...asked);
    if (needed === 0) return null;
    const said = opinions(repository, pull, true).filter((review) => review.author !== pull.author);
    if (said.some((review) => review.state === "CHANGES_REQUESTED")) return "CHANGES_REQUESTED";
    return said.filter((review) => review.state === "APPROVED").length >= needed ? "APPROVED" : "REVIEW_REQUIRED";
  };

  const review = (repository: Repository, pull: PullRequest, one: Review): Node => {
    const commit = repository.store.commit(one.commit);
    const url = `${htmlUrl(world, repository)}/pull/${pull.number}#pullrequestreview-${one.id}`;
    return {
      __typename: "PullRequestReview",
      id: nodeId("PRR", one.id),
      databaseId: one.id,
      fullDatabaseId: String(one.id),
      state: one.state,
      body: one.body,
      bodyText: one.body,
      author: () => nodes.actor(one.author),
      authorAssociation: association(world, repository, one.author),
      authorCanPushToRepository: writes(repository, one.author),
      commit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      createdAt: one.at,
      updatedAt: one.at,
      publishedAt: one.at,
      submittedAt: one.state === "PENDING" ? null : one.at,
      lastEditedAt: null,
      url,
      resourcePath: url.slice(world.origin.length),
      pullRequest: () => pullRequest(repository, pull),
      repository: () => nodes.repository(repository),
      onBehalfOf: (args: Args) => {
        // Teams that the token doesn't see are left out, without a word.
        const teams = one.onBehalfOf.flatMap((name) => teamOf(world, name) ?? []);
        const seen = context.token?.permissions === null || context.token?.permissions["members"] !== undefined;
        return connection(context, seen ? teams : [], args, nodes.team);
      },
    };
  };

  const closing = (repository: Repository, { body }: PullRequest): Issue[] =>
    [...body.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):? #(\d+)/gi)].flatMap(
      ([, number]) => repository.issues.get(Number(number)) ?? [],
    );

  const pullRequest = (repository: Repository, pull: PullRequest): Node => {
    guard(context, reads("pull-requests"), repository);
    const { store } = repository;
    const url = `${htmlUrl(world, repository)}/pull/${pull.number}`;
    const files = (): ReturnType<typeof filesOf> => filesOf(repository, pull);
    const lines = (key: "additions" | "deletions"): number =>
      files().reduce((sum, change) => sum + (linesOf(repository, change)?.[key] ?? 0), 0);
    const commitAt = (sha: string | null): Node | null => {
      const found = store.commit(sha ?? "");
      return found === undefined ? null : nodes.commit(repository, found);
    };
    const reviewsOf = (list: readonly Review[], args: Args): Node =>
      connection(context, list, args, (one) => review(repository, pull, one));
    return {
      __typename: "PullRequest",
      id: nodeId("PR", pull.id),
      databaseId: pull.id,
      fullDatabaseId: String(pull.id),
      number: pull.number,
      title: pull.title,
      body: pull.body,
      bodyText: pull.body,
      url,
      permalink: url,
      resourcePath: url.slice(world.origin.length),
      state: pull.mergedAt !== null ? "MERGED" : pull.state === "open" ? "OPEN" : "CLOSED",
      closed: pull.state === "closed",
      closedAt: pull.closedAt,
      merged: pull.mergedAt !== null,
      mergedAt: pull.mergedAt,
      mergedBy: () => (pull.mergedBy === null ? null : nodes.actor(pull.mergedBy)),
      mergeCommit: () => commitAt(pull.mergeCommit),
      mergeable: pull.state === "open" ? "MERGEABLE" : "UNKNOWN",
      isDraft: pull.draft,
      locked: false,
      createdAt: pull.createdAt,
      publishedAt: pull.createdAt,
      updatedAt: pull.closedAt ?? pull.createdAt,
      author: () => nodes.actor(pull.author),
      authorAssociation: association(world, repository, pull.author),
      headRefName: pull.head,
      headRefOid: pull.headSha,
      headRef: () => nodes.ref(repository, `refs/heads/${pull.head}`),
      headRepository: () => {
        const from = world.repositories.get(pull.headRepository.toLowerCase());
        return from === undefined ? null : nodes.repository(from);
      },
      headRepositoryOwner: () => nodes.actor(pull.headRepository.split("/")[0] ?? ""),
      isCrossRepository: pull.headRepository !== `${repository.owner}/${repository.name}`,
      baseRefName: pull.base,
      baseRefOid: pull.baseSha,
      baseRef: () => nodes.ref(repository, `refs/heads/${pull.base}`),
      baseRepository: () => nodes.repository(repository),
      repository: () => nodes.repository(repository),
      changedFiles: () => files().length,
      additions: () => lines("additions"),
      deletions: () => lines("deletions"),
      reviewDecision: () => decision(repository, pull),
      statusCheckRollup: () => nodes.rollup(repository, pull.headSha),
      labels: (args: Args) =>
        connection(context, pull.labels, args, (name) => ({
          __typename: "Label",
          id: nodeId("LA", name),
          name,
          color: "ededed",
          isDefault: false,
        })),
      assignees: (args: Args) => connection(context, [] as string[], args, nodes.user),
      comments: nodes.issue(repository, pull)["comments"],
      commits: (args: Args) =>
        connection(
          context,
          pull.commits.slice(0, mostCommits),
          args,
          (sha) => ({
            __typename: "PullRequestCommit",
            id: nodeId("PRC", sha),
            commit: () => commitAt(sha),
            pullRequest: () => pullRequest(repository, pull),
          }),
          { totalCount: pull.commits.length },
        ),
      files: (args: Args) =>
        connection(context, files().slice(0, mostFiles), args, (change) => {
          const counted = linesOf(repository, change);
          return {
            __typename: "PullRequestChangedFile",
            path: change.path,
            changeType: patch[change.status],
            additions: counted?.additions ?? 0,
            deletions: counted?.deletions ?? 0,
            viewerViewedState: "UNVIEWED",
          };
        }),
      reviews: (args: Args) => {
        const { states, author } = args as { states?: readonly string[] | null; author?: string | null };
        const list = pull.reviews.filter(
          (one) => (states == null || states.includes(one.state)) && (author == null || one.author === author),
        );
        return reviewsOf(list, args);
      },
      latestReviews: (args: Args) => {
        const last = new Map(pull.reviews.filter((one) => one.state !== "PENDING").map((one) => [one.author, one]));
        return reviewsOf([...last.values()], args);
      },
      latestOpinionatedReviews: (args: Args) =>
        reviewsOf(opinions(repository, pull, args["writersOnly"] === true), args),
      reviewRequests: (args: Args) =>
        connection(context, pull.requestedReviewers, args, (name) => ({
          __typename: "ReviewRequest",
          id: nodeId("RR", name),
          asCodeOwner: false,
          requestedReviewer: () => nodes.reviewer({ kind: name.includes("/") ? "Team" : "User", name }),
        })),
      closingIssuesReferences: (args: Args) =>
        connection(context, closing(repository, pull), args, (issue) => nodes.issue(repository, issue)),
    };
  };

  return { pullRequest };
}
