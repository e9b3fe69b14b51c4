/** Second thoughts: temporary changes, another try, something brought back after a revert. */
import { defineFactor } from "./risk-factor.ts";

export const tentative = defineFactor({
  id: "tentative",
  title: "tentative, or tried before",
  why: "What is called temporary, or comes back after it was taken out once, is taken out again more often.",
  reads: "shape",
  steps: [({ isTentative }) => isTentative],
  saw: ({ isTentative }) =>
    isTentative ? "the title speaks of a try, a stopgap or another attempt" : "the title does not sound tentative",
});
