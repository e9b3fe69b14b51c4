/** A scorecard: points per step of each factor, and how points become probabilities. */

/** Two kinds of points: reverted within 30 days, rewritten by a bug fix within 7. Ten points about double the odds. */
export interface Points {
  readonly rollback: number;
  readonly hotfix: number;
}

/** Probability of one kind for one change = logistic(intercept + slope x points). */
export interface Curve {
  readonly intercept: number;
  readonly slope: number;
}

export interface Card {
  readonly rollback: Curve;
  readonly hotfix: Curve;
  /** Factor id -> points of its steps, in the factor's order. Steps that hold add up. */
  readonly points: Readonly<Record<string, readonly Points[]>>;
}

/** A rollback is taken to cost as much as this many hotfixes. */
export const hotfixesPerRollback = 3;

export const noPoints: Points = { rollback: 0, hotfix: 0 };

/** Adds points of both kinds, `times` over. */
export const plus = (a: Points, b: Points, times = 1): Points => ({
  rollback: a.rollback + b.rollback * times,
  hotfix: a.hotfix + b.hotfix * times,
});

/** 1 / (1 + exp(-(intercept + slope x points))). */
export const probability = ({ intercept, slope }: Curve, points: number): number =>
  1 / (1 + Math.exp(-(intercept + slope * points)));

/** -ln(1 - probability): hazards of independent changes add up. Exact for small probabilities, finite for large points. */
export function hazard({ intercept, slope }: Curve, points: number): number {
  const logOdds = intercept + slope * points;
  return logOdds > 30 ? logOdds : Math.log1p(Math.exp(logOdds));
}

/**
 * How much hazard one point adds, taken over all of them: (hazard(points) - hazard(0)) / points, and its limit where the points cancel
 * out. So points x this = the hazard beyond that of a change without points, however the points of several factors mix.
 */
export function hazardPerPoint(curve: Curve, points: number): number {
  if (Math.abs(points) < 1e-6) return curve.slope * probability(curve, 0);
  return (hazard(curve, points) - hazard(curve, 0)) / points;
}
