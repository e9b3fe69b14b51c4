/** Merges located trees, as `extends` and `defaults` do: maps by key; lists and single values are replaced. */
import type { Located, LocatedEntry, LocatedMap } from "./located.ts";

/**
 * `over` on top of `under`. Every value keeps the place it came from. Keys of `over` come first, in its order, so that its globs are
 * asked before those it inherits.
 */
export function merge(under: Located, over: Located): Located {
  if (under.kind !== "map" || over.kind !== "map") return over;
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of over.entries) {
    const inherited = under.entries.get(key);
    entries.set(key, inherited === undefined ? entry : { key: entry.key, value: merge(inherited.value, entry.value) });
  }
  for (const [key, entry] of under.entries) if (!entries.has(key)) entries.set(key, entry);
  return { kind: "map", at: over.at, entries };
}

/** The map without some keys. */
export function without(map: LocatedMap, keys: readonly string[]): LocatedMap {
  return { ...map, entries: new Map([...map.entries].filter(([key]) => !keys.includes(key))) };
}
