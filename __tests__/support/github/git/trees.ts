/** Folders of a commit: changed, listed and compared. */
import { isSubmodule, isTree, type ObjectStore, type TreeEntry } from "./objects.ts";

/** What a file becomes: text or bytes, null (deleted), a link, an executable, or another repository's commit. */
export type Content =
  | string
  | Uint8Array
  | null
  | { readonly link: string }
  | { readonly executable: string }
  | { readonly submodule: string }
  /** What stands in another tree already. */
  | { readonly mode: string; readonly sha: string };

export type Files = Readonly<Record<string, Content>>;

export const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

function entryOf(store: ObjectStore, name: string, content: Exclude<Content, null>): TreeEntry {
  if (typeof content === "string" || content instanceof Uint8Array)
    return { mode: "100644", name, sha: store.blob(content) };
  if ("sha" in content) return { mode: content.mode, name, sha: content.sha };
  if ("link" in content) return { mode: "120000", name, sha: store.blob(content.link) };
  if ("executable" in content) return { mode: "100755", name, sha: store.blob(content.executable) };
  return { mode: "160000", name, sha: content.submodule };
}

/** The tree with these files changed. */
export function changeTree(store: ObjectStore, tree: string | null, files: Files): string {
  const entries = new Map((tree === null ? [] : store.tree(tree)).map((entry) => [entry.name, entry]));
  const below = new Map<string, Record<string, Content>>();
  for (const [path, content] of Object.entries(files)) {
    const slash = path.indexOf("/");
    if (slash < 0) {
      if (content === null) entries.delete(path);
      else entries.set(path, entryOf(store, path, content));
      continue;
    }
    const folder = path.slice(0, slash);
    const inside = below.get(folder) ?? {};
    inside[path.slice(slash + 1)] = content;
    below.set(folder, inside);
  }
  for (const [folder, inside] of below) {
    const old = entries.get(folder);
    const sha = changeTree(store, old !== undefined && isTree(old) ? old.sha : null, inside);
    if (sha === emptyTree) entries.delete(folder);
    else entries.set(folder, { mode: "40000", name: folder, sha });
  }
  return store.putTree([...entries.values()]);
}

export interface PathEntry extends TreeEntry {
  readonly path: string;
}

/** Everything below a tree, folders too, in git's order. */
export function listTree(store: ObjectStore, tree: string, before = ""): PathEntry[] {
  return store.tree(tree).flatMap((entry) => {
    const path = `${before}${entry.name}`;
    return [{ ...entry, path }, ...(isTree(entry) ? listTree(store, entry.sha, `${path}/`) : [])];
  });
}

/** The entry at a path; null where there is none. `""` is the tree itself. */
export function entryAt(store: ObjectStore, tree: string, path: string): PathEntry | null {
  let at: PathEntry = { mode: "40000", name: "", sha: tree, path: "" };
  for (const name of path.split("/").filter((part) => part !== "")) {
    const next = isTree(at) ? store.tree(at.sha).find((entry) => entry.name === name) : undefined;
    if (next === undefined) return null;
    at = { ...next, path: at.path === "" ? name : `${at.path}/${name}` };
  }
  return at;
}

export interface FileChange {
  readonly path: string;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly before: PathEntry | null;
  readonly after: PathEntry | null;
}

/** What differs, by path. Renames are found where the content stayed the same to the byte. */
export function compareTrees(store: ObjectStore, a: string | null, b: string): FileChange[] {
  const changes: FileChange[] = [];
  walk(store, a, b, "", changes);
  const gone = new Map(changes.filter((one) => one.status === "removed").map((one) => [one.before?.sha, one]));
  const moved = new Set<FileChange>();
  const renamed = changes.map((change): FileChange => {
    const from = change.status === "added" ? gone.get(change.after?.sha) : undefined;
    if (from === undefined || moved.has(from) || store.bytes(change.after?.sha ?? "").length === 0) return change;
    moved.add(from);
    return { ...change, status: "renamed", before: from.before };
  });
  return renamed.filter((one) => !moved.has(one)).sort((x, y) => (x.path < y.path ? -1 : 1));
}

function walk(store: ObjectStore, a: string | null, b: string | null, before: string, found: FileChange[]): void {
  if (a === b) return;
  const left = new Map((a === null ? [] : store.tree(a)).map((entry) => [entry.name, entry]));
  const right = new Map((b === null ? [] : store.tree(b)).map((entry) => [entry.name, entry]));
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [x, y] = [left.get(name), right.get(name)];
    if (x?.sha === y?.sha && x?.mode === y?.mode) continue;
    const path = `${before}${name}`;
    const folderX = x !== undefined && isTree(x) ? x.sha : null;
    const folderY = y !== undefined && isTree(y) ? y.sha : null;
    if (folderX !== null || folderY !== null) walk(store, folderX, folderY, `${path}/`, found);
    const fileX = x !== undefined && folderX === null ? { ...x, path } : null;
    const fileY = y !== undefined && folderY === null ? { ...y, path } : null;
    if (fileX === null && fileY === null) continue;
    const status = fileX === null ? "added" : fileY === null ? "removed" : "modified";
    found.push({ path, status, before: fileX, after: fileY });
  }
}

/** The text of an entry, or null where it is no text (a submodule, or bytes with a zero in them). */
export function textOf(store: ObjectStore, entry: TreeEntry | null): string | null {
  if (entry === null) return "";
  if (isSubmodule(entry)) return null;
  const bytes = store.bytes(entry.sha);
  return bytes.subarray(0, 8000).includes(0) ? null : bytes.toString();
}
