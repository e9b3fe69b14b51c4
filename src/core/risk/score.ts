/** From the hazard of a release to a score of 0..100 and to what that score means. */
import type { RiskLevel } from "./level.ts";
import type { Model } from "./model.ts";

/** Percentile (0..100, not rounded) of this hazard among the day releases of the model; 100 from its largest on. Never falls as hazard rises. */
export function percentileOf(hazard: number, { percentiles }: Model): number {
  const above = percentiles.findIndex((knot) => hazard < knot);
  if (above === 0) return 0;
  if (above < 0) return percentiles.length - 1;
  const low = Math.log(percentiles[above - 1] ?? 1);
  const high = Math.log(percentiles[above] ?? 1);
  return above - 1 + (Math.log(hazard) - low) / (high - low);
}

/** Of 100 releases at this percentile, how many went wrong (reverted within 30 days, or hot-fixed within 7). */
export function rateAt(percentile: number, { rates }: Model): number {
  const above = rates.findIndex(([at]) => percentile < at);
  const [lowAt, low] = rates[above < 0 ? rates.length - 1 : Math.max(0, above - 1)] ?? [0, 0];
  const [highAt, high] = rates[above < 0 ? rates.length - 1 : above] ?? [0, 0];
  const share = highAt === lowAt ? 0 : Math.max(0, (percentile - lowAt) / (highAt - lowAt));
  return 100 * (low + share * (high - low));
}

/** The score in words. */
export function meaningOf(score: number, model: Model): string {
  const rate = Math.round(rateAt(score, model));
  return (
    `Riskier than ${score} of 100 releases of one day in the data behind this model. Of releases like this ${rate} in 100 contained ` +
    "a change that was reverted within 30 days or hot-fixed within 7."
  );
}

/**
 * Shares `total` (an integer) out in proportion to `parts`, in tenths that add up to it exactly: what rounding leaves over goes to the
 * largest remainders. `sum` is what the parts add up to before rounding.
 */
export function shareOut(parts: readonly number[], sum: number, total: number): readonly number[] {
  if (parts.length === 0 || !(sum > 0)) return parts.map(() => 0);
  const exact = parts.map((part) => (part / sum) * total * 10);
  const tenths = exact.map(Math.floor);
  let left = total * 10 - tenths.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (let k = 0; left > 0; k = (k + 1) % byRemainder.length, left--) {
    const { i } = byRemainder[k] as { i: number };
    tenths[i] = (tenths[i] ?? 0) + 1;
  }
  return tenths.map((value) => value / 10);
}

/** Scores from which on a release is of a level. */
interface Thresholds {
  readonly medium: number;
  readonly high: number;
  readonly critical: number;
}

/** The level of a score: a threshold belongs to the level that it opens. */
export const levelOf = (score: number, { medium, high, critical }: Thresholds): RiskLevel =>
  score >= critical ? "critical" : score >= high ? "high" : score >= medium ? "medium" : "low";
