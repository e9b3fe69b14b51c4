/** The repository's own rate, as the policy gives it: it moves a release as a whole and never reorders its changes. */
import { hotfixesPerRollback } from "./card.ts";
import type { Model } from "./model.ts";
import type { RiskSettings } from "./settings.ts";

/** What the own rate does to a release. */
export interface OwnRate {
  /** What every hazard is multiplied by: how often changes go wrong here beside the data, a rollback counted as three hotfixes. */
  readonly scale: number;
  /** One sentence for people. */
  readonly because: string;
}

/** -ln(1 - share): what a rate means as a hazard. */
const hazardOf = (perHundred: number): number => -Math.log1p(-perHundred / 100);
const shown = (perHundred: number): string => String(Number(perHundred.toPrecision(2)));

/** null where the policy gives none. A kind that it leaves out is as often as in the data. */
export function ownRateOf(rate: RiskSettings["own-rate"], { baseline }: Model): OwnRate | null {
  if (rate === undefined) return null;
  const { reverted = baseline.reverted, "hot-fixed": fixed = baseline.hotFixed } = rate;
  const cost = (ofReverts: number, ofFixes: number) => hotfixesPerRollback * hazardOf(ofReverts) + hazardOf(ofFixes);
  const kinds = [
    ...(rate.reverted === undefined
      ? []
      : [`${shown(reverted)} of 100 changes are reverted (${shown(baseline.reverted)} in the data)`]),
    ...(rate["hot-fixed"] === undefined
      ? []
      : [`${shown(fixed)} of 100 are hot-fixed within a week (${shown(baseline.hotFixed)} in the data)`]),
  ];
  return {
    scale: cost(reverted, fixed) / cost(baseline.reverted, baseline.hotFixed),
    because: `Your policy says: here ${kinds.join(", and ")}.`,
  };
}
