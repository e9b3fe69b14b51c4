/** GitLab tells of vulnerabilities by GraphQL alone, and on the plan Ultimate: the gate does not read them. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const securityAlerts: Collector<"securityAlerts"> = async () =>
  unavailable(
    "GitLab keeps vulnerabilities on the plan Ultimate alone, and the gate does not read them from there.",
    "Let a scanning job of the pipeline fail on what it finds and name it under tests.required, or make security-alerts advisory for environments that are deployed from GitLab.",
  );
