/** The range that is judged: base..head of a repository, for one environment. */

import type { Commit } from "./commits.ts";

/** Why this base was taken, as a code for machines; `Release.baseBecause` is the sentence. */
export type BaseOrigin = "given" | "last-deployment" | "release-tag" | "whole-history";

/** How the head stands to the base. `behind`: the head is an ancestor of the base. `unknown`: the history needed to tell is missing. */
export type Relation = "ahead" | "same" | "behind" | "diverged" | "no-base" | "unknown";

/**
 * Numbers equal git's own: `commits` = `git rev-list --count base..head`; the sums = `git diff --numstat -M base...head`
 * (from the empty tree without a base). A number is null where the checkout cannot know it, and `limits` then says why.
 */
export interface Release {
  readonly repository: string;
  readonly base: { readonly sha: string; readonly name: string } | null;
  readonly baseOrigin: BaseOrigin;
  readonly baseBecause: string;
  readonly head: { readonly sha: string; readonly name: string };
  readonly relation: Relation;
  readonly commits: number | null;
  readonly changedFiles: number | null;
  readonly additions: number | null;
  readonly deletions: number | null;
  /** When the head was committed (ISO 8601, UTC); evidence older than it is refused. */
  readonly headCommittedAt: string | null;
  /** The head itself, which the range of a redeploy or a rollback does not hold; null or absent where it could not be read. */
  readonly headCommit?: Commit | null | undefined;
  /** What this checkout cannot know, one sentence each (shallow, partial, missing objects). */
  readonly limits: readonly string[];
}
