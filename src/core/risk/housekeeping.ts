/** A bonus: the title says that it is housekeeping (chore, build, style, docs, tests). */
import { defineFactor } from "./risk-factor.ts";

export const housekeeping = defineFactor({
  id: "housekeeping",
  title: "housekeeping",
  why: "Work on the surroundings of the product seldom changes how it behaves.",
  reads: "shape",
  steps: [({ isHousekeeping }) => isHousekeeping],
  saw: ({ isHousekeeping }) => (isHousekeeping ? "the title says housekeeping" : "the title does not say housekeeping"),
});
