/** How well whoever made the change knows the files: a share of changes, never a person. */
import { defineFactor } from "./risk-factor.ts";

export const unfamiliarFiles = defineFactor({
  id: "unfamiliar-files",
  title: "author's share of earlier changes",
  why: "Whoever has not worked on these files lately does not know their traps.",
  reads: "history",
  steps: [({ ownShare }) => ownShare < 0.5, ({ ownShare }) => ownShare < 0.2, ({ ownShare }) => ownShare < 0.05],
  saw: ({ ownShare }) => `its author made ${Math.round(ownShare * 100)} % of a year's changes to these files`,
});
