/** Asks git for the differences of many changes at once: the changes go in by standard input, an end mark after each comes back. */
import { type Git, GitError } from "../git.ts";
import type { Link } from "./chain.ts";
import { type Patch, type Reading, readPatches } from "./patches.ts";
import { codeEndings } from "./path-classes.ts";
import { readTouched, type Touched } from "./touched-files.ts";

/** What a change does to files; null for what the clone cannot tell. */
export interface Difference {
  readonly touched: Touched | null;
  /** null as well where it was not asked for. */
  readonly patch: Patch | null;
}

/** git answers a line that is no hash by repeating it: that is how the end of a change, even of an empty one, is known. */
const asked = (links: readonly Link[]): string =>
  links.map(({ sha, parent }) => `${sha}${parent === null ? "" : ` ${parent}`}\n#\n`).join("");

const common = ["--stdin", "--no-commit-id", "--root", "-r", "--no-color", "--no-ext-diff", "--ignore-submodules=none"];

/**
 * The files of each change. Only trees are read: renames are found where the content stayed the same, which needs no content, so that
 * a clone without file contents answers exactly like a whole one. Throws `GitError` where a tree is missing. One process.
 */
const touchedFiles = (git: Git, links: readonly Link[]): AsyncGenerator<Touched> =>
  readTouched(git.stream(["diff-tree", ...common, "--raw", "-z", "-M100%"], asked(links)));

/** Whole hashes, since git has to look up how short another one may be. */
const asText = (
  "-p -U0 -w -M50% -l400 --full-index --no-abbrev --inter-hunk-context=0 --diff-algorithm=myers --indent-heuristic --no-textconv " +
  "--src-prefix=a/ --dst-prefix=b/"
).split(" ");

/** The text of all files with their list before it. A file that git takes for binary is named, and its text left out. */
const wholeDifferences = (git: Git, links: readonly Link[], wantsEdits: boolean): AsyncGenerator<Reading> =>
  readPatches(git.stream(["diff-tree", ...common, "--raw", ...asText], asked(links)), wantsEdits);

/** The text of the files of code alone, whatever git takes them for. */
const codeOnly = (git: Git, links: readonly Link[], wantsEdits: boolean): AsyncGenerator<Reading> =>
  readPatches(
    git.stream(
      ["--icase-pathspecs", "diff-tree", ...common, ...asText, "--text", "--", ...codeEndings.map((end) => `*.${end}`)],
      asked(links),
    ),
    wantsEdits,
  );

/** So often a content that is missing is passed over; after that the rest stays unknown. Each time starts a process. */
const mostMissing = 300;

/**
 * What the text of the code of each change holds; null where a content is missing. `.gitattributes` is overruled: it belongs to the
 * change that is judged and could hide its files from it (`-diff`). One process, and one more after each missing content.
 */
async function* patchesOfCode(git: Git, links: readonly Link[], wantsEdits: boolean): AsyncGenerator<Patch | null> {
  let done = 0;
  for (let missing = 0; done < links.length && missing < mostMissing; missing++) {
    try {
      for await (const { patch } of codeOnly(git, links.slice(done), wantsEdits)) {
        done++;
        yield patch;
      }
      // git passes over a commit that it cannot read without a word.
      if (done === links.length) return;
    } catch {
      // The change after the last end mark is the one that could not be read.
    }
    done++;
    yield null;
  }
  for (; done < links.length; done++) yield null;
}

/** Next of a source; from its first failure on, null: a tree that is missing ends what can be told by trees. */
function untilFailure<T>(source: AsyncGenerator<T>): { next(): Promise<T | null>; end(): Promise<void> } {
  let failed = false;
  return {
    async next() {
      if (failed) return null;
      try {
        const step = await source.next();
        if (step.done !== true) return step.value;
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
      }
      failed = true;
      return null;
    },
    async end() {
      await source.return(undefined);
    },
  };
}

/** Files and text apart, so that what is missing in one does not hide the other. Two processes, and those of `patchesOfCode`. */
async function* piecewise(
  git: Git,
  links: readonly Link[],
  { isWithText, wantsEdits }: Wanted,
): AsyncGenerator<Difference> {
  const paths = untilFailure(touchedFiles(git, links));
  const patches = isWithText ? patchesOfCode(git, links, wantsEdits) : null;
  try {
    for (const _ of links) yield { touched: await paths.next(), patch: (await patches?.next())?.value ?? null };
  } finally {
    await Promise.all([paths.end(), patches?.return(undefined)]);
  }
}

/** So many changes are asked about once more, each by a process of its own; what hides its code more often is read piecewise. */
const mostHidden = 50;

export interface Wanted {
  /** Are the contents of files there to be read? */
  readonly isWithText: boolean;
  /** Should be told, too, where the text stands? */
  readonly wantsEdits: boolean;
}

/**
 * The differences of each change. Nearly always one process tells it all, at the pace of `git log -p`; where a content is missing or
 * code is hidden from it, others go on from there. Configuration that would change the text is overruled.
 */
export async function* differences(git: Git, links: readonly Link[], wanted: Wanted): AsyncGenerator<Difference> {
  let done = 0;
  let hidden = 0;
  if (wanted.isWithText && links.length > 0)
    try {
      for await (const { touched, patch, hidesCode } of wholeDifferences(git, links, wanted.wantsEdits)) {
        if (hidesCode && ++hidden > mostHidden) break;
        const link = links[done++];
        if (hidesCode && link !== undefined) {
          const again = await patchesOfCode(git, [link], wanted.wantsEdits).next();
          yield { touched, patch: again.value ?? null };
        } else yield { touched, patch };
      }
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
    }
  if (done < links.length) yield* piecewise(git, links.slice(done), wanted);
}
