/** Puts into calendars what they only name: the calendars they include, lists of holidays, and the events of iCalendar files. */
import { type FreezePeriod, freezePeriodsFile, readFreezePeriods } from "./gitlab-freezes.ts";
import type { Holiday } from "./holidays.ts";
import { selected } from "./ics-entry.ts";
import type { CalendarFile } from "./ics-file.ts";
import { RecurrenceError, recurrence } from "./recurrence.ts";
import type { Calendar, Freeze, Window } from "./settings.ts";

/** Something that a calendar names and that cannot be used. */
export interface Unresolved {
  /** From the calendar's name on: `["business-hours", "freezes", 1, "ics"]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** Names that could have been meant. */
  readonly names: readonly string[];
}

export interface Resolved {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly problems: readonly Unresolved[];
}

/** What calendars may name. */
export interface Named {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly holidays: ReadonlyMap<string, readonly Holiday[]>;
  /** The texts of iCalendar files by their path; a file that does not exist is left out. */
  readonly files: ReadonlyMap<string, string>;
}

/** How many calendars may include each other in a row. */
const deepest = 4;

type Tell = (problem: Unresolved) => void;

const reasonOf = (error: unknown): string => {
  if (error instanceof RecurrenceError) return error.message;
  throw error;
};

/** The events of a file; their rules are tried, so that none fails later. */
function readFile(path: string, { files }: Named): CalendarFile | string {
  const text = files.get(path);
  if (text === undefined) return `there is no file \`${path}\``;
  try {
    const file = recurrence().file(text);
    for (const { rule, start } of file.events) if (rule !== null) recurrence().rule(rule, start, true);
    return file;
  } catch (error) {
    return `the file \`${path}\` cannot be used: ${reasonOf(error)}`;
  }
}

/** Reads each file once. */
function reader(named: Named): (path: string) => CalendarFile | string {
  const known = new Map<string, CalendarFile | string>();
  return (path) => {
    const file = known.get(path) ?? readFile(path, named);
    known.set(path, file);
    return file;
  };
}

/** What GitLab answered about freeze periods, or why that cannot be used. */
function readPeriods({ files }: Named): readonly FreezePeriod[] | string {
  const text = files.get(freezePeriodsFile);
  if (text === undefined) return "GitLab's freeze periods were not read";
  try {
    return readFreezePeriods(text);
  } catch (error) {
    return reasonOf(error);
  }
}

function withFile<Entry extends Window | Freeze>(
  entry: Entry,
  path: Unresolved["path"],
  read: ReturnType<typeof reader>,
  named: Named,
  tell: Tell,
): Entry {
  if ("gitlab-freeze-periods" in entry) {
    const periods = readPeriods(named);
    if (typeof periods !== "string") return { ...entry, periods };
    tell({ path: [...path, "gitlab-freeze-periods"], message: periods, names: [] });
    return entry;
  }
  if (!("ics" in entry)) return entry;
  const file = read(entry.ics);
  const chosen = typeof file === "string" ? null : selected(file, entry);
  const message = chosen === null ? String(file) : `no event of the file \`${entry.ics}\` is meant by this`;
  if (chosen === null || chosen.events.length === 0) tell({ path: [...path, "ics"], message, names: [] });
  return chosen === null ? entry : { ...entry, file: chosen };
}

function holidaysOf({ name, holidays }: Calendar, named: Named, tell: Tell): readonly Holiday[] | undefined {
  return holidays?.flatMap((entry, index) => {
    if (typeof entry !== "string") return [entry];
    const list = named.holidays.get(entry);
    if (list === undefined)
      tell({
        path: [name, "holidays", index],
        message: `there is no list of holidays \`${entry}\``,
        names: [...named.holidays.keys()],
      });
    return list ?? [];
  });
}

/**
 * Calendars in which nothing is only named any more. Those with problems are left as they were, and give no answers. The libraries for
 * recurrence must be loaded where a file is named.
 */
export function resolveCalendars(named: Named): Resolved {
  const problems: Unresolved[] = [];
  const tell: Tell = (problem) => problems.push(problem);
  const read = reader(named);
  const done = new Map<string, Calendar>();

  const included = (name: string, calendar: Calendar, above: readonly string[]): Calendar["include"] =>
    calendar.include?.flatMap((other, index) => {
      if (typeof other !== "string") return [other];
      const path = [name, "include", index];
      const circle = above.indexOf(other);
      if (circle !== -1) {
        const ring = [...above.slice(circle), other].map((each) => `\`${each}\``).join(" includes ");
        tell({ path, message: `calendars include each other in a circle: ${ring}`, names: [] });
        return [];
      }
      if (above.length > deepest) {
        tell({ path, message: `more than ${deepest} calendars include each other in a row`, names: [] });
        return [];
      }
      const found = named.calendars.get(other);
      if (found === undefined)
        tell({ path, message: `there is no calendar \`${other}\``, names: [...named.calendars.keys()] });
      return found === undefined ? [] : [resolve(other, found, [...above, other])];
    });

  const resolve = (name: string, calendar: Calendar, above: readonly string[]): Calendar => {
    const known = done.get(name);
    if (known !== undefined) return known;
    const include = included(name, calendar, above);
    const holidays = holidaysOf(calendar, named, tell);
    const entries = <Entry extends Window | Freeze>(
      key: "windows" | "freezes",
      list: readonly Entry[],
    ): readonly Entry[] => list.map((entry, index) => withFile(entry, [name, key, index], read, named, tell));
    const { windows, freezes } = calendar;
    const resolved: Calendar = {
      ...calendar,
      ...(windows === undefined ? {} : { windows: entries("windows", windows) }),
      freezes: entries("freezes", freezes),
      ...(holidays === undefined ? {} : { holidays }),
      ...(include === undefined ? {} : { include }),
    };
    done.set(name, resolved);
    return resolved;
  };

  for (const [name, calendar] of named.calendars) resolve(name, calendar, [name]);
  return {
    calendars: new Map([...named.calendars.keys()].map((name) => [name, done.get(name) as Calendar])),
    problems,
  };
}
