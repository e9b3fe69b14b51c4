/** Reads schemas: which part of one belongs to a path, and what it wants, in words. */
import { z } from "zod";
import { listed } from "./shown.ts";

export type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes["_zod"]["def"];
export type Path = readonly (string | number)[];

const ownDef = (schema: Schema): Definition => (schema as unknown as { readonly def: Definition }).def;

/** The schema without what wraps it: optional, default, transformations of what it takes in. */
export function unwrapped(schema: Schema): Schema {
  const def = ownDef(schema);
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
    case "nonoptional":
      return unwrapped(def.innerType);
    case "pipe":
      return unwrapped(ownDef(def.in).type === "transform" ? def.out : def.in);
    default:
      return schema;
  }
}

const defOf = (schema: Schema): Definition => ownDef(unwrapped(schema));

/** The parts of a union, or null where `schema` is none. */
export function optionsOf(schema: Schema): readonly Schema[] | null {
  const def = defOf(schema);
  return def.type === "union" ? def.options : null;
}

/** The keys that a map with this schema names, in the schema's order; a union's are those of all its maps. */
export function keysOf(schema: Schema): readonly string[] {
  const def = defOf(schema);
  if (def.type === "object") return Object.keys(def.shape);
  if (def.type === "union") return [...new Set(def.options.flatMap(keysOf))];
  return [];
}

function step(schema: Schema, key: string | number): Schema | null {
  const def = defOf(schema);
  switch (def.type) {
    case "object":
      return Object.hasOwn(def.shape, key) ? (def.shape[String(key)] ?? null) : (def.catchall ?? null);
    case "record":
      return def.valueType;
    case "array":
      return def.element;
    case "union":
      return def.options.map((option) => step(option, key)).find((found) => found !== null) ?? null;
    default:
      return null;
  }
}

/** The schema of the value at `path`; null where the schema says nothing about it. */
export function schemaAt(root: Schema, path: Path): Schema | null {
  let schema: Schema | null = root;
  for (const key of path) schema = schema === null ? null : step(schema, key);
  return schema;
}

/** The values that an enumeration takes, as people write them; null where `schema` is none. */
export function valuesOf(schema: Schema): readonly string[] | null {
  const def = defOf(schema);
  if (def.type === "enum") return Object.values(def.entries).map(String);
  if (def.type === "literal" && def.values.every((value) => typeof value === "string")) return def.values;
  return null;
}

function numberWords(schema: Schema): string {
  const number = unwrapped(schema);
  if (!(number instanceof z.ZodNumber)) return "a number";
  const kind = number.isInt ? "a whole number" : "a number";
  // A whole number has the bounds of what a computer counts exactly: they tell nobody anything.
  const [least, most] = [number.minValue, number.maxValue].map((bound) =>
    Number.isSafeInteger(bound) && Math.abs(bound ?? 0) < Number.MAX_SAFE_INTEGER ? bound : null,
  );
  if (least !== null && most !== null) return `${kind} from ${least} to ${most}`;
  if (least !== null) return `${kind} of ${least} or more`;
  return most === null ? kind : `${kind} of at most ${most}`;
}

/** Does a list have to hold something? */
function wantsOne(schema: Schema): boolean {
  const list = unwrapped(schema);
  return list instanceof z.ZodArray && !list.safeParse([]).success;
}

/** A description that has examples says what a value looks like; one without says what the key is for. */
function describedWords(schema: Schema): string | null {
  for (const each of [schema, unwrapped(schema)]) {
    const { description, examples } = z.globalRegistry.get(each) ?? {};
    if (description !== undefined && Array.isArray(examples))
      return `${description.charAt(0).toLowerCase()}${description.slice(1).replace(/\.$/u, "")}`;
  }
  return null;
}

const plurals: Readonly<Record<string, string>> = {
  string: "texts",
  number: "numbers",
  object: "maps",
  record: "maps",
};

/** What a value must be, as a phrase: "a list of texts", "one of `low`, `medium` or `high`". */
export function words(schema: Schema): string {
  const described = describedWords(schema);
  if (described !== null) return described;
  const def = defOf(schema);
  if (def.type === "literal" && typeof def.values[0] === "number") return `the number ${def.values[0]}`;
  const values = valuesOf(schema);
  if (values !== null) return values.length === 1 ? listed(values) : `one of ${listed(values)}`;
  switch (def.type) {
    case "string":
      return "text";
    case "number":
      return numberWords(schema);
    case "boolean":
      return "`true` or `false`";
    case "array": {
      const plural = plurals[defOf(def.element).type];
      const list = plural === undefined ? `a list; each item is ${words(def.element)}` : `a list of ${plural}`;
      return list + (wantsOne(schema) ? ", at least one" : "");
    }
    case "object":
      return keysOf(schema).length === 0 ? "a map" : `a map with the keys ${listed(keysOf(schema), "and")}`;
    case "record":
      return "a map of names";
    case "union":
      return [...new Set(def.options.map(words))].join(", or ");
    default:
      return "another value";
  }
}
