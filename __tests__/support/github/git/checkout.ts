/** Between the repository in memory and one on disk: the same objects, so the same hashes. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { GitObject, ObjectStore, ObjectType } from "./objects.ts";

const packTypes: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };

function git(folder: string, args: readonly string[]): Buffer {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nonexistent",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  const done = spawnSync("git", args, { cwd: folder, env, maxBuffer: 1 << 30 });
  if (done.error !== undefined) throw done.error;
  if (done.status !== 0) throw new Error(`git ${args.join(" ")}: ${done.stderr.toString()}`);
  return done.stdout;
}

/** An entry of a pack: type and length in git's variable-length number, then the deflated bytes. */
function packed({ type, data }: GitObject): Buffer {
  const head: number[] = [];
  let rest = Math.floor(data.length / 16);
  head.push((packTypes[type] << 4) | (data.length % 16) | (rest > 0 ? 128 : 0));
  while (rest > 0) {
    const next = Math.floor(rest / 128);
    head.push((rest % 128) | (next > 0 ? 128 : 0));
    rest = next;
  }
  return Buffer.concat([Buffer.from(head), deflateSync(data, { level: 1 })]);
}

const sha1 = (bytes: Buffer): Buffer => createHash("sha1").update(bytes).digest();

const numbers = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
};

/** All objects as a pack, and its index (version 2): written here, since every process that git spares is time for the tests. */
function packOf(store: ObjectStore): { readonly name: string; readonly pack: Buffer; readonly index: Buffer } {
  const parts = [Buffer.from("PACK"), numbers([2, store.all.size])];
  let offset = 12;
  const entries = [...store.all].map(([sha, object]) => {
    const bytes = packed(object);
    const entry = { sha, crc: crc32(bytes), offset };
    parts.push(bytes);
    offset += bytes.length;
    return entry;
  });
  const body = Buffer.concat(parts);
  const checksum = sha1(body);
  entries.sort((a, b) => (a.sha < b.sha ? -1 : 1));
  const counts = Array.from({ length: 256 }, () => 0);
  for (const { sha } of entries) {
    const first = Number.parseInt(sha.slice(0, 2), 16);
    counts[first] = (counts[first] ?? 0) + 1;
  }
  let sum = 0;
  const upTo = counts.map((count) => {
    sum += count;
    return sum;
  });
  const table = Buffer.concat([
    Buffer.from([0xff, 0x74, 0x4f, 0x63]),
    numbers([2, ...upTo]),
    ...entries.map(({ sha }) => Buffer.from(sha, "hex")),
    numbers(entries.map(({ crc }) => crc)),
    numbers(entries.map((entry) => entry.offset)),
    checksum,
  ]);
  const pack = Buffer.concat([body, checksum]);
  return { name: `pack-${checksum.toString("hex")}`, pack, index: Buffer.concat([table, sha1(table)]) };
}

const config = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n";

/** Writes a repository into `folder` (an empty folder), with every object and these refs (full name -> hash). */
function writeTo(folder: string, store: ObjectStore, refs: ReadonlyMap<string, string>): void {
  const inside = join(folder, ".git");
  for (const name of ["objects/pack", "objects/info", "refs/heads", "refs/tags"])
    mkdirSync(join(inside, name), { recursive: true });
  writeFileSync(join(inside, "config"), config);
  writeFileSync(join(inside, "HEAD"), "ref: refs/heads/nothing-yet\n");
  const lines = [...refs].map(([name, sha]) => `${sha} ${name}\n`).sort();
  writeFileSync(join(inside, "packed-refs"), lines.join(""));
  if (store.all.size === 0) return;
  const { name, pack, index } = packOf(store);
  writeFileSync(join(inside, "objects/pack", `${name}.pack`), pack);
  writeFileSync(join(inside, "objects/pack", `${name}.idx`), index);
}

/** Makes a work tree at `folder` (an empty folder) with full history and `ref` checked out. */
export function checkOut(folder: string, store: ObjectStore, refs: ReadonlyMap<string, string>, ref: string): void {
  writeTo(folder, store, refs);
  git(folder, ["checkout", "--quiet", "--force", "--detach", ref]);
}

/** Reads all objects, branches and tags of the git repository at `folder`. */
export function readFrom(folder: string, store: ObjectStore): Map<string, string> {
  const out = git(folder, ["cat-file", "--batch-all-objects", "--batch"]);
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(10, at);
    const [, type = "blob", size = "0"] = out.subarray(at, end).toString().split(" ");
    const start = end + 1;
    store.put(type as ObjectType, Buffer.from(out.subarray(start, start + Number(size))));
    at = start + Number(size) + 1;
  }
  const refs = git(folder, ["for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags"]).toString();
  return new Map(
    refs
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ") as [string, string]),
  );
}
