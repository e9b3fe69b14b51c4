/** Shows text from a policy file safely: no control character reaches a terminal, no line runs away. */

/** Characters that move the cursor, hide, or turn the direction of text. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** Shown characters to each side of the marker. */
const before = 60;
const after = 60;

function escaped(character: string): string {
  if (character === "\t") return "\\t";
  if (!unprintable.test(character)) return character;
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** One line of text with control characters written out. */
export const escapedText = (text: string): string => Array.from(text, escaped).join("");

/** A name or value between backquotes, escaped and cut to a length that fits a sentence. */
export function quoted(text: string): string {
  const characters = Array.from(text.slice(0, 400));
  const cut = characters.length > 60 || text.length > 400;
  return `\`${escapedText(characters.slice(0, 60).join(""))}${cut ? "…" : ""}\``;
}

/** Names between backquotes, as an enumeration: `a`, `b` or `c`. */
export function listed(names: readonly string[], last = "or"): string {
  const words = names.map(quoted);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/**
 * The line to show, cut around the column `col` (from 1, in characters), and how many columns stand before the marker. Where the
 * beginning is cut an ellipsis stands in its place.
 */
export function shownLine(line: string, col: number): { readonly text: string; readonly marker: number } {
  const characters = Array.from(line.slice(0, 4 * 1024 * 1024));
  const at = col - 1;
  const start = at > before ? at - before / 2 : 0;
  const end = Math.min(characters.length, Math.max(at, start) + after);
  const head = `${start > 0 ? "…" : ""}${escapedText(characters.slice(start, at).join(""))}`;
  const tail = `${escapedText(characters.slice(at, end).join(""))}${end < characters.length ? "…" : ""}`;
  return { text: head + tail, marker: Array.from(head).length };
}
