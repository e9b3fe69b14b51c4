/** The part of the policy that risk owns. */
import { z } from "zod";
import { glob } from "../evidence/globs.ts";
import { riskLevels } from "./level.ts";
import { riskFactors } from "./registry.ts";

const points = z.number().min(0).max(100);
const perHundred = z.number().min(0.01).max(50);
const weight = z.number().min(0).max(10);

/** One key for each factor, so that a misspelt one is refused like any unknown key. */
const weights: Record<string, z.ZodOptional<typeof weight>> = Object.fromEntries(
  riskFactors.map(({ id }) => [id, weight.optional()]),
);

/** `risk:` of an environment. */
export const riskSettings = z.strictObject({
  thresholds: z
    .strictObject({ medium: points.default(50), high: points.default(80), critical: points.default(95) })
    .prefault({})
    .refine(
      ({ medium, high, critical }) => medium <= high && high <= critical,
      "thresholds must rise: medium <= high <= critical",
    ),
  floors: z
    .array(z.strictObject({ paths: z.array(glob).min(1), level: z.enum(riskLevels), reason: z.string().min(1) }))
    .default([]),
  /** What a history that is missing counts as: everything that history could add, or what a model fitted without history says. */
  "without-history": z.enum(["assume", "estimate"]).default("assume"),
  /** How often changes go wrong in this repository, of 100; `calibrate` proposes it. */
  "own-rate": z
    .strictObject({ reverted: perHundred.optional(), "hot-fixed": perHundred.optional() })
    .refine((rate) => Object.keys(rate).length > 0, "name reverted, hot-fixed, or both")
    .optional()
    .describe("Of 100 changes of this repository, how many are reverted within 30 days, hot-fixed within 7."),
  /** What the deployment request declares, word -> the level that it asks for at least. */
  "customer-impact": z
    .strictObject({
      part: z.string().trim().min(1).max(100).default("customer impact"),
      levels: z
        .record(
          z
            .string()
            .trim()
            .regex(/[\p{L}\p{N}]/u)
            .max(50),
          z.enum(riskLevels),
        )
        .refine((levels) => Object.keys(levels).length > 0, "list at least one word"),
    })
    .optional()
    .describe("A floor by the impact on customers that the deployment request declares."),
  /** Factor id -> what its points are multiplied by: 0 leaves it out, 2 counts it double. */
  weights: z.strictObject(weights).prefault({}),
});

export type RiskSettings = z.output<typeof riskSettings>;
