/** The step of action.yml, run as a runner runs it: its script in bash, its inputs in the environment, its outputs in a file. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { newFolder, nodes, run } from "./support/bundle.ts";
import { releasedRepository } from "./support/repository.ts";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly [{ readonly run: string; readonly env: Readonly<Record<string, string>> }];
  };
}

const action = parse(readFileSync("action.yml", "utf8")) as Action;
const [step] = action.runs.steps;

/** The action as a runner downloads it: the repository's own files, with nothing installed. */
const actionPath = newFolder("action");
cpSync("dist", join(actionPath, "dist"), { recursive: true });

const repository = releasedRepository();
/** Nothing speaks against a release under this policy, at any time. */
repository.commit("chore: a policy", {
  ".release-gate.yml":
    "version: 1\nenvironments:\n  production:\n    checks: { rollback: { documents: [docs/rollback.md], sections: [Steps], enforcement: advisory } }\n    approvals: { low: [] }\n  locked:\n    checks: { documents: { runbook: { files: [docs/none.md] } } }\n    approvals: { low: [] }\n",
});

interface Step {
  readonly status: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly temporary: string;
}

function runStep(inputs: Readonly<Record<string, string>>): Step {
  const temporary = newFolder("runner");
  const file = (name: string): string => join(temporary, name);
  writeFileSync(file("outputs"), "");
  writeFileSync(file("summary"), "");
  writeFileSync(file("step.sh"), step.run);
  const given = Object.entries(step.env).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? "";
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ""] as const;
  });
  const { status, stdout, stderr } = run("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", file("step.sh")], {
    cwd: repository.folder,
    env: {
      ...Object.fromEntries(given),
      PATH: `${dirname(nodes.at(-1)?.path ?? process.execPath)}:${process.env.PATH}`,
      GITHUB_ACTIONS: "true",
      GITHUB_ACTION_PATH: actionPath,
      GITHUB_OUTPUT: file("outputs"),
      GITHUB_STEP_SUMMARY: file("summary"),
      RUNNER_TEMP: temporary,
    },
  });
  const outputs = [...readFileSync(file("outputs"), "utf8").matchAll(/^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return {
    status,
    log: stdout + stderr,
    summary: readFileSync(file("summary"), "utf8"),
    outputs: Object.fromEntries(outputs.map(([, name = "", , value = ""]) => [name, value])),
    temporary,
  };
}

test("an allowed release lets the job go on, and leaves summary, outputs and record", () => {
  const { status, log, summary, outputs } = runStep({ environment: "production" });
  expect(status, log).toBe(0);
  expect(outputs).toMatchObject({ decision: "allow", allowed: "true" });
  expect(outputs["risk-level"]).toMatch(/^(low|medium|high|critical)$/);
  expect(outputs["risk-score"]).toMatch(/^\d+$/);
  expect(outputs["decision-digest"]).toMatch(/^[0-9a-f]{64}$/);
  expect(summary).toContain("production");
  const recordPath = outputs["record-path"] ?? "";
  const record = JSON.parse(readFileSync(recordPath, "utf8")) as { readonly digests: { readonly decision: string } };
  expect(record.digests.decision).toBe(outputs["decision-digest"]);
  const replay = run(process.execPath, [join(actionPath, "dist/cli/index.js"), "replay", recordPath]);
  expect(replay.status, replay.stderr).toBe(0);
});

test("a blocked release stops the job", () => {
  const { status, outputs, summary } = runStep({ environment: "locked" });
  expect(status).toBe(1);
  expect(outputs).toMatchObject({ decision: "block", allowed: "false" });
  expect(summary).toContain("docs/none.md");
});

test("report-only lets the job go on and does not change what is said", () => {
  const { status, outputs } = runStep({ environment: "locked", "report-only": "true" });
  expect(status).toBe(0);
  expect(outputs).toMatchObject({ decision: "block", allowed: "false" });
});

test("where nothing can be judged the outputs say error and not allowed", () => {
  const { status, outputs, log } = runStep({ environment: "production", policy: "no-such-file.yml" });
  expect(status).toBe(2);
  expect(outputs).toEqual({
    decision: "error",
    allowed: "false",
    "risk-level": "",
    "risk-score": "",
    "decision-digest": "",
    "record-path": "",
  });
  expect(log).toContain("no-such-file.yml");
});

test("a flag that is neither true nor false is refused", () => {
  const { status, outputs } = runStep({ environment: "production", "report-only": "yes" });
  expect(status).toBe(2);
  expect(outputs).toMatchObject({ decision: "error", allowed: "false" });
});

test("a record that was there before is never taken for this one's", () => {
  const stale = join(newFolder("stale"), "record.json");
  writeFileSync(
    stale,
    JSON.stringify({ result: { decision: "allow", allowed: true, risk: { level: "low", score: 0 } }, digests: {} }),
  );
  const { status, outputs } = runStep({ environment: "production", policy: "no-such-file.yml", "record-path": stale });
  expect(status).toBe(2);
  expect(outputs).toMatchObject({ decision: "error", allowed: "false" });
});

test("what people write in an input is never run, and never becomes an option", () => {
  const trap = join(newFolder("trap"), "sprung");
  const spell = `--report-only $(touch ${trap}) \`touch ${trap}\` "; touch ${trap}; " '; touch ${trap}; '\n::notice::x`;
  for (const input of ["environment", "base", "reason", "junit", "policy", "mode"]) {
    const { status, outputs } = runStep({ environment: "locked", [input]: spell });
    expect(existsSync(trap), input).toBe(false);
    expect(status, input).not.toBe(0);
    expect(outputs).toMatchObject({ allowed: "false" });
  }
});

test("between the markers of the runner nothing that a commit says is a command", () => {
  mkdirSync(join(repository.folder, "docs"), { recursive: true });
  repository.commit("::error::gotcha", { "docs/more.md": "text\n" });
  const { log } = runStep({ environment: "locked" });
  const [, pause = "none"] = /^::stop-commands::(\S+)$/m.exec(log) ?? [];
  expect(pause).toMatch(/^[0-9a-f-]{36}$/);
  const inside = log.slice(log.indexOf(`::stop-commands::${pause}`), log.indexOf(`::${pause}::`));
  expect(inside).toContain("locked");
  expect(log.replace(inside, "")).not.toContain("gotcha");
});
