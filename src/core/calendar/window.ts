/** What a calendar says about a moment. */

/** A maximal span in which releases may go out; half-open. `to` is null where it does not end within two years of `from`. Instants in UTC. */
export interface Opening {
  readonly from: string;
  readonly to: string | null;
}

/** Instants are ISO 8601 in UTC, to the second: `2026-03-29T01:00:00Z`. */
export interface WindowAnswer {
  readonly calendar: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly at: string;
  readonly open: boolean;
  /** The deciding window or freeze, as a sentence. */
  readonly because: string;
  /** Where the deciding windows or the freeze are written: `.release-gate.yml:23`. Empty where that is not known. */
  readonly places: readonly string[];
  /** Null when closed, or when it does not close within two years. */
  readonly closesAt: string | null;
  /** Null when open, or when it does not open within two years. */
  readonly opensAt: string | null;
  /**
   * When to come back, where the check found the calendar closed or closing too soon: the next opening that is long enough for the
   * deployment. Null where there is none; absent where it may go on.
   */
  readonly comeBackAt?: string | null;
}
