/** Finds report files in the working tree: only where a glob can lead, never through a symbolic link, never in `.git`. */
import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { matchText, type PathPattern, parsePathPattern } from "../../core/evidence/glob-pattern.ts";
import type { RefusedReport } from "../../core/evidence/test-reports.ts";
import { byCodeUnit } from "./bytes.ts";

/** A glob that leads to more entries than this is too wide to be meant. */
const mostEntries = 200_000;

export interface FoundFiles {
  /** Relative to the root, with forward slashes, sorted. */
  readonly files: readonly string[];
  readonly refused: readonly RefusedReport[];
}

/** The glob would have the gate walk through far too many files. */
export class TooWideError extends Error {}

type Parts = PathPattern[number];
/** How far one alternative of the glob has been matched by the folders above: every part that may come next. */
interface Trail {
  readonly parts: Parts;
  readonly next: ReadonlySet<number>;
}

const isGlobstar = (part: Parts[number] | undefined): boolean => typeof part === "symbol";

/** Globstars may stand for nothing, so whatever comes behind one may come next too. */
function open(parts: Parts, next: Iterable<number>): Trail {
  const all = new Set(next);
  for (const at of all) if (isGlobstar(parts[at])) all.add(at + 1);
  return { parts, next: all };
}

interface Step {
  readonly trails: readonly Trail[];
  readonly isMatch: boolean;
  /** Did the glob name this entry, by a literal part or a wildcard, rather than only pass over it with `**`? */
  readonly isMeant: boolean;
  readonly isLiteral: boolean;
}

function step(trails: readonly Trail[], name: string): Step {
  let [isMatch, isMeant, isLiteral] = [false, false, false];
  const onward: Trail[] = [];
  for (const { parts, next } of trails) {
    const reached: number[] = [];
    for (const at of next) {
      const part = parts[at];
      if (part === undefined) continue;
      if (typeof part === "symbol") reached.push(at);
      else if (matchText(part, name)) {
        reached.push(at + 1);
        isMeant = true;
        isLiteral ||= typeof part === "string";
      }
    }
    if (reached.length === 0) continue;
    const trail = open(parts, reached);
    isMatch ||= trail.next.has(parts.length);
    if ([...trail.next].some((at) => at < parts.length)) onward.push(trail);
  }
  return { trails: onward, isMatch, isMeant, isLiteral };
}

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
  await visit(
    "",
    parsePathPattern(glob).map((parts) => open(parts, [0])),
  );
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
