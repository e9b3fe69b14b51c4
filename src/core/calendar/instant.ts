/** Instants: points on the one time line that all zones share, read from and written as ISO 8601 in UTC. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const twoDigits = (text: string, at: number): number => 10 * digit(text, at) + digit(text, at + 1);

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (daysOfMonths[month - 1] ?? 0);

/** Days from 1970-01-01 to a date of the Gregorian calendar: a year is counted from March, so that the day in February comes last. */
function daysUntil(year: number, month: number, day: number): number {
  const counted = month > 2 ? year : year - 1;
  const century = Math.floor(counted / 100);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * counted + Math.floor(counted / 4) - century + Math.floor(century / 4) + dayOfYear - 719_468;
}

/**
 * Reads an ISO 8601 instant with `Z` or an offset such as `+02:00`; seconds may be left out. Null for any other text, for a local
 * time without either, and for dates and times that do not exist (`2026-02-30`, `25:00`, a leap second). Thousands of them are read for
 * one release, so it makes no date or list of its own; fractions are rounded down to the millisecond.
 */
export function parseInstant(text: string): Instant | null {
  if (!shape.test(text)) return null;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const zoneAt = text.endsWith("Z") ? text.length - 1 : text.length - 6;
  const second = zoneAt > 16 ? twoDigits(text, 17) : 0;
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const fraction = zoneAt > 20 ? Math.floor(Number(`0${text.slice(19, zoneAt)}`) * 1_000) : 0;
  const local = ((daysUntil(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + fraction;
  if (zoneAt === text.length - 1) return local;
  const hours = twoDigits(text, zoneAt + 1);
  const minutes = twoDigits(text, zoneAt + 4);
  if (hours > 23 || minutes > 59) return null;
  return local - (text[zoneAt] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
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
