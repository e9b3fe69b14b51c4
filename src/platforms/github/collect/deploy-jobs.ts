/** How the jobs of a workflow begin is what `doctor` looks at: a run does not ask. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const deployJobs: Collector<"deployJobs"> = async () =>
  unavailable("How the jobs of the workflow begin is not asked on GitHub: `release-gate doctor` looks at its files.");
