/** Events of an iCalendar file in the repository, as windows or as freezes. */
import { z } from "zod";
import { duration } from "./duration.ts";
import type { CalendarFile, FileEvent, SeriesPart } from "./ics-file.ts";
import { recurrence, type Starts } from "./recurrence.ts";
import { spansOf, withDates } from "./recurring.ts";
import type { Source } from "./source.ts";
import { type Zone, zoneOf, zoneOfChanges } from "./zone.ts";

const pattern = z.string().min(1).max(200);

export const icsKeys = {
  ics: z.string().min(1).describe("The path of an .ics file in the repository."),
  match: z
    .strictObject({
      summary: pattern.optional().describe("What the summary says; * stands for anything, case does not count."),
      category: pattern.optional().describe("One of its categories, likewise."),
    })
    .optional()
    .describe("Which events are meant; all of them where it is left out."),
  "max-age": duration.optional().describe("Warn when the file was last changed longer ago than this."),
};

export interface IcsEntry {
  readonly ics: string;
  readonly match?: { readonly summary?: string | undefined; readonly category?: string | undefined } | undefined;
  readonly "max-age"?: number | undefined;
  /** What the file says, put in when it was read; only the events that are meant. */
  readonly file?: CalendarFile | undefined;
}

/** Does `text` read like `pattern`, in which `*` stands for anything? Without regard to case; never slow. */
export function isLike(text: string, like: string): boolean {
  const [first = "", ...rest] = like.toLowerCase().split("*");
  const subject = text.toLowerCase();
  if (rest.length === 0) return subject === first;
  if (!subject.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = subject.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return subject.length - last.length >= at && subject.endsWith(last);
}

/** The file with only the events that the entry means. */
export function selected(file: CalendarFile, { match }: IcsEntry): CalendarFile {
  const { summary, category } = match ?? {};
  const events = file.events.filter(
    (event) =>
      (summary === undefined || isLike(event.summary, summary)) &&
      (category === undefined || event.categories.some((each) => isLike(each, category))),
  );
  return { ...file, events };
}

function zoneIn(event: FileEvent, file: CalendarFile): Zone | null {
  if (event.zone === null) return null;
  const own = Object.hasOwn(file.zones, event.zone) ? file.zones[event.zone] : undefined;
  return own === undefined ? zoneOf(event.zone) : zoneOfChanges(event.zone, own.initial, own.changes);
}

function startsOf({ rule, start, added, dropped, part }: FileEvent): Starts {
  const once: Starts = { between: (from, to) => (start >= from && start < to ? [start] : []) };
  const whole = withDates(rule === null ? once : recurrence().rule(rule, start, true), added, dropped);
  return part === undefined ? whole : partOf(whole, part);
}

const partOf = (whole: Starts, { from: first, before, shift }: SeriesPart): Starts => ({
  between: (from, to) =>
    whole
      .between(from - shift, to - shift)
      .filter((start) => (first === null || start >= first) && (before === null || start < before))
      .map((start) => start + shift),
});

/** One source for each event. Throws where the file was never read: then nobody knows what is open. */
export function icsSources(entry: IcsEntry): readonly Source[] {
  const { file } = entry;
  if (file === undefined) throw new Error(`The calendar file ${entry.ics} was not read.`);
  return file.events.map((event) => ({
    words: event.summary === "" ? entry.ics : event.summary,
    zone: zoneIn(event, file),
    expand: spansOf(startsOf(event), event.duration),
  }));
}
