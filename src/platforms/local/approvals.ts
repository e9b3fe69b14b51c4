/** Approvals given with `--approvals FILE`: a local check has no screen on which anybody could approve. */
import type { DeploymentApproval } from "../../core/evidence/deployment-approvals.ts";
import { type Observed, observed } from "../../core/evidence/observed.ts";
import type { Checkout } from "../checkout/checkout.ts";
import type { Range } from "../checkout/range.ts";

/** Without a file nobody approved: approvals are missing then, not unreadable. Throws `PlatformError` for a file that is not right. */
export async function readApprovals(
  file: string | null,
  checkout: Checkout,
  range: Range,
  now: string,
): Promise<Observed<readonly DeploymentApproval[]>> {
  if (file === null) return observed([], "no approvals were given (--approvals FILE)", now);
  const { readApprovalsFile } = await import("./approvals-file.ts");
  return observed(await readApprovalsFile(file, checkout, range), file, now);
}
