/** Instants: points on the one time line that all zones share, read from and written as ISO 8601 in UTC. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const shape = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an ISO 8601 instant with `Z` or an offset such as `+02:00`; seconds may be left out. Null for any other text, for a local
 * time without either, and for dates and times that do not exist (`2026-02-30`, `25:00`, a leap second).
 */
export function parseInstant(text: string): Instant | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [, date, time, seconds, zone] = match as unknown as [string, string, string, string | undefined, string];
  const local = `${date}T${time}${(seconds ?? ":00").slice(0, 3)}`;
  const read = Date.parse(`${local}Z`);
  // Date.parse lets 2026-02-30 slide into March, and 24:00 into the next day.
  if (Number.isNaN(read) || new Date(read).toISOString().slice(0, 19) !== local) return null;
  const fraction = Math.floor(Number(`0${(seconds ?? "").slice(3) || ".0"}`) * 1_000);
  if (zone === "Z") return read + fraction;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return read + fraction - (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** `2026-03-29T01:00:00Z`: to the second, rounded down. */
export const formatInstant = (instant: Instant): string =>
  `${new Date(Math.floor(instant / 1_000) * 1_000).toISOString().slice(0, -5)}Z`;

/** The same date and time of day in UTC so many years later; 29 February becomes 28 February where the year has none. */
export function addYears(instant: Instant, years: number): Instant {
  const date = new Date(instant);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() + years);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}
