/** Wall-clock time without a zone: what a clock on the wall shows, as a number that can be compared and shifted. */

/** Milliseconds since 1970-01-01T00:00 on the wall, as if the wall were in UTC. Never an instant. */
export type Wall = number;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const shape = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Reads `2026-12-18T17:00`, with seconds if need be, or a plain date, which means its first moment (00:00). `T24:00` is the end of
 * that day. Null for any other text, for dates that no calendar has, such as 2026-02-30, and before 1900, where zones know nothing.
 */
export function parseWall(text: string): Wall | null {
  const match = shape.exec(text);
  if (match === null) return null;
  const [year, month, date, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1900) return null;
  const written = new Date(Date.UTC(year, month - 1, date));
  if (written.getUTCMonth() !== month - 1 || written.getUTCDate() !== date) return null;
  const isEndOfDay = hours === 24 && minutes === 0 && seconds === 0;
  if ((hours > 23 && !isEndOfDay) || minutes > 59 || seconds > 59) return null;
  return written.getTime() + hours * hour + minutes * minute + seconds * 1_000;
}

/** Minutes since midnight of `09:30`; null unless it is two digits, a colon and two digits of a time of day, or `24:00`. */
export function parseTimeOfDay(text: string): number | null {
  const match = /^(\d{2}):(\d{2})$/.exec(text);
  if (match === null) return null;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  if (minutes > 59 || hours > 24 || (hours === 24 && minutes > 0)) return null;
  return hours * 60 + minutes;
}

/** `2026-12-18 17:00`, for people; seconds only where they are not zero. */
export function formatWall(wall: Wall): string {
  const text = new Date(wall).toISOString();
  const seconds = text.slice(16, 19);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === ":00" ? "" : seconds}`;
}

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof weekdays)[number];

/** The midnight that begins the day of `wall`. */
export const startOfDay = (wall: Wall): Wall => Math.floor(wall / day) * day;

/** 0 for Monday to 6 for Sunday. */
export function weekdayIndex(wall: Wall): number {
  // 1970-01-01 was a Thursday.
  const index = (Math.floor(wall / day) + 3) % 7;
  return index < 0 ? index + 7 : index;
}

/** `Mon`, from 0 for Monday. */
export function weekdayName(index: number): string {
  const name = weekdays[index] ?? "mon";
  return name.charAt(0).toUpperCase() + name.slice(1);
}
