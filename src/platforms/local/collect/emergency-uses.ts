/** A checkout alone keeps no issues, so nobody can tell whether an emergency was used before. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const emergencyUses: Collector<"emergencyUses"> = async () =>
  unavailable(
    "A git checkout alone does not know which emergencies were used before and still wait for their review.",
    "Run the gate in the pipeline that deploys.",
  );
