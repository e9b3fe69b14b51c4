/** Lays out untrusted words on a page of a given width: labels in a margin, text hanging beside them. */
import { plainLine } from "../escape.ts";
import { columns, cut, wrap } from "../layout.ts";
import { counted } from "../wording/words.ts";
import type { Paint } from "./paint.ts";

export interface Page {
  readonly width: number;
  readonly paint: Paint;
}

type Style = (line: string) => string;

const asIs: Style = (line) => line;

/** Columns that labels stand in. */
const labelColumns = 12;
export const margin = " ".repeat(labelColumns);

/** No single sentence may fill the screen. */
const mostCharacters = 600;

export const safe = (text: string): string => cut(plainLine(text), mostCharacters);

/**
 * `text` behind `lead`, the lines below it standing under its text. `style` colours each line; `shown` is the lead as it is
 * written, where it carries colours of its own.
 */
export function hang({ width }: Page, lead: string, text: string, style = asIs, shown = lead): string[] {
  const indent = columns(lead);
  return wrap(safe(text), Math.max(20, width - indent)).map((line, index) =>
    `${index === 0 ? shown : " ".repeat(indent)}${style(line)}`.trimEnd(),
  );
}

/** A label in the margin with paragraphs beside it. */
export const labelled = (page: Page, label: string, paragraphs: readonly string[], style = asIs): string[] =>
  paragraphs.flatMap((paragraph, index) => {
    const lead = (index === 0 ? label : "").padEnd(labelColumns);
    return hang(page, lead, paragraph, style, index === 0 ? page.paint.bold(lead) : lead);
  });

/** Items in a list behind `indent`, at most so many of them; `mark` gives each its sign. */
export function listing(
  page: Page,
  indent: string,
  items: readonly string[],
  {
    mark = () => "- ",
    style = asIs,
    atMost = items.length,
  }: { mark?: (index: number) => string; style?: Style; atMost?: number },
): string[] {
  const left = items.length - atMost;
  return [
    ...items.slice(0, atMost).flatMap((item, index) => hang(page, indent + mark(index), item, style)),
    ...(left > 0
      ? hang(page, indent, `and ${counted(left, "more", "more")}; --format json has all`, page.paint.quiet)
      : []),
  ];
}

/** A list whose first line carries a label in the margin. */
export function labelledList(
  page: Page,
  label: string,
  items: readonly string[],
  options: Parameters<typeof listing>[3],
): string[] {
  const [first, ...rest] = listing(page, margin, items, options);
  if (first === undefined) return [];
  return [page.paint.bold(label.padEnd(labelColumns)) + first.slice(labelColumns), ...rest];
}
