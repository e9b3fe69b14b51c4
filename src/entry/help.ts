/** Writes --help from the same data that the command line is read by. */
import type { Command, CommandEntry, Option } from "../commands/command.ts";
import { wrap } from "../reporters/layout.ts";
import { commonOptions } from "./arguments.ts";

const purpose = "Decides whether a release may go to an environment now, and says why.";
const exitCodes =
  "Exit codes: 0 go on; 1 blocked or still waiting; 2 wrong usage or policy; 3 could not be determined.";

const head = ({ name, value, many }: Option): string =>
  value === null ? `--${name}` : `--${name} ${value}${many === true ? " ..." : ""}`;

function tail({ meaning, choices, many, default: assumed }: Option): string {
  const more = [
    ...(choices === undefined ? [] : [`one of ${choices.join(", ")}`]),
    ...(many === true ? ["may be given more than once"] : []),
    ...(assumed === undefined ? [] : [`default ${assumed}`]),
  ];
  return more.length === 0 ? meaning : `${meaning} (${more.join("; ")})`;
}

/** Two columns: what is written, and what it means. */
function table(rows: readonly (readonly [string, string])[], width: number): string[] {
  const column = Math.min(26, Math.max(...rows.map(([left]) => left.length)) + 2);
  return rows.flatMap(([left, right]) => {
    const lines = wrap(right, Math.max(24, width - column - 2));
    const beside = left.length < column - 1;
    return [
      ...(beside ? [] : [`  ${left}`]),
      ...lines.map((line, index) => `  ${(beside && index === 0 ? left : "").padEnd(column)}${line}`),
    ];
  });
}

const options = (list: readonly Option[], width: number): string[] =>
  table(
    list.map((option) => [head(option), tail(option)]),
    width,
  );

const page = (lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** What `release-gate --help` prints. */
export function mainHelp(commands: readonly CommandEntry[], global: readonly Option[], width: number): string {
  return page([
    ...wrap(`release-gate: ${purpose}`, width),
    "",
    "Usage",
    "  release-gate COMMAND [OPTIONS]",
    "  release-gate check --environment production",
    "",
    "Commands",
    ...table(
      commands.map(({ name, summary }) => [name, summary]),
      width,
    ),
    "",
    "Options",
    ...options(global, width),
    "",
    ...wrap(exitCodes, width),
    "release-gate COMMAND --help says more about one command.",
  ]);
}

/** The few lines for somebody who typed `release-gate` alone. */
export function shortHelp(commands: readonly CommandEntry[]): string {
  return page([
    `release-gate: ${purpose}`,
    "",
    "  release-gate check --environment production",
    "",
    `Commands: ${commands.map(({ name }) => name).join(", ")}. release-gate --help says more.`,
  ]);
}

/** What `release-gate COMMAND --help` prints. */
export function commandHelp(command: Command, width: number): string {
  return page([
    ...wrap(`release-gate ${command.name}: ${command.summary}`, width),
    "",
    "Usage",
    ...command.usage.flatMap((line) =>
      wrap(`release-gate ${line}`, Math.max(40, width - 6)).map(
        (part, index) => `${index === 0 ? "  " : "      "}${part}`,
      ),
    ),
    "",
    ...(command.options.length === 0 ? [] : ["Options", ...options(command.options, width), ""]),
    "Common options",
    ...options(commonOptions, width),
    ...(command.notes ?? []).flatMap((note) => [
      "",
      ...note.split("\n").flatMap((line) => (line.startsWith(" ") ? [line] : wrap(line, width))),
    ]),
  ]);
}
