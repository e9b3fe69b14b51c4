/** A diagnosis for a terminal: what to mend first, with the lines to paste, then what is fine. */
import type { Remark } from "../../core/setup/setup-rule.ts";
import { plainLine, sealLine } from "../../reporters/escape.ts";
import { hang, labelled, type Page } from "../../reporters/terminal/page.ts";
import { brush } from "../../reporters/terminal/paint.ts";
import { counted, listed } from "../../reporters/wording/words.ts";
import type { Diagnosis } from "./look.ts";
import { beyond, headlineOf, signs, type Told, told, verdictOf } from "./words.ts";

export function text(diagnosis: Diagnosis, { width, color }: { width: number; color: boolean }): string {
  const page: Page = { width, paint: brush(color) };
  const sections = [head(page, diagnosis), ...told(diagnosis).map((each) => block(page, each)), fine(page, diagnosis)];
  const all = [...sections, labelled(page, "Beyond", [beyond], page.paint.quiet)];
  const lines = all.filter((section) => section.length > 0).flatMap((section) => ["", ...section]);
  return `${lines.map(sealLine).join("\n")}\n`;
}

function head(page: Page, diagnosis: Diagnosis): string[] {
  const { symbol, word, tone } = signs[verdictOf(diagnosis)];
  const badge = ` ${symbol} ${word} `;
  const { targets, pipelineFiles, policy, platform, notes } = diagnosis;
  return [
    ...hang(page, `${badge} `, headlineOf(diagnosis), page.paint.bold, `${page.paint.badge(tone, badge)} `),
    "",
    ...labelled(page, "Policy", [policy, ...notes]),
    ...labelled(page, "Releases to", [
      targets.length === 0 ? "no environment that is named anywhere" : listed(targets),
    ]),
    ...labelled(page, "Looked at", [listed([platform, ...pipelineFiles])]),
  ];
}

function block(page: Page, { status, claims, remarks }: Told): string[] {
  const { symbol, word, tone } = signs[status];
  const lead = `${symbol} ${word.padEnd(7)}`;
  return [
    ...claims.flatMap((claim, index) =>
      index === 0
        ? hang(page, lead, claim, status === "note" ? undefined : page.paint.bold, page.paint.tone(tone, lead))
        : hang(page, indent, claim, page.paint.bold),
    ),
    ...remarks.flatMap((remark, index) => [
      ...(index === 0 ? [] : [""]),
      ...remarked(page, remark, remarks.length > 1),
    ]),
  ];
}

const indent = " ".repeat(9);

/** Lines to paste are never broken, and stand as they would in the file. */
function remarked(page: Page, { gravity, what, where, todo, lines }: Remark, several: boolean): string[] {
  const { quiet, tone } = page.paint;
  const mark = several ? `${signs[gravity].symbol} ` : "";
  const below = indent + " ".repeat(mark.length);
  return [
    ...hang(page, indent + mark, what, undefined, indent + tone(signs[gravity].tone, mark)),
    ...(where === null ? [] : hang(page, `${below}at `, where, quiet, quiet(`${below}at `))),
    ...(todo === null ? [] : hang(page, `${below}→ `, todo)),
    ...lines.map((line) => `${below}  ${page.paint.tone("good", plainLine(line))}`),
  ];
}

function fine(page: Page, { rules }: Diagnosis): string[] {
  const { symbol, tone } = signs.fine;
  const all = rules.filter(({ status }) => status === "fine");
  if (all.length === 0) return [];
  return [
    ...labelled(page, "Fine", [counted(all.length, "question")]),
    ...all.flatMap(({ claim }) =>
      hang(page, `${symbol} `, claim, page.paint.quiet, `${page.paint.tone(tone, symbol)} `),
    ),
  ];
}
