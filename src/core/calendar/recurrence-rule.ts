/** The value of an RRULE (RFC 5545, 3.3.10): read strictly, since a part that is dropped silently would move a window. */
import { RecurrenceError } from "./recurrence.ts";

const frequencies = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"];
/** A policy that counts further than this means no end. */
const mostCounted = 10_000;

/** Numbers from `least` to `most`; `signed`: also from the end. */
const numbers =
  (least: number, most: number, signed = false) =>
  (value: string): boolean =>
    (signed ? /^[+-]?\d{1,5}$/ : /^\d{1,5}$/).test(value) &&
    Math.abs(Number(value)) >= least &&
    Math.abs(Number(value)) <= most;

const lists: Readonly<Record<string, (value: string) => boolean>> = {
  BYSECOND: numbers(0, 59),
  BYMINUTE: numbers(0, 59),
  BYHOUR: numbers(0, 23),
  BYDAY: (value) => /^(?:[+-]?(?:[1-9]|[1-4]\d|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value),
  BYMONTHDAY: numbers(1, 31, true),
  BYYEARDAY: numbers(1, 366, true),
  BYWEEKNO: numbers(1, 53, true),
  BYMONTH: numbers(1, 12),
  BYSETPOS: numbers(1, 366, true),
};

const singles: Readonly<Record<string, (value: string) => boolean>> = {
  FREQ: (value) => frequencies.includes(value),
  INTERVAL: numbers(1, 10_000),
  COUNT: numbers(1, mostCounted),
  UNTIL: (value) => /^\d{8}(?:T\d{6}Z?)?$/.test(value),
  WKST: (value) => /^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(value),
};

/** Parts of a rule, by name, in the order of the text. */
export type RuleParts = ReadonlyMap<string, string>;

function check(name: string, value: string): void {
  const single = singles[name];
  const list = lists[name];
  if (single === undefined && list === undefined)
    throw new RecurrenceError(`there is no part ${name} in a recurrence rule`);
  if (single?.(value) ?? (value.split(",").length <= 400 && value.split(",").every(list ?? (() => false)))) return;
  if (name === "FREQ" && value === "SECONDLY")
    throw new RecurrenceError("a rule that begins every second is no window: MINUTELY or longer");
  if (name === "COUNT" && /^\d+$/.test(value) && Number(value) > mostCounted)
    throw new RecurrenceError(`COUNT goes up to ${mostCounted}: UNTIL, or no end at all`);
  throw new RecurrenceError(`${name} cannot be ${value === "" ? "empty" : value}`);
}

/** Reads `FREQ=...;...`, with or without `RRULE:` before it. Throws `RecurrenceError`. */
export function readRule(text: string): RuleParts {
  const parts = new Map<string, string>();
  const rule = text
    .trim()
    .replace(/^RRULE:/i, "")
    .toUpperCase();
  if (rule.length > 2_000) throw new RecurrenceError("a recurrence rule has at most 2000 characters");
  for (const part of rule.replace(/;$/, "").split(";")) {
    const [name = "", value, ...more] = part.split("=");
    if (value === undefined || more.length > 0) throw new RecurrenceError(`"${part}" is not of the form NAME=VALUE`);
    if (parts.has(name)) throw new RecurrenceError(`${name} stands there twice`);
    check(name, value);
    parts.set(name, value);
  }
  if (!parts.has("FREQ")) throw new RecurrenceError("a recurrence rule needs FREQ, such as FREQ=WEEKLY");
  if (parts.has("COUNT") && parts.has("UNTIL")) throw new RecurrenceError("COUNT and UNTIL exclude each other");
  return parts;
}

/** The rule as text again, in canonical order of its own. */
export const writeRule = (parts: RuleParts): string => [...parts].map(([name, value]) => `${name}=${value}`).join(";");

/** `20261231T225959Z` or without `Z`, as milliseconds read as UTC; a date alone means its last second. Null where no such date exists. */
export function readUntil(text: string): number | null {
  const [, year, month, day, hours = "23", minutes = "59", seconds = "59"] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const time = Date.parse(`${iso}Z`);
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(iso) ? null : time;
}

/** `20261231T225959`, as rules write times. */
export const writeRuleTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, "");
