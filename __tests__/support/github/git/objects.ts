/** Git's own objects in memory, with the hashes that git would give them, so that a checkout and the API speak of the same commits. */
import { createHash } from "node:crypto";

export type ObjectType = "blob" | "tree" | "commit" | "tag";

export interface GitObject {
  readonly type: ObjectType;
  readonly data: Buffer;
}

export interface Signature {
  readonly name: string;
  readonly email: string;
  /** ISO 8601, UTC, whole seconds. */
  readonly at: string;
}

export interface Commit {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  /** Without the last line break. */
  readonly message: string;
}

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly sha: string;
}

export const isTree = (entry: { readonly mode: string }): boolean => entry.mode === "40000";
export const isSubmodule = (entry: { readonly mode: string }): boolean => entry.mode === "160000";

const line = ({ name, email, at }: Signature): string => `${name} <${email}> ${Date.parse(at) / 1000} +0000`;

export class ObjectStore {
  readonly all = new Map<string, GitObject>();
  readonly #commits = new Map<string, Commit>();
  readonly #trees = new Map<string, readonly TreeEntry[]>();

  put(type: ObjectType, data: Buffer): string {
    const sha = createHash("sha1").update(`${type} ${data.length}\0`).update(data).digest("hex");
    this.all.set(sha, { type, data });
    return sha;
  }

  blob(content: string | Uint8Array): string {
    return this.put("blob", Buffer.from(content));
  }

  /** The bytes of a blob; empty where there is none (a submodule). */
  bytes(sha: string): Buffer {
    return this.all.get(sha)?.data ?? Buffer.alloc(0);
  }

  putTree(entries: readonly TreeEntry[]): string {
    // Git sorts a folder as if its name ended in a slash.
    const key = (entry: TreeEntry): Buffer => Buffer.from(isTree(entry) ? `${entry.name}/` : entry.name);
    const sorted = [...entries].sort((a, b) => Buffer.compare(key(a), key(b)));
    const parts = sorted.flatMap(({ mode, name, sha }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, "hex")]);
    const sha = this.put("tree", Buffer.concat(parts));
    this.#trees.set(sha, sorted);
    return sha;
  }

  tree(sha: string): readonly TreeEntry[] {
    const known = this.#trees.get(sha);
    if (known !== undefined) return known;
    const data = this.bytes(sha);
    const entries: TreeEntry[] = [];
    for (let at = 0; at < data.length; ) {
      const end = data.indexOf(0, at);
      const [mode = "", ...name] = data.subarray(at, end).toString().split(" ");
      entries.push({ mode, name: name.join(" "), sha: data.subarray(end + 1, end + 21).toString("hex") });
      at = end + 21;
    }
    this.#trees.set(sha, entries);
    return entries;
  }

  putCommit({ tree, parents, author, committer, message }: Omit<Commit, "sha">): string {
    const head = [
      `tree ${tree}`,
      ...parents.map((sha) => `parent ${sha}`),
      `author ${line(author)}`,
      `committer ${line(committer)}`,
    ];
    return this.put("commit", Buffer.from(`${head.join("\n")}\n\n${message}\n`));
  }

  /** Undefined where the hash names no commit. */
  commit(sha: string): Commit | undefined {
    const known = this.#commits.get(sha);
    if (known !== undefined) return known;
    const object = this.all.get(sha);
    if (object?.type !== "commit") return undefined;
    const read = readCommit(sha, object.data.toString());
    this.#commits.set(sha, read);
    return read;
  }
}

function readCommit(sha: string, text: string): Commit {
  const end = text.indexOf("\n\n");
  const fields = text.slice(0, end).split("\n");
  const field = (name: string): string[] =>
    fields.filter((one) => one.startsWith(`${name} `)).map((one) => one.slice(name.length + 1));
  const person = (name: string): Signature => {
    const found = /^(.*) ?<([^>]*)> (\d+)/.exec(field(name)[0] ?? "");
    const at = new Date(Number(found?.[3] ?? 0) * 1000).toISOString().replace(".000", "");
    return { name: (found?.[1] ?? "").trim(), email: found?.[2] ?? "", at };
  };
  return {
    sha,
    tree: field("tree")[0] ?? "",
    parents: field("parent"),
    author: person("author"),
    committer: person("committer"),
    message: text.slice(end + 2).replace(/\n$/, ""),
  };
}
