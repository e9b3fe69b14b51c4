/** Holds the walls of the house: reads the imports of src/ and, at a new arrow, prints the sentence that explains that wall. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { read } from "./house/reading.ts";
import { violations } from "./house/walls.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const sources = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
  .map((entry) => join(entry.parentPath, entry.name));

/** A house of the given files, and nothing else. */
const house = (files: Readonly<Record<string, string>>): ReturnType<typeof violations> =>
  violations(new Map(Object.entries(files).map(([file, text]) => [file, read(text)])));

test("every wall of the house stands", () => {
  const files = sources.map(
    (file) => [relative(root, file).split(sep).join("/"), read(readFileSync(file, "utf8"))] as const,
  );
  expect(files.length).toBeGreaterThan(20);
  expect(violations(new Map(files))).toEqual([]);
});

describe("a wall that is broken says why it stands", () => {
  const broken: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    [
      "the core looks up",
      { "src/core/evaluate.ts": 'import { x } from "../run.ts";', "src/run.ts": "" },
      /looks down, never up/,
    ],
    [
      "a reporter looks at the story",
      { "src/reporters/a.ts": 'import { x } from "../run.ts";' },
      /looks down, never up/,
    ],
    [
      "an entry judges",
      { "src/entry/cli.ts": 'import { decide } from "../core/decision/decide.ts";' },
      /judges nothing itself/,
    ],
    [
      "an entry takes a value with the decision's types",
      { "src/entry/cli.ts": 'import { x } from "../core/decision/decision.ts";' },
      /judges nothing/,
    ],
    [
      "a command looks at another",
      { "src/commands/a.ts": 'import { b } from "./b.ts";' },
      /A command never looks at another/,
    ],
    [
      "a command in a folder looks at another",
      { "src/commands/policy/lint.ts": 'import { b } from "../b.ts";' },
      /A command never looks/,
    ],
    [
      "run.ts knows a platform by name",
      { "src/run.ts": 'import { local } from "./platforms/local/index.ts";' },
      /platform's shape and the registry/,
    ],
    [
      "a platform looks at another",
      { "src/platforms/github/index.ts": 'import type { x } from "../gitlab/client.ts";' },
      /never looks at another: what one vendor/,
    ],
    [
      "a platform sees the policy",
      { "src/platforms/local/index.ts": 'import type { Policy } from "../../core/policy/policy.ts";' },
      /know no policy/,
    ],
    [
      "a platform makes a report",
      { "src/platforms/local/index.ts": 'import { x } from "../../reporters/wording.ts";' },
      /never meet/,
    ],
    [
      "a reporter computes",
      { "src/reporters/a.ts": 'import { higher } from "../core/risk/level.ts";' },
      /read the Result and nothing else/,
    ],
    [
      "a reporter reads evidence",
      { "src/reporters/a.ts": 'import type { Evidence } from "../core/evidence/evidence.ts";' },
      /read the Result/,
    ],
    [
      "the core reads a file",
      { "src/core/evaluate.ts": 'import { readFileSync } from "node:fs";' },
      /only itself and pure libraries/,
    ],
    [
      "the core takes an API client along",
      { "src/core/evaluate.ts": 'import { getOctokit } from "@actions/github";' },
      /pure libraries/,
    ],
    [
      "the core loads all of date-fns",
      { "src/core/evaluate.ts": 'import { addDays } from "date-fns";' },
      /pure libraries/,
    ],
    [
      "the core loads lazily what it may not",
      { "src/core/evaluate.ts": 'await import("node:crypto");' },
      /pure libraries/,
    ],
    [
      "the core reads the clock by library",
      { "src/core/evaluate.ts": 'import { isPast } from "date-fns/isPast";' },
      /reads the clock/,
    ],
    [
      "a check sees the policy",
      { "src/core/checks/tests.ts": 'import type { Policy } from "../policy/policy.ts";' },
      /evaluate > result > policy/,
    ],
    [
      "rooms side by side",
      { "src/core/decision/decide.ts": 'import type { Policy } from "../policy/policy.ts";' },
      /evaluate > result > policy/,
    ],
    [
      "risk asks checks",
      { "src/core/risk/assess.ts": 'type F = import("../checks/finding.ts").Finding;' },
      /evaluate > result > policy/,
    ],
    ["a room that nobody placed", { "src/core/magic/wand.ts": "export const x = 1;" }, /in no room of the house/],
    ["a folder that nobody placed", { "src/util/wand.ts": "export const x = 1;" }, /in no room of the house/],
    [
      "a shape reaches its members",
      { "src/core/checks/check.ts": 'import { checks } from "./registry.ts";' },
      /A shape looks at none of its members/,
    ],
    [
      "a shape reaches one member",
      {
        "src/core/checks/check.ts": 'import { tests } from "./tests.ts";',
        "src/core/checks/registry.ts": 'import { tests } from "./tests.ts";',
      },
      /A shape looks at none of its members/,
    ],
    [
      "a circle",
      {
        "src/core/risk/a.ts": 'import type { B } from "./b.ts";',
        "src/core/risk/b.ts": 'export type { A } from "./a.ts";',
      },
      /src\/core\/risk\/a\.ts > src\/core\/risk\/b\.ts > src\/core\/risk\/a\.ts is a circle/,
    ],
    ["an import for its effects", { "src/run.ts": 'import "./core/canonical.ts";' }, /for what it gives/],
  ];
  test.each(broken)("%s", (_name, files, sentence) => {
    expect(house(files).join("\n")).toMatch(sentence);
  });

  const worldly = [
    "const t = Date.now();",
    "const t = new Date();",
    "const t = Date();",
    "const r = Math.random();",
    "const e = process.env;",
    "await fetch(url);",
    "const { env } = globalThis.process;",
    "new Date(2026, 0, 1);",
    "a.localeCompare(b);",
    "console.log(1);",
    "d.toLocaleString();",
    "new Intl.DateTimeFormat('en', o).format();",
    "new TZDate();",
    "TZDate.tz(zone);",
    "setTimeout(f, 1);",
    "crypto.randomUUID();",
    "const now = performance.now();",
    "import.meta.url;",
    "const f = { process };",
  ];
  test.each(worldly)("the core touches the world: %s", (line) => {
    expect(house({ "src/core/evaluate.ts": line }).join("\n")).toMatch(/as values, so that a decision can be replayed/);
  });
});

test("what only looks like a broken wall is let through", () => {
  const files = {
    "src/core/checks/tests.ts":
      'import { z } from "zod"; import { addDays } from "date-fns/addDays"; import type { CiRun } from "../evidence/ci-runs.ts"; import { check } from "./check.ts"; export const x = { process: 1, fetch: z }; export const y = x.process; new Date(0); f.format(0); interface P { performance: number }',
    "src/core/checks/check.ts": "export const check = 1;",
    "src/core/checks/registry.ts": 'import { x } from "./tests.ts";',
    "src/core/evidence/ci-runs.ts": "export interface CiRun { readonly name: string }",
    "src/platforms/local/index.ts":
      'import { openGit } from "../checkout/git.ts"; import { observed } from "../../core/evidence/observed.ts";',
    "src/platforms/registry.ts": 'import { local } from "./local/index.ts";',
    "src/commands/check.ts": 'import { run } from "../run.ts"; import type { Command } from "./command.ts";',
    "src/entry/cli.ts":
      'import { commands } from "../commands/registry.ts"; import type { Decision } from "../core/decision/decision.ts"; process.exitCode = Date.now();',
    "src/core/result.ts": 'import type { Level } from "./risk/level.ts";',
    "src/core/risk/level.ts": "export type Level = 1;",
    "src/reporters/text.ts":
      'import type { Level } from "../core/risk/level.ts"; import type { Result } from "../core/result.ts";',
  };
  expect(house(files)).toEqual([]);
});
