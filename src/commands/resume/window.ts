/** What the calendar of an environment says now, by the policy as it stands in the working tree. */
import { resolve } from "node:path";
import { answerAt } from "../../core/calendar/calendar.ts";
import type { WindowAnswer } from "../../core/calendar/window.ts";
import { calendarOf } from "../../core/checks/change-window.ts";
import { environmentFor } from "../../core/policy/environment-for.ts";
import { loadFromDisk, loadUsual } from "../../policy-from-disk.ts";
import { UsageError } from "../command.ts";

export interface WindowNow {
  readonly window: WindowAnswer;
  /** Does it stay open for as long as the deployment is expected to take? */
  readonly isLongEnough: boolean;
  /** What must be said aloud; null when the policy is where one expects it. */
  readonly note: string | null;
}

/**
 * Throws `UsageError` where the policy asks for no window there, and what reading a policy throws. No exception to a freeze applies:
 * whether one does is for the gate in the run to say, and a run that it would let through is started again by hand.
 */
export async function windowOf(
  environment: string,
  named: string | null,
  { repository, cwd, now }: { readonly repository: string; readonly cwd: string; readonly now: string },
): Promise<WindowNow> {
  const { loaded, note } =
    named === null ? await loadUsual(resolve(cwd, repository)) : { loaded: await loadFromDisk(named, cwd), note: null };
  const { rules, suggestion } = environmentFor(loaded.policy, environment);
  if (rules === null)
    throw new UsageError(
      `the policy names no environment "${environment}".`,
      suggestion === null ? null : `Did you mean ${suggestion}?`,
    );
  const settings = rules.checks["change-window"] as { readonly "expected-duration": number } | undefined;
  if (settings === undefined)
    throw new UsageError(
      `the policy asks for no change window in ${environment}, so no run waits for one.`,
      "Name the check change-window under the checks of the environment.",
    );
  const window = answerAt(calendarOf(settings), now, {}, loaded.places);
  const left =
    window.closesAt === null ? Number.POSITIVE_INFINITY : Date.parse(window.closesAt) - Date.parse(window.at);
  return { window, isLongEnough: left >= settings["expected-duration"], note };
}
