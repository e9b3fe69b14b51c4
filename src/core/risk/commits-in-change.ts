/** Length of the work: commits that one change brings in at once. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const commitsInChange = defineFactor({
  id: "commits-in-change",
  title: "commits in one change",
  why: "Long-lived branches meet a main line that has moved on, and are harder to review.",
  reads: "shape",
  steps: [({ commits }) => commits >= 5, ({ commits }) => commits >= 15],
  saw: ({ commits }) => `${counted(commits, "commit")} in one change`,
});
