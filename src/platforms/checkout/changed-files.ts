/** The files that a range changes, with git's own count of their lines. */
import type { ChangedFile } from "../../core/evidence/changed-files.ts";
import { byCodeUnit, decode, splitAtNul } from "./bytes.ts";
import type { Checkout } from "./checkout.ts";
import { fullContents } from "./checkout.ts";
import { GitError } from "./git.ts";
import type { Range } from "./range.ts";

export interface FileChanges {
  /** Sorted by path. */
  readonly files: readonly ChangedFile[];
  /** Null where renames could not be told for want of contents, so that the number is not certain. */
  readonly count: number | null;
  /** Sums; null where contents are missing. Binary files count as no lines, as git counts them. */
  readonly additions: number | null;
  readonly deletions: number | null;
  /** What could not be told, and what mends it. */
  readonly limit: string | null;
}

/** git knows the empty tree by its hash without having it. */
export const emptyTree = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
} as const;

/**
 * `git diff -M` between the point where base and head part, and the head; the configuration's algorithm and limits hold. A
 * submodule is a file whose line moves: settings that would hide it are overruled, since rules about paths rest on this list.
 */
const plainDiff = [
  "diff",
  "-z",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-relative",
  "--ignore-submodules=none",
  "-O/dev/null",
  "--raw",
] as const;

const changes: Readonly<Record<string, ChangedFile["change"]>> = {
  A: "added",
  M: "modified",
  D: "deleted",
  R: "renamed",
  C: "copied",
  T: "type-changed",
};

/**
 * Equal to `git diff --numstat -M base...head`, or to a comparison with the empty tree without a base. Where contents are missing
 * (a partial clone) the files come without lines. Throws `GitError` where not even the files can be told.
 */
export async function readChangedFiles({ git, objectFormat }: Checkout, { base, head }: Range): Promise<FileChanges> {
  const range = base === null ? [emptyTree[objectFormat], head.sha] : [`${base.sha}...${head.sha}`];
  try {
    const files = await list(git.stream([...plainDiff, "--numstat", "-M", ...range, "--"]));
    const sum = (key: "additions" | "deletions"): number => files.reduce((total, file) => total + (file[key] ?? 0), 0);
    return { files, count: files.length, additions: sum("additions"), deletions: sum("deletions"), limit: null };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Exact renames need no contents, so this says all that the trees alone can say.
    const files = await list(git.stream([...plainDiff, "-M100%", ...range, "--"]));
    const mayBeRenamed = ["added", "deleted"].every((change) => files.some((file) => file.change === change));
    return {
      files,
      count: mayBeRenamed ? null : files.length,
      additions: null,
      deletions: null,
      limit: `Contents of changed files are missing here, so their lines cannot be counted (${error.message}). ${fullContents}`,
    };
  }
}

/** Reads `--raw` and, after all of it, `--numstat`, both with `-z`. */
async function list(output: AsyncIterable<Buffer>): Promise<readonly ChangedFile[]> {
  const files = new Map<string, ChangedFile>();
  let pending: Buffer[] = [];
  for await (const pieces of splitAtNul(output)) {
    pending.push(...pieces);
    let at = 0;
    for (let took = take(pending, at, files); took > 0; took = take(pending, at, files)) at += took;
    pending = pending.slice(at);
  }
  if (pending.length > 0) throw new GitError(plainDiff, null, "git's list of changed files ended in the middle of one");
  return [...files.values()].sort((a, b) => byCodeUnit(a.path, b.path));
}

/** Takes one record off the pieces from `at` on, and says how many pieces it was; 0 while it is not whole yet. */
function take(pieces: readonly Buffer[], at: number, files: Map<string, ChangedFile>): number {
  const start = pieces[at]?.toString("latin1") ?? "";
  const [first, second] = [pieces[at + 1], pieces[at + 2]];
  if (start.startsWith(":")) {
    const letter = start.charAt(start.lastIndexOf(" ") + 1);
    const isPair = letter === "R" || letter === "C";
    if (first === undefined || (isPair && second === undefined)) return 0;
    const path = decode(second !== undefined && isPair ? second : first);
    const change = changes[letter] ?? "modified";
    const previousPath = isPair ? decode(first) : null;
    files.set(path, { path, previousPath, change, additions: null, deletions: null });
    return isPair ? 3 : 2;
  }
  const [, added, deleted] = /^(\d+|-)\t(\d+|-)\t/.exec(start) ?? [];
  if (added === undefined || deleted === undefined) return 0;
  const isPair = /^(?:\d+|-)\t(?:\d+|-)\t$/.test(start);
  if (isPair && (first === undefined || second === undefined)) return 0;
  const own = pieces[at] ?? Buffer.alloc(0);
  const path = decode(isPair && second !== undefined ? second : own.subarray(added.length + deleted.length + 2));
  const file = files.get(path);
  if (file !== undefined) files.set(path, { ...file, additions: lines(added), deletions: lines(deleted) });
  return isPair ? 3 : 1;
}

const lines = (text: string): number | null => (text === "-" ? null : Number(text));
