/** The part of the policy that approvals own. */
import { z } from "zod";
import type { Group } from "./groups.ts";

export interface GroupReferences {
  readonly group: z.ZodType<Group, string>;
}

/** `approvals:` of an environment. */
export const approvalSettings = (_references: GroupReferences) => z.strictObject({});

export type ApprovalSettings = z.output<ReturnType<typeof approvalSettings>>;
