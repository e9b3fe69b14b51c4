/** Durations as policies write them (`30m`, `4h`, `180d`, `PT4H`), read to milliseconds and said to people. */
import { z } from "zod";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day, w: week };
/** A hundred years: beyond it a number is a slip of the keyboard. */
const longest = 36_525 * day;

const short = /^(\d{1,12})([smhdw])$/;
const iso = /^P(?:(\d{1,12})W|(?:(\d{1,12})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})S)?)?)$/;

/** Milliseconds of `30m`, `4h`, `2w` or ISO 8601 without months and years; null when the text is neither. A day is 24 hours. */
export function parseDuration(text: string): number | null {
  const plain = short.exec(text);
  if (plain !== null) return Number(plain[1]) * (units[plain[2] as string] as number);
  const parts = iso.exec(text);
  if (parts === null || parts.slice(1).every((part) => part === undefined)) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return weeks * week + days * day + hours * hour + minutes * minute + seconds * second;
}

/** Why `text` is no duration. */
function explain(text: string): string {
  if (text.startsWith("-")) return "a duration cannot be negative";
  if (/^P[\dWD]*\d[YM]/.test(text)) return "months and years have no fixed length: days, such as 180d";
  if (/^\d+$/.test(text)) return `a duration needs a unit: ${text}m for minutes, ${text}h for hours, ${text}d for days`;
  if (/^(\d+[smhdw]){2,}$/.test(text))
    return "a short duration is one number and one unit: PT1H30M for hours and minutes";
  return `"${text}" is no duration`;
}

const scalar = (least: number, tooShort: string) =>
  z
    .string()
    .meta({ description: "A duration such as 30m, 4h, 180d or PT4H.", examples: ["30m", "4h", "180d", "PT4H"] })
    .transform((text, context) => {
      const value = parseDuration(text);
      const isTooShort = value !== null && value < least;
      const isTooLong = value !== null && value > longest;
      if (value !== null && !isTooShort && !isTooLong) return value;
      const message = isTooShort ? tooShort : isTooLong ? "a duration cannot be longer than 100 years" : explain(text);
      context.issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    });

/** A duration in a policy, longer than zero; milliseconds once read. */
export const duration = scalar(1, "a duration of zero means nothing here");

/** A duration for which zero is a meaning of its own; milliseconds once read. */
export const durationOrZero = scalar(0, "a duration cannot be negative");

const names: readonly (readonly [number, string])[] = [
  [day, "day"],
  [hour, "hour"],
  [minute, "minute"],
  [second, "second"],
];

/** Milliseconds for people, in the two largest units that matter, rounded down: `1 day 2 hours`, `45 minutes`, `no time`. */
export function formatDuration(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, milliseconds);
  let first = -1;
  for (const [index, [size, name]] of names.entries()) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count === 0 || (first !== -1 && index > first + 1)) continue;
    if (first === -1) first = index;
    parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.length === 0 ? "no time" : parts.join(" ");
}
