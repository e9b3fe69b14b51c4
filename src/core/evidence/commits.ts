/** The commits of the release, each with those who made it. */
import type { Identity } from "./identity.ts";

export interface Commit {
  readonly sha: string;
  readonly title: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** From `Co-authored-by:` trailers. */
  readonly coAuthors: readonly Identity[];
  /** ISO 8601, UTC. */
  readonly committedAt: string;
  /** Two parents or more. */
  readonly isMerge: boolean;
}
