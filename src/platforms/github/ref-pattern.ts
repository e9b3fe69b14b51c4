/** Patterns over refs in GitHub's rulesets, matched in time that grows only with pattern length times name length. */

/** `any` takes `/` as well; `folders` is nothing, or something that ends in `/`. */
type Piece = { readonly kind: "char"; readonly char: string } | { readonly kind: "one" | "star" | "any" | "folders" };

const pieceOf = (part: string): Piece => {
  if (part === "**/") return { kind: "folders" };
  if (part === "*") return { kind: "star" };
  if (part === "?") return { kind: "one" };
  return part.startsWith("*") ? { kind: "any" } : { kind: "char", char: part };
};

/** As GitHub's `fnmatch` reads it: `*` stays within one part of the name, `**` does not. Null for what is not understood. */
export function matchesRef(pattern: string, ref: string): boolean | null {
  if (pattern === "~ALL") return true;
  if (!/^[\w./*?+@-]+$/.test(pattern)) return null;
  const pieces = (pattern.match(/\*\*\/|\*+|[^*]/g) ?? []).map(pieceOf);
  // All places of the pattern that the name so far may have led to, side by side: no name is read twice.
  let open = withSkipped(pieces, [0]);
  for (const char of ref) {
    const reached: number[] = [];
    const within: number[] = [];
    for (const at of open) {
      const piece = pieces[at];
      if (piece === undefined) continue;
      if (piece.kind === "folders") {
        within.push(at);
        if (char === "/") reached.push(at + 1);
      } else if (piece.kind === "char" ? piece.char === char : piece.kind === "one" && char !== "/")
        reached.push(at + 1);
      else if (piece.kind === "any" || (piece.kind === "star" && char !== "/")) reached.push(at);
    }
    open = withSkipped(pieces, reached);
    for (const at of within) open.add(at);
  }
  return open.has(pieces.length);
}

/** With the places behind those pieces that may stand for nothing. */
function withSkipped(pieces: readonly Piece[], places: readonly number[]): Set<number> {
  const all = new Set(places);
  // A set hands out what is added while it is read.
  for (const at of all) if (["star", "any", "folders"].includes(pieces[at]?.kind ?? "")) all.add(at + 1);
  return all;
}
