import { describe, expect, test } from "vitest";
import { checks } from "../../../src/core/checks/registry.ts";
import { policyJsonSchema } from "../../../src/core/policy/json-schema.ts";

type Json = Readonly<Record<string, unknown>>;
const schema = policyJsonSchema();

function at(value: unknown, ...path: readonly string[]): Json {
  let found = value;
  for (const key of path) found = (found as Json)[key];
  return found as Json;
}

const environment = at(schema, "properties", "environments", "additionalProperties");

function* everyMap(value: unknown): Generator<Json> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield value as Json;
  for (const [key, each] of Object.entries(value)) if (key !== "default") yield* everyMap(each);
}

describe("the JSON Schema", () => {
  test("is draft 2020-12 and plain JSON", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(JSON.parse(JSON.stringify(schema))).toStrictEqual(schema);
  });

  test("asks for the version alone, and refuses unknown keys", () => {
    expect(schema).toMatchObject({ type: "object", required: ["version"], additionalProperties: false });
    expect(at(schema, "properties", "version")).toMatchObject({ const: 1 });
  });

  test("names every check, with its question as description", () => {
    const listed = at(environment, "properties", "checks", "properties");
    expect(Object.keys(listed).sort()).toEqual(checks.map(({ id }) => id).sort());
    for (const { id, question } of checks) expect(at(listed, id)).toMatchObject({ description: question });
  });

  test("describes every key of the file and of an environment", () => {
    const keys = [...Object.values(at(schema, "properties")), ...Object.values(at(environment, "properties"))];
    for (const key of keys) expect((key as Json).description).toEqual(expect.any(String));
  });

  test("a key that `defaults` may hold is not required of an environment", () => {
    expect(at(environment, "properties", "checks", "properties", "change-window").required).toBeUndefined();
    expect(at(environment, "properties", "approvals", "properties", "when", "items").required).toEqual([
      "paths",
      "require",
    ]);
  });

  test("shows the values that an enumeration takes", () => {
    const enforcement = at(environment, "properties", "checks", "properties", "tests", "properties", "enforcement");
    expect(enforcement.enum).toEqual(["required", "advisory"]);
  });

  test("accepts names of groups and calendars as text", () => {
    expect(
      at(environment, "properties", "checks", "properties", "change-window", "properties", "calendar"),
    ).toMatchObject({ type: "string" });
  });

  test("has no part that says nothing", () => {
    const open = [...everyMap(schema)].filter((map) => Object.keys(map).length === 0);
    expect(open).toEqual([]);
  });
});
