/** Finds report files in the working tree: only where a glob can lead, never through a symbolic link, never in `.git`. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { RefusedReport } from "../../core/evidence/test-reports.ts";
import { byCodeUnit } from "./bytes.ts";
import { step, type Trail, trailsOf } from "./glob-trail.ts";

/** A glob that leads to more entries than this is too wide to be meant. */
const mostEntries = 200_000;

export interface FoundFiles {
  /** Relative to the root, with forward slashes, sorted. */
  readonly files: readonly string[];
  readonly refused: readonly RefusedReport[];
}

/** The glob would have the gate walk through far too many files. */
export class TooWideError extends Error {}

/** All regular files below `root` that match the glob. Throws `GlobError` for a wrong glob, and `TooWideError`. */
export async function findFiles(root: string, glob: string): Promise<FoundFiles> {
  const files: string[] = [];
  const refused: RefusedReport[] = [];
  let entries = 0;
  const visit = async (folder: string, trails: readonly Trail[]): Promise<void> => {
    const listed = await list(join(root, folder));
    if (!Array.isArray(listed)) {
      refused.push({ path: folder || ".", because: `The folder cannot be read: ${listed.because}.` });
      return;
    }
    entries += listed.length;
    if (entries > mostEntries) throw new TooWideError(`The glob ${glob} leads through more than 200,000 files.`);
    for (const entry of listed) {
      const { trails: onward, isMatch, isMeant, isLiteral } = step(trails, entry.name);
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || (entry.name === "node_modules" && !isLiteral)) continue;
      if (entry.isSymbolicLink()) {
        if (isMatch || (isMeant && onward.length > 0))
          refused.push({ path, because: `${path} is a symbolic link, and links are not followed.` });
      } else if (entry.isDirectory()) {
        if (onward.length > 0) await visit(path, onward);
      } else if (isMatch && entry.isFile()) files.push(path);
      else if (isMatch) refused.push({ path, because: `${path} is no regular file.` });
    }
  };
  await visit("", trailsOf([glob]));
  return { files: files.sort(byCodeUnit), refused };
}

async function list(folder: string): Promise<Dirent[] | { readonly because: string }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => byCodeUnit(a.name, b.name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // It was there a moment ago, or a file stands in its place: nothing to find either way.
    return code === "ENOENT" || code === "ENOTDIR" ? [] : { because: message };
  }
}
