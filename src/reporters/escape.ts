/**
 * Makes untrusted text harmless where it is shown: titles, names, paths, comments, check names, reasons out of policies. Nobody who
 * writes a commit may thereby draw on the reader's terminal, write HTML into a summary or speak to the pipeline's runner.
 */

/**
 * Characters that move the cursor, turn the direction of writing, or cannot be seen: C0, DEL, C1, bidirectional controls, separators,
 * invisible operators, tags, and halves of surrogate pairs. Joiners stay: emoji and several scripts need them.
 */
const unseen =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e0fff}]/gu;

/** Runners act on `##[command]`, `##vso[command]` and the like anywhere in a line. */
const runnerCommand = /##(?=[a-z]*\[)/gi;

const hex = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
};

/** One line that any terminal shows as it is: breaks and tabs become spaces, what cannot be seen is written out (`\x1b`). */
export const plainLine = (text: string): string =>
  text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, " ")
    .replace(unseen, hex)
    .replace(runnerCommand, "#\\x23");

/** Several lines, each as `plainLine` makes it; for messages that are laid out already. */
export const plainLines = (text: string): string =>
  text
    .split(/\r?\n/)
    .map((line) => sealLine(plainLine(line.replaceAll("\t", "  "))))
    .join("\n");

/** A runner takes a line that begins with `::` (after blanks) for a command, so no line that leaves may begin so. */
export const sealLine = (line: string): string => line.replace(/^(\s*):(?=:)/u, "$1\\x3a");

/** Characters that mean something to Markdown or HTML, in some dialect. */
const markup = /[&<>"'`*_~[\](){}|\\#!$:@=+^]/g;

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** An entity for "no width": it parts what would otherwise become a mention, a reference or a link after entities are resolved. */
const apart = "&#8203;";

/**
 * Text for a Markdown document that is shown as the very same characters, whatever they are: no markup, HTML, mention, reference,
 * image or link comes of it. One line. The markup characters travel as entities, which no Markdown dialect takes for markup.
 */
export const markdownText = (text: string): string =>
  plainLine(text)
    // Lists, headings, rules and setext underlines are made of these where a line begins.
    .replace(/^\s*([-+=>]|\d+(?=[.)]))/, (begin) => `${begin.trimStart().slice(0, -1)}${entity(begin.slice(-1))}`)
    .replace(markup, entity)
    .replace(/&#64;(?=[\p{L}\p{N}_-])/gu, `&#64;${apart}`)
    .replace(/(&#(?:35|33|36|37|38|126);)(?=\d)/g, `$1${apart}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${apart}`)
    .replace(/\b(www)\./gi, `$1${apart}.`)
    .replace(/&#58;(?=\/\/)/g, `&#58;${apart}`);

/** The same inside `<code>`: for names, paths and hashes. */
export const markdownCode = (text: string): string => `<code>${markdownText(text)}</code>`;

/** JSON text whose strings are the same values, but hold no character that a terminal or a runner would act on. */
export const plainJson = (json: string): string =>
  json
    .replace(new RegExp(unseen.source, "gu"), (character) => {
      if (character === "\n") return character;
      return Array.from(
        { length: character.length },
        (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`,
      ).join("");
    })
    .replace(runnerCommand, "#\\u0023");
