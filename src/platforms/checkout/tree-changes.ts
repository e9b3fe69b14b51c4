/** What changed between two commits whose files a platform lists, where it does not compare them whole. */
import type { ChangedFile } from "../../core/evidence/changed-files.ts";
import { byCodeUnit } from "./bytes.ts";
import type { FileChanges } from "./changed-files.ts";

/** Every file below a commit, by path; folders left out. */
export type Tree = ReadonlyMap<string, { readonly mode: string; readonly sha: string }>;

/** The difference of two trees, which knows no renames and no lines. `limit` says so, why, and what mends it. */
export function fromTrees(before: Tree, after: Tree, limit: string): FileChanges {
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
  return { files, count: mayBeRenamed ? null : files.length, additions: null, deletions: null, limit };
}
