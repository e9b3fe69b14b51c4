import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Document, isMap, isScalar, parse, visit } from "yaml";
import { canonicalPolicy } from "../../../src/core/policy/canonical-policy.ts";
import { policyOf } from "./files.ts";

const text = `
version: 1
groups:
  ops: { users: [zoe, ann], github: { teams: [acme/ops], environments: [approve-ops] } }
  cab: { users: [bob] }
calendars:
  office:
    time-zone: Europe/Berlin
    windows: [{ days: [mon, tue], from: "09:00", to: "16:00" }, { from: "22:00", to: "02:00" }]
    freezes: [{ from: 2026-12-18T17:00, to: 2027-01-04, reason: Year-end }]
defaults:
  approvals: { expires-after: 1d, exclude: { bots: false } }
  risk: { thresholds: { medium: 40 }, floors: [{ paths: ["db/**"], level: high, reason: Schema }] }
environments:
  production:
    checks: { change-window: { calendar: office, expected-duration: 30m }, tests: { from-risk: medium } }
    approvals: { high: [{ group: ops }, { group: cab, count: 2 }], when: [{ paths: ["a"], require: [{ any-of: [cab, ops] }] }] }
    conditions: { high: { strategy: canary, calendar: office } }
  staging: { deployed-by: [robot] }
  "review-*": {}
`;

const original = parse(text) as unknown;

/** Another order of keys, drawn from `pick`. Lists keep theirs. */
function shuffled(value: unknown, pick: (most: number) => number): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, pick));
  if (typeof value !== "object" || value === null) return value;
  const left = Object.entries(value);
  const entries: [string, unknown][] = [];
  while (left.length > 0) entries.push(...left.splice(pick(left.length - 1), 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, shuffled(each, pick)]));
}

/** The same with comments, blank lines and maps in either style wherever `pick` says so. */
function written(value: unknown, pick: (most: number) => number): string {
  const document = new Document(value);
  visit(document, {
    Node(_key, node) {
      if (isMap(node) && pick(3) === 0) node.flow = true;
      if (isScalar(node) && typeof node.value === "string" && pick(3) === 0) node.type = "QUOTE_DOUBLE";
    },
    Pair(_key, { key }) {
      if (isScalar(key) && pick(2) === 0) key.commentBefore = " a comment: { not: read }";
      if (isScalar(key) && pick(4) === 0) key.spaceBefore = true;
    },
  });
  return document.toString();
}

describe("the canonical policy", () => {
  test("does not change with the order of keys, comments, blank lines, quotes or style", async () => {
    const expected = JSON.stringify(await policyOf(text));
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_000)), async (stream) => {
        const pick = (most: number): number => (stream.next().value ?? 0) % (most + 1);
        const other = written(shuffled(original, pick), pick);
        expect(JSON.stringify(await policyOf(other))).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });

  test("changes with the order of patterns, which is the order in which they are asked", async () => {
    const one = await policyOf('version: 1\nenvironments: { "a*": {}, "*b": { deployed-by: [x] } }\n');
    const two = await policyOf('version: 1\nenvironments: { "*b": { deployed-by: [x] }, "a*": {} }\n');
    expect(JSON.stringify(one)).not.toBe(JSON.stringify(two));
  });

  test("is plain JSON: what comes back from a record is the same value", async () => {
    const policy = await policyOf(text);
    expect(JSON.parse(JSON.stringify(policy))).toStrictEqual(policy);
    expect(canonicalPolicy(policy)).toStrictEqual(policy);
  });

  test("does not depend on how the policy is cut into files", async () => {
    const whole = "version: 1\ngroups: { ops: { users: [a] } }\nenvironments: { production: { deployed-by: [x] } }\n";
    const upper = "version: 1\nextends: ./base.yml\nenvironments: { production: { deployed-by: [x] } }\n";
    const base = "version: 1\ngroups: { ops: { users: [a] } }\nenvironments: { production: { deployed-by: [y, z] } }\n";
    expect(await policyOf(upper, { "base.yml": base })).toStrictEqual(await policyOf(whole));
  });
});
