/** Local dates and times in a policy: `2026-12-18T17:00`, in the zone of the calendar. */
import { z } from "zod";
import { parseWall } from "./wall-time.ts";

function problemOf(key: "from" | "to", text: string): string | null {
  if (parseWall(text) !== null)
    return key === "from" && text.includes("T24:") ? "a freeze cannot begin at 24:00: 00:00 of the next day" : null;
  if (text.includes("T") && /(?:Z|[+-]\d{2}:?\d{2})$/.test(text))
    return `"${text}" has a zone of its own: a local time, without Z or an offset`;
  if (/^\d{4}-/.test(text) && text < "1900") return `${text} lies before 1900, where time zones are not known`;
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return `${text} does not exist`;
  const withT = text.replace(/ +/, "T");
  return `"${text}" is no local date and time${parseWall(withT) === null ? "" : `: did you mean ${withT}?`}`;
}

/** A schema for one; `from` cannot be the end of a day. */
export const localDateTime = (key: "from" | "to") =>
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
