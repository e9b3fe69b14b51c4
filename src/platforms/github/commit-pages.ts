/** Asks GitHub about commits by their hashes, a hundred at a time and side by side: accounts, signatures, pull requests, reviews. */
import { HttpFailure } from "../http.ts";
import { type Client, TooHeavy } from "./client.ts";
import { type CommitReply, commit, filePage, type PullRequestReply, reviewPage } from "./schema/changes.ts";
import type { Setting } from "./surroundings.ts";

/** So many commits in one question; halved where GitHub finds that too much. */
const pageSize = 100;
/** So many questions at a time. */
const mostSideBySide = 10;
/** Points of GraphQL that a full page costs, with room to spare. */
const pointsPerPage = { plain: 9, withFiles: 12 };

const reviewFields =
  "nodes { state submittedAt authorCanPushToRepository author { __typename login } commit { oid } } pageInfo { hasNextPage endCursor }";
/** Comments take nothing back, so they are not asked for. */
const states = "states: [APPROVED, CHANGES_REQUESTED, DISMISSED]";

const fragments = (withFiles: boolean): string => `
fragment C on Commit {
  oid
  author { ...G } committer { ...G }
  authors(first: 10) { totalCount nodes { ...G } }
  signature { isValid wasSignedByGitHub }
  associatedPullRequests(first: 3) { nodes { ...P } pageInfo { hasNextPage endCursor } }
}
fragment G on GitActor { name email user { login } }
fragment P on PullRequest {
  number title url state author { __typename login } headRefOid mergeCommit { oid } mergedBy { __typename login }
  baseRepository { databaseId }
  commits(last: 1) { nodes { commit { oid author { ...G } committer { ...G } signature { isValid wasSignedByGitHub } } } }
  reviews(first: 20, ${states}) { ${reviewFields} }
  ${withFiles ? "files(first: 100) { totalCount nodes { path } pageInfo { hasNextPage endCursor } }" : ""}
}`;

interface Asked {
  readonly client: Client;
  readonly setting: Setting;
  /** Points that the hour still holds; null where GitHub does not say. */
  readonly rate: { readonly remaining: number; readonly resetAt: string } | null;
  readonly withFiles: boolean;
}

/** The query for these commits; for tests too. */
export const commitsQuery = (shas: readonly string[], withFiles: boolean): string => {
  const fields = shas.map((sha, index) => `c${index}: object(oid: "${sha}") { ...C }`);
  return `query Commits($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join("\n")} } }${fragments(withFiles)}`;
};

const asking = { what: "the commits of the release and their pull requests", permission: "pull-requests: read" };

/** What GitHub knows of each commit, by hash. Throws `HttpFailure`, also where the hour does not hold the questions, or a commit is not there. */
export async function readCommitPages(
  shas: readonly string[],
  asked: Asked,
): Promise<ReadonlyMap<string, CommitReply>> {
  const { client, setting, rate, withFiles } = asked;
  const pages = Math.ceil(shas.length / pageSize);
  const points = pages * pointsPerPage[withFiles ? "withFiles" : "plain"];
  if (rate !== null && points > rate.remaining)
    throw new HttpFailure(
      `The pull requests of ${shas.length} commits cost about ${points} points of GraphQL, and this hour has ${rate.remaining} left (until ${rate.resetAt}).`,
      { fix: "Run the gate again then; or give `base` once, nearer to the head, so that the release is smaller." },
    );
  const found = new Map<string, CommitReply>();

  async function page(wanted: readonly string[]): Promise<void> {
    try {
      const answer = await client.graph(
        commitsQuery(wanted, withFiles),
        { owner: setting.owner, name: setting.name },
        asking,
        wanted.length > 1,
      );
      for (const [index, sha] of wanted.entries()) {
        const reply = answer.part(["repository", `c${index}`], commit, asking);
        if (reply === null || reply.oid !== sha)
          throw new HttpFailure(`GitHub has no commit ${sha} in this repository.`, {
            fix: "Push the commits of the release before the gate runs.",
          });
        found.set(sha, reply);
      }
    } catch (error) {
      if (!(error instanceof TooHeavy) || wanted.length === 1) throw error;
      const middle = Math.ceil(wanted.length / 2);
      await page(wanted.slice(0, middle));
      await page(wanted.slice(middle));
    }
  }
  const queue = Array.from({ length: pages }, (_, at) => shas.slice(at * pageSize, (at + 1) * pageSize));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await page(next);
  };
  await Promise.all(Array.from({ length: Math.min(mostSideBySide, pages) }, worker));
  return found;
}

/** A pull request with more reviews or files than came along, asked for until it is whole. */
export async function completed(
  reply: PullRequestReply,
  { client, setting }: Pick<Asked, "client" | "setting">,
  wanted: { readonly files: boolean },
): Promise<PullRequestReply> {
  const { owner, name } = setting;
  const what = { what: `pull request #${reply.number}`, permission: "pull-requests: read" };
  const more = async <T extends { readonly hasNextPage: boolean; readonly endCursor: string | null }>(
    field: (after: string) => string,
    read: (answer: Awaited<ReturnType<Client["graph"]>>) => T,
    first: T,
  ): Promise<void> => {
    for (let at = first; at.hasNextPage; ) {
      const query = `query More($owner: String!, $name: String!, $number: Int!) { repository(owner: $owner, name: $name) {
        pullRequest(number: $number) { ${field(JSON.stringify(at.endCursor ?? ""))} } } }`;
      at = read(await client.graph(query, { owner, name, number: reply.number }, what));
    }
  };
  const reviews = [...(reply.reviews?.nodes ?? [])];
  if (reply.reviews?.pageInfo.hasNextPage === true)
    await more(
      (after) => `reviews(first: 100, ${states}, after: ${after}) { ${reviewFields} }`,
      (answer) => {
        const next = answer.part(["repository", "pullRequest", "reviews"], reviewPage, what);
        reviews.push(...next.nodes);
        return next.pageInfo;
      },
      reply.reviews.pageInfo,
    );
  const files = [...(reply.files?.nodes ?? [])];
  if (wanted.files && reply.files?.pageInfo.hasNextPage === true)
    await more(
      (after) => `files(first: 100, after: ${after}) { totalCount nodes { path } pageInfo { hasNextPage endCursor } }`,
      (answer) => {
        const next = answer.part(["repository", "pullRequest", "files"], filePage, what);
        files.push(...next.nodes);
        return next.pageInfo;
      },
      reply.files.pageInfo,
    );
  const whole = { hasNextPage: false, endCursor: null };
  return {
    ...reply,
    reviews: { nodes: reviews, pageInfo: whole },
    ...(reply.files == null || !wanted.files ? {} : { files: { ...reply.files, nodes: files, pageInfo: whole } }),
  };
}
