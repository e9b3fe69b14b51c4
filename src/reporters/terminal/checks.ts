/** The checks, one line each; what did not pass says more, and what to do about it. */
import type { Result } from "../../core/result.ts";
import { columns } from "../layout.ts";
import { findingName, findingsTally } from "../wording/grounds.ts";
import { byGravity, isSettled, verdictOf } from "../wording/verdict.ts";
import { hang, labelled, listing, type Page, safe } from "./page.ts";

type Finding = Result["findings"][number];

const mostDetails = 6;

const nameOf = (finding: Finding): string =>
  safe(`${findingName(finding)}${finding.enforcement === "advisory" ? " (advisory)" : ""}`);

export function checks(page: Page, { findings, nextSteps }: Result): string[] {
  const widest = Math.max(0, ...findings.map((finding) => columns(nameOf(finding))));
  const nameColumns = Math.min(page.width < 100 ? 20 : 32, widest) + 2;
  return [
    ...labelled(page, "Checks", [findingsTally(findings)]),
    ...byGravity(findings).flatMap((finding) => {
      const indent = " ".repeat(4 + 9 + nameColumns);
      return [
        ...oneLine(page, finding, nameColumns, indent),
        ...(isSettled(finding) ? [] : particulars(page, indent, finding, nextSteps)),
      ];
    }),
  ];
}

/** Sign, word, name and sentence; the sentence goes below where the name is too long. */
function oneLine(page: Page, finding: Finding, nameColumns: number, indent: string): string[] {
  const { paint } = page;
  const { symbol, word, tone } = verdictOf(finding);
  const quiet = tone === "quiet" ? paint.quiet : (line: string) => line;
  const name = nameOf(finding);
  const start = `  ${paint.tone(tone, `${symbol} ${word.padEnd(9)}`)}${quiet(name)}`;
  const room = nameColumns - columns(name);
  if (room < 1) return [start, ...hang(page, indent, finding.summary, quiet)];
  return hang(page, indent, finding.summary, quiet, start + " ".repeat(room));
}

/** A fix that stands above as a next step is not told twice. */
function particulars(page: Page, indent: string, { details, fix }: Finding, nextSteps: readonly string[]): string[] {
  const { quiet } = page.paint;
  const step = fix === null ? -1 : nextSteps.indexOf(fix);
  return [
    ...listing(page, indent, details, { style: quiet, atMost: mostDetails }),
    ...(fix === null
      ? []
      : hang(page, `${indent}Fix: `, step < 0 ? fix : `see next step ${step + 1}`, step < 0 ? undefined : quiet)),
  ];
}
