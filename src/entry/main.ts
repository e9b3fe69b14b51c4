/** From the words of a command line to an exit code. Loads a command only when it is called. */
import { type CommandEntry, type Option, UsageError } from "../commands/command.ts";
import { commands as others } from "../commands/registry.ts";
import { nearest } from "../core/nearest.ts";
import { version } from "../version.ts";
import { commonOptions, readArguments } from "./arguments.ts";
import { exitWrongUsage } from "./exit-code.ts";
import { explain } from "./failure.ts";
import { commandHelp, mainHelp, shortHelp } from "./help.ts";
import { type Io, openScreen } from "./screen.ts";

/** Every command, `check` first. */
export const commands: readonly CommandEntry[] = [
  {
    name: "check",
    summary: "Decide whether a release may go to an environment now.",
    load: async () => (await import("./check.ts")).check,
  },
  ...others,
];

const versionOption: Option = { name: "version", value: null, meaning: "Print the version." };

/** Runs one command line (without `node` and the script's name). Never throws; says what went wrong on standard error. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const end = argv.indexOf("--");
  const flags = end < 0 ? argv : argv.slice(0, end);
  const screen = openScreen(io, flags.includes("--no-color"));
  try {
    return await dispatch(argv, screen.terminal);
  } catch (error) {
    const { text, exitCode } = explain(error, flags.includes("--debug"));
    screen.terminal.err(text);
    return exitCode;
  } finally {
    screen.end();
  }
}

async function dispatch(argv: readonly string[], terminal: ReturnType<typeof openScreen>["terminal"]): Promise<number> {
  const first = argv.findIndex((word) => !word.startsWith("-"));
  const before = argv.slice(0, first < 0 ? argv.length : first);
  const given = readArguments({ name: "", options: [versionOption] }, before);
  if (given.flag("version")) {
    terminal.out(`${version}\n`);
    return 0;
  }
  const [name, ...rest] = first < 0 ? [] : argv.slice(first);
  const asksForHelp = given.flag("help") || name === "help";
  const wanted = name === "help" ? rest[0] : name;
  if (wanted === undefined) {
    if (asksForHelp) terminal.out(mainHelp(commands, [...commonOptions, versionOption], terminal.width));
    else terminal.err(shortHelp(commands));
    return asksForHelp ? 0 : exitWrongUsage;
  }

  const entry = commands.find((command) => command.name === wanted);
  if (entry === undefined) {
    const names = commands.map((command) => command.name);
    const meant = nearest(wanted, names);
    throw new UsageError(
      `there is no command "${wanted}".`,
      `${meant === null ? "" : `Did you mean ${meant}? `}The commands are ${names.join(", ")}.`,
    );
  }
  const command = await entry.load();
  const words = readArguments(command, asksForHelp ? ["--help"] : rest);
  if (words.flag("help")) {
    terminal.out(commandHelp(command, terminal.width));
    return 0;
  }
  return command.run(words, terminal);
}
