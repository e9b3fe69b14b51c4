/** Who made the head itself, where the range does not hold it: a redeploy has no commits of its own. */
import type { Commit } from "../../core/evidence/commits.ts";
import { settle } from "../settled.ts";
import { withAccounts } from "./accounts.ts";
import type { GitlabContext } from "./context.ts";
import { toCommit } from "./history.ts";
import { pathOf } from "./points.ts";
import { routes } from "./routes.ts";
import { commit } from "./schema/repository.ts";

/** Null where GitLab does not tell, and absent where the commits of the release hold it. */
export async function headCommitOf({
  client,
  range,
  project,
  setting,
}: GitlabContext): Promise<{ readonly headCommit?: Commit | null }> {
  if (range.relation !== "same") return {};
  const { sha } = range.head;
  const read = await settle(
    client
      .get(commit, { route: routes.commit, at: { sha }, what: "the head commit" })
      .then((its) => withAccounts(client, pathOf(project, setting), [toCommit(its)])),
  );
  const [found] = read.ok ? read.value : [];
  return { headCommit: found?.sha === sha ? found : null };
}
