/** Repairs: the title says that the change mends something. */
import { defineFactor } from "./risk-factor.ts";

export const repair = defineFactor({
  id: "repair",
  title: "repair",
  why: "The first fix is often not the last, yet a fix is seldom taken back.",
  reads: "shape",
  steps: [({ isFix }) => isFix],
  saw: ({ isFix }) => (isFix ? "the title says that something is mended" : "the title does not speak of mending"),
});
