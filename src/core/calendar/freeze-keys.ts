/** What every freeze takes besides its times: why it is there, and whom it does not hold back. */
import { z } from "zod";

/** Risk levels as the risk room names them; calendars stand below it and know only the names. */
const levels = ["low", "medium", "high", "critical"] as const;
/** Whoever asks says `emergency` only once the break-glass group approved it: a claim alone opens no freeze. */
const changeTypes = ["standard", "normal", "emergency", "rollback"] as const;

export const exceptionKeys = {
  "except-risk": z.array(z.enum(levels)).min(1).optional().describe("Risk levels that it does not hold back."),
  "except-change-types": z
    .array(z.enum(changeTypes))
    .min(1)
    .optional()
    .describe("Change types that it does not hold back."),
};

export const freezeKeys = {
  reason: z
    .string()
    .trim()
    .min(1, "expected a reason; it is shown to whoever is held back")
    .meta({ description: "A reason, shown to whoever is held back.", examples: ["Year-end freeze"] }),
  ...exceptionKeys,
};

/** What a freeze may make an exception for. Left out: no exception applies. */
export interface Circumstances {
  readonly riskLevel?: (typeof levels)[number];
  readonly changeType?: (typeof changeTypes)[number];
}

interface Exceptions {
  readonly "except-risk"?: readonly string[] | undefined;
  readonly "except-change-types"?: readonly string[] | undefined;
}

/** Does the freeze let this release pass? Either exception is enough. */
export const isExcepted = (freeze: Exceptions, { riskLevel, changeType }: Circumstances): boolean =>
  (riskLevel !== undefined && (freeze["except-risk"]?.includes(riskLevel) ?? false)) ||
  (changeType !== undefined && (freeze["except-change-types"]?.includes(changeType) ?? false));
