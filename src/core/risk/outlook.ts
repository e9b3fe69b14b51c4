/** What is to be expected of changes by the model alone: probabilities, a score, a level. No policy, no floors. */
import type { ChangeTraits } from "../evidence/change-traits.ts";
import { hazard, hotfixesPerRollback } from "./card.ts";
import type { RiskLevel } from "./level.ts";
import { cardFor, type Model } from "./model.ts";
import { riskFactors } from "./registry.ts";
import { levelOf, percentileOf } from "./score.ts";

/** -ln(1 - probability), by kind: those of several changes add up. */
export interface Hazards {
  readonly rollback: number;
  readonly hotfix: number;
}

export interface Outlook {
  /** 0..100, an integer. */
  readonly score: number;
  readonly level: RiskLevel;
  /** Probability that a change in it is reverted within 30 days. */
  readonly rollback: number;
  /** Probability that a change in it is reverted within 30 days or rewritten by a bug fix within 7. */
  readonly any: number;
}

/** By the card that was fitted on what is known of this change; only what no card can do without counts in full. */
export function hazardsOf(change: ChangeTraits, model: Model): Hazards {
  const card = model.cards[cardFor(change)];
  let [rollback, hotfix] = [0, 0];
  for (const factor of riskFactors) {
    const points = factor.pointsOf(change, card) ?? factor.most(card);
    rollback += points.rollback;
    hotfix += points.hotfix;
  }
  return { rollback: hazard(card.rollback, rollback), hotfix: hazard(card.hotfix, hotfix) };
}

/** What hazards (of one change, or added up over a release) mean. */
export function outlookOf(
  { rollback, hotfix }: Hazards,
  model: Model,
  thresholds: Parameters<typeof levelOf>[1],
): Outlook {
  const score = Math.round(percentileOf(hotfixesPerRollback * rollback + hotfix, model));
  return {
    score,
    level: levelOf(score, thresholds),
    rollback: -Math.expm1(-rollback),
    any: -Math.expm1(-(rollback + hotfix)),
  };
}
