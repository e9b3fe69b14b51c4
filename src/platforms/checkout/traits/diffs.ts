/** Asks git for the differences of many changes at once: the changes go in by standard input, an end mark after each comes back. */
import { type Git, GitError } from "../git.ts";
import type { Link } from "./chain.ts";
import { type Patch, readPatches } from "./patches.ts";
import { codeEndings } from "./path-classes.ts";
import { readTouched, type Touched } from "./touched-files.ts";

/** git answers a line that is no hash by repeating it: that is how the end of a change, even of an empty one, is known. */
const asked = (links: readonly Link[]): string =>
  links.map(({ sha, parent }) => `${sha}${parent === null ? "" : ` ${parent}`}\n#\n`).join("");

const common = ["--stdin", "--no-commit-id", "--root", "-r", "--no-color", "--no-ext-diff", "--ignore-submodules=none"];

/**
 * The files of each change. Only trees are read: renames are found where the content stayed the same, which needs no content, so that
 * a clone without file contents answers exactly like a whole one. Throws `GitError` where a tree is missing. One process.
 */
export function touchedFiles(git: Git, links: readonly Link[], mostFiles?: number): AsyncGenerator<Touched> {
  return readTouched(git.stream(["diff-tree", ...common, "--raw", "-z", "-M100%"], asked(links)), mostFiles);
}

const asText = (
  "-p -U0 -w -M50% -l400 --inter-hunk-context=0 --diff-algorithm=myers --indent-heuristic --text --no-textconv " +
  "--src-prefix=a/ --dst-prefix=b/"
).split(" ");

/** From so many changes on it pays to look first which endings they touch: git holds every path of every tree against every ending. */
const manyChanges = 200;

/** The endings of code that these changes touch; all of them where a tree is missing. Only trees are read. One process. */
async function endingsIn(git: Git, links: readonly Link[]): Promise<readonly string[]> {
  const left = new Set(codeEndings);
  try {
    for await (const { files } of touchedFiles(git, links, Number.POSITIVE_INFINITY))
      for (const { path, previousPath } of files)
        for (const name of previousPath === null ? [path] : [path, previousPath])
          left.delete(name.slice(name.lastIndexOf(".") + 1).toLowerCase());
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return codeEndings;
  }
  const touched = codeEndings.filter((ending) => !left.has(ending));
  // No ending at all would mean every file.
  return touched.length === 0 ? codeEndings.slice(0, 1) : touched;
}

/** So often a content that is missing is passed over; after that the rest stays unknown. Each time starts a process. */
const mostMissing = 300;

/**
 * What the text of the code of each change holds; null where a content is missing. Configuration and attributes that would change
 * the text are overruled: `.gitattributes` belongs to the change that is judged and could hide its files from it (`-diff`). One process, one more
 * for many changes, and one more after each missing content.
 */
export async function* diffTraits(git: Git, links: readonly Link[], wantsEdits = false): AsyncGenerator<Patch | null> {
  const endings = links.length < manyChanges ? codeEndings : await endingsIn(git, links);
  let done = 0;
  for (let missing = 0; done < links.length && missing < mostMissing; missing++) {
    const patches = readPatches(
      git.stream(
        ["--icase-pathspecs", "diff-tree", ...common, ...asText, "--", ...endings.map((ending) => `*.${ending}`)],
        asked(links.slice(done)),
      ),
      wantsEdits,
    );
    try {
      for await (const patch of patches) {
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
