/** Every file below a commit, as GitLab lists it. */
import type { ChangedFile } from "../../core/evidence/changed-files.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import type { FileChanges } from "../checkout/changed-files.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { treeEntry } from "./schema/repository.ts";

export type Tree = ReadonlyMap<string, { readonly mode: string; readonly sha: string }>;

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

/** The difference of two trees, which knows no renames and no lines. */
export function fromTrees(before: Tree, after: Tree): FileChanges {
  const files: ChangedFile[] = [];
  const add = (path: string, change: ChangedFile["change"]): unknown =>
    files.push({ path, previousPath: null, change, additions: null, deletions: null });
  for (const [path, { mode, sha }] of after) {
    const old = before.get(path);
    if (old === undefined) add(path, "added");
    else if (old.mode.slice(0, 3) !== mode.slice(0, 3)) add(path, "type-changed");
    else if (old.sha !== sha || old.mode !== mode) add(path, "modified");
  }
  for (const path of before.keys()) if (!after.has(path)) add(path, "deleted");
  files.sort((a, b) => byCodeUnit(a.path, b.path));
  const mayBeRenamed = ["added", "deleted"].every((change) => files.some((file) => file.change === change));
  return {
    files,
    count: mayBeRenamed ? null : files.length,
    additions: null,
    deletions: null,
    limit: `Files were compared by their trees, so renames and lines are not told. ${useCheckout}`,
  };
}
