/** Writes the answer of `windows` in the format that was asked for. */
import { type Calendar, nextOpening } from "../../core/calendar/calendar.ts";
import type { Places } from "../../core/calendar/places.ts";
import { warningsAt } from "../../core/calendar/warnings.ts";
import { plainJson } from "../../reporters/escape.ts";
import { inWords, upcoming } from "./answer.ts";
import { monthOf } from "./month.ts";
import { pageOf, svgOf } from "./picture.ts";
import { stripOf } from "./strip.ts";
import { icsOf } from "./subscription.ts";

export interface Wanted {
  readonly format: string;
  /** ISO 8601. */
  readonly at: string;
  readonly count: number;
  /** `2026-11`; null for the month of `at`. */
  readonly month: string | null;
  /** Where the entries of calendars are written. */
  readonly places: Places;
}

export function render(calendar: Calendar, { format, at, count, month, places }: Wanted): string {
  const answer = upcoming(calendar, at, count, places);
  switch (format) {
    case "json":
      return `${plainJson(JSON.stringify(answer, null, 2))}\n`;
    case "ics":
      return icsOf(answer);
    case "svg":
      return svgOf(monthOf(calendar, answer.at, month));
    case "html":
      return pageOf(monthOf(calendar, answer.at, month, places), answer);
    default:
      return inWords(answer, {
        strip: stripOf(calendar, answer.at),
        later: nextOpening(calendar, answer.at, 0),
        warnings: warningsAt(calendar, answer.at),
      });
  }
}
