/** The action as a process, against the local GitHub: what goes in, and what a runner gets out of it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { newFolder, run as runProgram } from "../support/bundle.ts";
import { bundle, openShop, policyWith, reading } from "./stage.ts";

const open = policyWith("low: []");
const recordIn = (): string => join(newFolder("record"), "record.json");

test.concurrent("an allowed release lets the job go on, and leaves outputs, summary and record", async () => {
  const { act, github } = await openShop({ policy: open });
  const record = recordIn();
  const { exitCode, outputs, summary, commands, stdout, stderr } = await act({
    environment: "production",
    "record-path": record,
  });
  expect(exitCode, stdout + stderr).toBe(0);
  expect(outputs).toMatchObject({
    decision: "allow",
    allowed: "true",
    reasons: '["allowed"]',
    "approval-environments": "[]",
    "missing-approvals": "[]",
    receipt: "",
    conditions: "[]",
    "record-path": record,
  });
  expect(outputs["risk-level"]).toMatch(/^(low|medium|high|critical)$/);
  expect(outputs["decision-digest"]).toMatch(/^[0-9a-f]{64}$/);
  expect(summary).toContain("ALLOWED");
  expect(commands.map(({ name }) => name)).toEqual(["add-mask"]);
  const replay = runProgram(process.execPath, [bundle.replace("action", "cli"), "replay", record]);
  expect(replay.status, replay.stderr).toBe(0);
  expect(github.violations).toEqual([]);
});

test.concurrent("without a record-path the record stands in the runner's folder, under the name that is put out", async () => {
  const { act } = await openShop({ policy: open });
  const { outputs } = await act({ environment: "production" });
  expect(outputs["record-path"]).toMatch(/temp\/release-gate-[0-9a-f]{12}\/record\.json$/);
});

test.concurrent("a blocked release stops the job, with what to do as an annotation", async () => {
  const { act } = await openShop({ policy: open.replace("README.md", "docs/none.md") });
  const { exitCode, outputs, summary, commands } = await act({ environment: "production" });
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject({ decision: "block", allowed: "false" });
  expect(summary).toContain("docs/none.md");
  const errors = commands.filter(({ name }) => name === "error");
  expect(errors[0]?.properties).toEqual({ title: "Release Gate" });
  expect(errors.map(({ message }) => message).join()).toContain("docs/none.md");
});

test.concurrent("report-only lets the job go on and does not change what is said", async () => {
  const { act } = await openShop({ policy: open.replace("README.md", "docs/none.md") });
  const { exitCode, outputs, commands, summary } = await act({ environment: "production", "report-only": "true" });
  expect(exitCode).toBe(0);
  expect(outputs).toMatchObject({ decision: "block", allowed: "false" });
  expect(commands.filter(({ name }) => name === "error")).toEqual([]);
  expect(summary).toContain("REPORT ONLY");
});

const wrong: readonly (readonly [string, Readonly<Record<string, string>>, number, RegExp])[] = [
  [
    "an input that does not exist",
    { environment: "production", enviroment: "x" },
    2,
    /no input "enviroment".*environment/,
  ],
  [
    "a flag that is neither true nor false",
    { environment: "production", comment: "yes" },
    2,
    /comment cannot be "yes"/,
  ],
  ["a mode that does not exist", { environment: "production", mode: "enforced" }, 2, /Did you mean enforce/],
  ["no environment", {}, 2, /environment is missing/],
  ["a wait without an end", { environment: "production", mode: "wait", "wait-timeout": "9d" }, 2, /from 1s to 24h/],
  ["a policy that is not there", { environment: "production", policy: "no-such-file.yml" }, 2, /no-such-file\.yml/],
];

test.concurrent.each(wrong)("%s is wrong usage, and never allowed", async (_what, inputs, code, words) => {
  const { act } = await openShop({ policy: open });
  const { exitCode, outputs, commands, summary } = await act(inputs);
  expect(exitCode).toBe(code);
  expect(outputs).toMatchObject({
    decision: "error",
    allowed: "false",
    "record-path": "",
    "approval-environments": "[]",
  });
  expect(commands.find(({ name }) => name === "error")?.message).toMatch(words);
  expect(summary).toContain("nothing is allowed");
});

test.concurrent("a misspelt environment is not determined, with the name that was meant", async () => {
  const { act } = await openShop({ policy: open });
  const { exitCode, outputs, commands } = await act({ environment: "prodution" });
  expect(exitCode).toBe(3);
  expect(outputs).toMatchObject({ decision: "error", allowed: "false" });
  expect(commands.find(({ name }) => name === "error")?.message).toContain("production");
});

test.concurrent("a record that was there before is never taken for this one's", async () => {
  const { act } = await openShop({ policy: open });
  const record = recordIn();
  writeFileSync(record, JSON.stringify({ result: { decision: "allow", allowed: true }, digests: {} }));
  const { outputs } = await act({ environment: "production", policy: "no-such-file.yml", "record-path": record });
  expect(outputs).toMatchObject({ decision: "error", "record-path": "" });
  expect(existsSync(record)).toBe(false);
});

test.concurrent("a token that may read nothing ends as not determined, and names a permission to add", async () => {
  const { act } = await openShop({ policy: open });
  const { exitCode, outputs, stdout } = await act({ environment: "production" }, { permissions: {} });
  expect(exitCode).toBe(3);
  expect(outputs).toMatchObject({ decision: "error", allowed: "false" });
  expect(stdout).toMatch(/contents: read/);
});

test.concurrent("tokens are masked before anything is written, and reach neither log, summary, outputs nor record", async () => {
  const { act, github } = await openShop({ policy: open });
  const orgToken = github.token({ kind: "app", user: "teams" });
  const record = recordIn();
  const { stdout, stderr, summary, outputs, commands } = await act(
    { environment: "production", "org-token": orgToken, "record-path": record },
    { permissions: reading },
  );
  const masked = commands.filter(({ name }) => name === "add-mask").map(({ message }) => message);
  expect(masked).toHaveLength(2);
  expect(masked).toContain(orgToken);
  const lines = stdout.split("\n");
  expect(lines.findIndex((line) => !line.startsWith("::add-mask::"))).toBe(2);
  const rest = [...lines.slice(2), stderr, summary, JSON.stringify(outputs), readFileSync(record, "utf8")].join("\n");
  for (const token of masked) expect(rest).not.toContain(token);
});

test.concurrent("what people write in an input is never run, and never becomes an option", async () => {
  const { act } = await openShop({ policy: open.replace("README.md", "docs/none.md") });
  const trap = join(newFolder("trap"), "sprung");
  const spell = `--report-only $(touch ${trap}) \`touch ${trap}\` "; touch ${trap}; "\n::notice::x\n::set-output name=allowed::true`;
  const judge = async (input: string): Promise<void> => {
    const { exitCode, outputs, commands } = await act({ environment: "production", [input]: spell });
    expect(existsSync(trap), input).toBe(false);
    expect(exitCode, input).not.toBe(0);
    expect(outputs).toMatchObject({ allowed: "false" });
    expect(commands.filter(({ name }) => !["add-mask", "error", "warning"].includes(name))).toEqual([]);
  };
  const inputs = ["environment", "base", "head", "reason", "junit", "policy", "policy-ref", "mode", "receipt"];
  await Promise.all(inputs.map(judge));
});
