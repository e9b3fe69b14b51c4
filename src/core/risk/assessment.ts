/** What the risk room says: a score made of explained points, then a level, then floors. */
import type { RiskLevel } from "./level.ts";

/** One factor's part of the score. All parts of an assessment add up to its score (to the tenth). */
export interface Contribution {
  /** A factor's id, or `changes`: what their number alone adds. */
  readonly factor: string;
  /** Part of the score, in points of 0..100, one decimal; may be negative. */
  readonly points: number;
  readonly because: string;
  /** True where the facts were missing and the factor counted in full. */
  readonly assumed: boolean;
  /** True where the policy alone gives the points: what the data do not bear out is told apart from what they do. */
  readonly fromPolicy?: boolean;
}

/** One change's part of the score. All of them add up to the score (to the tenth). */
export interface ChangeShare {
  /** null for the changes that are not shown one by one, taken together. */
  readonly sha: string | null;
  /** Its title, as somebody wrote it; escape it where it is shown. */
  readonly title: string;
  readonly points: number;
}

export interface RaisedFloor {
  readonly level: RiskLevel;
  readonly reason: string;
  /** The files that raised it, at most five; empty when it applied because the changed files could not be read. */
  readonly paths: readonly string[];
  /** What raised it where that is no file: the deployment request, or that the release changes its own policy. */
  readonly says?: "request" | "policy-change";
}

/** Another cut of the same changes. */
export interface LowerWay {
  readonly says: string;
  /** What the release would score then. */
  readonly score: number;
}

export interface RiskAssessment {
  /** 0..100, an integer. */
  readonly score: number;
  readonly level: RiskLevel;
  /** The level by score alone, before floors. */
  readonly levelByScore: RiskLevel;
  /** Largest first. */
  readonly contributions: readonly Contribution[];
  /** Largest first, at most twenty and one for all others. */
  readonly changes?: readonly ChangeShare[];
  readonly floors: readonly RaisedFloor[];
  /** What the score means, as a sentence. */
  readonly meaning: string;
  /** Factors that had nothing to add, by id, in the order of the registry. */
  readonly silent?: readonly string[];
  /** Other cuts of the release that would score less, most helpful first, at most three. */
  readonly ways?: readonly LowerWay[];
  /** What would make assumed parts known, one sentence each. */
  readonly fixes: readonly string[];
}
