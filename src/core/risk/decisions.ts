/** Complexity: branches, loops and conditions that a change adds or takes away. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const decisions = defineFactor({
  id: "decisions",
  title: "decisions added or removed",
  why: "Every branch is a case that somebody must have thought of; a removed one is a case that somebody once needed.",
  reads: "diff",
  steps: [
    ({ decisionsAdded }) => decisionsAdded >= 2,
    ({ decisionsAdded }) => decisionsAdded >= 8,
    ({ decisionsAdded }) => decisionsAdded >= 25,
    ({ decisionsRemoved }) => decisionsRemoved >= 5,
  ],
  saw: ({ decisionsAdded, decisionsRemoved }) =>
    `${counted(decisionsAdded, "decision")} added, ${decisionsRemoved} removed`,
});
