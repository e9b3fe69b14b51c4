/** The calendars of a policy, with everything in them that was only named: other calendars, lists of holidays, iCalendar files. */
import type { Calendar } from "../calendar/calendar.ts";
import type { Holiday } from "../calendar/holidays.ts";
import { placeKey } from "../calendar/places.ts";
import { resolveCalendars } from "../calendar/resolve.ts";
import { nearest } from "../nearest.ts";
import { entryOf, type Located, type Place } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";
import type { Source } from "./read-source.ts";
import { listed } from "./shown.ts";

/** A path to an iCalendar file, where the policy names it. */
export interface NamedFile {
  readonly path: string;
  readonly at: Place;
}

const itemsOf = (located: Located | undefined): readonly Located[] => (located?.kind === "list" ? located.items : []);

/** Entries of windows and freezes of all calendars in a source, whether or not another source hides them. */
function entriesIn({ tree }: Source): readonly Located[] {
  const calendars = tree === null ? undefined : entryOf(tree, "calendars")?.value;
  return (calendars?.kind === "map" ? [...calendars.entries.values()] : []).flatMap(({ value }) =>
    ["windows", "freezes"].flatMap((key) => itemsOf(entryOf(value, key)?.value)),
  );
}

/** Do calendars in these sources take the freeze periods of a GitLab project? */
export const takesFreezePeriods = (sources: readonly Source[]): boolean =>
  sources.flatMap(entriesIn).some((item) => entryOf(item, "gitlab-freeze-periods") !== undefined);

/** The iCalendar files that calendars in these sources name, whether or not one source hides what another says. */
export const calendarFilesIn = (sources: readonly Source[]): readonly NamedFile[] =>
  sources.flatMap(entriesIn).flatMap((item) => {
    const ics = entryOf(item, "ics")?.value;
    return ics?.kind === "scalar" && typeof ics.value === "string" ? [{ path: ics.value, at: ics.at }] : [];
  });

/** Where the value at `path` stands, or the nearest one above it. */
function placeOf(root: Located, path: readonly (string | number)[]): Place {
  const [key, ...rest] = path;
  if (key === undefined) return root.at;
  const value = root.kind === "list" ? root.items[Number(key)] : entryOf(root, String(key))?.value;
  return value === undefined ? root.at : placeOf(value, rest);
}

/** Definitions that are wrong have no settings; they are told elsewhere, and left as they are. */
const isUsable = (calendar: Calendar): boolean => (calendar as Partial<Calendar>)["time-zone"] !== undefined;

/**
 * Resolves the calendars under `root`. `isPartial`: a file of the policy is missing, so that a name which nobody defines may have stood
 * there.
 */
export function resolvedCalendars(
  root: Located,
  calendars: ReadonlyMap<string, Calendar>,
  holidays: ReadonlyMap<string, readonly Holiday[]>,
  files: ReadonlyMap<string, string>,
  isPartial: boolean,
): { readonly calendars: ReadonlyMap<string, Calendar>; readonly problems: readonly Problem[] } {
  const usable = new Map([...calendars].filter(([, calendar]) => isUsable(calendar)));
  const resolved = resolveCalendars({ calendars: usable, holidays, files });
  const problems = resolved.problems.flatMap(({ path, message, names }) => {
    const wrong = String(/`([^`]*)`$/u.exec(message)?.[1] ?? "");
    if (names.length > 0 && (isPartial || calendars.has(wrong))) return [];
    return [
      problemAt(placeOf(root, ["calendars", ...path]), message, {
        expected: names.length === 0 ? null : `one of ${listed(names)}`,
        suggestion: nearest(wrong, names),
      }),
    ];
  });
  return { calendars: new Map([...calendars, ...resolved.calendars]), problems };
}

/** An entry of a calendar, and the line that it begins in. */
export interface WrittenEntry {
  /** As `placeKey` names it. */
  readonly entry: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Where windows, freezes and holidays of all calendars are written; a day of a named list of holidays stands in that list. */
export function writtenEntries(root: Located): readonly WrittenEntry[] {
  const lists = entryOf(root, "holidays")?.value;
  const daysOf = (item: Located): readonly Located[] =>
    item.kind === "scalar" ? itemsOf(entryOf(lists, String(item.value))?.value) : [item];
  const calendars = entryOf(root, "calendars")?.value;
  return (calendars?.kind === "map" ? [...calendars.entries] : []).flatMap(([name, { value }]) =>
    (["windows", "freezes", "holidays"] as const).flatMap((list) => {
      const items = itemsOf(entryOf(value, list)?.value);
      return (list === "holidays" ? items.flatMap(daysOf) : items).map(({ at }, index) => ({
        entry: placeKey(name, list, index),
        file: at.source.file,
        line: at.source.lines.linePos(at.offset).line,
      }));
    }),
  );
}
