/** The command `windows`: is a calendar open at a moment, and when does it open next? */
import { parseInstant } from "../core/calendar/instant.ts";
import { type Command, type Given, UsageError } from "./command.ts";
import type { Asked } from "./windows/choose-calendar.ts";

const mostOpenings = 1_000;

export const windows: Command = {
  name: "windows",
  summary: "Say whether a calendar is open at a moment, and when it opens next.",
  usage: ["windows --environment NAME [OPTIONS]", "windows --calendar NAME [OPTIONS]"],
  options: [
    {
      name: "environment",
      value: "NAME",
      meaning: "Ask the calendar that the check change-window uses for this environment.",
    },
    { name: "calendar", value: "NAME", meaning: "Ask a calendar by its name in the policy." },
    {
      name: "policy",
      value: "FILE",
      meaning:
        "The policy: a file, or builtin:NAME. Without it .release-gate.yml of the repository, else builtin:standard.",
    },
    { name: "repo", value: "DIR", meaning: "The repository, or a folder inside it.", default: "." },
    {
      name: "at",
      value: "INSTANT",
      meaning: "Ask about another moment than now, such as 2026-03-29T02:30:00+01:00 or 2026-03-29T01:30:00Z.",
    },
    { name: "count", value: "N", meaning: `How many openings to list, 1 to ${mostOpenings}.`, default: "5" },
    {
      name: "month",
      value: "YYYY-MM",
      meaning: "Which month a picture shows; without it that of the moment asked about.",
    },
    {
      name: "format",
      value: "FORMAT",
      meaning:
        "How the answer is written: ics to subscribe to in a calendar program, svg or html for a picture of a month.",
      choices: ["text", "json", "ics", "svg", "html"],
      default: "text",
    },
  ],
  notes: [
    "Exit codes: 0 whether the calendar is open or closed; 2 wrong usage or policy; 3 the policy could not be read.",
    "An opening is the longest open span there is; the current one begins at the moment asked about. The answer looks two years ahead.",
    [
      "Examples",
      "  release-gate windows --environment production",
      "  release-gate windows --calendar business-hours --at 2026-12-24T09:00:00+01:00 --count 3 --format json",
    ].join("\n"),
  ],
  async run(given, terminal) {
    const asked = askedFor(given);
    const format = given.text("format") ?? "text";
    const count = countFrom(given.text("count") ?? (format === "ics" ? "100" : "5"));
    const month = monthFrom(given.text("month"), format);
    const at = instantFrom(given.text("at"));
    const { readPolicy } = await import("./windows/read-policy.ts");
    const { chooseCalendar } = await import("./windows/choose-calendar.ts");
    const { render } = await import("./windows/render.ts");
    const { policy, places, note } = await readPolicy(
      given.text("policy") ?? null,
      given.text("repo") ?? ".",
      terminal.cwd,
    );
    if (note !== null) terminal.err(`${note}\n`);
    terminal.out(render(chooseCalendar(policy, asked), { format, at: at ?? terminal.now, count, month, places }));
    return 0;
  },
};

function askedFor(given: Given): Asked {
  const [environment, calendar] = [given.text("environment"), given.text("calendar")];
  if (environment !== undefined && calendar === undefined) return { kind: "environment", name: environment };
  if (calendar !== undefined && environment === undefined) return { kind: "calendar", name: calendar };
  throw new UsageError(
    calendar === undefined
      ? "windows needs to know which calendar to ask."
      : "windows asks one calendar: give --environment or --calendar, not both.",
    "For example: release-gate windows --environment production",
  );
}

function countFrom(text: string): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= mostOpenings) return count;
  throw new UsageError(`--count takes a whole number from 1 to ${mostOpenings}, not "${text}".`);
}

/** Null where none was given. */
function monthFrom(text: string | undefined, format: string): string | null {
  if (text === undefined) return null;
  if (format !== "svg" && format !== "html")
    throw new UsageError(`--month is for a picture, not for --format ${format}.`, "Add --format svg or --format html.");
  if (/^(?:19[7-9]|[2-9]\d\d)\d-(?:0[1-9]|1[0-2])$/.test(text) && text < "9990") return text;
  throw new UsageError(`--month takes a month such as 2026-11, not "${text}".`);
}

/** Null where none was given. Zones before 1970 are not known well enough to answer. */
function instantFrom(text: string | undefined): string | null {
  if (text === undefined) return null;
  const example = "For example: --at 2026-03-29T01:00:00Z, or with an offset --at 2026-03-29T03:00:00+02:00";
  const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (shape === null) throw new UsageError(`--at takes an ISO 8601 instant, not "${text}".`, example);
  if (shape[3] === undefined)
    throw new UsageError(
      `--at ${text} has no zone, so it could be any of many moments.`,
      `Add Z for UTC, or an offset. ${example}`,
    );
  if (text < "1970" || text >= "9990")
    throw new UsageError(`--at takes a moment from 1970 to 9989, not ${text}.`, example);
  if (parseInstant(text) === null) throw new UsageError(`--at ${text} does not exist.`, example);
  return text;
}
