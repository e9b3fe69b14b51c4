/** GitLab's own freeze periods (deploy freezes of the project) as freezes of a calendar: the platform reads them, the policy only asks for them. */
import { z } from "zod";
import { pairSource } from "./cron-pair.ts";
import { exceptionKeys } from "./freeze-keys.ts";
import { RecurrenceError, recurrence } from "./recurrence.ts";
import type { Source } from "./source.ts";
import { zoneProblem } from "./zone-name.ts";

/** Under this name the list of freeze periods stands among the files that calendars rest on; no file of a repository is called so. */
export const freezePeriodsFile = "gitlab:freeze-periods";

/** An entry of `freezes`. */
export const gitlabFreezes = z.strictObject({
  "gitlab-freeze-periods": z
    .literal(true)
    .describe("Take the freeze periods of the GitLab project; only the platform gitlab can read them."),
  ...exceptionKeys,
});

/** One freeze period: two cron expressions in a zone. */
export interface FreezePeriod {
  readonly "freeze-start": string;
  readonly "freeze-end": string;
  readonly "cron-timezone": string;
}

export interface GitlabEntry {
  readonly "gitlab-freeze-periods": true;
  /** What GitLab answered, put in when it was read. */
  readonly periods?: readonly FreezePeriod[] | undefined;
}

const reply = z.array(
  z.object({
    freeze_start: z.string(),
    freeze_end: z.string(),
    // GitLab takes UTC where nobody chose a zone.
    cron_timezone: z.string().nullish(),
  }),
);

function periodOf({ freeze_start, freeze_end, cron_timezone }: z.output<typeof reply>[number]): FreezePeriod {
  const zone = cron_timezone == null || cron_timezone === "" ? "UTC" : cron_timezone;
  const problem = zoneProblem(zone);
  if (problem !== null) throw new RecurrenceError(`a freeze period has a zone that cannot be used: ${problem}`);
  for (const [what, expression] of [
    ["starts", freeze_start],
    ["ends", freeze_end],
  ] as const)
    try {
      recurrence().cron(expression);
    } catch (error) {
      if (!(error instanceof RecurrenceError)) throw error;
      throw new RecurrenceError(`a freeze period ${what} at "${expression}", which cannot be used: ${error.message}`);
    }
  return { "freeze-start": freeze_start, "freeze-end": freeze_end, "cron-timezone": zone };
}

/**
 * Reads GitLab's answer to `GET /projects/:id/freeze_periods`, all pages as one JSON list, as text. An empty list is an answer: the
 * project has none. Throws `RecurrenceError` for anything that cannot be understood whole; a period is never left out.
 */
export function readFreezePeriods(text: string): readonly FreezePeriod[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RecurrenceError("GitLab's answer about freeze periods is no JSON");
  }
  const parsed = reply.safeParse(json);
  if (!parsed.success) throw new RecurrenceError("GitLab's answer about freeze periods is not as it should be");
  return parsed.data.map(periodOf).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** One source for each period. Throws where they were never read: then nobody knows what is frozen. */
export function gitlabSources({ periods }: GitlabEntry): readonly Source[] {
  if (periods === undefined) throw new Error("GitLab's freeze periods were not read.");
  return periods.map((period) =>
    pairSource({
      ...period,
      reason: `GitLab freeze period ${period["freeze-start"]} to ${period["freeze-end"]} (cron, ${period["cron-timezone"]})`,
    }),
  );
}
