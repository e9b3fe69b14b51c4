/** Freeze periods as GitLab has them: one cron expression for the start, one for the end. */
import { z } from "zod";
import { freezeKeys } from "./freeze-keys.ts";
import { recurrence, type Starts } from "./recurrence.ts";
import { cronExpression } from "./recurring.ts";
import type { Source } from "./source.ts";
import { day, type Wall } from "./wall-time.ts";
import { zoneOf } from "./zone.ts";
import { timeZone } from "./zone-name.ts";

export const cronPair = z.strictObject({
  "freeze-start": cronExpression,
  "freeze-end": cronExpression,
  "cron-timezone": timeZone
    .optional()
    .describe("The zone of both expressions; the calendar's own where it is left out."),
  ...freezeKeys,
});

/** Leap days come every eight years at worst. */
const farthest = 9 * 366 * day;
const step = 32 * day;

/** The first moment after `from`. Null where none comes. */
function next(starts: Starts, from: Wall): Wall | null {
  for (let at = from; at < from + farthest; at += step) {
    const found = starts.between(at + 1, at + step + 1)[0];
    if (found !== undefined) return found;
  }
  return null;
}

/** The last moment up to and including `until`. Null where none came. */
function latest(starts: Starts, until: Wall): Wall | null {
  for (let at = until + 1; at > until - farthest; at -= step) {
    const found = starts.between(at - step, at).at(-1);
    if (found !== undefined) return found;
  }
  return null;
}

/** Frozen from each start to the next end after it. */
export function pairSource(entry: z.output<typeof cronPair>): Source {
  const starts = recurrence().cron(entry["freeze-start"]);
  const ends = recurrence().cron(entry["freeze-end"]);
  const zone = entry["cron-timezone"];
  return {
    words: entry.reason,
    zone: zone === undefined ? null : zoneOf(zone),
    *expand(from, to) {
      const before = latest(starts, from);
      for (const start of [...(before === null ? [] : [before]), ...starts.between(from + 1, to)]) {
        const end = next(ends, start);
        yield { from: start, to: end ?? start + farthest };
      }
    },
  };
}
