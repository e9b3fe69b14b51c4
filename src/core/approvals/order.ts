/** Order: lists are sorted by code unit, the same on every machine. */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted by all they say, each once. */
export const eachOnce = <T extends object>(entries: readonly T[]): readonly T[] =>
  [...new Map(entries.map((entry) => [Object.values(entry).join("\n"), entry]))]
    .sort(([a], [b]) => compare(a, b))
    .map(([, entry]) => entry);
