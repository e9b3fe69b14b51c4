/** A bonus: housekeeping by its title (chore, build, style, docs, tests), updates of dependencies and release commits, more so by a bot. */
import { defineFactor } from "./risk-factor.ts";

export const routineWork = defineFactor({
  id: "routine-work",
  title: "routine work",
  why: "Work on the surroundings of the product reaches few users, and updates come often, look alike and are checked by machines.",
  reads: "shape",
  steps: [
    ({ isHousekeeping }) => isHousekeeping,
    ({ isRoutineUpdate }) => isRoutineUpdate,
    ({ isRoutineUpdate, isByBot }) => isRoutineUpdate && isByBot,
  ],
  saw: ({ isHousekeeping, isRoutineUpdate, isByBot }) => {
    if (isRoutineUpdate)
      return isByBot ? "a routine update by a bot" : "a routine update of dependencies or a release commit";
    return isHousekeeping ? "the title says housekeeping" : "no routine work";
  },
});
