/** A checkout alone runs no CI: that is known, not missing. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const ciRuns: Collector<"ciRuns"> = async ({ surroundings }) =>
  observed(
    {
      kind: "no-ci",
      because: "A git checkout alone has no CI runs.",
      fix: "Hand in test reports with --junit GLOB, or run the gate in the pipeline, where it sees the runs.",
    },
    "a local check",
    surroundings.now,
  );
