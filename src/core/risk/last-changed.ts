/** How long ago the files last changed: hot files and forgotten ones. */
import { defineFactor } from "./risk-factor.ts";

export const lastChanged = defineFactor({
  id: "last-changed",
  title: "days since the files last changed",
  why: "A file in motion is not settled yet; one that nobody touched for long is remembered by nobody.",
  reads: "history",
  steps: [
    ({ daysSinceChanged: days }) => days !== null && days < 7,
    ({ daysSinceChanged: days }) => days !== null && days > 60,
  ],
  saw: ({ daysSinceChanged: days }) => {
    if (days === null) return "all files are new";
    return days < 1
      ? "the files last changed within a day"
      : `the files last changed ${Math.round(days)} days ago on average`;
  },
});
