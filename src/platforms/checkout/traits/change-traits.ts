/** Collects what risk looks at from a git checkout: numbers about each change of the release. */
import type { ReleaseTraits } from "../../../core/evidence/change-traits.ts";
import { type Observed, observed, unavailable } from "../../../core/evidence/observed.ts";
import { type Git, GitError } from "../git.ts";
import { readChain } from "./chain.ts";
import { type CloneKind, streamChanges, type TimedChange } from "./stream-changes.ts";

export interface TraitsOptions extends CloneKind {
  /** The clock (ISO 8601, UTC): when it is said to have been read. */
  readonly now: string;
}

/** A release of more changes than this is at the top of the scale whatever they are, so older ones are only counted. */
export const mostChanges = 1_000;

const wholeHistory =
  "Fetch the whole history: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` for GitLab, `git fetch --unshallow` by hand.";
const wholeContents =
  "Clone with file contents: leave out `filter: blob:none` (or `--filter`), or run `git fetch --refetch --no-filter` by hand.";

const missing = {
  diff: {
    shallow: `This clone is shallow, so the first of its commits cannot be compared with the one before. ${wholeHistory}`,
    blobless: `This clone has no file contents, so the added code was not looked at. ${wholeContents}`,
    otherwise: `Some file contents are missing from this clone, so the added code was not looked at. ${wholeContents}`,
  },
  shape: {
    shallow: `This clone is shallow, so not all files and commits of its first changes are known. ${wholeHistory}`,
    otherwise: `Some folders are missing from this clone, so the changed files are not known. ${wholeContents}`,
  },
  history: {
    shallow: `This clone is shallow, so a year of history before the changes is not there. ${wholeHistory}`,
    otherwise: `Parts of the history are missing from this clone. ${wholeHistory}`,
  },
};

/** Puts changes (oldest first) together with the words for what they lack. */
export function release(
  changes: readonly TimedChange[],
  unread: number,
  { shallow, blobless }: CloneKind,
): ReleaseTraits {
  const traits = changes.map((change) => change.traits).toReversed();
  const cut = shallow ? "shallow" : "otherwise";
  return {
    changes: traits,
    unread,
    diffMissing: traits.some(({ diff }) => diff === null) ? missing.diff[blobless ? "blobless" : cut] : null,
    shapeMissing: traits.some(({ shape }) => shape === null) ? missing.shape[cut] : null,
    historyMissing: traits.some(({ history }) => history === null) ? missing.history[cut] : null,
  };
}

/**
 * Traits of the changes (first-parent units) of `base..head`, or of everything up to `head` without a base; full hashes. Four git
 * processes, six where the base is no first parent of the head, however many changes there are. Never throws for what git cannot read: that is null in a part, or
 * unavailable as a whole.
 */
export async function changeTraits(
  git: Git,
  { base, head }: { readonly base: string | null; readonly head: string },
  options: TraitsOptions,
): Promise<Observed<ReleaseTraits>> {
  try {
    const chain = await readChain(git, base, head, mostChanges);
    const changes: TimedChange[] = [];
    if (chain.asked.length > 0)
      for await (const change of streamChanges(git, chain, head, options)) changes.push(change);
    return observed(release(changes, chain.unread, options), "git history of the checkout", options.now);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unavailable(`git could not read the commits of this release: ${error.message}`, wholeHistory);
  }
}
