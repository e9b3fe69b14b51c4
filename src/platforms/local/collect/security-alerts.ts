/** A checkout alone keeps no alerts. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const securityAlerts: Collector<"securityAlerts"> = async () =>
  unavailable(
    "A git checkout alone does not know which security alerts are open.",
    "Run the gate in the pipeline that deploys, or hand in saved evidence with --evidence FILE.",
  );
