/** Reverts in the same files, folders and kinds of files during the year before. */
import { defineFactor } from "./risk-factor.ts";
import { counted, timesAsOften } from "./wording.ts";

export const revertsNearby = defineFactor({
  id: "reverts-nearby",
  title: "reverts nearby",
  why: "Where something had to be taken back, something will have to be taken back again.",
  reads: "history",
  steps: [
    ({ pathSetbacks }) => pathSetbacks >= 0.2,
    ({ pathSetbacks }) => pathSetbacks >= 0.5,
    ({ pathSetbacks }) => pathSetbacks >= 1,
  ],
  saw: ({ pathSetbacks, revertsOfFiles }) =>
    `changes near the worst of its paths were taken back ${timesAsOften(pathSetbacks)} as others within a year` +
    `${revertsOfFiles === 0 ? "" : `, ${counted(revertsOfFiles, "revert")} in these very files`}`,
});
