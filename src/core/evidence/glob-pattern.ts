/**
 * One glob, read into tokens and matched in time that grows only with pattern length times text length.
 *
 * Own code instead of regular expressions: the policy of the change being judged is untrusted, and `*a*a*a*a*b` as a regular
 * expression backtracks for minutes on one long name. The language is the common core of shells, gitignore and picomatch:
 * `*` and `?` within a segment, `**` for any number of segments, `[a-z]`, `[!a]`, `{a,b}`, a backslash before a character that is meant.
 */
const mostAlternatives = 64;

type Token =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "one" }
  | { readonly kind: "star" }
  | { readonly kind: "class"; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** A text without wildcards stays a plain string, so that most comparisons are one. */
export type TextPattern = string | readonly Token[];

const globstar = Symbol("**");
/** Alternatives, each a list of segments. */
export type PathPattern = readonly (readonly (TextPattern | typeof globstar)[])[];

/** Says what is wrong with a pattern, as the rest of a sentence that begins with the pattern. */
export class GlobError extends Error {}

/** Cuts the alternatives of one `{a,b}` group out of `chars`, starting behind the brace; nested groups stay in their alternative. */
function readGroup(chars: readonly string[], start: number): { alternatives: string[]; end: number } {
  const alternatives: string[] = [];
  let depth = 0;
  let current = "";
  for (let i = start; i < chars.length; i++) {
    const char = chars[i] as string;
    if (char === "\\") {
      current += char + (chars[++i] ?? "");
    } else if (char === "}" && depth === 0) {
      return { alternatives: [...alternatives, current], end: i };
    } else if (char === "," && depth === 0) {
      alternatives.push(current);
      current = "";
    } else {
      if (char === "{") depth++;
      if (char === "}") depth--;
      current += char;
    }
  }
  throw new GlobError("has a { without its }; write \\{ when the brace itself is meant");
}

/** `a{b,c}` -> `ab`, `ac`. A group of one, `{a}`, is not a choice and stays as it is written, braces meant literally. */
function expandBraces(pattern: string): string[] {
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    if (chars[i] === "\\") i++;
    else if (chars[i] === "}") throw new GlobError("has a } without its {; write \\} when the brace itself is meant");
    else if (chars[i] === "{") {
      const { alternatives, end } = readGroup(chars, i + 1);
      const before = chars.slice(0, i).join("");
      const after = chars.slice(end + 1).join("");
      const only = alternatives.length === 1 ? (alternatives[0] as string) : null;
      if (only?.includes("..") === true) throw new GlobError("has a range like {1..3}; list the choices: {1,2,3}");
      const choices = only === null ? alternatives : [`\\{${only}\\}`];
      const expanded: string[] = [];
      for (const choice of choices) {
        expanded.push(...expandBraces(before + choice + after));
        if (expanded.length > mostAlternatives)
          throw new GlobError(`stands for more than ${mostAlternatives} alternatives; split it into several globs`);
      }
      return expanded;
    }
  }
  return [pattern];
}

function readClass(chars: readonly string[], start: number): { token: Token; end: number } {
  let i = start;
  const negated = chars[i] === "!" || chars[i] === "^";
  if (negated) i++;
  const ranges: [string, string][] = [];
  const first = i;
  for (; i < chars.length; i++) {
    if (chars[i] === "]" && i > first) return { token: { kind: "class", negated, ranges }, end: i };
    if (chars[i] === "[" && chars[i + 1] === ":")
      throw new GlobError("has a [:name:] class; write the characters, as in [a-z]");
    if (chars[i] === "\\") i++;
    const from = chars[i];
    if (from === undefined) break;
    if (chars[i + 1] === "-" && chars[i + 2] !== undefined && chars[i + 2] !== "]") {
      const to = chars[i + 2] as string;
      if (to < from) throw new GlobError(`has the range ${from}-${to}, which runs backwards`);
      ranges.push([from, to]);
      i += 2;
    } else ranges.push([from, from]);
  }
  throw new GlobError("has a [ without its ]; write \\[ when the bracket itself is meant");
}

/** Tokens of a text without braces; runs of `*` are one star. */
function tokenise(text: string): string | Token[] {
  if (!/[*?[\\(]/.test(text)) return text;
  const chars = [...text];
  const tokens: Token[] = [];
  let literal = true;
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] as string;
    if ("*?+@!".includes(char) && chars[i + 1] === "(")
      throw new GlobError(
        `has the extended glob ${char}(...); use {a,b}, or write \\( when the parenthesis itself is meant`,
      );
    if (char === "*") {
      literal = false;
      if (tokens.at(-1)?.kind !== "star") tokens.push({ kind: "star" });
    } else if (char === "?") {
      literal = false;
      tokens.push({ kind: "one" });
    } else if (char === "[") {
      literal = false;
      const { token, end } = readClass(chars, i + 1);
      tokens.push(token);
      i = end;
    } else if (char === "\\") {
      const next = chars[++i];
      if (next === undefined)
        throw new GlobError("ends in a backslash; a backslash stands before the character that is meant");
      tokens.push({ kind: "char", char: next });
    } else tokens.push({ kind: "char", char });
  }
  return literal ? tokens.map((token) => (token.kind === "char" ? token.char : "")).join("") : tokens;
}

const matchesOne = (token: Token, char: string): boolean => {
  if (token.kind === "char") return token.char === char;
  if (token.kind === "class") return token.ranges.some(([from, to]) => from <= char && char <= to) !== token.negated;
  return true;
};

/**
 * Wildcard matching over any sequence. Only the last star is ever tried again, which is enough because everything between two
 * stars has a fixed length; so the work is at most pattern times text.
 */
function matchSequence<P, T>(
  pattern: readonly P[],
  text: readonly T[],
  isStar: (p: P) => boolean,
  fits: (p: P, t: T) => boolean,
) {
  let p = 0;
  let star = -1;
  let starText = 0;
  for (let t = 0; t < text.length; ) {
    const part = pattern[p];
    if (part !== undefined && isStar(part)) {
      star = p++;
      starText = t;
    } else if (part !== undefined && fits(part, text[t] as T)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++starText;
    } else return false;
  }
  return pattern.slice(p).every(isStar);
}

const isStarToken = (token: Token): boolean => token.kind === "star";

/** Does the whole text match? Slashes are characters like any other here. */
export function matchText(pattern: TextPattern, text: string): boolean {
  return typeof pattern === "string" ? pattern === text : matchSequence(pattern, [...text], isStarToken, matchesOne);
}

function parsePathAlternative(text: string): PathPattern[number] {
  return text.split("/").map((segment) => {
    if (segment === "**") return globstar;
    if (segment === "") throw new GlobError("has an empty part between slashes");
    if (segment === "." || segment === "..")
      throw new GlobError("has a . or .. in it; paths count from the repository's root");
    if (/(?<!\\)\*\*/.test(segment))
      throw new GlobError("has ** beside other characters; write docs/**/*.md, not docs/**.md");
    return tokenise(segment);
  });
}

/** Reads a glob over paths. Throws `GlobError`. */
export function parsePathPattern(pattern: string): PathPattern {
  if (pattern.startsWith("!")) throw new GlobError("begins with !; a glob can't exclude (write \\! for the character)");
  if (pattern.startsWith("/"))
    throw new GlobError("begins with a slash; paths count from the repository's root: leave it out");
  if (pattern.endsWith("/")) throw new GlobError("ends in a slash; add ** for everything inside that folder");
  return expandBraces(pattern).map(parsePathAlternative);
}

/** Reads one segment without `**` and without choices: braces are plain characters. Throws `GlobError`. */
export const parseSegment = (segment: string): TextPattern => tokenise(segment);

/** Reads a glob over names. Throws `GlobError`. */
export function parseNamePattern(pattern: string): readonly TextPattern[] {
  return expandBraces(pattern).map(tokenise);
}

/** Does the path, cut into its segments, match one of the alternatives? */
export function matchPath(pattern: PathPattern, segments: readonly string[]): boolean {
  return pattern.some((parts) =>
    matchSequence(
      parts,
      segments,
      (part) => part === globstar,
      (part, segment) => part !== globstar && matchText(part, segment),
    ),
  );
}
