/** The little Markdown and HTML that a summary is made of. Every builder escapes what it is given; only `Markup` goes in unescaped. */
import { markdownCode, markdownText } from "../escape.ts";
import { cut } from "../layout.ts";
import { counted } from "../wording/words.ts";

/** Text that is Markdown already. */
export interface Markup {
  readonly markdown: string;
}

/** Untrusted text, or Markdown of our own. */
export type Content = string | Markup;

/** Characters of one sentence or cell before escaping. */
const mostCharacters = 600;

export const markup = (markdown: string): Markup => ({ markdown });

export const inline = (content: Content): string =>
  typeof content === "string" ? markdownText(cut(content, mostCharacters)) : content.markdown;

export const code = (text: string): Markup => markup(markdownCode(cut(text, mostCharacters)));
export const bold = (content: Content): Markup => markup(`<strong>${inline(content)}</strong>`);
/** Parts beside each other, a blank between them; empty ones are left out. */
export const join = (...contents: readonly Content[]): Markup =>
  markup(
    contents
      .map(inline)
      .filter((part) => part !== "")
      .join(" "),
  );

const more = (left: number): string[] => (left > 0 ? [`and ${counted(left, "more", "more")}, all in the record`] : []);

/** A list of at most so many items; empty where there are none. */
export function list(
  items: readonly Content[],
  { atMost, ordered = false }: { readonly atMost: number; readonly ordered?: boolean },
): string {
  const shown: Content[] = [...items.slice(0, atMost), ...more(items.length - atMost)];
  return shown.map((item, index) => `${ordered ? `${index + 1}.` : "-"} ${inline(item)}`).join("\n");
}

/** A table of at most so many rows; empty where there are none. */
export function table(head: readonly string[], rows: readonly (readonly Content[])[], atMost: number): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly Content[]): string => `| ${cells.map(inline).join(" | ")} |`;
  return [
    line(head),
    `|${head.map(() => " --- |").join("")}`,
    ...rows.slice(0, atMost).map(line),
    ...more(rows.length - atMost).map((text) => line([...head.slice(1).map(() => ""), text])),
  ].join("\n");
}

/** Folded away, the title still readable. */
export const folded = (title: Content, body: string): string =>
  body === "" ? "" : `<details><summary>${inline(title)}</summary>\n\n${body}\n\n</details>`;

/** Blocks with a blank line between them, as many from the beginning as fit into `bytes` of UTF-8; what does not fit is said. */
export function document(blocks: readonly string[], bytes: number): string {
  const encoder = new TextEncoder();
  const tooLong = "More does not fit here: the record and the JSON hold all of it.";
  let left = bytes - encoder.encode(tooLong).length - 2;
  const kept: string[] = [];
  for (const block of blocks) {
    if (block === "") continue;
    left -= encoder.encode(block).length + 2;
    if (left < 0) return `${[...kept, tooLong].join("\n\n")}\n`;
    kept.push(block);
  }
  return `${kept.join("\n\n")}\n`;
}
