/** Finds the name that somebody most likely meant. */

/** `timeZone`, `time_zone` and `Time Zone` all mean `time-zone`. */
const normal = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/gu, "$1-$2")
    .toLowerCase()
    .replace(/[_\s]+/gu, "-");

/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`. */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (older[column - 2] ?? 0) + 1);
      current.push(best);
    }
    older = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** Far enough for a slip of the hand, near enough not to be a guess. */
function cost(name: string, candidate: string): number {
  const [given, wanted] = [normal(name), normal(candidate)];
  const [shorter, longer] = given.length < wanted.length ? [given, wanted] : [wanted, given];
  const edits = distance(given, wanted);
  if (edits <= Math.max(1, Math.floor(longer.length / 3))) return edits;
  return shorter.length >= 4 && longer.startsWith(shorter) ? edits + longer.length : Number.POSITIVE_INFINITY;
}

/** The candidate nearest to `name`, the first in alphabetical order among equals; null when none is near. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  // A slip is short: whatever is longer than any sensible name is no slip, and would only cost time.
  if (name.length === 0 || name.length > 100) return null;
  let best: { readonly candidate: string; readonly cost: number } | null = null;
  for (const candidate of [...candidates].sort()) {
    const price = cost(name, candidate);
    if (price < (best?.cost ?? Number.POSITIVE_INFINITY)) best = { candidate, cost: price };
  }
  return best?.candidate ?? null;
}
