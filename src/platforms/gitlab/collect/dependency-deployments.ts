/** The gate does not read the deployments of other GitLab projects. */
import { unavailable } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const dependencyDeployments: Collector<"dependencyDeployments"> = async () =>
  unavailable(
    "The gate does not read from GitLab which versions of other services are deployed.",
    "Make the check dependencies advisory for environments that are deployed from GitLab, or hand in saved evidence with --evidence FILE.",
  );
