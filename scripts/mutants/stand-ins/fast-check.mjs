/** fast-check with a fixed seed and fewer runs, so that a mutant is found or not for a reason that can be had again. */
import * as original from "fast-check";

export * from "fast-check";

const most = Number(process.env["MUTANT_PROPERTY_RUNS"] ?? 40);

export const assert = (property, settings = {}) =>
  original.assert(property, {
    ...settings,
    numRuns: Math.min(most, settings.numRuns ?? 100),
    seed: 42,
    endOnFailure: true,
  });
