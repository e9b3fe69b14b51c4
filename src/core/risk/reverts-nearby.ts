/** Reverts in the same files and folders during the year before. */
import { defineFactor } from "./risk-factor.ts";
import { counted } from "./wording.ts";

export const revertsNearby = defineFactor({
  id: "reverts-nearby",
  title: "reverts nearby",
  why: "Where something had to be taken back, something will have to be taken back again.",
  reads: "history",
  steps: [
    ({ revertRateNearby }) => revertRateNearby >= 0.015,
    ({ revertRateNearby }) => revertRateNearby >= 0.06,
    ({ revertsOfAFile }) => revertsOfAFile >= 1,
    ({ revertsOfFiles }) => revertsOfFiles >= 3,
  ],
  saw: ({ revertRateNearby, revertsOfFiles }) => {
    const perHundred = Math.round(revertRateNearby * 1000) / 10;
    return `${counted(revertsOfFiles, "revert")} of these files in a year, ${perHundred} per 100 changes in a touched folder`;
  },
});
