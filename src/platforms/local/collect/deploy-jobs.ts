/** A checkout alone deploys nothing. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const deployJobs: Collector<"deployJobs"> = async () =>
  unavailable("A git checkout alone has no pipeline, so no job of one can be looked at.");
