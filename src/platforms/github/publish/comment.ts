/** The one comment on the pull request that says how things stand for an environment: written once, then written over. */
import type { Client } from "../client.ts";
import { type CommentReply, comments, written } from "../schema/pages.ts";
import type { Setting } from "../surroundings.ts";

const perPage = 100;
/** The comment is among the first, unless a thousand people were quicker. */
const mostPages = 10;

/** Hidden in the page, and different for each environment. No name of an environment can end it: only letters, digits and % remain. */
const markFor = (environment: string): string =>
  `<!-- release-gate ${encodeURIComponent(environment.toLowerCase()).replaceAll("-", "%2D")} -->`;

/** Whoever may not write to the repository could put the mark into a comment of theirs, and go on editing it after us. */
const trusted: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);
const isOurs = ({ body, user, author_association }: CommentReply, mark: string): boolean =>
  body?.startsWith(mark) === true && (user?.type === "Bot" || trusted.has(author_association ?? ""));

/** Throws `HttpFailure`. */
export async function writeComment(
  client: Client,
  { owner, name }: Setting,
  {
    pullRequest,
    environment,
    body,
  }: { readonly pullRequest: number; readonly environment: string; readonly body: string },
): Promise<void> {
  const repo = `/repos/${owner}/${name}`;
  const mark = markFor(environment);
  const text = { body: `${mark}\n${body}` };
  const asking = { what: `the gate's comment on pull request #${pullRequest}`, permission: "pull-requests: write" };
  const known = await find(client, `${repo}/issues/${pullRequest}/comments`, mark, pullRequest);
  if (known === null) await client.write("POST", `${repo}/issues/${pullRequest}/comments`, text, written, asking);
  else await client.write("PATCH", `${repo}/issues/comments/${known}`, text, written, { ...asking, again: true });
}

async function find(client: Client, path: string, mark: string, pullRequest: number): Promise<number | null> {
  const asking = { what: `the comments on pull request #${pullRequest}`, permission: "pull-requests: write" };
  for (let page = 1; page <= mostPages; page += 1) {
    const query = { per_page: String(perPage), page: String(page) };
    const { value } = await client.get(path, comments, asking, query);
    const found = value.find((comment) => isOurs(comment, mark));
    if (found !== undefined) return found.id;
    if (value.length < perPage) return null;
  }
  return null;
}
