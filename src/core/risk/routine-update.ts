/** A bonus: updates of dependencies and release commits, more so when a bot makes them. */
import { defineFactor } from "./risk-factor.ts";

export const routineUpdate = defineFactor({
  id: "routine-update",
  title: "routine update",
  why: "Updates of this sort come often, look alike and are checked by machines.",
  reads: "shape",
  steps: [({ isRoutineUpdate }) => isRoutineUpdate, ({ isRoutineUpdate, isByBot }) => isRoutineUpdate && isByBot],
  saw: ({ isRoutineUpdate, isByBot }) => {
    if (!isRoutineUpdate) return "not a routine update";
    return isByBot ? "a routine update by a bot" : "a routine update of dependencies or a release commit";
  },
});
