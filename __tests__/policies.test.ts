import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { requirementsFor } from "../src/core/approvals/requirements.ts";
import { answerAt } from "../src/core/calendar/calendar.ts";
import { builtIns } from "../src/core/policy/builtins.ts";
import { environmentFor } from "../src/core/policy/environment-for.ts";
import { explain } from "../src/core/policy/explain.ts";
import type { EnvironmentPolicy, Policy } from "../src/core/policy/policy.ts";
import { readSource } from "../src/core/policy/read-source.ts";
import { type RiskLevel, riskLevels } from "../src/core/risk/level.ts";
import { loadPolicy } from "../src/load-policy.ts";
import { policyOf, reading } from "./core/policy/files.ts";

const folder = join(import.meta.dirname, "..", "policies");
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .sort();
const names = [...builtIns.keys()];

async function builtIn(name: string): Promise<{ readonly policy: Policy; readonly rules: EnvironmentPolicy }> {
  const { policy } = await loadPolicy(`builtin:${name}`, reading({}));
  const { rules } = environmentFor(policy, "anything/at-all");
  if (rules === null) throw new Error(`builtin:${name} holds for no environment`);
  return { policy, rules };
}

/** Check -> how much it weighs, for every check that is asked. */
const enforcements = ({ checks }: EnvironmentPolicy): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(checks).map(([id, settings]) => [id, (settings as { readonly enforcement: string }).enforcement]),
  );

/** "2 of change-advisory-board", as it is asked at a level where nothing in particular changed. */
const askedAt = ({ approvals }: EnvironmentPolicy, level: RiskLevel): readonly string[] =>
  requirementsFor(approvals, level, {
    status: "observed",
    value: [],
    source: "test",
    collectedAt: "2026-01-01T00:00:00Z",
  }).map(({ anyOf, count }) => `${count} of ${anyOf.map(({ name }) => name).join(" or ")}`);

const isOpen = ({ calendars }: Policy, calendar: string, at: string): boolean => {
  const found = calendars[calendar];
  if (found === undefined) throw new Error(`no calendar ${calendar}`);
  return answerAt(found, at).open;
};

test("every policy of the folder is built in", () => {
  expect(files).toEqual(names.map((name) => `${name}.yml`));
});

describe.each(names)("%s", (name) => {
  test("is accepted, and holds for every environment", async () => {
    const { policy } = await builtIn(name);
    expect(policy.environments.map((environment) => environment.name)).toEqual(["*"]);
  });

  test("can be copied to a file of one's own and means the same", async () => {
    const text = readFileSync(join(folder, `${name}.yml`), "utf8");
    expect(await policyOf(text)).toStrictEqual((await builtIn(name)).policy);
  });

  test("hands everything down to a policy that extends it, except the star", async () => {
    const { rules } = await builtIn(name);
    const policy = await policyOf(`version: 1\nextends: builtin:${name}\nenvironments: { production: {} }\n`);
    expect(policy.environments).toStrictEqual([{ ...rules, name: "production" }]);
    expect(environmentFor(policy, "prodution")).toEqual({ rules: null, suggestion: "production" });
  });

  test("names itself right, and its examples in comments are policies too", async () => {
    const text = readFileSync(join(folder, `${name}.yml`), "utf8");
    expect(text).toContain(`# This is \`builtin:${name}\``);
    const lines = text.split("\n");
    const start = lines.findIndex((line) => line.startsWith("#     version: 1"));
    const end = lines.findIndex((line, index) => index > start && !line.startsWith("#     "));
    const example = lines.slice(start, end).map((line) => line.slice(6));
    expect(example[1]).toBe(`extends: builtin:${name}`);
    await expect(policyOf(`${example.join("\n")}\n`)).resolves.toMatchObject({ version: 1 });
  });

  test("says of every key what it is for: a comment or two for each check", () => {
    const bytes = readFileSync(join(folder, `${name}.yml`));
    expect(readSource(name, bytes).problems).toEqual([]);
    const lines = bytes.toString("utf8").split("\n");
    const comments = lines.filter((line) => line.trim().startsWith("#")).length;
    expect(comments / lines.filter((line) => line.trim() !== "").length).toBeGreaterThan(0.3);
  });

  test("can be explained", async () => {
    const { policy, rules } = await builtIn(name);
    const said = explain(policy);
    expect(said).toContain("Every environment without an entry before this one\n");
    for (const [id, enforcement] of Object.entries(enforcements(rules)))
      expect(said).toContain(`    ${id} (${String(enforcement)}`);
  });
});

describe("standard", () => {
  test("requires tests and an open calendar, and shows reviews and rollback", async () => {
    const { rules } = await builtIn("standard");
    expect(enforcements(rules)).toEqual({
      "change-window": "required",
      reviews: "advisory",
      rollback: "advisory",
      tests: "required",
    });
    expect(rules.checks.tests).toMatchObject({ accept: ["neutral", "skipped"], enforcement: "required" });
    expect(rules.checks.tests).not.toHaveProperty("required");
    expect(rules.checks.reviews).toMatchObject({ approvals: 1, trailers: true });
  });

  test("is always open and asks nobody", async () => {
    const { policy, rules } = await builtIn("standard");
    expect(isOpen(policy, "release-calendar", "2026-12-25T03:00:00Z")).toBe(true);
    expect(policy.groups).toEqual({});
    for (const level of riskLevels) expect(askedAt(rules, level)).toEqual([]);
  });

  test("keeps the usual thresholds, and lifts schema changes to high", async () => {
    const { rules } = await builtIn("standard");
    expect(rules.risk.thresholds).toEqual({ medium: 50, high: 80, critical: 95 });
    expect(rules.risk.floors.map(({ level }) => level)).toEqual(["high"]);
    expect(rules.risk.floors[0]?.paths).toContain("**/migrations/**");
  });

  test("its commented calendar is a calendar", async () => {
    const text = readFileSync(join(folder, "standard.yml"), "utf8").replace("    time-zone: UTC\n", "");
    const edited = text.replaceAll(/^ {4}# (time-zone:|windows:|freezes:| {2}- \{)/gmu, "    $1");
    const policy = await policyOf(edited);
    expect(isOpen(policy, "release-calendar", "2026-06-10T10:00:00Z")).toBe(true);
    expect(isOpen(policy, "release-calendar", "2026-06-12T10:00:00Z")).toBe(false);
    expect(isOpen(policy, "release-calendar", "2026-12-21T10:00:00Z")).toBe(false);
  });
});

describe("regulated", () => {
  test("requires everything", async () => {
    const { rules } = await builtIn("regulated");
    expect(new Set(Object.values(enforcements(rules)))).toEqual(new Set(["required"]));
    expect(Object.keys(rules.checks)).toEqual([
      "change-window",
      "concurrency",
      "deployment-request",
      "documents",
      "promotion",
      "reviews",
      "rollback",
      "tests",
    ]);
    expect(rules.checks.reviews).toMatchObject({ approvals: 2, "code-owners": true, trailers: false });
    expect(rules.checks.rollback).toMatchObject({ sections: ["Steps", "Verify"], "max-age": 180 * 86_400_000 });
    expect(rules.checks.promotion).toMatchObject({ from: "staging", soak: 86_400_000 });
    expect(rules.checks.documents).toMatchObject({ "mitigation-plan": { "from-risk": "high" }, runbook: {} });
    expect(rules.request).toEqual({ file: ".release/request.md" });
  });

  test("asks operations always, the board from high risk, two of it when it is critical", async () => {
    const { rules } = await builtIn("regulated");
    expect(riskLevels.map((level) => askedAt(rules, level))).toEqual([
      ["1 of operations"],
      ["1 of operations"],
      ["1 of change-advisory-board", "1 of operations"],
      ["2 of change-advisory-board", "1 of operations"],
    ]);
    expect(rules.approvals).toMatchObject({
      "expires-after": 86_400_000,
      distinct: true,
      receipt: "required",
      "unknown-authors": "error",
      "unknown-triggerer": "error",
    });
    expect(new Set(Object.values(rules.approvals.exclude))).toEqual(new Set([true]));
  });

  test("its groups are empty, so that nothing goes out before somebody has filled them in", async () => {
    const { policy } = await builtIn("regulated");
    expect(
      Object.values(policy.groups).map(({ users, github, gitlab }) => [users, github.teams, gitlab.groups]),
    ).toEqual([
      [[], [], []],
      [[], [], []],
    ]);
    expect(explain(policy)).toContain("operations: nobody, so it can never approve");
  });

  test("is open in office hours of four days, and frozen over the end of the year", async () => {
    const { policy, rules } = await builtIn("regulated");
    const open = (at: string) => isOpen(policy, "business-hours", at);
    expect([
      open("2026-11-23T08:59:59Z"),
      open("2026-11-23T09:00:00Z"),
      open("2026-11-23T15:59:59Z"),
      open("2026-11-23T16:00:00Z"),
    ]).toEqual([false, true, true, false]);
    expect(open("2026-11-27T10:00:00Z")).toBe(false);
    expect([open("2026-12-17T10:00:00Z"), open("2026-12-21T10:00:00Z"), open("2027-01-04T09:00:00Z")]).toEqual([
      true,
      false,
      true,
    ]);
    expect(rules.conditions.high).toMatchObject({ strategy: "canary", calendar: { name: "early-week" } });
  });

  test("the groups in its comments fit its requirements", async () => {
    const text = readFileSync(join(folder, "regulated.yml"), "utf8");
    const policy = await policyOf(text.replaceAll(/^ {4}# (github|gitlab): /gmu, "    $1: "));
    expect(policy.groups["change-advisory-board"]?.github.environments).toHaveLength(2);
    expect(policy.groups.operations?.gitlab.groups).toEqual(["acme/operations"]);
  });
});

describe("lightweight", () => {
  test("lets tests decide, and shows the rest", async () => {
    const { rules } = await builtIn("lightweight");
    expect(enforcements(rules)).toEqual({
      "change-window": "required",
      concurrency: "advisory",
      reviews: "advisory",
      tests: "required",
    });
    expect(rules.checks.reviews).toMatchObject({ "from-risk": "high" });
  });

  test("is always open, asks nobody, and hints at a canary when risk is critical", async () => {
    const { policy, rules } = await builtIn("lightweight");
    expect(isOpen(policy, "always", "2026-12-25T03:00:00Z")).toBe(true);
    for (const level of riskLevels) expect(askedAt(rules, level)).toEqual([]);
    expect(rules.conditions).toEqual({ critical: { strategy: "canary" } });
  });
});
