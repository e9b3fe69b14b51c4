/** Fits the risk model: points per step, curves, percentiles and rates. Deterministic: the same data give the same model. */
import { type Card, hazard, hotfixesPerRollback, type Points } from "../../src/core/risk/card.ts";
import type { CardName, Model } from "../../src/core/risk/model.ts";
import { riskFactors } from "../../src/core/risk/registry.ts";
import type { RiskFactor } from "../../src/core/risk/risk-factor.ts";
import type { DayRelease, Repository, Row } from "./data.ts";
import { fitCurve, fitLogistic, type Group, type Sign } from "./logistic.ts";

const penalty = 3;
const bonuses = new Set(["documents-only", "routine-work"]);
const eitherWay = new Set(["repair"]);
const pointsPerUnit = 10 / Math.LN2;

const signOf = ({ id }: RiskFactor): Sign => (bonuses.has(id) ? "lowers" : eitherWay.has(id) ? "either" : "raises");

const blindTo: Readonly<Record<CardName, readonly RiskFactor["reads"][]>> = {
  full: [],
  "without-history": ["history"],
  "without-contents": ["diff"],
  "without-history-and-contents": ["history", "diff"],
};

const labelled = ({ rows }: Repository): readonly Row[] => rows.filter(({ isRevert }) => !isRevert);

/** The card for what can be seen, on changes of which everything is known. */
export function fitCard(repositories: readonly Repository[], name: CardName): Card {
  const factors = riskFactors.filter(({ reads }) => !blindTo[name].includes(reads));
  const signs = factors.flatMap((factor) => Array.from({ length: factor.steps }, () => signOf(factor)));
  const kinds = (["rollback", "hotfix"] as const).map((kind) => {
    const groups = new Map<string, Group>();
    repositories.forEach((repository, r) => {
      for (const row of labelled(repository)) {
        const columns = columnsOf(row, factors);
        if (columns === null) continue;
        const key = `${r} ${columns.join(" ")}`;
        const { rows = 0, hits = 0 } = groups.get(key) ?? {};
        groups.set(key, { repository: r, columns, rows: rows + 1, hits: hits + (row[kind] ? 1 : 0) });
      }
    });
    const { weights } = fitLogistic([...groups.values()], signs, repositories.length, penalty);
    const points = weights.map((weight) => Math.round(weight * pointsPerUnit));
    const all = [...groups.values()].flatMap(({ columns, rows, hits }) => {
      const sum = columns.reduce((so, column) => so + (points[column] ?? 0), 0);
      return Array.from({ length: rows }, (_, i) => ({ sum, hit: i < hits }));
    });
    return {
      points,
      curve: fitCurve(
        all.map(({ sum }) => sum),
        all.map(({ hit }) => hit),
      ),
    };
  });
  const [rollback, hotfix] = kinds;
  if (rollback === undefined || hotfix === undefined) throw new Error("two kinds are fitted");
  let at = 0;
  const points: Record<string, readonly Points[]> = {};
  for (const factor of riskFactors) {
    const isSeen = factors.includes(factor);
    points[factor.id] = Array.from({ length: factor.steps }, (_, i) =>
      isSeen
        ? { rollback: plain(rollback.points[at + i]), hotfix: plain(hotfix.points[at + i]) }
        : { rollback: 0, hotfix: 0 },
    );
    if (isSeen) at += factor.steps;
  }
  return { rollback: rounded(rollback.curve), hotfix: rounded(hotfix.curve), points };
}

/** No minus zero. */
const plain = (n: number | undefined): number => (n === undefined || n === 0 ? 0 : n);
const rounded = ({ intercept, slope }: { intercept: number; slope: number }) => ({
  intercept: Number(intercept.toFixed(4)),
  slope: Number(slope.toFixed(5)),
});

function columnsOf({ traits }: Row, factors: readonly RiskFactor[]): number[] | null {
  const columns: number[] = [];
  let at = 0;
  for (const factor of factors) {
    const steps = factor.stepsOf(traits);
    if (steps === null) return null;
    steps.forEach((holds, i) => {
      if (holds) columns.push(at + i);
    });
    at += factor.steps;
  }
  return columns;
}

export interface Hazards {
  readonly rollback: number;
  readonly hotfix: number;
}

/** Hazards of a change by a card; what is not known counts in full. */
export function hazardsOf({ traits }: Row, card: Card): Hazards {
  let [rollback, hotfix] = [0, 0];
  for (const factor of riskFactors) {
    const points = factor.assess(traits, card) ?? factor.most(card);
    rollback += points.rollback;
    hotfix += points.hotfix;
  }
  return { rollback: hazard(card.rollback, rollback), hotfix: hazard(card.hotfix, hotfix) };
}

/** Sums hazards over each release of which every change is known. */
export function releaseHazards(
  repositories: readonly Repository[],
  releases: readonly DayRelease[],
  cardOf: (repository: string) => Card,
) {
  const found: (Hazards & { readonly release: DayRelease })[] = [];
  for (const { name, rows } of repositories) {
    const card = cardOf(name);
    const place = new Map(rows.map(({ id }, i) => [id, i]));
    const sums: Hazards[] = [{ rollback: 0, hotfix: 0 }];
    for (const row of rows) {
      const so = sums.at(-1) ?? { rollback: 0, hotfix: 0 };
      const own = hazardsOf(row, card);
      sums.push({ rollback: so.rollback + own.rollback, hotfix: so.hotfix + own.hotfix });
    }
    for (const release of releases) {
      if (release.repository !== name) continue;
      const end = place.get(release.head);
      const start = release.base === "" ? -1 : place.get(release.base);
      if (end === undefined || start === undefined || end - start !== release.changes) continue;
      const [from, to] = [sums[start + 1], sums[end + 1]];
      if (from === undefined || to === undefined) continue;
      found.push({ release, rollback: to.rollback - from.rollback, hotfix: to.hotfix - from.hotfix });
    }
  }
  return found;
}

/** Neighbours are pooled until the shares rise. */
function rising(shares: readonly { readonly hits: number; readonly rows: number }[]): number[] {
  const pools: { hits: number; rows: number; members: number }[] = [];
  for (const { hits, rows } of shares) {
    pools.push({ hits, rows, members: 1 });
    for (;;) {
      const [a, b] = pools.slice(-2);
      if (a === undefined || b === undefined || a.hits / a.rows < b.hits / b.rows) break;
      pools.splice(-2, 2, { hits: a.hits + b.hits, rows: a.rows + b.rows, members: a.members + b.members });
    }
  }
  return pools.flatMap(({ hits, rows, members }) => Array.from({ length: members }, () => hits / rows));
}

const edges = [...Array.from({ length: 20 }, (_, i) => i / 20), 0.975, 0.99, 1];

export function fitModel(
  repositories: readonly Repository[],
  releases: readonly DayRelease[],
  provenance: string,
  version: number,
): Model {
  const cards = {
    full: fitCard(repositories, "full"),
    "without-history": fitCard(repositories, "without-history"),
    "without-contents": fitCard(repositories, "without-contents"),
    "without-history-and-contents": fitCard(repositories, "without-history-and-contents"),
  };
  const days = releaseHazards(repositories, releases, () => cards.full)
    .map(({ rollback, hotfix, release }) => ({ hazard: hotfixesPerRollback * rollback + hotfix, any: release.any }))
    .sort((a, b) => a.hazard - b.hazard);
  const at = (share: number): number => {
    const place = share * (days.length - 1);
    const [low, high] = [days[Math.floor(place)]?.hazard ?? 0, days[Math.ceil(place)]?.hazard ?? 0];
    return low + (place - Math.floor(place)) * (high - low);
  };
  const bins = edges.slice(1).map((to, i) => {
    const from = edges[i] ?? 0;
    const rows = days.slice(Math.floor(from * days.length), Math.floor(to * days.length));
    return { middle: 50 * (from + to), rows: rows.length, hits: rows.filter(({ any }) => any).length };
  });
  const rates = rising(bins);
  const all = repositories.flatMap(labelled);
  const perHundred = (kind: "rollback" | "hotfix") =>
    Number(((100 * all.filter((row) => row[kind]).length) / all.length).toFixed(2));
  return {
    version,
    provenance,
    baseline: { reverted: perHundred("rollback"), hotFixed: perHundred("hotfix") },
    cards,
    percentiles: Array.from({ length: 101 }, (_, i) => Number(at(i / 100).toPrecision(5))),
    rates: bins.map(({ middle }, i) => [Number(middle.toFixed(2)), Number((rates[i] ?? 0).toFixed(3))] as const),
  };
}
