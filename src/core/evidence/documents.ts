/** Documents at the head commit, found by the globs that the policy asks for. */

export interface ReleaseDocument {
  readonly path: string;
  /** The text; null when the content could not be read, and `because` says why. */
  readonly text: string | null;
  readonly because: string | null;
  /** When the file last changed in the history of the head (ISO 8601, UTC); null where the history at hand does not reach that far. */
  readonly lastChangedAt: string | null;
}
