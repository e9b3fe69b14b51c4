/** Risk levels, lowest first, and how they compare. */

export const riskLevels = ["low", "medium", "high", "critical"] as const;
export type RiskLevel = (typeof riskLevels)[number];

/** Is `level` at `floor` or above it? */
export const isAtLeast = (level: RiskLevel, floor: RiskLevel): boolean =>
  riskLevels.indexOf(level) >= riskLevels.indexOf(floor);

/** The higher of two levels. */
export const higher = (a: RiskLevel, b: RiskLevel): RiskLevel => (isAtLeast(a, b) ? a : b);

/** The value listed for `level`, else for the nearest listed level below it, else undefined. */
export function atOrBelow<T>(level: RiskLevel, listed: { readonly [L in RiskLevel]?: T | undefined }): T | undefined {
  for (let i = riskLevels.indexOf(level); i >= 0; i--) {
    const value = listed[riskLevels[i] as RiskLevel];
    if (value !== undefined) return value;
  }
  return undefined;
}
