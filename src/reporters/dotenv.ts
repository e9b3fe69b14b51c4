/** The plain outputs as variables for the jobs that come after, as GitLab's dotenv report takes them: one line each, 5 KB in all, no lists. */
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

/** `next-window` -> `RELEASE_GATE_NEXT_WINDOW`. */
const variableOf = (name: string): string => `RELEASE_GATE_${name.toUpperCase().replaceAll("-", "_")}`;

/** Also where nothing could be judged. */
export function dotenvOf(outputs: Outputs): string {
  return plain
    .map((name) => {
      const value = plainLine(outputs[name]).trim();
      return `${variableOf(name)}=${value.length > longest ? "" : value}\n`;
    })
    .join("");
}

export const dotenv: Reporter = {
  format: "dotenv",
  report: (reporting) => dotenvOf(outputsOf({ ...reporting, recordPath: reporting.recordPath ?? null })),
};
