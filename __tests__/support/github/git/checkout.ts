/** Between the repository in memory and one on disk: the same objects, so the same hashes. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { GitObject, ObjectStore, ObjectType } from "./objects.ts";

const packTypes: Readonly<Record<ObjectType, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 };

function git(folder: string, args: readonly string[], input?: Buffer | string): Buffer {
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: "/nonexistent",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
  };
  const done = spawnSync("git", args, {
    cwd: folder,
    env,
    maxBuffer: 1 << 30,
    ...(input === undefined ? {} : { input }),
  });
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

/** Writes every object and these refs (full name -> hash) into the git repository at `folder`. */
export function writeTo(folder: string, store: ObjectStore, refs: ReadonlyMap<string, string>): void {
  const head = Buffer.alloc(12);
  head.write("PACK");
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(store.all.size, 8);
  const body = Buffer.concat([head, ...[...store.all.values()].map(packed)]);
  const pack = Buffer.concat([body, createHash("sha1").update(body).digest()]);
  if (store.all.size > 0) git(folder, ["index-pack", "--stdin", "--fix-thin"], pack);
  const updates = [...refs].map(([name, sha]) => `update ${name} ${sha}\n`).join("");
  git(folder, ["update-ref", "--stdin"], updates);
}

/** Makes a work tree at `folder` (an empty folder) with full history and `ref` checked out. */
export function checkOut(folder: string, store: ObjectStore, refs: ReadonlyMap<string, string>, ref: string): void {
  git(folder, ["init", "--quiet", "--template=", "--initial-branch=main"]);
  git(folder, ["symbolic-ref", "HEAD", "refs/heads/nothing-yet"]);
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
