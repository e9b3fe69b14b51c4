/** The answer of `windows`, as data and in words. */
import { answerAt, type Calendar, openingsFrom } from "../../core/calendar/calendar.ts";
import { formatDuration } from "../../core/calendar/duration.ts";
import type { Places } from "../../core/calendar/places.ts";
import type { Opening, WindowAnswer } from "../../core/calendar/window.ts";
import { sayDay, sayMoment } from "../../core/calendar/wording.ts";
import { plainLine } from "../../reporters/escape.ts";
import { columns } from "../../reporters/layout.ts";

export interface Upcoming extends WindowAnswer {
  readonly openings: readonly Opening[];
}

/** What the calendar says at `at`, and its next `count` openings. */
export const upcoming = (calendar: Calendar, at: string, count: number, places: Places): Upcoming => ({
  ...answerAt(calendar, at, {}, places),
  openings: openingsFrom(calendar, at, count),
});

const between = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

/** Rows with their cells under each other, without blanks at the end. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => columns(row[index] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - columns(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function turn({ at, open, closesAt, opensAt, timeZone }: Upcoming, later: Opening | null): string {
  const then = open ? closesAt : opensAt;
  if (then === null && open) return "It never closes within two years.";
  if (then === null)
    return `It never opens within two years${later === null ? "." : `; the first time after that: ${sayMoment(later.from, timeZone)}.`}`;
  return `${open ? "Closes" : "Opens"} ${sayMoment(then, timeZone)}, in ${formatDuration(between(at, then))}.`;
}

function table({ openings, timeZone }: Upcoming): readonly string[] {
  const rows = openings.map(({ from, to }) => [
    sayDay(from, timeZone),
    to === null ? "does not end within two years" : sayDay(to, timeZone),
    to === null ? "" : formatDuration(between(from, to)),
    `${from} - ${to ?? "..."}`,
  ]);
  return aligned([["Open from", "to", "for", "in UTC"], ...rows]).map((line) => `  ${line}`);
}

/** What stands below and beside an answer in words. */
interface Beside {
  /** A small timeline. */
  readonly strip: readonly string[];
  /** The next opening, where the answer itself does not reach that far. */
  readonly later: Opening | null;
  /** What somebody should mend in the calendar. */
  readonly warnings: readonly string[];
}

/** For a person at a terminal. The policy's own words are made harmless. */
export function inWords(answer: Upcoming, { strip, later, warnings }: Beside): string {
  const { calendar, timeZone, at, because, openings } = answer;
  return [
    `${plainLine(calendar)} at ${sayMoment(at, timeZone)}`,
    `${plainLine(because)}.`,
    turn(answer, later),
    ...warnings.map((warning) => `Warning: ${plainLine(warning)}`),
    ...(openings.length === 0 ? [] : ["", ...table(answer)]),
    "",
    ...strip,
    "",
  ].join("\n");
}
