/** Writes a diagnosis: for a terminal, as Markdown, or as JSON. */
import { plainJson } from "../../reporters/escape.ts";
import type { Terminal } from "../command.ts";
import type { Diagnosis } from "./look.ts";
import { markdown } from "./markdown.ts";
import { text } from "./text.ts";

export function render(diagnosis: Diagnosis, format: string, { width, color }: Terminal): string {
  if (format === "json") return `${plainJson(JSON.stringify(documentOf(diagnosis), null, 2))}\n`;
  return format === "markdown" ? markdown(diagnosis) : text(diagnosis, { width, color });
}

/** Keys in this order, and none ever left out. */
function documentOf({ platform, repository, policy, targets, pipelineFiles, notes, rules }: Diagnosis) {
  const remarks = rules.flatMap((rule) => rule.remarks);
  const count = (gravity: string): number => remarks.filter((each) => each.gravity === gravity).length;
  return {
    schema: "release-gate/doctor/v1",
    healthy: count("problem") === 0 && count("unseen") === 0,
    problems: count("problem"),
    unseen: count("unseen"),
    notes: count("note"),
    platform,
    repository,
    policy,
    environments: targets,
    pipelineFiles,
    remarks: notes,
    rules: rules.map(({ rule, claim, status, remarks: own }) => ({
      rule,
      claim,
      status,
      remarks: own.map(({ gravity, code, what, where, todo, lines }) => ({ gravity, code, what, where, todo, lines })),
    })),
  };
}
