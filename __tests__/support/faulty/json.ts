/** Spoils JSON: what a broken proxy, a cut query or another version of an API may make of a right answer, short of a lie that reads true. */
import type { Chance } from "./random.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every place in a value: `[]` is the value itself. */
function placesIn(value: Json, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((entry, index) => [index, entry])
    : Object.entries(value);
  return [at, ...entries.flatMap(([key, entry]) => placesIn(entry, [...at, key]))];
}

const removed = Symbol("removed");

function changed(value: Json, path: readonly (string | number)[], to: (old: Json) => Json | typeof removed): Json {
  const [step, ...rest] = path;
  if (step === undefined) {
    const result = to(value);
    return result === removed ? null : result;
  }
  if (Array.isArray(value)) {
    const list = [...value];
    const old = list[Number(step)] ?? null;
    const next = rest.length === 0 ? to(old) : changed(old, rest, to);
    if (next === removed) list.splice(Number(step), 1);
    else list[Number(step)] = next as Json;
    return list;
  }
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, Json> = { ...(value as { readonly [key: string]: Json }) };
  const old = object[step] ?? null;
  const next = rest.length === 0 ? to(old) : changed(old, rest, to);
  if (next === removed) delete object[step];
  else object[step] = next as Json;
  return object;
}

const isKey = (path: readonly (string | number)[]): boolean => typeof path.at(-1) === "string";

/** Another kind of value than the one that stood there. */
function otherKind(old: Json, chance: Chance): Json {
  const others: readonly Json[] = [{}, [], 7, "\u202e</details>", true, { a: null }];
  const kind = (value: Json): string => (Array.isArray(value) ? "array" : typeof value);
  return chance.pick(others.filter((other) => kind(other) !== kind(old)));
}

export type Spoil = (value: unknown, chance: Chance) => unknown;

const somewhere =
  (
    fits: (path: readonly (string | number)[], value: Json) => boolean,
    to: (old: Json, chance: Chance) => Json | typeof removed,
  ): Spoil =>
  (value, chance) => {
    const places = placesIn(value as Json).filter((path) => fits(path, value as Json));
    if (places.length === 0) return value;
    return changed(value as Json, chance.pick(places), (old) => to(old, chance));
  };

export const withoutAField: Spoil = somewhere(isKey, () => removed);
export const withANull: Spoil = somewhere(
  () => true,
  () => null,
);
export const withAnotherKind: Spoil = somewhere(() => true, otherKind);
export const withAnotherField: Spoil = somewhere(
  () => true,
  (old) => (typeof old === "object" && old !== null && !Array.isArray(old) ? { ...old, surprise: ["new"] } : old),
);

/** Another word than the one that stood there, as a newer version of an API, or somebody hostile, would write it. */
export const withAnotherText: Spoil = somewhere(
  (path, value) => typeof at(value, path) === "string",
  (_old, chance) =>
    chance.pick(["", "unheard-of", "\u202e::error::x", "-1", "9999-12-31T23:59:59Z", "../../x", "__proto__"]),
);

/** GraphQL's `hasNextPage` set to no. */
export const withoutNextPage: Spoil = somewhere(
  (path, value) => path.at(-1) === "hasNextPage" && at(value, path) === true,
  () => false,
);

function at(value: Json, path: readonly (string | number)[]): Json {
  return path.reduce<Json>(
    (inner, step) => (inner as { readonly [key: string]: Json } | null)?.[step as string] ?? null,
    value,
  );
}

const isFullList = (path: readonly (string | number)[], value: Json): boolean => {
  const found = at(value, path);
  return Array.isArray(found) && found.length > 0;
};

/** Lists whose length the answer tells besides: GraphQL's `nodes` with `totalCount`, REST's lists with `total_count`. */
const isCounted = (path: readonly (string | number)[], value: Json): boolean => {
  if (!isFullList(path, value)) return false;
  const around = at(value, path.slice(0, -1));
  return (
    typeof around === "object" &&
    around !== null &&
    !Array.isArray(around) &&
    ("totalCount" in around || "total_count" in around)
  );
};

export const withAnEmptiedList: Spoil = somewhere(isCounted, () => []);
export const withALostEntry: Spoil = somewhere(isCounted, (old, chance) => {
  const list = [...(old as readonly Json[])];
  list.splice(chance.below(list.length), 1);
  return list;
});
export const withARepeatedEntry: Spoil = somewhere(isFullList, (old, chance) => {
  const list = old as readonly Json[];
  const again = chance.pick(list);
  return [again, ...list];
});
