/** Holidays: dates with names, whole days that a calendar takes out. */
import { z } from "zod";
import type { Source } from "./source.ts";
import { day, parseWall } from "./wall-time.ts";

const date = z
  .string()
  .meta({ description: "A date, such as 2026-12-25.", examples: ["2026-12-25"] })
  .superRefine((text, context) => {
    if (text.length === 10 && parseWall(text) !== null) return;
    const message = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} does not exist` : `"${text}" is no date`;
    context.addIssue({ code: "custom", message });
  });

/** An entry of `holidays`. */
export const holiday = z.strictObject({ date, name: z.string().trim().min(1).describe("What day it is.") });

/** A named list of them, under `holidays` in a policy. */
export const holidayList = z.array(holiday).min(1, "expected at least one day");

export type Holiday = z.output<typeof holiday>;

/** The whole day, in the calendar's zone. */
export function holidaySource({ date: text, name }: Holiday): Source {
  const from = parseWall(text) as number;
  const span = { from, to: from + day };
  return {
    words: name,
    zone: null,
    once: span,
    expand: (start, end) => (span.from < end && span.to > start ? [span] : []),
  };
}
