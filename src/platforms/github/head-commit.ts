/** Who made the head itself, where the range does not hold it: a redeploy has no commits of its own. */
import type { Commit } from "../../core/evidence/commits.ts";
import { settle } from "../settled.ts";
import { withAccounts } from "./changes.ts";
import { readCommitPages } from "./commit-pages.ts";
import type { GithubContext } from "./context.ts";
import { toCommit } from "./history.ts";
import { restCommit } from "./schema/history.ts";

/** With accounts; null where GitHub does not tell, and absent where the commits of the release hold it. */
export async function headCommitOf({
  client,
  setting,
  opening,
  range,
}: GithubContext): Promise<{ readonly headCommit?: Commit | null }> {
  if (range.relation !== "same") return {};
  const { sha } = range.head;
  const path = `/repos/${setting.owner}/${setting.name}/commits/${sha}`;
  const asking = { what: "the head commit", permission: "contents: read" };
  const read = await settle(
    Promise.all([
      client.get(path, restCommit, asking),
      readCommitPages([sha], { client, setting, rate: opening.rate, withFiles: false }),
    ]),
  );
  if (!read.ok) return { headCommit: null };
  const [{ value }, replies] = read.value;
  const reply = replies.get(sha);
  return { headCommit: reply === undefined || value.sha !== sha ? null : withAccounts(toCommit(value), reply) };
}
