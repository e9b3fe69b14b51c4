/** Asks git for the differences of many changes at once: the changes go in by standard input, an end mark after each comes back. */
import type { Git } from "../git.ts";
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
export function touchedFiles(git: Git, links: readonly Link[]): AsyncGenerator<Touched> {
  return readTouched(git.stream(["diff-tree", ...common, "--raw", "-z", "-M100%"], asked(links)));
}

const asText = (
  "-p -U0 -w -M50% -l400 --inter-hunk-context=0 --diff-algorithm=myers --indent-heuristic --text --no-textconv " +
  "--src-prefix=a/ --dst-prefix=b/"
).split(" ");

/** So often a content that is missing is passed over; after that the rest stays unknown. Each time starts a process. */
const mostMissing = 300;

/**
 * What the text of the code of each change holds; null where a content is missing. Configuration and attributes that would change
 * the text are overruled: `.gitattributes` belongs to the change that is judged and could hide its files from it (`-diff`). One process,
 * and one more after each missing content.
 */
export async function* diffTraits(git: Git, links: readonly Link[], wantsEdits = false): AsyncGenerator<Patch | null> {
  let done = 0;
  for (let missing = 0; done < links.length && missing < mostMissing; missing++) {
    const patches = readPatches(
      git.stream(
        ["--icase-pathspecs", "diff-tree", ...common, ...asText, "--", ...codeEndings.map((ending) => `*.${ending}`)],
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
