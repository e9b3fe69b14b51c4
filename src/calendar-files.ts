/** Reads what the calendars of a policy rest on besides its own text: iCalendar files, and the libraries that understand them. */
import { loadRecurrence } from "./core/calendar/load-recurrence.ts";
import { needsRecurrence } from "./core/calendar/recurrence.ts";
import { calendarFilesIn } from "./core/policy/calendars.ts";
import type { Source } from "./core/policy/read-source.ts";
import { type FileReading, PlatformError } from "./platforms/platform.ts";

/** More files than this are a mistake. */
const mostFiles = 50;

/**
 * The texts of all iCalendar files that the sources name, by their path from the root of the repository. A file that is absent is left
 * out; one that may be there and cannot be read throws `PlatformError`. Loads the libraries for recurrence where the policy needs them.
 */
export async function readCalendarFiles(
  sources: readonly Source[],
  read: (path: string) => Promise<FileReading>,
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
  return texts;
}

/** A path that leads out of the repository is no file of it. */
const staysInside = (path: string): boolean => !/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/u.test(path);
