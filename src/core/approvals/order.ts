/** Order: lists are sorted by code unit, the same on every machine. */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted by all they say, each once. */
export function eachOnce<T extends object>(entries: readonly T[]): readonly T[] {
  const byText = new Map<string, T>();
  for (const entry of entries) byText.set(Object.values(entry).join("\n"), entry);
  // Texts are sorted by code unit without being told how, and much faster so.
  return [...byText.keys()].sort().map((text) => byText.get(text) as T);
}
