/** Reads the words of a command line by the option data of its command. */
import { parseArgs } from "node:util";
import { type Command, type Given, type Option, UsageError } from "../commands/command.ts";
import { nearest } from "../core/nearest.ts";

/** What every command takes besides its own. */
export const commonOptions: readonly Option[] = [
  { name: "help", value: null, meaning: "Show this help." },
  {
    name: "no-color",
    value: null,
    meaning: "Write without colours, as the variable NO_COLOR does; FORCE_COLOR asks for them.",
  },
  { name: "debug", value: null, meaning: "Show where in the program an error arose." },
];

type Spoken = Pick<Command, "name" | "options" | "operands">;

const written = ({ name, value, choices }: Option): string =>
  choices === undefined ? `--${name} ${value}` : `--${name} ${choices.join("|")}`;

/** The option that was probably meant: the only one that begins so (`--env`), else the nearest one. */
function meantOption(word: string, names: readonly string[]): string | null {
  const begun = word.length < 2 ? [] : names.filter((name) => name.startsWith(word));
  return begun.length === 1 ? (begun[0] ?? null) : nearest(word, names);
}

/** `args` are the words after the command's name. Throws `UsageError` at the first word that does not fit. */
export function readArguments(command: Spoken, args: readonly string[]): Given {
  const options = [...command.options, ...commonOptions];
  const known = new Map(options.map((option) => [option.name, option]));
  const seeHelp =
    command.name === ""
      ? "Options of a command stand behind its name. See release-gate --help."
      : `release-gate ${command.name} --help lists the options.`;
  const { tokens } = parseArgs({
    args: [...args],
    options: {
      ...Object.fromEntries(
        options.map(({ name, value }) => [name, { type: value === null ? "boolean" : "string" } as const]),
      ),
      help: { type: "boolean", short: "h" },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });

  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const option = known.get(token.name);
    if (option === undefined) {
      const word = (args[token.index] ?? token.rawName).split("=")[0] ?? "";
      const meant = meantOption(word.replace(/^-+/, ""), [...known.keys()]);
      throw new UsageError(
        `there is no option ${word}.`,
        meant === null ? seeHelp : `Did you mean --${meant}? ${seeHelp}`,
      );
    }
    const before = values.get(option.name) ?? [];
    if (option.value === null) {
      if (token.value !== undefined)
        throw new UsageError(
          `--${option.name} is on or off and takes no value.`,
          `Write --${option.name} alone, or leave it out.`,
        );
      values.set(option.name, ["true"]);
      continue;
    }
    const given = token.value;
    if (given === undefined || (!token.inlineValue && given.length > 1 && given.startsWith("-")))
      throw new UsageError(
        `--${option.name} needs a value.`,
        given === undefined
          ? `Write ${written(option)}.`
          : `Write ${written(option)}; a value that begins with a dash is written --${option.name}=${given}.`,
      );
    if (given === "")
      throw new UsageError(
        `the value of --${option.name} is empty.`,
        `Write ${written(option)}, or leave the option out.`,
      );
    if (option.choices !== undefined && !option.choices.includes(given)) {
      const meant = nearest(given, option.choices);
      throw new UsageError(
        `--${option.name} cannot be "${given}".`,
        `${meant === null ? "" : `Did you mean ${meant}? `}It takes one of ${option.choices.join(", ")}.`,
      );
    }
    if (before.length > 0 && option.many !== true)
      throw new UsageError(
        `--${option.name} is given more than once.`,
        "Give it once; which of the values should hold is not clear.",
      );
    values.set(option.name, [...before, given]);
  }

  // Somebody who asks for help need not get the rest right.
  if (!values.has("help")) checkOperands(command, positionals, seeHelp);
  const defaults = new Map(options.map((option) => [option.name, option.default]));
  return {
    positionals,
    text: (name) => values.get(name)?.[0] ?? defaults.get(name),
    texts: (name) => values.get(name) ?? [],
    flag: (name) => values.has(name),
  };
}

function checkOperands({ name, operands, options }: Spoken, positionals: readonly string[], seeHelp: string): void {
  const { atLeast, atMost } = operands ?? { atLeast: 0, atMost: 0 };
  const surplus = positionals[atMost];
  if (surplus !== undefined) {
    const meant = options.find(
      (option) =>
        option.name ===
        nearest(
          surplus,
          options.map((known) => known.name),
        ),
    );
    throw new UsageError(
      atMost === 0 ? `${name} takes options only, and "${surplus}" is none.` : `"${surplus}" is one word too many.`,
      meant === undefined
        ? `A value stands behind its option, such as --environment production. ${seeHelp}`
        : `Did you mean --${meant.name}? ${seeHelp}`,
    );
  }
  if (positionals.length < atLeast) throw new UsageError(`${name} needs to be told what to read.`, seeHelp);
}
