/** The gate does not read GitLab's incidents. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const incidents: Collector<"incidents"> = async () =>
  unavailable(
    "The gate does not read incidents from GitLab.",
    "Make the check incidents advisory for environments that are deployed from GitLab, or hand in saved evidence with --evidence FILE.",
  );
