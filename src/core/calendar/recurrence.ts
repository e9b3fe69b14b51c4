/**
 * What the calendars ask of the libraries that know cron expressions, recurrence rules and iCalendar files. The libraries are heavy,
 * so they are loaded only where a policy uses them (`load-recurrence.ts`) and put in here.
 */
import type { CalendarFile } from "./ics-file.ts";
import type { Wall } from "./wall-time.ts";

/** The moments at which something begins. */
export interface Starts {
  /** Those from `from` up to, but not including, `to`; sorted, without doubles. */
  between(from: Wall, to: Wall): readonly Wall[];
}

/** Each throws `RecurrenceError` for a text that it cannot take, and never runs away with one. */
export interface RecurrenceEngine {
  /** A cron expression of five fields. */
  cron(expression: string): Starts;
  /**
   * The value of an RRULE; `UNTIL` in UTC must have been turned into wall time. `withStart`: the start is an occurrence even where the
   * rule would not have it.
   */
  rule(rule: string, start: Wall, withStart: boolean): Starts;
  /** An iCalendar file. */
  file(text: string): CalendarFile;
}

/** Why a text is no usable rule; a phrase for people. */
export class RecurrenceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "RecurrenceError";
  }
}

let loaded: RecurrenceEngine | null = null;

/** Puts the libraries in. */
export function useRecurrence(engine: RecurrenceEngine): void {
  loaded = engine;
}

/** The libraries. Throws where a policy uses them and nobody loaded them: a window or a freeze that is left out is never an answer. */
export function recurrence(): RecurrenceEngine {
  if (loaded === null)
    throw new Error("The libraries for cron, rrule and ics were not loaded before the policy was parsed.");
  return loaded;
}

/** Might a policy with this text, YAML or JSON, use the libraries? True more often than needed. */
export const needsRecurrence = (text: string): boolean =>
  /\b(?:cron|rrule|ics|freeze-start|gitlab-freeze-periods)["']?\s*:/.test(text);
