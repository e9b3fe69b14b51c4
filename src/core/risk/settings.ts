/** The part of the policy that risk owns. */
import { z } from "zod";
import { riskLevels } from "./level.ts";

const points = z.number().min(0).max(100);

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
    .array(
      z.strictObject({
        paths: z.array(z.string().min(1)).min(1),
        level: z.enum(riskLevels),
        reason: z.string().min(1),
      }),
    )
    .default([]),
  weights: z.record(z.string(), z.number().min(0).max(10)).default({}),
});

export type RiskSettings = z.output<typeof riskSettings>;
