/** A policy file as a tree in which every key and value knows where it stands. */
import type { LineCounter } from "yaml";

/** The text of one file, under the name that messages use for it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

/** A place in a file; `offset` counts UTF-16 units from the start of the text. */
export interface Place {
  readonly source: SourceText;
  readonly offset: number;
}

export type ScalarValue = string | number | boolean | null;

export interface LocatedScalar {
  readonly kind: "scalar";
  readonly at: Place;
  readonly value: ScalarValue;
}

export interface LocatedList {
  readonly kind: "list";
  readonly at: Place;
  readonly items: readonly Located[];
}

export interface LocatedEntry {
  readonly key: Place;
  readonly value: Located;
}

export interface LocatedMap {
  readonly kind: "map";
  readonly at: Place;
  /** In the order of the file; what a merge brought in comes after the map's own keys. */
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}

export type Located = LocatedScalar | LocatedList | LocatedMap;

/** The value without its places. Aliased values are shared, not copied. */
export function plain(located: Located, seen = new Map<Located, unknown>()): unknown {
  if (located.kind === "scalar") return located.value;
  const known = seen.get(located);
  if (known !== undefined) return known;
  if (located.kind === "list") {
    const list = located.items.map((item) => plain(item, seen));
    seen.set(located, list);
    return list;
  }
  const map: Record<string, unknown> = {};
  for (const [key, { value }] of located.entries) map[key] = plain(value, seen);
  seen.set(located, map);
  return map;
}

/** The map's entry, or undefined where there is none or `located` is no map. */
export const entryOf = (located: Located | undefined, key: string): LocatedEntry | undefined =>
  located?.kind === "map" ? located.entries.get(key) : undefined;
