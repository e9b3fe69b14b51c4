/** The checks, one line each; what did not pass says more, and what to do about it. */
import type { Result } from "../../core/result.ts";
import { columns } from "../layout.ts";
import { findingName, findingsTally } from "../wording/grounds.ts";
import { byGravity, isSettled, verdictOf } from "../wording/verdict.ts";
import { hang, labelled, listing, type Page, safe } from "./page.ts";

type Finding = Result["findings"][number];

const mostDetails: Readonly<Record<Finding["enforcement"], number>> = { required: 6, advisory: 3 };

/** Sign and word take these columns; details stand under the name. */
const start = 13;

const nameOf = (finding: Finding): string =>
  safe(`${findingName(finding)}${finding.enforcement === "advisory" ? " (advisory)" : ""}`);

export function checks(page: Page, { findings, nextSteps }: Result): string[] {
  const widest = Math.max(0, ...findings.map((finding) => columns(nameOf(finding))));
  const nameColumns = Math.min(page.width < 100 ? 20 : 32, widest) + 2;
  return [
    ...labelled(page, "Checks", [findingsTally(findings)]),
    ...byGravity(findings).flatMap((finding) => {
      const indent = " ".repeat(start + nameColumns);
      return [
        ...oneLine(page, finding, nameColumns, indent),
        ...(isSettled(finding) ? [] : particulars(page, " ".repeat(start), finding, nextSteps)),
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
  const begin = `  ${paint.tone(tone, `${symbol} ${word.padEnd(9)}`)}${quiet(name)}`;
  const room = nameColumns - columns(name);
  if (room < 1) return [begin, ...hang(page, indent, finding.summary, quiet)];
  return hang(page, indent, finding.summary, quiet, begin + " ".repeat(room));
}

/** A fix that stands above as a next step is not told twice. */
function particulars(
  page: Page,
  indent: string,
  { details, fix, enforcement }: Finding,
  nextSteps: readonly string[],
): string[] {
  const { quiet } = page.paint;
  const step = fix === null ? -1 : nextSteps.indexOf(fix);
  return [
    ...listing(page, indent, details, { style: quiet, atMost: mostDetails[enforcement] }),
    ...(fix === null
      ? []
      : hang(page, `${indent}Fix: `, step < 0 ? fix : `see next step ${step + 1}`, step < 0 ? undefined : quiet)),
  ];
}
