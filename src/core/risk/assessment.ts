/** What the risk room says: a score made of explained points, then a level, then floors. */
import type { RiskLevel } from "./level.ts";

/** One factor's part of the score. All parts of an assessment add up to its score (to the tenth). */
export interface Contribution {
  readonly factor: string;
  /** Part of the score, in points of 0..100, one decimal; may be negative. */
  readonly points: number;
  readonly because: string;
  /** True where the facts were missing and the factor counted in full. */
  readonly assumed: boolean;
}

export interface RaisedFloor {
  readonly level: RiskLevel;
  readonly reason: string;
  /** The files that raised it, at most five; empty when it applied because the changed files could not be read. */
  readonly paths: readonly string[];
}

export interface RiskAssessment {
  /** 0..100, an integer. */
  readonly score: number;
  readonly level: RiskLevel;
  /** The level by score alone, before floors. */
  readonly levelByScore: RiskLevel;
  /** Largest first. */
  readonly contributions: readonly Contribution[];
  readonly floors: readonly RaisedFloor[];
  /** What the score means, as a sentence. */
  readonly meaning: string;
  /** What would make assumed parts known, one sentence each. */
  readonly fixes: readonly string[];
}
