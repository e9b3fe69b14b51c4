/** Switches, defaults and performance work: small texts, large effects. */
import { defineFactor } from "./risk-factor.ts";

export const switchOrPerformance = defineFactor({
  id: "switch-or-performance",
  title: "switch or performance in the title",
  why: "Switching something on for everybody, or making it faster, changes what runs in ways that tests rarely show.",
  reads: "shape",
  steps: [({ namesSwitchOrPerformance }) => namesSwitchOrPerformance],
  saw: ({ namesSwitchOrPerformance }) =>
    namesSwitchOrPerformance
      ? "the title speaks of a switch, a default or performance"
      : "no switch and no performance work named",
});
