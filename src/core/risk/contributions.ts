/** The score told by factor and by change: parts that add up to it. */
import type { ChangeTraits } from "../evidence/change-traits.ts";
import type { ChangeShare, Contribution } from "./assessment.ts";
import type { ChangeHazard, Part } from "./hazard.ts";
import type { OwnRate } from "./own-rate.ts";
import type { RiskFactor } from "./risk-factor.ts";
import { shareOut } from "./score.ts";
import { counted } from "./wording.ts";

/** A change and its hazard; `times` > 1 stands for as many changes of which nothing is known. */
export interface Weighed {
  readonly change: ChangeTraits;
  readonly hazard: ChangeHazard;
  readonly times: number;
}

const shownChanges = 20;

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const byPoints = (a: { readonly points: number }, b: { readonly points: number }): number => b.points - a.points;
const hasPoints = ({ points: { rollback, hotfix } }: Part): boolean => rollback !== 0 || hotfix !== 0;

/** Why a factor has its points. `parts` are those of it that have any, one per change. */
function reasonFor(
  factor: RiskFactor,
  parts: readonly { readonly part: Part; readonly change: ChangeTraits; readonly times: number }[],
  total: number,
  weight: number | undefined,
): string {
  const unseen = sumOf(parts.map(({ part, times }) => (part.saw === null ? times : 0)));
  const seen = parts.filter(({ part }) => part.saw !== null);
  const strongest = seen.reduce<(typeof seen)[number] | undefined>(
    (a, b) => (a === undefined || Math.abs(b.part.hazard) > Math.abs(a.part.hazard) ? b : a),
    undefined,
  );
  const sentences: string[] = [];
  if (strongest !== undefined) {
    const saw = strongest.part.saw ?? "";
    if (total === 1) sentences.push(`${saw.charAt(0).toUpperCase()}${saw.slice(1)}.`);
    else
      sentences.push(
        `In ${seen.length} of ${counted(total, "change")}; strongest in ${strongest.change.sha.slice(0, 7)}: ${saw}.`,
      );
  }
  if (unseen > 0)
    sentences.push(
      total === 1
        ? `Could not be seen (${factor.title}), so it counts in full.`
        : `Could not be seen in ${unseen} of ${counted(total, "change")} (${factor.title}), so it counts in full there.`,
    );
  sentences.push(factor.why);
  if (weight !== undefined && weight !== 1) sentences.push(`Your policy says: this counts x${weight}.`);
  return sentences.join(" ");
}

/** By factor: what the number of changes adds, and what each factor adds beyond it. The points add up to `score`. */
export function byFactor(
  weighed: readonly Weighed[],
  factors: readonly RiskFactor[],
  score: number,
  weights: Readonly<Record<string, number | undefined>>,
  ownRate: OwnRate | null,
): readonly Contribution[] {
  const total = sumOf(weighed.map(({ times }) => times));
  const base = {
    factor: "changes",
    hazard: sumOf(weighed.map(({ hazard, times }) => hazard.base * times)),
    because:
      total === 1
        ? "One change: what any change adds, whatever it is."
        : `${counted(total, "change")} at once: what their number alone adds, whatever they are.`,
    assumed: false,
  };
  const told = factors.flatMap((factor, i) => {
    const parts = weighed.flatMap(({ change, hazard, times }) => {
      const part = hazard.parts[i];
      return part === undefined || !(hasPoints(part) || (weights[factor.id] === 0 && part.saw === null))
        ? []
        : [{ part, change, times }];
    });
    if (parts.length === 0) return [];
    return [
      {
        factor: factor.id,
        hazard: sumOf(parts.map(({ part, times }) => part.hazard * times)),
        because: reasonFor(factor, parts, total, weights[factor.id]),
        assumed: parts.some(({ part }) => part.saw === null),
      },
    ];
  });
  const modelled = sumOf([base, ...told].map(({ hazard }) => hazard));
  const own =
    ownRate === null
      ? []
      : [
          {
            factor: "own-rate",
            hazard: modelled * (ownRate.scale - 1),
            because: ownRate.because,
            assumed: false,
            fromPolicy: true,
          },
        ];
  const all: (Omit<Contribution, "points"> & { readonly hazard: number })[] = [base, ...told, ...own];
  const hazards = all.map(({ hazard }) => hazard);
  const points = shareOut(hazards, sumOf(hazards), score);
  return all
    .map(({ factor, because, assumed, fromPolicy }, i) => ({
      factor,
      points: points[i] ?? 0,
      because,
      assumed,
      ...(fromPolicy === undefined ? {} : { fromPolicy }),
    }))
    .sort(byPoints);
}

/** By change: the largest one by one, all others together. The points add up to `score`. */
export function byChange(weighed: readonly Weighed[], score: number): readonly ChangeShare[] {
  const known = weighed
    .filter(({ change }) => change.sha !== "")
    .map(({ change: { sha, title }, hazard }) => ({ sha, title, hazard: hazard.total }))
    .sort((a, b) => b.hazard - a.hazard || (a.sha < b.sha ? -1 : 1));
  const shown: { sha: string | null; title: string; hazard: number }[] = known.slice(0, shownChanges);
  const others = known.slice(shownChanges);
  const unknown = weighed.filter(({ change }) => change.sha === "");
  const further = others.length + sumOf(unknown.map(({ times }) => times));
  if (further > 0)
    shown.push({
      sha: null,
      title: `${counted(further, "further change")}`,
      hazard:
        sumOf(others.map(({ hazard }) => hazard)) + sumOf(unknown.map(({ hazard, times }) => hazard.total * times)),
    });
  const hazards = shown.map(({ hazard }) => hazard);
  const points = shareOut(hazards, sumOf(hazards), score);
  return shown.map(({ sha, title }, i) => ({ sha, title, points: points[i] ?? 0 }));
}
