/** Reads the trees of a commit, and looks a path up component by component: only so "not there" and "cannot be read" stay apart. */
import type { Objects } from "./objects.ts";

export type Entry =
  | { readonly status: "found"; readonly kind: "file" | "folder"; readonly oid: string }
  | { readonly status: "absent" }
  /** A symbolic link or a submodule on the way: what stands behind it is not part of this tree. */
  | { readonly status: "elsewhere"; readonly because: string }
  | { readonly status: "unreadable"; readonly because: string };

export interface TreeEntry {
  readonly name: Buffer;
  readonly mode: string;
  readonly oid: string;
}

/** `path` has forward slashes and is relative to the root of the commit's tree. `.` and `..` are names like any other, and absent. */
export async function lookUp(objects: Objects, commit: string, path: string): Promise<Entry> {
  let oid = `${commit}^{tree}`;
  const parts = path.split("/");
  for (const [depth, part] of parts.entries()) {
    const shown = parts.slice(0, depth + 1).join("/");
    const reading = await objects.read(oid);
    if (reading.status !== "found" || reading.type !== "tree" || reading.bytes === null) {
      const folder = depth === 0 ? "the root folder" : `the folder ${parts.slice(0, depth).join("/")}`;
      return { status: "unreadable", because: `${folder} is missing from this checkout's objects` };
    }
    const entry = find(reading.bytes, part, reading.oid.length / 2);
    if (entry === null) return { status: "absent" };
    if (entry.mode === "120000") return { status: "elsewhere", because: `${shown} is a symbolic link` };
    if (entry.mode === "160000") return { status: "elsewhere", because: `${shown} is a submodule` };
    const isFolder = entry.mode === "40000";
    if (depth === parts.length - 1) return { status: "found", kind: isFolder ? "folder" : "file", oid: entry.oid };
    if (!isFolder) return { status: "absent" };
    oid = entry.oid;
  }
  return { status: "absent" };
}

/** Everything that stands in one folder; `because` says why it cannot be read. */
export async function readTree(
  objects: Objects,
  name: string,
): Promise<readonly TreeEntry[] | { readonly because: string }> {
  const reading = await objects.read(name, Number.POSITIVE_INFINITY);
  if (reading.status === "found" && reading.type === "tree" && reading.bytes !== null)
    return [...entriesIn(reading.bytes, reading.oid.length / 2)];
  return { because: reading.status === "unreadable" ? reading.because : `the tree ${name} is missing` };
}

function find(tree: Buffer, name: string, hashLength: number): TreeEntry | null {
  const wanted = Buffer.from(name);
  for (const entry of entriesIn(tree, hashLength)) if (entry.name.equals(wanted)) return entry;
  return null;
}

/** A tree is a row of `mode name NUL hash`, the hash in `hashLength` raw bytes. */
function* entriesIn(tree: Buffer, hashLength: number): Generator<TreeEntry> {
  for (let at = 0; at < tree.length; ) {
    const space = tree.indexOf(32, at);
    const end = tree.indexOf(0, space);
    if (space === -1 || end === -1) return;
    yield {
      name: tree.subarray(space + 1, end),
      mode: tree.toString("latin1", at, space),
      oid: tree.toString("hex", end + 1, end + 1 + hashLength),
    };
    at = end + 1 + hashLength;
  }
}
