/** The plain outputs as variables for the jobs that come after, as GitLab's dotenv report takes them: one line each, 5 KB in all, no JSON. */
import { plainLine } from "./escape.ts";
import { type Outputs, outputsOf } from "./outputs.ts";
import type { Reporter } from "./reporter.ts";

/** GitLab has no JSON in dotenv, and a receipt would be overridden by any variable of the pipeline: both stay in files. */
const plain = [
  "decision",
  "allowed",
  "risk-level",
  "risk-score",
  "next-window",
  "authorized-until",
  "decision-digest",
  "record-path",
] as const satisfies readonly (keyof Outputs)[];

/** Longer values are left empty: a cut path or date would be a wrong one. */
const longest = 512;

/** What a release may be allowed under; each is a variable of its own, so that a deploy job can ask for the one it keeps. */
const conditionNames = ["strategy", "only", "calendar", "not-before", "not-after"] as const;

/** Words, times and paths. Whatever else a policy calls a strategy stands in outputs.json alone: several are parted by commas here. */
const oneWord = /^[\w.:@+/-]{1,100}$/;

/** In place of what cannot be said in one word. No condition at all would be less than what was asked, and this is no strategy that anybody knows. */
const elsewhere = "see-outputs.json";

/** `next-window` -> `RELEASE_GATE_NEXT_WINDOW`. */
const variableOf = (name: string): string => `RELEASE_GATE_${name.toUpperCase().replaceAll("-", "_")}`;

/** Also where nothing could be judged. */
export function dotenvOf(outputs: Outputs): string {
  return plain
    .map((name) => {
      const value = plainLine(outputs[name]).trim();
      return `${variableOf(name)}=${value.length > longest ? "" : value}\n`;
    })
    .concat(conditionLines(outputs.conditions))
    .join("");
}

/** All conditions in one variable (`strategy=canary,only=eu`), and the values of each name in its own; empty where nothing is asked. */
function conditionLines(json: string): readonly string[] {
  const conditions = JSON.parse(json) as readonly { readonly name: string; readonly value: string }[];
  const word = (text: string): string => (oneWord.test(text) ? text : elsewhere);
  const listed = (values: readonly string[]): string => {
    const text = [...new Set(values.map(word))].join();
    return text.length > longest ? elsewhere : text;
  };
  const all = conditions.map(({ name, value }) => `${word(name)}=${word(value)}`);
  const text = [...new Set(all)].join();
  return [
    `${variableOf("conditions")}=${text.length > longest ? elsewhere : text}\n`,
    ...conditionNames.map((name) => {
      const values = conditions.flatMap((each) => (each.name === name ? [each.value] : []));
      return `${variableOf(`condition-${name}`)}=${listed(values)}\n`;
    }),
  ];
}

export const dotenv: Reporter = {
  format: "dotenv",
  report: (reporting) => dotenvOf(outputsOf({ ...reporting, recordPath: reporting.recordPath ?? null })),
};
