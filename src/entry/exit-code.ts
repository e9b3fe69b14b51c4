/** From a decision to the number that a pipeline acts on. */
import type { DecisionKind, Mode } from "../core/decision/decision.ts";

/** Wrong usage, or a policy that is not valid. */
export const exitWrongUsage = 2;
/** Still waiting, or not even begun: no. */
export const exitCancelled = 1;
/** Something needed could not be determined: it never becomes a 0. */
export const exitNotDetermined = 3;

const exits: Readonly<Record<DecisionKind, number>> = { allow: 0, block: 1, wait: 1, error: exitNotDetermined };

/** 0 go on, 1 blocked or still waiting, 3 not determined. `evaluate` also goes on where only approvals or a window that the policy waits for are missing. */
export function exitCode(
  { decision, isSettledButForTime }: { readonly decision: DecisionKind; readonly isSettledButForTime: boolean },
  mode: Mode,
  reportOnly: boolean,
): number {
  if (reportOnly) return 0;
  if (mode === "evaluate" && decision === "wait" && isSettledButForTime) return 0;
  return exits[decision];
}
