/** Which merge requests brought the commits of a release, and which commits each of them brought. */
import type { Commit } from "../../core/evidence/commits.ts";
import { HttpFailure } from "../http.ts";
import { settle } from "../settled.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { type MergeRequestReply, mergeRequest, mergeRequestCommit } from "./schema/changes.ts";

export interface Brought {
  readonly request: MergeRequestReply;
  /** Full hashes, all inside the release. */
  readonly commits: readonly string[];
}

interface Means {
  readonly client: Client;
  readonly projectId: number | null;
  readonly head: string;
  readonly commits: readonly Commit[];
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

/** Up to here each commit is asked about by itself; above, what was merged lately is listed first. */
const fewCommits = 20;
const mostPages = 10;
/** So many commits that no list explains are asked about, one request each. */
const mostAsked = 300;

/** Throws `HttpFailure`, also where it would take more requests than anybody should wait for. */
export async function readBrought(means: Means): Promise<readonly Brought[]> {
  const { commits } = means;
  const found = new Map<number, { request: MergeRequestReply; commits: Set<string> }>();
  const add = (request: MergeRequestReply, shas: readonly string[]): void => {
    const entry = found.get(request.iid) ?? { request, commits: new Set() };
    for (const sha of shas) entry.commits.add(sha);
    found.set(request.iid, entry);
  };
  const shas = new Set(commits.map(({ sha }) => sha));
  const open = new Set(shas);
  if (commits.length > fewCommits)
    for (const request of await mergedLately(means)) {
      const own = await commitsOf(request, shas, means);
      if (own.length > 0) add(request, own);
      for (const sha of own) open.delete(sha);
    }
  if (open.size > mostAsked)
    throw new HttpFailure(
      `Which merge requests brought the ${commits.length} commits of this release would take ${open.size} requests.`,
      { fix: "Give `base` once, nearer to the head." },
    );
  await Promise.all(
    [...open].map(async (sha) => {
      for (const request of await requestsOf(sha, means)) if (counts(request, shas, means)) add(request, [sha]);
    }),
  );
  return [...found.values()]
    .map(({ request, commits: own }) => ({ request, commits: [...own].sort() }))
    .sort((a, b) => a.request.iid - b.request.iid);
}

const requestsOf = (sha: string, { client }: Pick<Means, "client">) =>
  client.list(mergeRequest, {
    route: routes.commitMergeRequests,
    at: { sha },
    what: `the merge requests of ${sha.slice(0, 10)}`,
  });

/** What was merged since the oldest commit; empty where that is more than a list should hold, and each commit is asked about then. */
async function mergedLately({ client, commits }: Means): Promise<readonly MergeRequestReply[]> {
  const oldest = commits.map(({ committedAt }) => committedAt).sort()[0] ?? "";
  const listed = await settle(
    client.list(
      mergeRequest,
      {
        route: routes.mergeRequests,
        what: "the merge requests that were merged lately",
        query: { state: "merged", updated_after: oldest, order_by: "updated_at", sort: "desc" },
      },
      mostPages,
    ),
  );
  return listed.ok ? listed.value : [];
}

const isHere = ({ target_project_id }: MergeRequestReply, projectId: number | null): boolean =>
  target_project_id == null || projectId === null || target_project_id === projectId;

/** The commit by which it came in: its merge, its squashed commit, or without either its own head. */
function landedAs({ merge_commit_sha, squash_commit_sha, sha }: MergeRequestReply): readonly string[] {
  const made = [merge_commit_sha, squash_commit_sha].filter((each) => each != null);
  return made.length > 0 ? made : sha == null ? [] : [sha];
}

/** GitLab ties more to a commit than brought it: requests that are still open, that were closed, that were merged elsewhere. */
const counts = (request: MergeRequestReply, shas: ReadonlySet<string>, { projectId, head }: Means): boolean =>
  isHere(request, projectId) &&
  (request.state === "merged"
    ? landedAs(request).some((sha) => shas.has(sha))
    : request.state === "opened" && request.sha === head);

/** The commits of the release that a merged request brought, by the shape of the history. */
async function commitsOf(
  request: MergeRequestReply,
  shas: ReadonlySet<string>,
  means: Means,
): Promise<readonly string[]> {
  if (!counts(request, shas, means)) return [];
  const { merge_commit_sha: merge, squash_commit_sha: squash } = request;
  const own = [merge, squash].filter((sha) => sha != null && shas.has(sha)) as readonly string[];
  const [first, ...others] = (merge == null ? null : means.parents.get(merge)) ?? [];
  if (merge != null && shas.has(merge) && others.length > 0) {
    const before = new Set(first === undefined ? [] : reachable([first], shas, means.parents));
    const brought = reachable(others, shas, means.parents).filter((sha) => !before.has(sha));
    return [...own, ...brought];
  }
  if (own.length > 0) return own;
  const listed = await means.client.list(mergeRequestCommit, {
    route: routes.mergeRequestCommits,
    at: { iid: request.iid },
    what: `the commits of !${request.iid}`,
  });
  return listed.map(({ id }) => id).filter((sha) => shas.has(sha));
}

/** Everything inside the release that these commits rest on, themselves included. */
function reachable(
  from: readonly string[],
  inside: ReadonlySet<string>,
  parents: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const seen = new Set<string>();
  const open = [...from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    if (seen.has(sha) || !inside.has(sha)) continue;
    seen.add(sha);
    open.push(...(parents.get(sha) ?? []));
  }
  return [...seen];
}

/** The one merge request whose head, merge or squashed commit is the head of the release; null where there is none. Throws `HttpFailure`. */
export async function readOneRequest(
  client: Client,
  head: string,
  projectId: number | null,
): Promise<MergeRequestReply | null> {
  const fitting = (await requestsOf(head, { client })).filter(
    (request) =>
      isHere(request, projectId) &&
      (request.state === "merged"
        ? [...landedAs(request), request.sha].includes(head)
        : request.state === "opened" && request.sha === head),
  );
  if (fitting.length > 1)
    throw new HttpFailure(
      `Several merge requests could be meant: ${fitting.map(({ iid }) => `!${iid}`).join(", ")} have ${head.slice(0, 10)} as their head or merge.`,
      { fix: "Close those that are not meant." },
    );
  return fitting[0] ?? null;
}
