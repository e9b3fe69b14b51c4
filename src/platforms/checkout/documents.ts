/** Documents at the head commit: found by globs, read from git's objects, dated by the history. */
import type { ReleaseDocument } from "../../core/evidence/documents.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import { byCodeUnit, decode, splitAtNul } from "./bytes.ts";
import { type Checkout, fullContents } from "./checkout.ts";
import { plainLog } from "./commits.ts";
import { GitError } from "./git.ts";
import { step, type Trail, trailsOf } from "./glob-trail.ts";
import { instant, type Range } from "./range.ts";
import { readTree } from "./tree.ts";

/** A document above this size is no prose that anybody reads before a release. */
const largest = 1024 * 1024;
/** Stands before what is no path in the output of `git log --name-only`. */
const mark = "\u0001";
/** So many documents are dated; looking for more would read the history too slowly. */
const mostDated = 1000;

interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly oid: string;
}

/** All documents of the head that match one of `globs`, sorted by path. */
export async function readDocuments(
  checkout: Checkout,
  { head }: Range,
  globs: readonly string[],
  now: string,
): Promise<Observed<readonly ReleaseDocument[]>> {
  const source = `the tree of ${head.sha}`;
  if (globs.length === 0) return observed([], source, now);
  try {
    const listed = await listMatching(checkout, head.sha, globs);
    const [missing, dates] = await Promise.all([
      listed.length > 0 && checkout.isPartial ? missingContents(checkout, head.sha) : new Set<string>(),
      lastChanges(
        checkout,
        head.sha,
        listed.map(({ path }) => path),
      ),
    ]);
    const documents = listed.map(async (entry) => ({
      path: entry.path,
      ...(await readText(checkout, entry, missing)),
      lastChangedAt: dates.get(entry.path) ?? null,
    }));
    return observed(await Promise.all(documents), source, now);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unavailable(`The files of the head could not be listed: ${error.message}`, fullContents);
  }
}

/** Opens only folders to which a glob can lead. */
async function listMatching({ objects }: Checkout, head: string, globs: readonly string[]): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  const visit = async (tree: string, folder: string, trails: readonly Trail[]): Promise<void> => {
    const entries = await readTree(objects, tree);
    if ("because" in entries) throw new GitError(["cat-file"], null, entries.because);
    const open = entries.map(async ({ name, mode, oid }) => {
      const text = decode(name);
      const path = `${folder}${text}`;
      const { trails: onward, isMatch } = step(trails, text);
      if (mode === "40000") return onward.length > 0 ? visit(oid, `${path}/`, onward) : undefined;
      if (mode !== "160000" && isMatch) found.push({ path, mode, oid });
    });
    await Promise.all(open);
  };
  await visit(`${head}^{tree}`, "", trailsOf(globs));
  return found.sort((a, b) => byCodeUnit(a.path, b.path));
}

/** Which contents a partial clone lacks, without asking for them one by one: each such question would end a git process. */
async function missingContents({ git }: Checkout, head: string): Promise<ReadonlySet<string>> {
  const listed = await git.read(["rev-list", "--objects", "--no-walk", "--missing=print", head]);
  return new Set(
    listed
      .toString("latin1")
      .split("\n")
      .filter((line) => line.startsWith("?"))
      .map((line) => line.slice(1)),
  );
}

const unread = (because: string) => ({ text: null, because });

async function readText(
  { objects }: Checkout,
  { path, mode, oid }: Listed,
  missing: ReadonlySet<string>,
): Promise<Pick<ReleaseDocument, "text" | "because">> {
  if (mode === "120000") return unread(`${path} is a symbolic link, and links are not followed.`);
  if (missing.has(oid)) return unread(`The content of ${path} is missing from this partial clone. ${fullContents}`);
  const reading = await objects.read(oid, largest);
  if (reading.status !== "found") return unread(`The content of ${path} is missing from this checkout.`);
  if (reading.bytes === null)
    return unread(`${path} has ${reading.size} bytes; documents of more than 1 MiB are not read.`);
  return { text: textOf(reading.bytes), because: null };
}

/** UTF-8 with a mark at its beginning taken away; what is no UTF-8 stays visible as such. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8").decode(bytes);

/**
 * When each path last changed: one walk through the history, which ends as soon as every path was met. A commit at which a shallow
 * clone is cut off seems to add everything, so it dates nothing.
 */
async function lastChanges(
  { git, cutAt }: Checkout,
  head: string,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const dates = new Map<string, string>();
  const open = new Set(
    paths.filter((path) => !["\n", "\\", mark].some((char) => path.includes(char))).slice(0, mostDated),
  );
  if (open.size === 0) return dates;
  const input = `${head}\n--\n${[...open].join("\n")}\n`;
  const args = [
    "--literal-pathspecs",
    ...plainLog,
    "-c",
    "--no-renames",
    "--name-only",
    "--format=tformat:%x01%H %ct",
    "--stdin",
  ];
  let date: string | null = null;
  try {
    for await (const records of splitAtNul(git.stream(args, input)))
      for (const record of records) {
        const text = decode(record).replace(/^\n/, "");
        if (text.startsWith(mark)) {
          const [sha = "", seconds] = text.slice(1).split(" ");
          date = cutAt.has(sha) ? null : instant(Number(seconds));
          continue;
        }
        if (!open.delete(text)) continue;
        if (date !== null) dates.set(text, date);
        if (open.size === 0) return dates;
      }
  } catch (error) {
    // Where the history is not all here, what was met so far is still right, and the rest has no date.
    if (!(error instanceof GitError)) throw error;
  }
  return dates;
}
