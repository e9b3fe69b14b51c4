/** The title's words: were changes whose titles had them taken back more often than others, here, in the year before? */
import { defineFactor } from "./risk-factor.ts";
import { timesAsOften } from "./wording.ts";

export const revertedWords = defineFactor({
  id: "reverted-words",
  title: "words of changes that were taken back",
  why: "What went wrong here under such titles goes wrong again: the same feature, the same part, another try.",
  reads: "history",
  steps: [
    ({ wordSetbacks }) => wordSetbacks >= -0.5,
    ({ wordSetbacks }) => wordSetbacks >= 0.3,
    ({ wordSetbacks }) => wordSetbacks >= 1,
    ({ wordSetbacks }) => wordSetbacks >= 2,
  ],
  saw: ({ wordSetbacks }) =>
    `changes with the words of its title were taken back ${timesAsOften(wordSetbacks)} as others within a year`,
});
