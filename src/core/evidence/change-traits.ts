/**
 * What risk looks at: numbers about each change of the release. A change is a first-parent unit: a squash commit, a direct push,
 * or a merge taken as one diff against its first parent. Counts and shares only: no name, no e-mail ever stands here.
 */

/** Numbers from the text of the diff (code files only, whitespace-only changes ignored). */
export interface DiffTraits {
  readonly codeLinesAdded: number;
  readonly decisionsAdded: number;
  readonly decisionsRemoved: number;
  readonly hunks: number;
}

/** Numbers from paths, title and process. */
export interface ShapeTraits {
  readonly documentsOnly: boolean;
  /** Product code: no tests, documents, generated, vendored or lock files. */
  readonly touchesCode: boolean;
  readonly touchesPipeline: boolean;
  readonly touchesInfrastructure: boolean;
  readonly touchesMigration: boolean;
  /** A dependency update or a release commit. */
  readonly isRoutineUpdate: boolean;
  readonly isByBot: boolean;
  readonly isHousekeeping: boolean;
  /** temporary, hotfix, try, again, wip ..., a relanding, or a title reverted in the last 180 days. */
  readonly isTentative: boolean;
  readonly namesSwitchOrPerformance: boolean;
  readonly isRevert: boolean;
  /** The title says that it mends something. */
  readonly isFix: boolean;
  /** Commits of the merged branch (1 for a squash or a direct push without a bulleted message). */
  readonly commits: number;
}

/** Numbers from the year before the change (365 days); whatever happened earlier counts as not there. */
export interface HistoryTraits {
  /** The author's share of the changes to these files in a year, 0..1; 0 where there were none. */
  readonly ownShare: number;
  /** How much more often changes with the words of this title were reverted than others, as natural logarithms added up. */
  readonly wordSetbacks: number;
  /** The same for the files, folders and endings of its worst path, their mean; at least 0. */
  readonly pathSetbacks: number;
  /** Most reverts that touched one of the files in a year. */
  readonly revertsOfAFile: number;
  /** Reverts touching the files in a year, added up. */
  readonly revertsOfFiles: number;
  /** Most fix-titled changes to one of the files in a year. */
  readonly fixesOfAFile: number;
  /** Mean days since the files last changed, each at most 365; null when all are new. */
  readonly daysSinceChanged: number | null;
}

/** A part is null where the checkout cannot know it; `missing` of the list says why. */
export interface ChangeTraits {
  readonly sha: string;
  readonly title: string;
  readonly diff: DiffTraits | null;
  readonly shape: ShapeTraits | null;
  readonly history: HistoryTraits | null;
}

export interface ReleaseTraits {
  /** Newest first, as git lists them. */
  readonly changes: readonly ChangeTraits[];
  /** Older changes of the release that are counted here but were not looked at one by one: there were too many. */
  readonly unread: number;
  /** Why `diff` is null somewhere, with the line that mends it; null when it never is. */
  readonly diffMissing: string | null;
  /** The same for `shape`. */
  readonly shapeMissing: string | null;
  /** The same for `history`. */
  readonly historyMissing: string | null;
}
