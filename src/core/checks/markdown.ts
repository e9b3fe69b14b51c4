/** Markdown cut into sections: headings, and the blocks of text and code under each. */
import { Lexer, type Token, type Tokens } from "marked";
import { sparing } from "./markdown-rules.ts";

/** A paragraph, list item, table cell, quotation or block of code; HTML comments are gone. */
export interface Block {
  readonly kind: "text" | "code";
  readonly text: string;
}

/** A heading with everything under it, its subsections included. */
export interface Section {
  /** The words of the heading, lower case, without numbers before them and without markup. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Markdown {
  readonly sections: readonly Section[];
  /** Everything but headings. */
  readonly blocks: readonly Block[];
}

/** Half a million characters: a book, not a document that a release rests on. */
const longest = 500_000;
const deepest = 100;

/**
 * Would a line nest so deep that a reader gives up? Every container (`>`, `-`) costs the lexer a call inside a call, so a line of
 * ten thousand of them is an attack and no text.
 */
function nestsTooDeep(text: string): boolean {
  return text.split("\n").some((line) => {
    let containers = 0;
    let spaces = 0;
    for (let i = 0; i < line.length; i++) {
      const char = line[i] as string;
      if (char === ">" || ("*+-".includes(char) && " \t".includes(line[i + 1] ?? "x"))) containers++;
      else if (char === " ") spaces++;
      else if (char === "\t") spaces += 4;
      else break;
    }
    return containers + spaces / 2 > deepest;
  });
}

/** `text` without `<!-- ... -->`; an unclosed comment hides the rest, as it does in a browser. */
export function withoutComments(text: string): string {
  let shown = "";
  for (let from = 0; ; ) {
    const open = text.indexOf("<!--", from);
    if (open < 0) return shown + text.slice(from);
    shown += text.slice(from, open);
    const close = text.indexOf("-->", open + 4);
    if (close < 0) return shown;
    from = close + 3;
  }
}

/** Words for comparing headings and names: lower case, letters and digits only, leading numbering dropped. */
export const words = (text: string): string =>
  withoutComments(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:\d+ )+(?=\p{L})/u, "");

function blocksOf(token: Token): readonly Block[] {
  switch (token.type) {
    case "code":
      return [{ kind: "code", text: (token as Tokens.Code).text }];
    case "list":
      return (token as Tokens.List).items.flatMap((item) => item.tokens.flatMap(blocksOf));
    case "blockquote":
      return (token as Tokens.Blockquote).tokens.flatMap(blocksOf);
    case "table": {
      const { rows } = token as Tokens.Table;
      return rows.flatMap((row) => row.map((cell): Block => ({ kind: "text", text: withoutComments(cell.text) })));
    }
    case "paragraph":
    case "text":
    case "html":
      return [{ kind: "text", text: withoutComments((token as Tokens.Paragraph).text) }];
    default:
      return [];
  }
}

/**
 * Reads the block structure only: headings of the top level and what stands under them. A string in place of it says why the text
 * cannot be read.
 */
export function readMarkdown(text: string): Markdown | string {
  if (text.length > longest) return `it is longer than ${longest} characters`;
  if (nestsTooDeep(text)) return "its lists or quotations nest too deep";
  let tokens: readonly Token[];
  try {
    const plain = text.replace(/\r\n?/g, "\n");
    tokens = new Lexer(sparing(plain)).blockTokens(plain, []);
  } catch {
    return "it is not Markdown that can be read";
  }
  const open: { readonly depth: number; readonly title: string; readonly blocks: Block[] }[] = [];
  const sections: Section[] = [];
  const blocks: Block[] = [];
  for (const token of tokens) {
    if (token.type === "heading") {
      const { depth, text: title } = token as Tokens.Heading;
      while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= depth) open.pop();
      const section = { depth, title: words(title), blocks: [] };
      open.push(section);
      sections.push(section);
    } else {
      const found = blocksOf(token);
      blocks.push(...found);
      for (const section of open) section.blocks.push(...found);
    }
  }
  return { sections, blocks };
}

/** The sections that a name means: headings that read the same, else those that begin or end with it. */
export function sectionsNamed({ sections }: Markdown, name: string): readonly Section[] {
  const wanted = words(name);
  if (wanted === "") return [];
  const same = sections.filter(({ title }) => title === wanted);
  if (same.length > 0) return same;
  return sections.filter(({ title }) => title.startsWith(`${wanted} `) || title.endsWith(` ${wanted}`));
}
