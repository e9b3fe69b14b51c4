/** Freezes by date: `{ from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end freeze }`, in the calendar's zone. */
import { z } from "zod";
import type { Source } from "./source.ts";
import { parseWall } from "./wall-time.ts";

const example = "such as 2026-12-18T17:00, or a date, which means its 00:00";

function problemOf(key: "from" | "to", text: string): string | null {
  if (parseWall(text) !== null) {
    return key === "from" && text.includes("T24:")
      ? "a freeze cannot begin at 24:00: write 00:00 of the next day"
      : null;
  }
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) && /T/.test(text))
    return `write \`${key}\` in the calendar's own zone, without Z or an offset, ${example}`;
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return `${text} does not exist`;
  if (/^\d{4}-\d{2}-\d{2} /.test(text)) return `put a T between date and time: ${text.replace(/ +/, "T")}`;
  return `write \`${key}\` as a local date and time ${example}`;
}

const localDateTime = (key: "from" | "to") =>
  z
    .string({
      error: ({ input }) =>
        input === undefined
          ? `a freeze needs \`${key}\`: a local date and time ${example}`
          : `write \`${key}\` as a local date and time ${example}`,
    })
    .meta({
      description: "A local date and time in the calendar's zone.",
      examples: ["2026-12-18T17:00", "2026-12-18"],
    })
    .superRefine((text, context) => {
      const message = problemOf(key, text);
      if (message !== null) context.addIssue({ code: "custom", message });
    });

/** One entry of `freezes`. Which end comes first is judged on the written times, before any zone. */
export const datedFreeze = z
  .strictObject({
    from: localDateTime("from"),
    to: localDateTime("to"),
    reason: z
      .string({ error: "say why: the reason is shown to whoever is held back" })
      .trim()
      .min(1, "say why: the reason is shown to whoever is held back"),
  })
  .superRefine(({ from, to }, context) => {
    const [start, end] = [parseWall(from), parseWall(to)];
    if (start === null || end === null || start < end) return;
    const message =
      start === end
        ? `a freeze from ${from} to ${to} is empty: \`to\` is the first moment that is no longer frozen`
        : `the freeze ends (${to}) before it begins (${from})`;
    context.addIssue({ code: "custom", path: ["to"], message });
  });

export type DatedFreeze = z.output<typeof datedFreeze>;

export function freezeSource(freeze: DatedFreeze): Source {
  const span = { from: parseWall(freeze.from) as number, to: parseWall(freeze.to) as number };
  return {
    words: freeze.reason,
    expand: (from, to) => (span.from < to && span.to > from ? [span] : []),
  };
}
