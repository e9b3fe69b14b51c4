/** The nouns of a decision. */

export type DecisionKind = "allow" | "wait" | "block" | "error";

/** In which way the question is asked; `complete` comes later. */
export type Mode = "enforce" | "evaluate" | "wait";

/** A stable code for machines and a sentence for people. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

export interface Decision {
  readonly kind: DecisionKind;
  /** Gravest first; never empty. */
  readonly reasons: readonly Reason[];
  /** Does `evaluate` let it through: allowed, or waiting only for approvals or a window that the policy waits for? */
  readonly isSettledButForTime: boolean;
}
