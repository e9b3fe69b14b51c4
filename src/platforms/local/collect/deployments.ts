/** A checkout alone does not know what was deployed. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const deployments: Collector<"deployments"> = async () =>
  unavailable(
    "A git checkout alone does not know what was deployed where.",
    "Run the gate in the pipeline that deploys, or hand in saved evidence with --evidence FILE.",
  );
