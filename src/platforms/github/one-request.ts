/** The one pull request whose head or merge is the head of the release: its words, and the reviews on it. */
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import { type OnePullRequest, onePullRequest } from "./schema/changes.ts";
import type { Setting } from "./surroundings.ts";

const most = 20;
const query = `query OnePullRequest($owner: String!, $name: String!, $sha: GitObjectID!) {
  repository(owner: $owner, name: $name) {
    object(oid: $sha) {
      ... on Commit {
        associatedPullRequests(first: ${most}) {
          totalCount
          nodes {
            number url body state headRefOid mergeCommit { oid } baseRepository { databaseId }
            reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) {
              totalCount
              nodes {
                state submittedAt authorCanPushToRepository author { __typename login } commit { oid } body url lastEditedAt
              }
            }
          }
        }
      }
    }
  }
}`;

/** Null where there is none. Throws `HttpFailure`, also where several could be meant. */
export async function readOneRequest(
  client: Client,
  { owner, name }: Setting,
  sha: string,
  repositoryId: number | null,
): Promise<OnePullRequest | null> {
  const asking = { what: `the pull request of ${sha.slice(0, 10)}`, permission: "pull-requests: read" };
  const answer = await client.graph(query, { owner, name, sha }, asking);
  const found = answer.part(["repository", "object"], onePullRequest, asking)?.associatedPullRequests;
  if (found == null) return null;
  const fitting = found.nodes.filter(
    ({ state, headRefOid, mergeCommit, baseRepository }) =>
      repositoryId !== null &&
      baseRepository?.databaseId === repositoryId &&
      (state === "MERGED" ? mergeCommit?.oid === sha || headRefOid === sha : state === "OPEN" && headRefOid === sha),
  );
  if (fitting.length > 1 || found.totalCount > most)
    throw new HttpFailure(
      `Several pull requests could be meant: ${fitting.map(({ number }) => `#${number}`).join(", ")} have ${sha.slice(0, 10)} as their head or merge.`,
      { fix: "Close those that are not meant." },
    );
  return fitting[0] ?? null;
}
