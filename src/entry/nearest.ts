/** Finds the name that somebody probably meant. */

/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, at(row - 2, column - 2) + 1);
      line.push(best);
    }
  }
  return at(a.length, b.length);
}

/** The known name nearest to `word`: one that it begins, else one within a third of its letters; null where nothing is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = word.toLowerCase().slice(0, 64);
  if (wanted === "") return null;
  const begun = known.filter((name) => wanted.length >= 2 && name.toLowerCase().startsWith(wanted));
  if (begun.length === 1) return begun[0] ?? null;
  let best: { readonly name: string; readonly edits: number } | null = null;
  for (const name of known) {
    const edits = distance(wanted, name.toLowerCase());
    if (
      edits <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3)) &&
      (best === null || edits < best.edits)
    )
      best = { name, edits };
  }
  return best?.name ?? null;
}
