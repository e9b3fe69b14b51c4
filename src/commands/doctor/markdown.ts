/** A diagnosis as Markdown, for a job summary or an issue. */
import type { Remark } from "../../core/setup/setup-rule.ts";
import { markdownText, plainLine } from "../../reporters/escape.ts";
import type { Diagnosis } from "./look.ts";
import { beyond, headlineOf, signs, told, verdictOf } from "./words.ts";

export function markdown(diagnosis: Diagnosis): string {
  const { symbol } = signs[verdictOf(diagnosis)];
  const done = diagnosis.rules.filter(({ status }) => status === "fine");
  const lines = [
    `## ${symbol} ${markdownText(headlineOf(diagnosis))}`,
    "",
    `Policy: ${markdownText(diagnosis.policy)}. ${diagnosis.notes.map(markdownText).join(" ")}`.trim(),
    ...told(diagnosis).flatMap(({ status, claims, remarks }) => [
      "",
      ...claims.map((claim) => `### ${signs[status].symbol} ${markdownText(claim)}`),
      ...remarks.flatMap(remarked),
    ]),
    ...(done.length === 0
      ? []
      : [
          "",
          "<details><summary>Fine</summary>",
          "",
          ...done.map(({ claim }) => `- ${markdownText(claim)}`),
          "",
          "</details>",
        ]),
    "",
    markdownText(beyond),
  ];
  return `${lines.join("\n")}\n`;
}

function remarked({ gravity, what, where, todo, lines }: Remark): readonly string[] {
  return [
    "",
    `${signs[gravity].symbol} ${markdownText(what)}${where === null ? "" : ` (${markdownText(where)})`}`,
    ...(todo === null ? [] : ["", `→ ${markdownText(todo)}`]),
    ...(lines.length === 0 ? [] : ["", ...fenced(lines)]),
  ];
}

/** A fence that is longer than any in the lines, so that nothing in them ends it. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(0, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return [`${fence}yaml`, ...lines.map(plainLine), fence];
}
