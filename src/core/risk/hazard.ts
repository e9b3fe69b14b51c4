/** The hazard of a release, taken apart: what each factor adds in each change. Hazards add up, so their parts can be shown. */
import type { ChangeTraits } from "../evidence/change-traits.ts";
import {
  type Card,
  hazard,
  hazardPerPoint,
  hotfixesPerRollback,
  noPoints,
  type Points,
  plus,
  probability,
} from "./card.ts";
import type { RiskFactor } from "./risk-factor.ts";

/** One factor in one change. */
export interface Part {
  readonly factor: RiskFactor;
  /** Its points, by the policy's weight already. */
  readonly points: Points;
  /** What it adds to the hazard, a rollback counted as three hotfixes; negative for a bonus. */
  readonly hazard: number;
  /** null where the facts were missing and it counted in full. */
  readonly saw: string | null;
}

export interface ChangeHazard {
  /** Of a change without any points. */
  readonly base: number;
  readonly parts: readonly Part[];
  /** `base` and all parts. */
  readonly total: number;
  /** Probability that this change is reverted within 30 days. */
  readonly rollback: number;
  /** Probability that this change is rewritten by a bug fix within 7 days. */
  readonly hotfix: number;
}

const costOf = ({ rollback, hotfix }: Points): number => hotfixesPerRollback * rollback + hotfix;

/** A change nothing is known of: every factor counts in full. */
export const unknownChange: ChangeTraits = { sha: "", title: "", diff: null, shape: null, history: null };

/** Takes one change apart. `weights`: factor id -> what its points are multiplied by (1 where absent). */
export function hazardOf(
  change: ChangeTraits,
  factors: readonly RiskFactor[],
  card: Card,
  weights: Readonly<Record<string, number | undefined>>,
): ChangeHazard {
  const seen = factors.map((factor) => {
    const sighting = factor.assess(change, card);
    return {
      factor,
      points: plus(noPoints, sighting ?? factor.most(card), weights[factor.id] ?? 1),
      saw: sighting?.saw ?? null,
    };
  });
  const sum = seen.reduce((so, { points }) => plus(so, points), noPoints);
  const base = costOf({ rollback: hazard(card.rollback, 0), hotfix: hazard(card.hotfix, 0) });
  const perPoint = {
    rollback: hazardPerPoint(card.rollback, sum.rollback),
    hotfix: hazardPerPoint(card.hotfix, sum.hotfix),
  };
  const parts = seen.map((each) => ({
    ...each,
    hazard: costOf({
      rollback: each.points.rollback * perPoint.rollback,
      hotfix: each.points.hotfix * perPoint.hotfix,
    }),
  }));
  return {
    base,
    parts,
    total: costOf({ rollback: hazard(card.rollback, sum.rollback), hotfix: hazard(card.hotfix, sum.hotfix) }),
    rollback: probability(card.rollback, sum.rollback),
    hotfix: probability(card.hotfix, sum.hotfix),
  };
}
