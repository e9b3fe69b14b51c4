/** What risk looks at in each change of the release. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const changeTraits: Collector<"changeTraits"> = async () =>
  unavailable("The changes of the release were not looked at one by one.");
