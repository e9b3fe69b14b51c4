/** Measures text in the columns of a terminal, and breaks it into lines. */

/** Scripts and pictures that take two columns. */
const wide =
  /[\u{1100}-\u{115f}\u{2e80}-\u{303e}\u{3041}-\u{a4cf}\u{ac00}-\u{d7a3}\u{f900}-\u{faff}\u{fe30}-\u{fe6f}\u{ff00}-\u{ff60}\u{ffe0}-\u{ffe6}\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const marks = /\p{Mn}|\p{Me}|\p{Join_Control}|\p{Variation_Selector}/u;

/** How many columns a terminal gives to `text`, which holds no control characters. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text)
    sum += character < "\u{300}" ? 1 : marks.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

/** As much of the beginning of `text` as fits into `width` columns; at least one character. */
function beginning(text: string, width: number): string {
  let taken = "";
  let used = 0;
  for (const character of text) {
    used += columns(character);
    if (used > width && taken !== "") break;
    taken += character;
  }
  return taken;
}

/** Lines of at most `width` columns, broken at blanks, and inside words only where one alone is longer. Never an empty list. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (let word of text.split(" ")) {
    if (word === "") continue;
    if (line !== "" && columns(line) + 1 + columns(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== "") lines.push(line);
    while (columns(word) > width) {
      const part = beginning(word, width);
      lines.push(part);
      word = word.slice(part.length);
      if (word === "") break;
    }
    line = word;
  }
  if (line !== "" || lines.length === 0) lines.push(line);
  return lines;
}

/** `text`, cut to `limit` characters with a mark where it was longer. */
export const cut = (text: string, limit: number): string => {
  const characters = text.length <= limit ? [] : Array.from(text);
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join("")}…`;
};
