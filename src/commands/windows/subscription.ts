/** Openings as an iCalendar file: publish it somewhere, and any calendar program can subscribe to it. */
import { addYears, formatInstant } from "../../core/calendar/instant.ts";
import { plainLine } from "../../reporters/escape.ts";
import type { Upcoming } from "./answer.ts";

const stamp = (instant: string): string => instant.replace(/[-:]/g, "");

/** Escaped as RFC 5545, 3.3.11, asks. */
const text = (words: string): string => plainLine(words).replace(/[\\;,]/g, (character) => `\\${character}`);

/** Lines have at most 75 bytes; what is longer goes on in the next one, after a blank. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > 75) {
      lines.push(current);
      current = " ";
      bytes = 1;
    }
    current += character;
    bytes += size;
  }
  return [...lines, current].join("\r\n");
}

/** One event for each opening. One that does not end is shown for the two years that are looked ahead. */
export function icsOf({ calendar, timeZone, at, openings }: Upcoming): string {
  const events = openings.flatMap(({ from, to }) => [
    "BEGIN:VEVENT",
    `UID:${stamp(from)}-${encodeURIComponent(calendar)}@release-gate`,
    `DTSTAMP:${stamp(at)}`,
    `DTSTART:${stamp(from)}`,
    `DTEND:${stamp(to ?? formatInstant(addYears(Date.parse(from), 2)))}`,
    `SUMMARY:${text(`Releases may go out: ${calendar}`)}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ]);
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Release Gate//windows//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${text(`Release windows: ${calendar}`)}`,
    `X-WR-TIMEZONE:${timeZone}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
    ...events,
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}
