/** Earlier uses of break-glass, as their review issues mark them. */

export interface EmergencyUse {
  /** `commit:environment`, in lower case. */
  readonly key: string;
  /** The run that used it; null where the mark does not say. */
  readonly run: string | null;
  readonly isReviewOpen: boolean;
  readonly url: string | null;
}
