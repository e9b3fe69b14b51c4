/** Every file below a commit, as GitLab lists it. */
import type { Tree } from "../checkout/tree-changes.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { treeEntry } from "./schema/repository.ts";

export const useCheckout = "Set `GIT_DEPTH: 0` for the job of the gate, so that files and history come from git.";

/** Folders and submodules left out of it. Throws `HttpFailure`, also for a tree that takes more than a hundred requests. */
export async function listTree(client: Client, commit: string): Promise<Tree> {
  const entries = await client.list(treeEntry, {
    route: routes.tree,
    what: `the files of ${commit.slice(0, 10)}`,
    query: { ref: commit, recursive: "true", pagination: "keyset" },
  });
  return new Map(entries.filter(({ type }) => type !== "tree").map(({ path, mode, id }) => [path, { mode, sha: id }]));
}
