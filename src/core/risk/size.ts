/** Size: lines of code that a change adds, and in how many places it works. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const size = defineFactor({
  id: "size",
  title: "lines of code added, places changed",
  why: "The more code is new, and the more places it stands in, the more of it can be wrong and the less of it is seen in a review.",
  reads: "diff",
  steps: [
    ({ codeLinesAdded }) => codeLinesAdded >= 5,
    ({ codeLinesAdded }) => codeLinesAdded >= 15,
    ({ codeLinesAdded }) => codeLinesAdded >= 40,
    ({ codeLinesAdded }) => codeLinesAdded >= 100,
    ({ codeLinesAdded }) => codeLinesAdded >= 300,
    ({ hunks }) => hunks >= 8,
    ({ hunks }) => hunks >= 20,
  ],
  saw: ({ codeLinesAdded, hunks }) =>
    `${counted(codeLinesAdded, "line")} of code added, ${counted(hunks, "place")} changed`,
});
