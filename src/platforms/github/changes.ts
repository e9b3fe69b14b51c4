/** The pull requests that brought the commits of the release, each with the commits it brought and the reviews on it. */
import type { Commit } from "../../core/evidence/commits.ts";
import type { Review, ReviewedChange } from "../../core/evidence/reviews.ts";
import { accountOf, peopleOf, personIn } from "./identities.ts";
import type { CommitReply, PullRequestReply, ReviewReply } from "./schema/changes.ts";

const states: Readonly<Record<string, Review["state"]>> = {
  APPROVED: "approved",
  CHANGES_REQUESTED: "changes-requested",
  DISMISSED: "dismissed",
  COMMENTED: "commented",
};

/** A review in a state that is not known counts as an objection that nobody took back. */
const toReview = ({ state, author, commit, submittedAt, authorCanPushToRepository }: ReviewReply): Review => ({
  reviewer: accountOf(author),
  state: states[state] ?? "changes-requested",
  commit: commit?.oid ?? null,
  submittedAt,
  eligible: authorCanPushToRepository ? "yes" : "no",
});

export interface Brought {
  readonly request: PullRequestReply;
  readonly commits: readonly string[];
}

/**
 * Which pull requests brought the release. GitHub associates more than that with a commit: requests that are still open, that were
 * closed, that were merged elsewhere. Counted is one that was merged here by a commit of the release, or whose head is the head itself.
 */
export function broughtBy(
  replies: ReadonlyMap<string, CommitReply>,
  head: string,
  repositoryId: number | null,
): readonly Brought[] {
  const found = new Map<number, { request: PullRequestReply; commits: string[] }>();
  for (const [sha, { associatedPullRequests }] of replies)
    for (const request of associatedPullRequests?.nodes ?? []) {
      const isHere = repositoryId !== null && request.baseRepository?.databaseId === repositoryId;
      const isMergedByRelease =
        request.state === "MERGED" && request.mergeCommit !== null && replies.has(request.mergeCommit.oid);
      const isHead = request.state === "OPEN" && request.headRefOid === head;
      if (!isHere || !(isMergedByRelease || isHead)) continue;
      const entry = found.get(request.number) ?? { request, commits: [] };
      entry.commits.push(sha);
      found.set(request.number, entry);
    }
  return [...found.values()].sort((a, b) => a.request.number - b.request.number);
}

/** A pull request as evidence has it. `paths` are all that it changes. */
export const toChange = ({ request, commits }: Brought, paths: readonly string[]): ReviewedChange => ({
  name: `#${request.number}`,
  title: request.title,
  url: request.url,
  author: accountOf(request.author),
  commits: [...commits].sort(),
  finalCommit: request.headRefOid,
  reviews: (request.reviews?.nodes ?? []).map(toReview),
  paths,
  mergedBy: request.mergedBy == null ? null : accountOf(request.mergedBy),
  lastPushedBy: lastPushersOf(request),
});

/** GitHub tells nobody who pushed. Null where it cuts the list of commits before the last one. */
function lastPushersOf({ commits, headRefOid }: PullRequestReply): ReviewedChange["lastPushedBy"] {
  const last = commits?.nodes.find(({ commit }) => commit.oid === headRefOid)?.commit;
  return last === undefined ? null : [personIn(last.author, last.signature), personIn(last.committer, last.signature)];
}

/** A commit with the accounts that GitHub ties to its names. */
export const withAccounts = (commit: Commit, reply: CommitReply): Commit => ({ ...commit, ...peopleOf(reply, commit) });
