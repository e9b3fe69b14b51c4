/** Reads what stands under `with:`, by the table of inputs. What is not in the table, or not as the table wants it, is an error. */
import { type Given, UsageError } from "../../commands/command.ts";
import { nearest } from "../../core/nearest.ts";
import { type Input, inputs, inputsOf } from "../inputs.ts";

const prefix = "INPUT_";
const variableOf = (name: string): string => `${prefix}${name.toUpperCase()}`;

const yes: ReadonlySet<string> = new Set(["true", "True", "TRUE"]);
const no: ReadonlySet<string> = new Set(["false", "False", "FALSE", ""]);

/** Throws `UsageError`. Values keep their names in the table, whatever the action calls them. */
export function readInputs(env: Readonly<Record<string, string | undefined>>): Given {
  const known = inputsOf("action").map(({ name }) => name);
  const variables = new Set(known.map(variableOf));
  for (const variable of Object.keys(env).sort())
    if (variable.startsWith(prefix) && !variables.has(variable)) throw unknownInput(variable, known);

  const values = new Map<string, readonly string[]>();
  for (const [key, input] of Object.entries<Input>(inputs)) {
    const name = input.names.action;
    const value = name === undefined ? "" : (env[variableOf(name)] ?? "").trim();
    if (name !== undefined && value !== "") values.set(key, valuesIn(name, input, value));
  }
  const defaults = new Map(Object.entries<Input>(inputs).map(([key, input]) => [key, plainDefault(input)]));
  return {
    positionals: [],
    text: (key) => values.get(key)?.[0] ?? defaults.get(key),
    texts: (key) => values.get(key) ?? [],
    flag: (key) => values.get(key)?.[0] === "true",
  };
}

function unknownInput(variable: string, known: readonly string[]): UsageError {
  const name = variable.slice(prefix.length).toLowerCase();
  const meant = nearest(name, known);
  return new UsageError(
    `there is no input "${name}".`,
    `${meant === null ? "" : `Did you mean ${meant}? `}The inputs are ${known.join(", ")}.`,
  );
}

/** An expression is filled in by GitHub; where it was not, there is no value. */
const plainDefault = ({ default: assumed }: Input): string | undefined =>
  assumed === null || assumed.startsWith("${") ? undefined : assumed;

function valuesIn(name: string, { kind, choices }: Input, value: string): readonly string[] {
  if (kind === "list")
    return value
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  if (kind === "flag") {
    if (yes.has(value)) return ["true"];
    if (no.has(value)) return ["false"];
    throw new UsageError(`the input ${name} cannot be "${value}".`, "Write true or false.");
  }
  if (kind === "choice" && !choices.includes(value)) {
    const meant = nearest(value, choices);
    throw new UsageError(
      `the input ${name} cannot be "${value}".`,
      `${meant === null ? "" : `Did you mean ${meant}? `}It takes one of ${choices.join(", ")}.`,
    );
  }
  return [value];
}
