/** A checkout alone does not know what else was deployed. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const dependencyDeployments: Collector<"dependencyDeployments"> = async () =>
  unavailable(
    "A git checkout alone does not know which versions of other services are deployed.",
    "Run the gate in the pipeline that deploys, or hand in saved evidence with --evidence FILE.",
  );
