/** Size: lines of code that a change adds. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const codeLines = defineFactor({
  id: "code-lines",
  title: "lines of code added",
  why: "The more code is new, the more of it can be wrong.",
  reads: "diff",
  steps: [
    ({ codeLinesAdded }) => codeLinesAdded >= 5,
    ({ codeLinesAdded }) => codeLinesAdded >= 15,
    ({ codeLinesAdded }) => codeLinesAdded >= 40,
    ({ codeLinesAdded }) => codeLinesAdded >= 100,
    ({ codeLinesAdded }) => codeLinesAdded >= 300,
  ],
  saw: ({ codeLinesAdded }) => `${counted(codeLinesAdded, "line")} of code added`,
});
