/** Freezes by date: `{ from: 2026-12-18T17:00, to: 2027-01-04T08:00, reason: Year-end freeze }`, in the calendar's zone. */
import { z } from "zod";
import type { Source } from "./source.ts";
import { parseWall } from "./wall-time.ts";

function problemOf(key: "from" | "to", text: string): string | null {
  if (parseWall(text) !== null)
    return key === "from" && text.includes("T24:")
      ? "a freeze cannot begin at 24:00: write 00:00 of the next day"
      : null;
  if (/T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(text)) return `"${text}" has a zone of its own: leave off the Z or the offset`;
  if (/^\d{4}-/.test(text) && text < "1900") return `${text} lies before 1900, where time zones are not known`;
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return `${text} does not exist`;
  const withT = text.replace(/ +/, "T");
  return `"${text}" is no local date and time${parseWall(withT) === null ? "" : `: did you mean ${withT}?`}`;
}

const localDateTime = (key: "from" | "to") =>
  z
    .string()
    .meta({
      description:
        "A local date and time in the calendar's zone, such as 2026-12-18T17:00, or a date, which means its 00:00.",
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
      .string()
      .trim()
      .min(1, "expected a reason; it is shown to whoever is held back")
      .meta({ description: "A reason, shown to whoever is held back.", examples: ["Year-end freeze"] }),
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
