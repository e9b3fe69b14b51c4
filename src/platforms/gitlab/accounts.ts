/** Which accounts GitLab ties to the authors of commits, by their addresses: only GraphQL tells, and only to an access token. */
import { z } from "zod";
import type { Commit } from "../../core/evidence/commits.ts";
import type { Client } from "./client.ts";
import { userOf } from "./identities.ts";
import { sha } from "./schema/common.ts";

/** So many commits are asked about at once: GitLab limits how much one query may hold. */
const atOnce = 30;

const answer = z.object({
  project: z.object({
    repository: z.record(
      z.string(),
      z.object({ sha, author: z.object({ username: z.string(), name: z.string().nullish() }).nullable() }).nullable(),
    ),
  }),
});

/**
 * The same commits with the accounts of their authors. Unchanged where nobody tells: with the job's own token, and on servers before
 * 17.10, where a commit counts as its merge request's author's. Throws `HttpFailure` where it could have been told and was not.
 */
export async function withAccounts(
  client: Client,
  project: string | null,
  commits: readonly Commit[],
): Promise<readonly Commit[]> {
  if (client.isJobToken || project === null || commits.length === 0) return commits;
  const batches = Array.from({ length: Math.ceil(commits.length / atOnce) }, (_, at) =>
    commits.slice(at * atOnce, (at + 1) * atOnce),
  );
  // One first: a server that does not know the question need not hear it again.
  const [first = [], ...others] = batches;
  const told = await ask(client, project, first);
  if (told === null) return commits;
  const rest = await Promise.all(others.map((batch) => ask(client, project, batch)));
  const authors = new Map([told, ...rest].flatMap((each) => [...(each ?? [])]));
  return commits.map((commit) => {
    const account = authors.get(commit.sha) ?? null;
    const { login, kind } = userOf(account === null ? null : { id: 0, ...account });
    return login === null ? commit : { ...commit, author: { ...commit.author, login, kind } };
  });
}

type Author = { readonly username: string; readonly name?: string | null | undefined };

async function ask(
  client: Client,
  project: string,
  commits: readonly Commit[],
): Promise<ReadonlyMap<string, Author | null> | null> {
  const parts = commits.map((commit, at) => `c${at}: commit(ref: "${commit.sha}") { sha author { username name } }`);
  const query = `query Authors($project: ID!) { project(fullPath: $project) { repository { ${parts.join("\n")} } } }`;
  const data = await client.graph(answer, query, { project }, "the accounts of the authors");
  if (data === null) return null;
  return new Map(
    Object.values(data.project.repository).flatMap((each) => (each === null ? [] : [[each.sha, each.author]])),
  );
}
