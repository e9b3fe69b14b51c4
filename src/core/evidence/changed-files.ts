/** The files that the release changes, as `git diff --numstat -M base...head` tells them. */

/** `additions`/`deletions` are null for binary files and where contents are missing (a blobless clone). */
export interface ChangedFile {
  readonly path: string;
  /** The earlier path of a rename or copy. */
  readonly previousPath: string | null;
  readonly change: "added" | "modified" | "deleted" | "renamed" | "copied" | "type-changed";
  readonly additions: number | null;
  readonly deletions: number | null;
}
