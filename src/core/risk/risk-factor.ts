/** The shape of a risk factor: one trait of a change that raises (or lowers) risk, numbers in and points out. */
import type { ChangeTraits } from "../evidence/change-traits.ts";

/** Two kinds of points: reverted within 30 days, rewritten by a bug fix within 7. Ten points double the odds. */
export interface Points {
  readonly rollback: number;
  readonly hotfix: number;
}

export interface Sighting extends Points {
  /** What the factor saw, for people: "120 lines of code added". */
  readonly saw: string;
}

export interface RiskFactor {
  /** The key in `risk.weights` of the policy. */
  readonly id: string;
  /** What it looks at, in a few words: "lines of code added". */
  readonly title: string;
  /** Why it is thought to matter, in one sentence. */
  readonly why: string;
  /** The most it can add: what it counts as when its facts are missing. */
  readonly most: Points;
  /** Which part of the traits it reads; where that part is null the factor is not asked and `most` counts as assumed. */
  readonly reads: "diff" | "shape" | "history";
  /** Points for one change. Called only when the part named by `reads` is there. */
  assess(change: ChangeTraits): Sighting;
}
