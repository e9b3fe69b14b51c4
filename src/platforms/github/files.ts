/** Reads files at a commit: from the checkout where it has that commit, else from GitHub, several in one question. */

import type { Checkout } from "../checkout/checkout.ts";
import { readFromCommit } from "../checkout/policy-files.ts";
import type { FileReading } from "../platform.ts";
import { attempt, type Settled } from "../settled.ts";
import type { Client, GraphAnswer } from "./client.ts";
import { blobFields, treeFields } from "./opening.ts";
import { type BlobReply, blob, blobContent, type TreeReply, tree } from "./schema/files.ts";
import type { Setting } from "./surroundings.ts";

/** Larger than any file that the gate reads. */
const largest = 16 * 1024 * 1024;
/** So many files are asked for at once. */
const mostAtOnce = 40;

interface At {
  readonly sha: string;
  readonly name: string;
}

export interface FileReader {
  /** `path` is relative to the root, with forward slashes. Absent only where every folder on the way was read and one lacks it. */
  read(at: At, path: string): Promise<FileReading>;
  /** Takes in what was read along with something else. */
  know(at: At, path: string, root: Settled<TreeReply | null>, file: Settled<BlobReply | null>): void;
  /** `one` has the same files as `other` but for these paths, so that the others need to be read once only. */
  alike(one: At, other: At, differing: ReadonlySet<string>): void;
}

interface Asked {
  readonly at: At;
  readonly path: string;
  readonly answer: (reading: FileReading | Promise<FileReading>) => void;
}

/** What GitHub showed of one file: the folders on the way, from the root down, and what stands at the end. */
interface Shown {
  readonly folders: readonly Settled<TreeReply | null>[];
  readonly file: Settled<BlobReply | null>;
}

const isPlainPath = (path: string): boolean =>
  path !== "" && !/[\\:]/.test(path) && path.split("/").every((part) => !["", ".", ".."].includes(part));

export function openFiles(client: Client, setting: Setting, checkout: Checkout | null): FileReader {
  const known = new Map<string, Promise<FileReading>>();
  const twins = new Map<string, { readonly other: At; readonly differing: ReadonlySet<string> }>();
  let queue: Asked[] = [];

  async function flush(): Promise<void> {
    const asked = queue;
    queue = [];
    for (let from = 0; from < asked.length; from += mostAtOnce) {
      const batch = asked.slice(from, from + mostAtOnce);
      const shown = await show(batch).then(
        (all) => all,
        (error: unknown) => batch.map((): Shown => ({ folders: [], file: attempt(() => throwIt(error)) })),
      );
      for (const [index, { at, path, answer }] of batch.entries()) {
        const one = shown[index];
        if (one !== undefined) answer(toReading(at, path, one));
      }
    }
  }

  async function show(batch: readonly Asked[]): Promise<readonly Shown[]> {
    const text = (value: string): string => JSON.stringify(value);
    const fields = batch.flatMap(({ at, path }, index) => [
      ...foldersOf(path).map(
        (folder, depth) => `f${index}_${depth}: object(expression: ${text(`${at.sha}:${folder}`)}) { ${treeFields} }`,
      ),
      `b${index}: object(expression: ${text(`${at.sha}:${path}`)}) { ${blobFields} }`,
    ]);
    const query = `query Files($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields.join("\n")} } }`;
    const what = batch.length === 1 && batch[0] !== undefined ? `${batch[0].path} at ${batch[0].at.name}` : "files";
    const asking = { what, permission: "contents: read" };
    const answer: GraphAnswer = await client.graph(query, { owner: setting.owner, name: setting.name }, asking);
    return batch.map(({ path }, index) => ({
      folders: foldersOf(path).map((_, depth) =>
        attempt(() => answer.part(["repository", `f${index}_${depth}`], tree, asking)),
      ),
      file: attempt(() => answer.part(["repository", `b${index}`], blob, asking)),
    }));
  }

  function toReading(at: At, path: string, { folders, file }: Shown): FileReading | Promise<FileReading> {
    const where = `${path} at ${at.name}`;
    const unreadable = (because: string): FileReading => ({ status: "unreadable", where, because });
    const parts = path.split("/");
    for (const [depth, part] of parts.entries()) {
      const folder = folders[depth];
      const place = depth === 0 ? "the root folder" : `the folder ${parts.slice(0, depth).join("/")}`;
      if (folder === undefined) return unreadable(file.ok ? `${place} was not read.` : file.failure.message);
      if (!folder.ok) return unreadable(folder.failure.message);
      const entries = folder.value?.entries;
      if (entries == null) return unreadable(`${place} cannot be read.`);
      const entry = entries.find(({ name }) => name === part);
      if (entry === undefined) return { status: "absent", where };
      const shown = parts.slice(0, depth + 1).join("/");
      if (entry.mode === 0o120000) return unreadable(`${shown} is a symbolic link, and links are not followed.`);
      if (entry.type === "commit") return unreadable(`${shown} is a submodule.`);
      if (depth < parts.length - 1 && entry.type !== "tree") return { status: "absent", where };
      if (depth === parts.length - 1 && entry.type !== "blob") return unreadable(`${path} is a folder.`);
    }
    if (!file.ok) return unreadable(file.failure.message);
    const { oid, byteSize = 0, isBinary, isTruncated, text } = file.value ?? {};
    if (oid === undefined) return unreadable(`the content of ${path} was not told.`);
    if (byteSize > largest) return unreadable(`${path} has more than 16 MiB.`);
    if (typeof text === "string" && isTruncated === false && isBinary !== true && Buffer.byteLength(text) === byteSize)
      return { status: "found", where, bytes: Buffer.from(text) };
    return download(where, path, oid);
  }

  /** What is no text comes byte by byte. */
  async function download(where: string, path: string, oid: string): Promise<FileReading> {
    try {
      const asking = { what: `the content of ${path}`, permission: "contents: read" };
      const { value } = await client.get(
        `/repos/${setting.owner}/${setting.name}/git/blobs/${oid}`,
        blobContent,
        asking,
      );
      return { status: "found", where, bytes: Buffer.from(value.content, "base64") };
    } catch (error) {
      return { status: "unreadable", where, because: error instanceof Error ? error.message : String(error) };
    }
  }

  const ask = (at: At, path: string): Promise<FileReading> =>
    new Promise((answer) => {
      if (queue.push({ at, path, answer }) === 1) setImmediate(() => void flush());
    });

  const keyOf = (at: At, path: string): string => `${at.sha}:${path}`;
  /** Where the same file can be read as well, at a commit that may be known already. */
  const elsewhere = (at: At, path: string): At => {
    const twin = twins.get(at.sha);
    return twin === undefined || [...foldersOf(path), path].some((part) => twin.differing.has(part)) ? at : twin.other;
  };
  return {
    async read(asked, path) {
      const at = elsewhere(asked, path);
      if (!isPlainPath(path))
        return {
          status: "unreadable",
          where: `${path} at ${asked.name}`,
          because: `${path} is no path below the root of the repository. Write it with forward slashes, without "." and "..".`,
        };
      const key = keyOf(at, path);
      let reading = known.get(key);
      if (reading === undefined) {
        reading = has(checkout, at.sha).then((isHere) =>
          isHere && checkout !== null ? readFromCommit(checkout, at, path) : ask(at, path),
        );
        known.set(key, reading);
      }
      // The same commit may have been asked for under another name.
      const found = await reading;
      return { ...found, where: `${path} at ${asked.name}` };
    },
    know(at, path, root, file) {
      const key = keyOf(at, path);
      if (path.includes("/") || !isPlainPath(path) || known.has(key)) return;
      known.set(key, Promise.resolve(toReading(at, path, { folders: [root], file })));
    },
    alike(one, other, differing) {
      if (one.sha !== other.sha) twins.set(one.sha, { other, differing });
    },
  };
}

const foldersOf = (path: string): readonly string[] =>
  path.split("/").map((_, depth, parts) => parts.slice(0, depth).join("/"));

function throwIt(error: unknown): never {
  throw error;
}

/** Does the checkout hold this commit? */
export async function has(checkout: Checkout | null, sha: string): Promise<boolean> {
  if (checkout === null) return false;
  const reading = await checkout.objects.read(`${sha}^{commit}`);
  return reading.status === "found" && reading.oid === sha;
}
