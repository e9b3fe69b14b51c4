/** Approvals of this deployment, from the file given with `--approvals`. */
import type { Collector } from "../context.ts";

export const deploymentApprovals: Collector<"deploymentApprovals"> = async ({ approvals }) => approvals;
