/**
 * Who set the deployment off: nobody, since a local check belongs to no run. That is an observation. Were it `unavailable`, the
 * tally of approvals could never be done on a checkout; and it hides nobody, since there is no run that somebody could have started.
 */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const triggerers: Collector<"triggerers"> = async ({ surroundings }) =>
  observed([], "a local check belongs to no run, so nobody triggered one", surroundings.now);
