/** Holds the model against a repository's own past, and proposes rates and weights for its policy where they are clearly better. */
import type { ChangeTraits } from "../evidence/change-traits.ts";
import { type Card, hazard, hotfixesPerRollback, noPoints, type Points, plus } from "./card.ts";
import { cardFor, type Model } from "./model.ts";
import { ownRateOf } from "./own-rate.ts";
import { areaUnderCurve, gainInArea, type Interval, meanWithRange, shareCaught } from "./ranking.ts";
import { riskFactors } from "./registry.ts";
import { percentileOf } from "./score.ts";

/** One change and what became of it. Reverts themselves are left out before. */
export interface PastChange {
  readonly traits: ChangeTraits;
  /** Taken back within 30 days, or known to have failed. */
  readonly reverted: boolean;
  /** Its code was rewritten by a bug fix within 7 days. */
  readonly hotFixed: boolean;
}

type Kind = "reverted" | "hotFixed";

export interface Ranking {
  /** Area under the curve of the default model; null with too few of a kind. */
  readonly area: Interval | null;
  readonly hits: number;
}

export interface Rate {
  readonly hits: number;
  /** Of 100 changes; the range is Wilson's 95 %. */
  readonly perHundred: Interval;
  readonly inTheData: number;
  /** What the policy should say; null where it is not clearly better than what the data say. */
  readonly proposed: number | null;
  readonly because: string;
}

export interface WeightProposal {
  readonly factor: string;
  readonly weight: number;
}

export interface Calibration {
  readonly changes: number;
  /** Fitted on the changes before, judged on those from here on. */
  readonly judged: number;
  readonly reverted: Ranking;
  readonly either: Ranking;
  /** Share of the changes that went wrong among the riskiest fifth; null with too few. */
  readonly caughtInRiskiestFifth: number | null;
  readonly rates: Readonly<Record<Kind, Rate>>;
  readonly weights: {
    readonly proposed: readonly WeightProposal[];
    /** Gain in area for either kind on the changes that were not fitted on; null where nothing was tried. */
    readonly gain: Interval | null;
    readonly because: string;
  };
  /** Median score of a single change by the default, and with what is proposed. */
  readonly typicalScore: { readonly now: number; readonly proposed: number };
}

/** With fewer bad changes than this nothing is said about a ranking; in the part judged on, and in the part fitted on. */
const leastHits = 20;
/** So many changes at the rate of the data stand beside the repository's own: a short past moves the rate only a little. */
const priorChanges = 200;
const tried = [0, 0.5, 1.5, 2] as const;
const weighable: ReadonlySet<string> = new Set(riskFactors.map(({ id }) => id));
/** Log likelihood that a weight must save on the part fitted on: about one in twenty by chance for each factor. */
const leastSaved = 2;

interface Prepared {
  readonly card: Card;
  readonly points: readonly Points[];
  readonly reverted: boolean;
  readonly hotFixed: boolean;
}

const prepare = ({ traits, reverted, hotFixed }: PastChange, model: Model): Prepared => {
  const card = model.cards[cardFor(traits)];
  const points = riskFactors.map((factor) => factor.pointsOf(traits, card) ?? factor.most(card));
  return { card, points, reverted, hotFixed };
};

type Weights = Readonly<Record<string, number>>;

function hazardsOf({ card, points }: Prepared, weights: Weights): Points {
  const sum = points.reduce((so, each, i) => plus(so, each, weights[riskFactors[i]?.id ?? ""] ?? 1), noPoints);
  return { rollback: hazard(card.rollback, sum.rollback), hotfix: hazard(card.hotfix, sum.hotfix) };
}

const either = ({ reverted, hotFixed }: { readonly reverted: boolean; readonly hotFixed: boolean }): boolean =>
  reverted || hotFixed;

/** Log likelihood of what happened when the hazards are scaled to the rate of the part, so that only the ranking counts. */
function likelihood(rows: readonly Prepared[], weights: Weights): number {
  const hazards = rows.map((row) => hazardsOf(row, weights));
  let sum = 0;
  for (const [kind, of] of [
    ["reverted", "rollback"],
    ["hotFixed", "hotfix"],
  ] as const) {
    const hits = rows.filter((row) => row[kind]).length;
    const whole = hazards.reduce((so, each) => so + each[of], 0);
    const scale = hits / whole;
    if (!(scale > 0)) continue;
    rows.forEach((row, i) => {
      const h = Math.max(1e-12, (hazards[i]?.[of] ?? 0) * scale);
      sum += row[kind] ? Math.log(-Math.expm1(-h)) : -h;
    });
  }
  return sum;
}

/** One factor after the other, the one that saves most first, until none saves enough. At most four: more would be noise. */
function fitWeights(rows: readonly Prepared[]): Weights {
  let weights: Weights = {};
  let best = likelihood(rows, weights);
  for (let round = 0; round < 4; round++) {
    let found: { weights: Weights; value: number } | null = null as { weights: Weights; value: number } | null;
    for (const id of weighable) {
      if (id in weights) continue;
      for (const weight of tried) {
        const candidate = { ...weights, [id]: weight };
        const value = likelihood(rows, candidate);
        if (value > (found?.value ?? best + leastSaved)) found = { weights: candidate, value };
      }
    }
    if (found === null) break;
    ({ weights } = found);
    best = found.value;
  }
  return weights;
}

/** Wilson's 95 % range of a share, in per cent. */
function wilson(hits: number, n: number): Interval {
  const z = 1.96;
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: 100 * p, low: 100 * Math.max(0, middle - half), high: 100 * Math.min(1, middle + half) };
}

const shrunk = (hits: number, n: number, perHundred: number): number =>
  (100 * (hits + (priorChanges * perHundred) / 100)) / (n + priorChanges);
const digits = (n: number): number => Number(n.toPrecision(2));
const logLoss = (hit: boolean, perHundred: number): number => -Math.log(hit ? perHundred / 100 : 1 - perHundred / 100);

/** A rate is proposed where the own one, learned on the earlier changes, foretells the later ones clearly better than the data's. */
function rateOf(kind: Kind, early: readonly Prepared[], late: readonly Prepared[], inTheData: number): Rate {
  const count = (rows: readonly Prepared[]): number => rows.filter((row) => row[kind]).length;
  const hits = count(early) + count(late);
  const n = early.length + late.length;
  const perHundred = wilson(hits, n);
  const none = (because: string): Rate => ({ hits, perHundred, inTheData, proposed: null, because });
  if (n < 200 || late.length === 0) return none("There are too few changes to tell.");
  const learned = shrunk(count(early), early.length, inTheData);
  const saved = meanWithRange(late.map((row) => logLoss(row[kind], inTheData) - logLoss(row[kind], learned)));
  if (!(saved.low > 0))
    return none(
      "The rate of the earlier changes does not foretell the later ones clearly better than that of the data.",
    );
  if (perHundred.low <= inTheData && inTheData <= perHundred.high)
    return none("The rate of the data lies within the range of the repository's own.");
  const proposed = Math.max(0.01, Math.min(50, digits(shrunk(hits, n, inTheData))));
  return {
    hits,
    perHundred,
    inTheData,
    proposed,
    because: "Learned on the earlier changes it foretells the later ones clearly better.",
  };
}

/** A lower rate of one kind is not proposed alone where the other kind is clearly more frequent than in the data: it would hide that. */
function bothRates(reverted: Rate, hotFixed: Rate): Calibration["rates"] {
  const held = (own: Rate, other: Rate): Rate =>
    own.proposed !== null &&
    own.proposed < own.inTheData &&
    other.proposed === null &&
    other.perHundred.low > other.inTheData
      ? {
          ...own,
          proposed: null,
          because: "A lower rate alone would hide that the other kind is clearly more frequent here than in the data.",
        }
      : own;
  return { reverted: held(reverted, hotFixed), hotFixed: held(hotFixed, reverted) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * `past` in the order in which it was merged, with what happened later all known by now. Weights and rates are fitted on the first
 * 70 % and judged on the last 30 %. The same past gives the same answer, resampling included.
 */
export function calibrate(past: readonly PastChange[], model: Model): Calibration {
  const rows = past.map((change) => prepare(change, model));
  const judged = Math.floor(rows.length * 0.7);
  const [early, late] = [rows.slice(0, judged), rows.slice(judged)];
  const rank = (of: (row: Prepared) => boolean, score: (h: Points) => number) =>
    rows.map((row) => ({ hit: of(row), score: score(hazardsOf(row, {})) }));
  const byRollback = rank(
    ({ reverted }) => reverted,
    ({ rollback }) => rollback,
  );
  const byEither = rank(either, ({ rollback, hotfix }) => rollback + hotfix);
  const told = (ranked: typeof byEither): Ranking => {
    const hits = ranked.filter(({ hit }) => hit).length;
    return { hits, area: hits < leastHits || hits === ranked.length ? null : areaUnderCurve(ranked) };
  };
  const rates = bothRates(
    rateOf("reverted", early, late, model.baseline.reverted),
    rateOf("hotFixed", early, late, model.baseline.hotFixed),
  );
  const weights = proposeWeights(early, late);
  const rate = policyRate(rates);
  const scale = rate === undefined ? 1 : (ownRateOf(rate, model)?.scale ?? 1);
  const chosen = Object.fromEntries(weights.proposed.map(({ factor, weight }) => [factor, weight]));
  const scores = (using: Weights, by: number): number =>
    median(rows.map((row) => scoreOf(hazardsOf(row, using), by, model)));
  const isEnough = told(byEither).area !== null;
  return {
    changes: rows.length,
    judged: late.length,
    reverted: told(byRollback),
    either: told(byEither),
    caughtInRiskiestFifth: isEnough ? shareCaught(byEither, 0.2) : null,
    rates,
    weights,
    typicalScore: { now: scores({}, 1), proposed: scores(chosen, scale) },
  };
}

const scoreOf = ({ rollback, hotfix }: Points, scale: number, model: Model): number =>
  Math.round(percentileOf((hotfixesPerRollback * rollback + hotfix) * scale, model));

/** What goes under `own-rate` of the policy; undefined where nothing is proposed. */
export function policyRate({ reverted, hotFixed }: Calibration["rates"]) {
  if (reverted.proposed === null && hotFixed.proposed === null) return undefined;
  return {
    ...(reverted.proposed === null ? {} : { reverted: reverted.proposed }),
    ...(hotFixed.proposed === null ? {} : { "hot-fixed": hotFixed.proposed }),
  };
}

function proposeWeights(early: readonly Prepared[], late: readonly Prepared[]): Calibration["weights"] {
  const bad = (rows: readonly Prepared[]): number => rows.filter(either).length;
  if (bad(early) < leastHits || bad(late) < leastHits)
    return {
      proposed: [],
      gain: null,
      because: `Not enough data: ${bad(early)} changes went wrong in the earlier part and ${bad(late)} in the later, and each needs ${leastHits}.`,
    };
  const weights = fitWeights(early);
  const proposed = Object.entries(weights)
    .map(([factor, weight]) => ({ factor, weight }))
    .sort((a, b) => (a.factor < b.factor ? -1 : 1));
  if (proposed.length === 0)
    return { proposed, gain: null, because: "No other weight fits the earlier changes clearly better." };
  const cost = ({ rollback, hotfix }: Points): number => rollback + hotfix;
  const gain = gainInArea(
    late.map((row) => ({ hit: either(row), score: cost(hazardsOf(row, {})) })),
    late.map((row) => cost(hazardsOf(row, weights))),
  );
  const isClear = gain.low > 0;
  return {
    proposed: isClear ? proposed : [],
    gain,
    because: isClear
      ? "Fitted on the earlier changes they rank the later ones clearly better."
      : "What fitted the earlier changes better does not rank the later ones clearly better, so the default weights stay.",
  };
}
