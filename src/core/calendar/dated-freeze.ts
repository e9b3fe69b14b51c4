/** Freezes by date: `{ from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end freeze }`, in the calendar's zone. */
import { z } from "zod";
import { freezeKeys } from "./freeze-keys.ts";
import { localDateTime } from "./local-date-time.ts";
import type { Source } from "./source.ts";
import { parseWall } from "./wall-time.ts";

/** A freeze between two moments. Which comes first is judged on the written times, before any zone. */
export const datedFreeze = z
  .strictObject({ from: localDateTime("from"), to: localDateTime("to"), ...freezeKeys })
  .superRefine(({ from, to }, context) => {
    const [start, end] = [parseWall(from), parseWall(to)];
    if (start === null || end === null || start < end) return;
    const message =
      start === end
        ? `a freeze from ${from} to ${to} is empty: a later \`to\`, the first moment that is no longer frozen`
        : `the freeze ends (${to}) before it begins (${from})`;
    context.addIssue({ code: "custom", path: ["to"], message });
  });

export function datedSource({ from, to, reason }: z.output<typeof datedFreeze>): Source {
  const span = { from: parseWall(from) as number, to: parseWall(to) as number };
  return {
    words: reason,
    zone: null,
    once: span,
    expand: (start, end) => (span.from < end && span.to > start ? [span] : []),
  };
}
