/** Trouble during the year before: reverts in the same files, folders and kinds of files, bug fixes in the same files. */
import { defineFactor } from "./risk-factor.ts";
import { counted, timesAsOften } from "./wording.ts";

export const troubleNearby = defineFactor({
  id: "trouble-nearby",
  title: "reverts and fixes nearby",
  why: "Where something had to be taken back something will have to be taken back again, and files that needed many fixes are difficult files.",
  reads: "history",
  steps: [
    ({ pathSetbacks }) => pathSetbacks >= 0.2,
    ({ pathSetbacks }) => pathSetbacks >= 0.5,
    ({ pathSetbacks }) => pathSetbacks >= 1,
    ({ fixesOfAFile }) => fixesOfAFile >= 3,
    ({ fixesOfAFile }) => fixesOfAFile >= 10,
  ],
  saw: ({ pathSetbacks, revertsOfFiles, fixesOfAFile }) =>
    [
      `changes near the worst of its paths were taken back ${timesAsOften(pathSetbacks)} as others within a year`,
      ...(revertsOfFiles === 0 ? [] : [`${counted(revertsOfFiles, "revert")} in these very files`]),
      ...(fixesOfAFile === 0 ? [] : [`${counted(fixesOfAFile, "fix", "fixes")} of one of them`]),
    ].join(", "),
});
