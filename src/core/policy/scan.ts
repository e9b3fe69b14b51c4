/** A first look at the words of a file, before the YAML library builds anything: what is far beyond any policy stops here. */
import { Lexer } from "yaml";
import type { SourceText } from "./located.ts";
import { type Problem, problemAt } from "./problems.ts";

/** Values inside values. A policy has about eight levels. */
export const mostLevels = 64;
/** Words and signs, comments and blanks included: about ten for each line of a policy. */
const mostTokens = 150_000;
/** What the lexer puts in of its own: these stand for no character of the text. */
const marks = new Set(["\u0002", "\u0018", "\u001f"]);

/** The one problem that makes reading on pointless, or null. */
export function scan(source: SourceText): Problem | null {
  let offset = 0;
  let levels = 0;
  let tokens = 0;
  for (const token of new Lexer().lex(source.text)) {
    if (token === "[" || token === "{") levels++;
    else if (token === "]" || token === "}") levels--;
    if (levels > mostLevels)
      return problemAt({ source, offset }, "values are nested too deeply", {
        expected: `at most ${mostLevels} levels`,
      });
    if (++tokens > mostTokens)
      return problemAt({ source, offset }, "the file holds more words than any policy has", { expected: "a policy" });
    if (!marks.has(token)) offset += token.length;
  }
  return null;
}
