import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Located, plain } from "../../../src/core/policy/located.ts";
import { merge } from "../../../src/core/policy/merge.ts";
import { readSource } from "../../../src/core/policy/read-source.ts";
import { bytesOf, policyOf } from "./files.ts";

const nothing: Located = readSource("empty.yml", bytesOf("{}\n")).tree as Located;

function located(value: unknown): Located {
  const { tree } = readSource("value.yml", bytesOf(JSON.stringify({ value })));
  return tree?.entries.get("value")?.value ?? nothing;
}

const key = fc.constantFrom("a", "b", "c", "constructor");
const { value: arbitraryValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.integer(),
    fc.string({ maxLength: 3 }),
    fc.array(fc.integer(), { maxLength: 2 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const arbitraryMap = fc.dictionary(key, arbitraryValue, { maxKeys: 3, noNullPrototype: true });

/** Paths to everything that is no map. */
function leaves(value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path.join("/"), value]];
  return Object.entries(value).flatMap(([name, each]) => leaves(each, [...path, name]));
}

describe("merging", () => {
  test("with nothing changes nothing, on either side", () => {
    fc.assert(
      fc.property(arbitraryMap, (map) => {
        expect(plain(merge(nothing, located(map)))).toEqual(map);
        expect(plain(merge(located(map), nothing))).toEqual(map);
      }),
      { numRuns: 50 },
    );
  });

  test("with itself changes nothing", () => {
    fc.assert(
      fc.property(arbitraryMap, (map) => {
        expect(plain(merge(located(map), located(map)))).toEqual(map);
      }),
      { numRuns: 50 },
    );
  });

  test("keeps every value of the upper map, and of the lower one what the upper does not name", () => {
    fc.assert(
      fc.property(arbitraryMap, arbitraryMap, (under, over) => {
        const merged = plain(merge(located(under), located(over))) as Record<string, unknown>;
        const told = new Map(leaves(merged));
        for (const [path, value] of leaves(over)) expect(told.get(path)).toEqual(value);
        for (const name of Object.keys(under))
          if (!Object.hasOwn(over, name)) expect(merged[name]).toEqual(under[name]);
        expect(new Set(Object.keys(merged))).toEqual(new Set([...Object.keys(under), ...Object.keys(over)]));
      }),
      { numRuns: 100 },
    );
  });

  test("replaces lists as a whole", () => {
    expect(plain(merge(located({ a: [1, 2, 3] }), located({ a: [4] })))).toEqual({ a: [4] });
  });
});

describe("defaults", () => {
  const text = [
    "version: 1",
    "groups: { ops: { users: [a] }, cab: { users: [b] } }",
    "defaults:",
    "  approvals: { expires-after: 1d, high: [{ group: ops }] }",
    "  deployed-by: [robot]",
    "environments:",
    "  production: { approvals: { high: [{ group: cab }] } }",
    "  staging: { deployed-by: [] }",
  ].join("\n");

  test("stand under each environment", async () => {
    const { environments } = await policyOf(text);
    const [production, staging] = environments;
    const day = 86_400_000;
    expect(production).toMatchObject({
      name: "production",
      approvals: { "expires-after": day },
      "deployed-by": ["robot"],
    });
    expect(production?.approvals.high?.flatMap(({ anyOf }) => anyOf.map(({ name }) => name))).toEqual(["cab"]);
    expect(staging).toMatchObject({ name: "staging", approvals: { "expires-after": day }, "deployed-by": [] });
    expect(staging?.approvals.high?.flatMap(({ anyOf }) => anyOf.map(({ name }) => name))).toEqual(["ops"]);
  });
});

describe("extends", () => {
  test("a file inherits groups, calendars, defaults and environments of a file", async () => {
    const base = [
      "version: 1",
      "groups: { ops: { users: [a] } }",
      "calendars: { office: { time-zone: UTC } }",
      "defaults: { deployed-by: [robot] }",
      "environments: { staging: {} }",
    ].join("\n");
    const policy = await policyOf(
      "version: 1\nextends: ./shared/base.yml\nenvironments: { production: { approvals: { high: [{ group: ops }] } } }\n",
      { "shared/base.yml": base },
    );
    expect(policy.environments.map(({ name }) => name)).toEqual(["production", "staging"]);
    expect(policy.environments[0]?.["deployed-by"]).toEqual(["robot"]);
    expect(Object.keys(policy.groups)).toEqual(["ops"]);
    expect(Object.keys(policy.calendars)).toEqual(["office"]);
  });

  test("a file redefines a calendar, and what it inherits refers to the new one", async () => {
    const policy = await policyOf(
      "version: 1\nextends: ./base.yml\ncalendars: { office: { time-zone: Asia/Tokyo } }\nenvironments: { a: { conditions: { high: { calendar: office } } } }\n",
      { "base.yml": "version: 1\ncalendars: { office: { time-zone: UTC } }\n" },
    );
    expect(policy.environments[0]?.conditions.high?.calendar).toMatchObject({
      name: "office",
      "time-zone": "Asia/Tokyo",
    });
  });

  test("a built-in's environments are not inherited, its defaults are", async () => {
    const policy = await policyOf("version: 1\nextends: builtin:standard\nenvironments: { production: {} }\n");
    expect(policy.environments.map(({ name }) => name)).toEqual(["production"]);
    expect(Object.keys(policy.environments[0]?.checks ?? {})).toContain("tests");
  });

  test("patterns of the file go before those it inherits", async () => {
    const policy = await policyOf('version: 1\nextends: ./base.yml\nenvironments: { "review-*": {}, b: {}, a: {} }\n', {
      "base.yml": 'version: 1\nenvironments: { "*": {}, c: {} }\n',
    });
    expect(policy.environments.map(({ name }) => name)).toEqual(["a", "b", "c", "review-*", "*"]);
  });
});
