/** Time that comes again: `cron` with a `duration`, and recurrence rules of iCalendar with a `start` and a `duration`. */
import { z } from "zod";
import { duration, formatDuration } from "./duration.ts";
import { localDateTime } from "./local-date-time.ts";
import { RecurrenceError, recurrence, type Starts } from "./recurrence.ts";
import { readRule, readUntil, writeRule, writeRuleTime } from "./recurrence-rule.ts";
import type { Source } from "./source.ts";
import { formatWall, parseWall, type Wall } from "./wall-time.ts";
import { type Zone, zoneOf } from "./zone.ts";

/** A year and a day: what lasts longer is no window that comes again. */
const longest = 367 * 86_400_000;

const spanLength = duration
  .refine((value) => value <= longest, "what comes again lasts at most a year")
  .describe("How long it lasts, on the wall clock.");

/** Tells what is wrong with a rule where it stands. */
function reporting(check: () => void, tell: (message: string) => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    tell(error.message);
  }
}

export const cronExpression = z
  .string()
  .meta({
    description: 'A cron expression of five fields, such as "0 22 * * 6", in wall time.',
    examples: ["0 22 * * 6"],
  })
  .superRefine((text, context) =>
    reporting(
      () => void recurrence().cron(text),
      (message) =>
        context.addIssue({ code: "custom", message: `"${text}" is no usable cron expression, since ${message}` }),
    ),
  );

export const cronKeys = { cron: cronExpression, duration: spanLength };

const localTimes = z.array(localDateTime("from")).optional();

export const ruleKeys = {
  rrule: z.string().meta({
    description: 'A recurrence rule of iCalendar, such as "FREQ=MONTHLY;BYDAY=1SU".',
    examples: ["FREQ=MONTHLY;BYDAY=1SU"],
  }),
  start: localDateTime("from"),
  duration: spanLength,
  exdates: localTimes.describe("Starts that are left out."),
  rdates: localTimes.describe("Further starts."),
};

interface RuleEntry {
  readonly rrule: string;
  readonly start: string;
  readonly duration: number;
  readonly exdates?: readonly string[] | undefined;
  readonly rdates?: readonly string[] | undefined;
}

/** The rule can be judged only together with its start. */
export const refineRule = (entry: RuleEntry, context: z.core.$RefinementCtx<unknown>): void =>
  reporting(
    () => void recurrence().rule(entry.rrule, parseWall(entry.start) ?? 0, false),
    (message) =>
      context.addIssue({
        code: "custom",
        path: ["rrule"],
        message: `"${entry.rrule}" is no usable recurrence rule, since ${message}`,
      }),
  );

/** Spans of one length that begin at the given moments. */
export const spansOf = (starts: Starts, length: number): Source["expand"] =>
  function* expand(from, to) {
    for (const start of starts.between(from - length, to)) yield { from: start, to: start + length };
  };

export function cronSource(entry: { readonly cron: string; readonly duration: number }): Source {
  const { cron, duration: length } = entry;
  return {
    words: `${cron} for ${formatDuration(length)}`,
    zone: null,
    expand: spansOf(recurrence().cron(cron), length),
  };
}

/** `UNTIL` in UTC becomes wall time in the zone. */
export function inWallTime(rule: string, zone: Zone): string {
  const parts = new Map(readRule(rule));
  const until = parts.get("UNTIL");
  const time = until?.endsWith("Z") === true ? readUntil(until) : null;
  if (time !== null) parts.set("UNTIL", writeRuleTime(zone.toWall(time)));
  return writeRule(parts);
}

/** Starts with some taken out and some put in. */
export function withDates(starts: Starts, added: readonly Wall[], dropped: readonly Wall[]): Starts {
  if (added.length === 0 && dropped.length === 0) return starts;
  const gone = new Set(dropped);
  return {
    between(from, to) {
      const more = added.filter((each) => each >= from && each < to);
      return [...new Set([...starts.between(from, to), ...more])]
        .filter((each) => !gone.has(each))
        .sort((a, b) => a - b);
    },
  };
}

const wallsOf = (texts: readonly string[] = []): readonly Wall[] => texts.map((text) => parseWall(text) as Wall);

export function ruleSource(entry: RuleEntry, timeZone: string): Source {
  const start = parseWall(entry.start) as Wall;
  const rule = recurrence().rule(inWallTime(entry.rrule, zoneOf(timeZone)), start, false);
  return {
    words: `${entry.rrule} from ${formatWall(start)} for ${formatDuration(entry.duration)}`,
    zone: null,
    expand: spansOf(withDates(rule, wallsOf(entry.rdates), wallsOf(entry.exdates)), entry.duration),
  };
}
