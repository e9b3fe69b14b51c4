/** The shape of a risk factor: one trait of a change that raises (or lowers) risk, numbers in and points out. */
import type { ChangeTraits, DiffTraits, HistoryTraits, ShapeTraits } from "../evidence/change-traits.ts";
import { type Card, noPoints, type Points, plus } from "./card.ts";

interface Parts {
  readonly diff: DiffTraits;
  readonly shape: ShapeTraits;
  readonly history: HistoryTraits;
}

export interface Sighting extends Points {
  /** What the factor saw, for people: "120 lines of code added". */
  readonly saw: string;
}

export interface RiskFactor {
  /** The key in `risk.weights` of the policy, and in a card. */
  readonly id: string;
  /** What it looks at, in a few words: "lines of code added". */
  readonly title: string;
  /** Why it is thought to matter, in one sentence. */
  readonly why: string;
  /** Which part of the traits it reads; where that part is null the factor is not asked and `most` counts as assumed. */
  readonly reads: keyof Parts;
  /** Number of steps: a card has points for each. */
  readonly steps: number;
  /** The most it can add by this card: what it counts as when its facts are missing. */
  most(card: Card): Points;
  /** Which steps hold for this change; null where the part named by `reads` is missing. */
  stepsOf(change: ChangeTraits): readonly boolean[] | null;
  /** Points for one change, without a word; null where the part named by `reads` is missing. */
  pointsOf(change: ChangeTraits, card: Card): Points | null;
  /** Points for one change, and what was seen; null where the part named by `reads` is missing. */
  assess(change: ChangeTraits, card: Card): Sighting | null;
}

interface Definition<P extends keyof Parts> {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly reads: P;
  /** Each a claim about the change; the points of all that hold add up, so more of a thing never has fewer points. */
  readonly steps: readonly ((part: Parts[P]) => boolean)[];
  saw(part: Parts[P]): string;
}

/** Makes a factor. How many points a step has stands in the card alone, never in the factor. */
export function defineFactor<P extends keyof Parts>(definition: Definition<P>): RiskFactor {
  const { id, title, why, reads, steps } = definition;
  const partOf = (change: ChangeTraits) => change[reads] as Parts[P] | null;
  const stepsOf = (change: ChangeTraits) => {
    const part = partOf(change);
    return part === null ? null : steps.map((holds) => holds(part));
  };
  const pointsOf = (change: ChangeTraits, card: Card) => {
    const part = partOf(change);
    if (part === null) return null;
    const points = card.points[id] ?? [];
    let [rollback, hotfix] = [0, 0];
    steps.forEach((holds, i) => {
      if (!holds(part)) return;
      rollback += points[i]?.rollback ?? 0;
      hotfix += points[i]?.hotfix ?? 0;
    });
    return { rollback, hotfix };
  };
  return {
    id,
    title,
    why,
    reads,
    steps: steps.length,
    stepsOf,
    most: (card) =>
      (card.points[id] ?? []).reduce(
        (sum, { rollback, hotfix }) => plus(sum, { rollback: Math.max(0, rollback), hotfix: Math.max(0, hotfix) }),
        noPoints,
      ),
    pointsOf,
    assess(change, card) {
      const part = partOf(change);
      const points = pointsOf(change, card);
      return part === null || points === null ? null : { ...points, saw: definition.saw(part) };
    },
  };
}
