/**
 * From OpenAPI 3.0's dialect to JSON Schema, and stricter: an object that lists its properties has no others, so that neither a misspelt
 * field of a request nor an invented one of an answer slips through.
 */
import type { Schema } from "./description.ts";

/** API versions that this server knows; the first is what GitHub takes when a request names none. */
export const apiVersions = ["2022-11-28", "2026-03-10"] as const;
export type ApiVersion = (typeof apiVersions)[number];

interface Change {
  readonly version: string;
  readonly patch: Schema | readonly { readonly op: string; readonly path: string; readonly value?: unknown }[];
}

const knownFormats = new Set(["date-time", "date", "email", "uri"]);
const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** RFC 7396: null removes, objects merge, the rest replaces. */
function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch))
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  return merged;
}

function apply(schema: Schema, { patch }: Change): Schema {
  if (isObject(patch)) return merge(schema, patch) as Schema;
  const changed = structuredClone(schema) as Record<string, unknown>;
  for (const { op, path, value } of patch as readonly { op: string; path: string; value?: unknown }[]) {
    const keys = path.split("/").slice(1);
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, changed);
    if (op !== "remove") parent[last] = value;
    else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last];
  }
  return changed;
}

/** The schema as that version of the API has it: GitHub publishes each breaking change as a patch beside the schema. */
function inVersion(schema: Schema, version: ApiVersion): Schema {
  const changes = (schema["x-github-breaking-changes"] ?? []) as readonly Change[];
  const changed = changes.filter((change) => change.version <= version).reduce(apply, schema);
  // Each patch was made against the unpatched schema, so a later one can require again what an earlier one removed.
  const { required, properties } = changed;
  if (changed === schema || !Array.isArray(required) || !isObject(properties)) return changed;
  return { ...changed, required: required.filter((name: string) => name in properties) };
}

/**
 * Converts one schema. `open`: this object may have further properties, because it is one part of an `allOf`; what lies below it is
 * closed again. References lead to `#/closed/NAME` or `#/open/NAME`.
 */
export function convert(given: Schema, version: ApiVersion, open = false): Schema {
  const schema = inVersion(given, version);
  if (typeof schema["$ref"] === "string") {
    const name = schema["$ref"].split("/").at(-1) ?? "";
    return { $ref: `github:${version}#/${open ? "open" : "closed"}/${name}` };
  }
  const out: Record<string, unknown> = {};
  for (const key of [
    "type",
    "enum",
    "required",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "pattern",
  ])
    if (schema[key] !== undefined) out[key] = schema[key];
  if (typeof schema["format"] === "string" && knownFormats.has(schema["format"])) out["format"] = schema["format"];

  const properties = isObject(schema["properties"]) ? schema["properties"] : null;
  if (properties !== null) {
    out["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, convert(property as Schema, version)]),
    );
  }
  const more = schema["additionalProperties"];
  if (isObject(more)) out["additionalProperties"] = convert(more, version);
  else if (more === false) out["additionalProperties"] = false;
  else if (more === undefined && !open && properties !== null && Object.keys(properties).length > 0)
    out["additionalProperties"] = false;
  if (isObject(schema["items"])) out["items"] = convert(schema["items"], version);
  for (const key of ["oneOf", "anyOf", "allOf"]) {
    const parts = schema[key];
    if (Array.isArray(parts))
      out[key] = parts.map((part: Schema) => convert(part, version, open || key === "allOf" || properties !== null));
  }
  return schema["nullable"] === true ? orNull(out) : out;
}

function orNull(schema: Record<string, unknown>): Schema {
  if (typeof schema["type"] !== "string") return { anyOf: [{ type: "null" }, schema] };
  const { type, enum: values, ...rest } = schema;
  return { ...rest, type: [type, "null"], ...(Array.isArray(values) ? { enum: [...new Set([...values, null])] } : {}) };
}

/** Names of properties that this version of the API no longer has, wherever they stood. */
export function removedIn(version: ApiVersion, schemas: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const names = Object.values(schemas).flatMap((schema) => {
    const now = Object.keys((inVersion(schema, version)["properties"] ?? {}) as Schema);
    return Object.keys((schema["properties"] ?? {}) as Schema).filter((name) => !now.includes(name));
  });
  return new Set(names);
}
