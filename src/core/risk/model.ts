/** The shape of the risk model: cards for what can be seen, and what a hazard means among releases that were seen. */
import { z } from "zod";
import type { ChangeTraits } from "../evidence/change-traits.ts";
import type { Card } from "./card.ts";
import { riskFactors } from "./registry.ts";

/** One card for each state of knowledge; rows that cannot be filled are not left out but fitted without. */
export type CardName = "full" | "without-history" | "without-contents" | "without-history-and-contents";

export interface Model {
  /** Counts up when any number changes, so that a record says which numbers it was judged by. */
  readonly version: number;
  /** What it was fitted on and how, for people. */
  readonly provenance: string;
  /** Of 100 changes in the data, how many went wrong, by kind. */
  readonly baseline: { readonly reverted: number; readonly hotFixed: number };
  readonly cards: Readonly<Record<CardName, Card>>;
  /** Hazard of a release at every full percentile 0..100 of the day releases in the data. */
  readonly percentiles: readonly number[];
  /** Percentile -> share of the day releases there that contained a change that was reverted within 30 days or hot-fixed within 7. */
  readonly rates: readonly (readonly [percentile: number, rate: number])[];
}

/** The card that fits what is known of this change. */
export function cardFor({ diff, history }: ChangeTraits): CardName {
  if (history !== null) return diff === null ? "without-contents" : "full";
  return diff === null ? "without-history-and-contents" : "without-history";
}

const curve = z.strictObject({ intercept: z.number(), slope: z.number().positive() });
const points = z.strictObject({ rollback: z.number(), hotfix: z.number() });
const card = z.strictObject({
  rollback: curve,
  hotfix: curve,
  points: z.strictObject(Object.fromEntries(riskFactors.map(({ id, steps }) => [id, z.array(points).length(steps)]))),
});

/** A model in a file: every card with points for every step of every factor. */
export const modelSchema: z.ZodType<Model> = z.strictObject({
  version: z.number().int(),
  provenance: z.string(),
  baseline: z.strictObject({ reverted: z.number().positive().max(50), hotFixed: z.number().positive().max(50) }),
  cards: z.strictObject({
    full: card,
    "without-history": card,
    "without-contents": card,
    "without-history-and-contents": card,
  }),
  percentiles: z
    .array(z.number().positive())
    .length(101)
    .refine((knots) => knots.every((knot, i) => i === 0 || knot > (knots[i - 1] ?? 0)), "percentiles must rise"),
  rates: z.array(z.tuple([z.number(), z.number()])).min(2),
});
