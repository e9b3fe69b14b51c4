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

/** Blanks and colours at the beginning of a line that goes on with `::`. */
const commandLine = /^((?:\s|\p{Cc}\[[\d;]*m)*):(?=:)/u;

/** A runner takes a line that begins with `::` (after blanks) for a command, so no line that leaves may begin so. */
export const sealLine = (line: string): string => line.replace(commandLine, "$1\\x3a");

/** Characters that mean something to Markdown or HTML wherever they stand, in some dialect. */
const markup = /[&<>`*_~[\]{}|\\#!$@^]/g;

const entity = (character: string): string => `&#${character.codePointAt(0)};`;

/** "No width": it parts what a platform would otherwise turn into a mention, a reference, an emoji or a link once entities are resolved. */
const apart = "&#8203;";

/**
 * Text for a Markdown document that is shown as the very same characters, whatever they are: no markup, HTML, mention, reference,
 * image or link comes of it. One line. The markup characters travel as entities, which no Markdown dialect takes for markup.
 */
export const markdownText = (text: string): string =>
  plainLine(text)
    .trim()
    .replace(markup, entity)
    // Lists, headings, rules and underlines of headings are made of these where a line begins.
    .replace(/^[-+=:]/, entity)
    .replace(/^(\d+)([.)])/, (_, digits: string, mark: string) => digits + entity(mark))
    // @somebody
    .replace(/&#64;(?=[\p{L}\p{N}_-])/gu, (at) => at + apart)
    // #12, !12, $12, &12, ~label, %milestone, ^alert, GH-12
    .replace(/(?:&#(?:33|35|36|38|94|126);|%|\bGH-|\bGL-)(?=[\p{L}\p{N}_"])/giu, (sign) => sign + apart)
    // :emoji:
    .replace(/:(?=[\w+-]*[a-z+-][\w+-]*:)/gi, (colon) => colon + apart)
    // scheme://host, mailto:somebody and www.host
    .replace(/:(?=\/\/)/g, (colon) => colon + apart)
    .replace(/(mailto|xmpp):/gi, (scheme) => scheme + apart)
    .replace(/www(?=\.)/gi, (www) => www + apart);

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
