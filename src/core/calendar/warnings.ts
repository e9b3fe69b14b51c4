/** What is wrong with a calendar though it answers: a list of freezes that ran out, a file that nobody keeps any more. */
import type { Calendar } from "./calendar.ts";
import { formatDuration } from "./duration.ts";
import { icsSources } from "./ics-entry.ts";
import { formatInstant, type Instant, parseInstant } from "./instant.ts";
import { datedClosures, membersOf } from "./parts.ts";
import { mapped, type ZonedSource } from "./timeline.ts";
import { day } from "./wall-time.ts";
import { sayMoment } from "./wording.ts";
import { zoneOf } from "./zone.ts";

/** How far ahead a list is looked through, and how far back for its last entry; in steps, since rules may be dense. */
const horizon = 731 * day;
const step = 31 * day;

const goesOn = (sources: readonly ZonedSource[], at: Instant): boolean => {
  for (let from = at; from < at + horizon; from += step)
    if (sources.some((source) => mapped(source, from, from + step).length > 0)) return true;
  return false;
};

function lastEnd(sources: readonly ZonedSource[], at: Instant): Instant | null {
  for (let to = at; to > at - 2 * horizon; to -= step) {
    const ends = sources.flatMap((source) => mapped(source, to - step, to).map((span) => span.to));
    if (ends.length > 0) return ends.reduce((a, b) => Math.max(a, b));
  }
  return null;
}

function ranOut(what: string, sources: readonly ZonedSource[], at: Instant, timeZone: string): readonly string[] {
  if (sources.length === 0 || goesOn(sources, at)) return [];
  const end = lastEnd(sources, at);
  const since = end === null ? "" : `; the last one ended ${sayMoment(formatInstant(end), timeZone)}`;
  return [`${what} has no entry in the future${since}. Add the coming ones, or take the list out.`];
}

function filesOf(calendar: Calendar, at: Instant): readonly string[] {
  const timeZone = calendar["time-zone"];
  return calendar.freezes.flatMap((freeze) => {
    if (!("ics" in freeze)) return [];
    const sources = icsSources(freeze).map((source) => ({ source, zone: source.zone ?? zoneOf(timeZone) }));
    const [age, modifiedAt] = [freeze["max-age"], freeze.file?.modifiedAt ?? null];
    const old =
      age === undefined
        ? []
        : modifiedAt === null
          ? [`The file ${freeze.ics} does not say when it was last changed, so its age is not known.`]
          : at - modifiedAt > age
            ? [
                `The file ${freeze.ics} was last changed ${formatDuration(at - modifiedAt)} ago, more than ${formatDuration(age)}.`,
              ]
            : [];
    return [...ranOut(`The file ${freeze.ics}`, sources, at, timeZone), ...old];
  });
}

/** A calendar that counts on GitLab's freeze periods, and a project without any. */
const withoutPeriods = ({ freezes }: Calendar): readonly string[] =>
  freezes.some((freeze) => "gitlab-freeze-periods" in freeze && freeze.periods?.length === 0)
    ? ["The GitLab project has no freeze periods. Add them there, or take `gitlab-freeze-periods` out of the calendar."]
    : [];

/** One sentence for each thing that somebody should mend; at the instant `at` (ISO 8601). Empty for most calendars. */
export function warningsAt(calendar: Calendar, at: string): readonly string[] {
  const now = parseInstant(at);
  if (now === null) throw new RangeError(`"${at}" is no ISO 8601 instant.`);
  return membersOf(calendar).flatMap((member) => [
    ...ranOut(`The list of freezes in ${member.name}`, datedClosures(member), now, member["time-zone"]),
    ...filesOf(member, now),
    ...withoutPeriods(member),
  ]);
}
