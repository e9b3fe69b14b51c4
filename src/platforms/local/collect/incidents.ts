/** A checkout alone keeps no issues. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const incidents: Collector<"incidents"> = async () =>
  unavailable(
    "A git checkout alone keeps no issues, so it does not know which incidents are open.",
    "Run the gate in the pipeline that deploys, or hand in saved evidence with --evidence FILE.",
  );
