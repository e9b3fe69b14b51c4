/** The levels that a release may really have when not everything about it could be read. */
import type { Evidence } from "../evidence/evidence.ts";
import type { RiskAssessment } from "./assessment.ts";
import { type RiskLevel, riskLevels } from "./level.ts";

/**
 * The assessed level, and where a part of it was assumed every level below it too, highest first: what could not be seen counts in
 * full, but a policy may ask of a harmless release what it does not ask of a risky one, and want of knowledge must not excuse from that.
 */
export function possibleLevels(
  { level, contributions }: RiskAssessment,
  { changedFiles }: Evidence,
): readonly [RiskLevel, ...RiskLevel[]] {
  const isCertain = changedFiles?.status === "observed" && !contributions.some(({ assumed }) => assumed);
  if (isCertain) return [level];
  return [level, ...riskLevels.slice(0, riskLevels.indexOf(level)).reverse()];
}
