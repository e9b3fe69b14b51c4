/** The gate does not read GitLab's security alerts. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const securityAlerts: Collector<"securityAlerts"> = async () =>
  unavailable(
    "The gate does not read security alerts from GitLab.",
    "Make the check security-alerts advisory for environments that are deployed from GitLab, or hand in saved evidence with --evidence FILE.",
  );
