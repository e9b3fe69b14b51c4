/** Spread: in how many places of the code a change works. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const hunks = defineFactor({
  id: "hunks",
  title: "places changed",
  why: "A change in many places is harder to review than one of the same size in a single place.",
  reads: "diff",
  steps: [(diff) => diff.hunks >= 8, (diff) => diff.hunks >= 20],
  saw: (diff) => `${counted(diff.hunks, "place")} of the code changed`,
});
