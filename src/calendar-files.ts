/** Reads what the calendars of a policy rest on besides its own text: iCalendar files, and the libraries that understand them. */
import { freezePeriodsFile } from "./core/calendar/gitlab-freezes.ts";
import { loadRecurrence } from "./core/calendar/load-recurrence.ts";
import { needsRecurrence } from "./core/calendar/recurrence.ts";
import { calendarFilesIn, takesFreezePeriods } from "./core/policy/calendars.ts";
import type { Source } from "./core/policy/read-source.ts";
import { type FileReading, PlatformError } from "./platforms/platform.ts";

/** More files than this are a mistake. */
const mostFiles = 50;

/**
 * The texts of all iCalendar files that the sources name, by their path from the root of the repository. A file that is absent is left
 * out; one that may be there and cannot be read throws `PlatformError`. Loads the libraries for recurrence where the policy needs them.
 * `readFreezePeriods` reads GitLab's freeze periods, which stand among the files under a name of their own; null where nobody can.
 */
export async function readCalendarFiles(
  sources: readonly Source[],
  read: (path: string) => Promise<FileReading>,
  readFreezePeriods: (() => Promise<FileReading>) | null = null,
): Promise<ReadonlyMap<string, string>> {
  if (sources.some(({ text }) => needsRecurrence(text))) await loadRecurrence();
  const texts = new Map<string, string>();
  const paths = [...new Set(calendarFilesIn(sources).map(({ path }) => path))].filter(staysInside).slice(0, mostFiles);
  for (const path of paths) {
    const reading = await read(path);
    if (reading.status === "unreadable")
      throw new PlatformError("unreadable", `The calendar file ${path} cannot be read: ${reading.because}`);
    if (reading.status === "found") texts.set(path, new TextDecoder().decode(reading.bytes));
  }
  if (takesFreezePeriods(sources)) texts.set(freezePeriodsFile, await freezePeriods(readFreezePeriods));
  return texts;
}

/** A freeze that nobody could look for is no opening. */
async function freezePeriods(read: (() => Promise<FileReading>) | null): Promise<string> {
  if (read === null)
    throw new PlatformError(
      "unreadable",
      "The policy takes the freeze periods of a GitLab project, and only the platform gitlab can read them.",
      "Ask in a GitLab pipeline, or with --platform gitlab; elsewhere write the freezes into the policy.",
    );
  const reading = await read();
  if (reading.status === "found") return new TextDecoder().decode(reading.bytes);
  const because = reading.status === "absent" ? "GitLab knows none under this address" : reading.because;
  throw new PlatformError("unreadable", `GitLab's freeze periods cannot be read: ${because}`);
}

/** A path that leads out of the repository is no file of it. */
const staysInside = (path: string): boolean => !/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/u.test(path);
