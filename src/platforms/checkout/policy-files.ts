/** Reads the files that a policy rests on, from the working tree or from a commit; a missing file is never confused with an unreadable one. */
import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileReading } from "../platform.ts";
import type { Checkout } from "./checkout.ts";
import { lookUp } from "./tree.ts";

/** Larger than any policy may be, so that the parser says what is wrong with one that is too large. */
const largest = 16 * 1024 * 1024;

const isPlainPath = (path: string): boolean =>
  path !== "" && !path.includes("\\") && path.split("/").every((part) => !["", ".", ".."].includes(part));

const notAPath = (path: string, where: string): FileReading => ({
  status: "unreadable",
  where,
  because: `${path} is no path below the root of the repository. Write it with forward slashes, without "." and "..".`,
});

/** `path` as it lies in the working tree. No symbolic link is followed, in no part of the path. */
export async function readFromWorkTree(root: string, path: string): Promise<FileReading> {
  const where = `${path} in the working tree`;
  if (!isPlainPath(path)) return notAPath(path, where);
  const parts = path.split("/");
  try {
    for (const depth of parts.keys()) {
      const shown = parts.slice(0, depth + 1).join("/");
      const stats = await lstat(join(root, shown));
      if (stats.isSymbolicLink())
        return { status: "unreadable", where, because: `${shown} is a symbolic link, and links are not followed.` };
      if (depth < parts.length - 1 ? !stats.isDirectory() : stats.isDirectory()) {
        if (depth < parts.length - 1) return { status: "absent", where };
        return { status: "unreadable", where, because: `${shown} is a folder.` };
      }
      if (depth === parts.length - 1 && !stats.isFile())
        return { status: "unreadable", where, because: `${shown} is no regular file.` };
      if (stats.size > largest && stats.isFile())
        return { status: "unreadable", where, because: `${shown} has more than 16 MiB.` };
    }
    return { status: "found", bytes: await readFile(join(root, path)), where };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? { status: "absent", where } : { status: "unreadable", where, because: message };
  }
}

/** `path` as it stands in a commit. Absent only where every folder on the way was read and one of them lacks it. */
export async function readFromCommit(
  { objects }: Checkout,
  { sha, name }: { readonly sha: string; readonly name: string },
  path: string,
): Promise<FileReading> {
  const where = `${path} at ${name}`;
  if (!isPlainPath(path)) return notAPath(path, where);
  const entry = await lookUp(objects, sha, path);
  if (entry.status === "absent") return { status: "absent", where };
  if (entry.status !== "found") return { status: "unreadable", where, because: `${entry.because}.` };
  if (entry.kind === "folder") return { status: "unreadable", where, because: `${path} is a folder.` };
  const reading = await objects.read(entry.oid, largest);
  if (reading.status !== "found")
    return { status: "unreadable", where, because: `the content of ${path} is missing from this checkout.` };
  if (reading.bytes === null) return { status: "unreadable", where, because: `${path} has more than 16 MiB.` };
  return { status: "found", bytes: reading.bytes, where };
}
