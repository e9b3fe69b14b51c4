/** Reads the policy as it stands in the working tree: an answer about time rests on nothing else. */
import { resolve } from "node:path";
import type { Places } from "../../core/calendar/places.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { loadFromDisk, loadUsual } from "../../policy-from-disk.ts";

interface Read {
  readonly policy: Policy;
  /** Where the entries of its calendars are written. */
  readonly places: Places;
  /** What must be said aloud; null when the policy is where one expects it. */
  readonly note: string | null;
}

/**
 * The named policy, else the repository's own, else `builtin:standard`. Throws `PolicyError`, and `PlatformError` for a file that is
 * missing or cannot be read.
 */
export async function readPolicy(named: string | null, repository: string, cwd: string): Promise<Read> {
  if (named !== null) {
    const { policy, places } = await loadFromDisk(named, cwd);
    return { policy, places, note: null };
  }
  const { loaded, note } = await loadUsual(resolve(cwd, repository));
  return { policy: loaded.policy, places: loaded.places, note };
}
