/** Writes new files below a folder, and nothing anywhere else: no link is followed, and nothing is replaced unless somebody says so. */
import { constants } from "node:fs";
import { lstat, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Draft } from "../../core/setup/draft/traits.ts";
import { PlatformError } from "../../platforms/platform.ts";

export interface Written {
  readonly path: string;
  /** `left`: something was there, and stays as it is. */
  readonly status: "written" | "replaced" | "left";
}

/** In the order of the drafts. Throws `PlatformError` (`unreadable`) where a file cannot be written. */
export async function write(root: string, drafts: readonly Draft[], force: boolean): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const { path, text } of drafts) {
    try {
      written.push({ path, status: await writeOne(root, path, text, force) });
    } catch (error) {
      if (error instanceof PlatformError) throw error;
      const because = error instanceof Error ? error.message : String(error);
      throw new PlatformError("unreadable", `${path} could not be written: ${because}`);
    }
  }
  return written;
}

async function writeOne(root: string, path: string, text: string, force: boolean): Promise<Written["status"]> {
  const parts = path.split("/");
  for (const depth of parts.slice(1).keys()) {
    const folder = parts.slice(0, depth + 1).join("/");
    const stats = await statsOf(join(root, folder));
    if (stats === null) await mkdir(join(root, folder));
    else if (!stats.isDirectory())
      throw new PlatformError(
        "unreadable",
        `${path} was not written: ${folder} is ${stats.isSymbolicLink() ? "a symbolic link, and links are not followed" : "no folder"}.`,
      );
  }
  const file = join(root, path);
  const before = await statsOf(file);
  if (before !== null && !force) return "left";
  if (before !== null && !before.isFile())
    throw new PlatformError(
      "unreadable",
      `${path} was not written: it is ${before.isSymbolicLink() ? "a symbolic link, and links are not followed" : "no plain file"}.`,
    );
  const { O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;
  // What comes to stand there in between is not written through, either.
  const handle = await open(file, O_WRONLY | O_NOFOLLOW | (before === null ? O_CREAT | O_EXCL : O_TRUNC), 0o644);
  try {
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
  return before === null ? "written" : "replaced";
}

const statsOf = (path: string) =>
  lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
