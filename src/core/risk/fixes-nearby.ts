/** Bug fixes in the same files during the year before. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const fixesNearby = defineFactor({
  id: "fixes-nearby",
  title: "fixes nearby",
  why: "Files that needed many fixes are difficult files.",
  reads: "history",
  steps: [({ fixesOfAFile }) => fixesOfAFile >= 3, ({ fixesOfAFile }) => fixesOfAFile >= 10],
  saw: ({ fixesOfAFile }) => `${counted(fixesOfAFile, "fix", "fixes")} of one of these files in a year`,
});
