/** Reads a commit message: its title, and the people named in it. */

export interface Trailer {
  readonly key: string;
  readonly value: string;
}

const trailerLine = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/s;
const generated = /^(?:Signed-off-by: |\(cherry picked from commit )/;
const coAuthor = /^co-authored-by[ \t]*:[ \t]*(\S.*)$/gim;

/** The first paragraph on one line, as `git log --format=%s` shows it. */
export const titleOf = (message: string): string => (paragraphs(message)[0] ?? "").split("\n").join(" ");

/**
 * The trailers of the last paragraph by git's own rule: all of its lines are trailers, or git made one of them and at least a
 * quarter are. Indented lines go on with the one before. A message of one paragraph has none.
 */
export function trailersOf(message: string): readonly Trailer[] {
  const blocks = paragraphs(message);
  const block = blocks.length > 1 ? blocks.at(-1) : undefined;
  if (block === undefined) return [];
  const trailers: { key: string; value: string }[] = [];
  let [others, isGenerated, goesOn] = [0, false, false];
  for (const line of block.split("\n")) {
    const [, key, value] = trailerLine.exec(line) ?? [];
    if (generated.test(line)) isGenerated = true;
    if (key !== undefined && value !== undefined) trailers.push({ key, value: value.trim() });
    else if (/^[ \t]/.test(line)) {
      const last = trailers.at(-1);
      if (goesOn && last !== undefined) last.value = `${last.value} ${line.trim()}`.trim();
      else if (!goesOn) others += 1;
      continue;
    } else if (!generated.test(line)) others += 1;
    goesOn = key !== undefined;
  }
  const isBlock = others === 0 ? trailers.length > 0 : isGenerated && trailers.length * 3 >= others;
  return isBlock ? trailers : [];
}

/**
 * Everybody whom a `Co-authored-by:` line names, wherever it stands in the message: taking somebody for an author who was none
 * only takes an approval away, the other way round one would be given.
 */
export const coAuthorsOf = (message: string): readonly string[] =>
  [...message.matchAll(coAuthor)].map(([, value = ""]) => value.trim());

/** A message may be nothing but line breaks, millions of them, so every character is looked at once. */
function withoutBreaks(text: string): string {
  let [from, to] = [0, text.length];
  while (text[from] === "\n") from += 1;
  while (to > from && text[to - 1] === "\n") to -= 1;
  return text.slice(from, to);
}

const paragraphs = (message: string): readonly string[] =>
  message
    .replaceAll("\r\n", "\n")
    .split(/\n(?:[ \t]*\n)+/)
    .map(withoutBreaks)
    .filter((paragraph) => paragraph.trim() !== "");
