/** README tells the same story as the code: its tables come from the registries, its policy and its approvals file are valid. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checks } from "../../src/core/checks/registry.ts";
import { exitCode, exitNotDetermined, exitWrongUsage } from "../../src/entry/exit-code.ts";
import { type Face, type Input, inputs, inputsOf } from "../../src/entry/inputs.ts";
import { commands } from "../../src/entry/main.ts";
import { loadPolicy } from "../../src/load-policy.ts";

const readme = readFileSync("README.md", "utf8");
const between = (name: string): string =>
  readme.split(`<!-- ${name} -->\n`)[1]?.split(`<!-- /${name} -->`)[0] ?? `README.md has no <!-- ${name} -->`;
const firstCells = (table: string): string[] =>
  table
    .split("\n")
    .slice(2)
    .flatMap((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? []);
const blocks = (language: string): string[] =>
  [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, kind, text]) =>
    kind === language ? [text ?? ""] : [],
  );

test("has a row for each check, in the order of the registry", () => {
  expect(firstCells(between("checks"))).toEqual(checks.map(({ id }) => id));
});

const faces: readonly Face[] = ["action", "component"];
const table = [
  "| input | default | meaning | also in |",
  "| --- | --- | --- | --- |",
  ...Object.entries<Input>(inputs).map(([name, input]) => {
    const option = input.placeholder === null ? `--${name}` : `--${name} ${input.placeholder}`;
    const shown = input.names.cli === undefined ? name : option;
    const choices =
      input.choices.length === 0 ? "" : ` One of ${input.choices.map((choice) => `\`${choice}\``).join(", ")}.`;
    const also = faces.flatMap((face) => {
      const there = input.names[face];
      return there === undefined ? [] : [there === name ? face : `${face} (\`${there}\`)`];
    });
    const where = input.names.cli === undefined ? `${also.join(", ")} only` : also.join(", ");
    const fallback = input.required ? "required" : input.default === null ? "" : `\`${input.default}\``;
    return `| \`${shown}\` | ${fallback} | ${input.meaning}${choices} | ${where} |`;
  }),
  "",
].join("\n");

test("shows the inputs of the one table", () => {
  if (process.env.UPDATE_README === "1")
    writeFileSync(
      "README.md",
      readme.replace(/(?<=<!-- inputs -->\n)[\s\S]*(?=<!-- \/inputs -->)/, () => table),
    );
  else
    expect(between("inputs"), "UPDATE_README=1 npx vitest run __tests__/contract/readme.test.ts writes it").toBe(table);
  expect(Object.keys(inputs).length).toBeGreaterThan(10);
});

const codeOf = (decision: "allow" | "block" | "wait" | "error"): number =>
  exitCode({ decision, isSettledButForTime: false }, "enforce", false);

test("names the exit codes that the gate ends with", () => {
  const rows = new Map(
    [...readme.matchAll(/^\| ([0-3]) \| (.+) \|$/gm)].map(([, code, meaning]) => [Number(code), meaning]),
  );
  expect(rows.get(codeOf("allow"))).toContain("`allow`");
  expect(rows.get(codeOf("block"))).toContain("blocked");
  expect(rows.get(codeOf("wait"))).toContain("still waiting");
  expect(rows.get(exitWrongUsage)).toContain("invalid");
  expect(rows.get(exitNotDetermined)).toContain("`error`");
  expect(rows.get(codeOf("error"))).toContain("`error`");
});

test("names only commands and options that exist", () => {
  const known = new Set(["check", ...commands.map(({ name }) => name)]);
  const called = blocks("sh").flatMap((block) =>
    [...block.matchAll(/^release-gate (\w+)/gm)].map(([, name]) => name ?? ""),
  );
  expect(called.length).toBeGreaterThan(5);
  for (const name of called) expect(known).toContain(name);
});

test("shows a policy that is valid", async () => {
  const text = blocks("yaml").find((block) => block.startsWith("version: 1")) ?? "";
  const bytes = new TextEncoder().encode(text);
  const { policy } = await loadPolicy("readme.yml", async (where) => ({ status: "found", bytes, where }));
  expect(policy.environments.map(({ name }) => name)).toEqual(["production"]);
});

test("shows a use of the action with inputs that the action has", () => {
  const text = blocks("yaml").find((block) => block.includes("uses: acme/release-gate")) ?? "";
  const { jobs } = parse(text) as {
    jobs: Record<string, { steps: { uses?: string; with?: Record<string, unknown> }[] }>;
  };
  const gate = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find(({ uses }) => uses?.startsWith("acme/release-gate"));
  const names = inputsOf("action").map(({ name }) => name);
  for (const name of Object.keys(gate?.with ?? { nothing: true })) expect(names).toContain(name);
});
