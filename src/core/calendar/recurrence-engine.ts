/** The libraries for cron expressions and recurrence rules, held to wall time: both work in UTC, which here stands for the wall. */
import { Cron, CronPattern } from "croner";
import { RRuleTemporal } from "rrule-temporal";
import { readIcs } from "./ics-reader.ts";
import { type RecurrenceEngine, RecurrenceError, type Starts } from "./recurrence.ts";
import { type RuleParts, readRule, readUntil, writeRule, writeRuleTime } from "./recurrence-rule.ts";
import { isPutTogether, putTogether } from "./recurrence-sets.ts";
import { day, hour, minute, startOfDay, type Wall, weekdayIndex, weekdays } from "./wall-time.ts";

/** A window that begins more often than this is a longer window, written badly. */
const mostStartsInADay = 48;
/** Candidates that the library may look at to find the first occurrence. */
const mostCandidates = 50_000;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** croner keeps a field as one mark for each value. */
const marked = (field: readonly number[]): readonly number[] => field.flatMap((mark, index) => (mark ? [index] : []));

function cron(expression: string): Starts {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== 5)
    throw new RecurrenceError(
      `a cron expression has five fields (minute, hour, day, month, weekday), not ${fields.length}`,
    );
  if (expression.includes("?")) throw new RecurrenceError("`?` depends on when it is read: *");
  const [, , ...date] = fields;
  try {
    const pattern = new CronPattern(fields.join(" "), "UTC", { mode: "5-part" });
    const days = new Cron(`0 0 ${date.join(" ")}`, { timezone: "UTC", mode: "5-part", paused: true });
    const times = marked(pattern.hour).flatMap((h) => marked(pattern.minute).map((m) => h * hour + m * minute));
    if (times.length > mostStartsInADay)
      throw new RecurrenceError(
        `it begins ${times.length} times a day: a longer window (at most ${mostStartsInADay} a day)`,
      );
    if (days.nextRun(new Date(Date.UTC(2023, 0, 1))) === null) throw new RecurrenceError("it never happens");
    const isOn = remembered((midnight) => days.match(new Date(midnight)));
    return {
      between(from, to) {
        const starts: Wall[] = [];
        for (let midnight = startOfDay(from); midnight < to; midnight += day)
          if (isOn(midnight))
            for (const time of times) if (midnight + time >= from && midnight + time < to) starts.push(midnight + time);
        return starts;
      },
    };
  } catch (error) {
    if (error instanceof RecurrenceError) throw error;
    throw new RecurrenceError(
      `it cannot be read (${messageOf(error)
        .replace(/^CronPattern: /, "")
        .replaceAll(": ", " ")})`,
    );
  }
}

/** Answers are kept: blocks of the timeline overlap, and freezes look far back. */
function remembered(ask: (midnight: Wall) => boolean): (midnight: Wall) => boolean {
  const known = new Map<Wall, boolean>();
  return (midnight) => {
    const answer = known.get(midnight);
    if (answer !== undefined) return answer;
    const fresh = ask(midnight);
    known.set(midnight, fresh);
    return fresh;
  };
}

function rule(text: string, start: Wall, withStart: boolean): Starts {
  const parts = new Map(readRule(text));
  const until = parts.get("UNTIL");
  const last = until === undefined ? null : readUntil(until);
  if (until !== undefined) {
    if (last === null) throw new RecurrenceError(`UNTIL=${until} does not exist`);
    parts.set("UNTIL", `${writeRuleTime(last)}Z`);
  }
  // The library takes the weekday of the start for a day of the year here.
  if (parts.has("BYWEEKNO") && !["BYDAY", "BYMONTHDAY", "BYYEARDAY"].some((name) => parts.has(name)))
    parts.set("BYDAY", (weekdays[weekdayIndex(start)] as string).slice(0, 2).toUpperCase());
  if (!isPutTogether(parts)) return plainRule(parts, start, withStart);
  checkDensity(parts);
  const starts = putTogether(parts, start, withStart, last, (each, from) => ask(each, from, false).starts);
  if (!withStart && starts.between(start, start + farAway).length === 0) throw new RecurrenceError("it never happens");
  return starts;
}

/** As far as a rule is looked through before it is said never to happen. */
const farAway = 100 * 366 * day;

/** Starts by the library, and its first one, which it looks for within a bound. */
function ask(parts: RuleParts, start: Wall, withStart: boolean): { readonly starts: Starts; first(): unknown } {
  const options = {
    rruleString: `DTSTART:${writeRuleTime(start)}Z\nRRULE:${writeRule(parts)}`,
    tzid: "UTC",
    strict: true,
    includeDtstart: withStart,
  };
  const library = attempt(() => new RRuleTemporal(options));
  const between = (from: Wall, to: Wall): readonly Wall[] =>
    to <= start
      ? []
      : attempt(() => library.between(new Date(Math.max(from, start)), new Date(to - 1), true)).map(
          ({ epochMilliseconds }) => epochMilliseconds,
        );
  return {
    starts: { between: inPieces(between, pieceOf(parts)) },
    // The library may look at fewer candidates here than elsewhere: with a limit of its own it is bounded, but slower.
    first: () =>
      attempt(() =>
        new RRuleTemporal({ ...options, maxCandidateEvaluations: mostCandidates }).next(new Date(start), true),
      ),
  };
}

function plainRule(parts: RuleParts, start: Wall, withStart: boolean): Starts {
  const { starts, first } = ask(parts, start, withStart);
  checkDensity(parts);
  if (!withStart && starts.between(start, start + 366 * day).length === 0 && first() === null)
    throw new RecurrenceError("it never happens");
  return starts;
}

/** A question to the library costs as much as a handful of occurrences, and the first answer should not wait for years of them. */
function pieceOf(parts: RuleParts): number {
  const days: Readonly<Record<string, number>> = { YEARLY: 366, MONTHLY: 183, WEEKLY: 92 };
  return (days[parts.get("FREQ") ?? ""] ?? 31) * day;
}

/** Asks for whole pieces, each once: blocks of the timeline overlap, and freezes look far back. */
function inPieces(ask: Starts["between"], length: number): Starts["between"] {
  const known = new Map<number, readonly Wall[]>();
  const piece = (number: number): readonly Wall[] => {
    const found = known.get(number) ?? ask(number * length, (number + 1) * length);
    known.set(number, found);
    return found;
  };
  return (from, to) => {
    const starts: Wall[] = [];
    for (let number = Math.floor(from / length); number * length < to; number++)
      for (const start of piece(number)) if (start >= from && start < to) starts.push(start);
    return starts;
  };
}

/** How often it can begin in a day, at most. A rule with COUNT ends by itself. */
function checkDensity(parts: RuleParts): void {
  const listed = (name: string): number | null => parts.get(name)?.split(",").length ?? null;
  const [frequency, interval] = [parts.get("FREQ"), Number(parts.get("INTERVAL") ?? 1)];
  const isMinutely = frequency === "MINUTELY";
  const hours = listed("BYHOUR") ?? (isMinutely ? 24 : frequency === "HOURLY" ? Math.ceil(24 / interval) : 1);
  const minutes = listed("BYMINUTE") ?? (isMinutely ? Math.ceil(60 / interval) : 1);
  const most = isMinutely ? Math.ceil(1_440 / interval) : Number.POSITIVE_INFINITY;
  const inADay = Math.min(hours * minutes, most) * (listed("BYSECOND") ?? 1);
  if (inADay > mostStartsInADay && !parts.has("COUNT"))
    throw new RecurrenceError(`it begins ${inADay} times a day: a longer window (at most ${mostStartsInADay} a day)`);
}

function attempt<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    const message = messageOf(error);
    throw new RecurrenceError(
      /exceeded/i.test(message)
        ? "it takes too long to work out, so it never happens, or far too often"
        : `it cannot be read (${message.replaceAll(": ", " ")})`,
    );
  }
}

/** Rules are tried while a policy is parsed and asked later: what was worked out then is kept, for no more of them than a policy has. */
const mostKept = 2_000;

function kept<Asked extends readonly unknown[]>(make: (...asked: Asked) => Starts): (...asked: Asked) => Starts {
  const known = new Map<string, Starts>();
  return (...asked) => {
    const key = JSON.stringify(asked);
    const found = known.get(key) ?? make(...asked);
    if (known.size >= mostKept) known.clear();
    known.set(key, found);
    return found;
  };
}

export const engine: RecurrenceEngine = { cron: kept(cron), rule: kept(rule), file: readIcs };
