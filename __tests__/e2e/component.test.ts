/** The GitLab component, run by gitlab-ci-local in a shell: inputs in, exit code, artifacts and dotenv variables out. */
import { cpSync, existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { isAtHand, newFolder, nodes, type Outcome, run } from "./support/bundle.ts";
import { newRepository, releasedRepository } from "./support/repository.ts";

/** gitlab-ci-local needs a newer Node than the product does. */
const node = nodes.find(({ version }) => Number.parseInt(version, 10) >= 22);
const program = resolve("node_modules/gitlab-ci-local/dist/index.js");

const policy = `version: 1
environments:
  production:
    checks: { rollback: { documents: [docs/rollback.md], sections: [Steps], enforcement: advisory } }
    approvals: { low: [] }
  locked:
    checks: { documents: { runbook: { files: [docs/none.md] } } }
    approvals: { low: [] }
`;

const pipeline = (inputs: Readonly<Record<string, string>>, after = ""): string =>
  [
    "stages: [deploy, after]",
    "include:",
    "  - local: templates/release-gate.yml",
    "    inputs:",
    "      bundle-path: tools/release-gate/cli/index.js",
    ...Object.entries(inputs).map(([name, value]) => `      ${name}: ${value}`),
    after,
    "",
  ].join("\n");

interface Job extends Outcome {
  readonly folder: string;
  readonly outputs: Readonly<Record<string, string>>;
}

function runJob(inputs: Readonly<Record<string, string>>, after = "", args: readonly string[] = ["release-gate"]): Job {
  const repository = releasedRepository();
  cpSync("dist", join(repository.folder, "tools/release-gate"), { recursive: true });
  cpSync("gitlab-component/templates", join(repository.folder, "templates"), { recursive: true });
  repository.git("remote", "add", "origin", "git@gitlab.com:acme/app.git");
  repository.commit("chore: a pipeline", { ".release-gate.yml": policy, ".gitlab-ci.yml": pipeline(inputs, after) });
  const outcome = run(node?.path ?? "node", [program, "--force-shell-executor", ...args], {
    cwd: repository.folder,
    env: {
      PATH: `${dirname(node?.path ?? process.execPath)}:${process.env.PATH}`,
      HOME: newFolder("home"),
    },
  });
  const dotenv = join(repository.folder, "release-gate/outputs.env");
  const lines = existsSync(dotenv) ? readFileSync(dotenv, "utf8").trim().split("\n") : [];
  return {
    ...outcome,
    folder: repository.folder,
    outputs: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ),
  };
}

describe.skipIf(node === undefined)("the component", () => {
  beforeAll(() => {
    if (!isAtHand("rsync")) throw new Error("These tests need rsync: apt-get install rsync.");
  });

  test("lets an allowed release go on, and hands outputs to later jobs", () => {
    const after =
      "later:\n  stage: after\n  needs: [release-gate]\n  script: ['echo \"later saw $RELEASE_GATE_DECISION\"']";
    const { status, stdout, stderr, folder, outputs } = runJob({ environment: "production" }, after, []);
    expect(status, stdout + stderr).toBe(0);
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "allow", RELEASE_GATE_ALLOWED: "true" });
    expect(stdout).toContain("later saw allow");
    const record = JSON.parse(readFileSync(join(folder, "release-gate/record.json"), "utf8")) as {
      readonly digests: { readonly decision: string };
    };
    expect(record.digests.decision).toBe(outputs.RELEASE_GATE_DECISION_DIGEST);
    expect(readFileSync(join(folder, "release-gate/report.md"), "utf8")).toContain("production");
  });

  test("stops a blocked release", () => {
    const { status, outputs } = runJob({ environment: "locked" });
    expect(status).toBe(1);
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "block", RELEASE_GATE_ALLOWED: "false" });
  });

  test("goes on with report-only, and does not change what is said", () => {
    const { status, outputs } = runJob({ environment: "locked", "report-only": "true" });
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "block", RELEASE_GATE_ALLOWED: "false" });
  });

  test("says error where nothing can be judged", () => {
    const { status, outputs } = runJob({ environment: "production", policy: "no-such-file.yml" });
    expect(status).toBe(1);
    expect(outputs).toMatchObject({
      RELEASE_GATE_DECISION: "error",
      RELEASE_GATE_ALLOWED: "false",
      RELEASE_GATE_RECORD_PATH: "",
    });
  });

  test("takes several patterns and free text", () => {
    const { status, stdout, stderr } = runJob({
      environment: "production",
      junit: '"reports/a.xml\\nreports/b.xml"',
      reason: `"it's $(touch sprung) urgent"`,
    });
    expect(stdout + stderr).not.toMatch(/syntax error/i);
    expect(status, stdout + stderr).toBe(0);
  });

  const refused: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["an input that would end its quotes", { environment: `"x'; touch sprung; '"` }],
    ["a mode that there is not", { environment: "production", mode: "off" }],
    ["a change type that there is not", { environment: "production", "change-type": "hurry" }],
    ["a flag that is neither", { environment: "production", "report-only": '"perhaps"' }],
  ];
  test.each(refused)("refuses %s before any job runs", (_name, inputs) => {
    const { status, stdout, stderr, folder, outputs } = runJob(inputs);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toMatch(/input/i);
    expect(outputs).toEqual({});
    expect(existsSync(join(folder, "sprung"))).toBe(false);
  });

  test("the pipeline of this project itself is sound", () => {
    const repository = newRepository();
    repository.commit("ci: the pipeline", { ".gitlab-ci.yml": readFileSync(".gitlab-ci.yml", "utf8") });
    const { status, stdout, stderr } = run(node?.path ?? "node", [program, "--list-csv-all"], {
      cwd: repository.folder,
      env: { PATH: `${dirname(node?.path ?? process.execPath)}:${process.env.PATH}`, HOME: newFolder("home") },
    });
    expect(status, stdout + stderr).toBe(0);
    for (const job of ["everything", "node", "container-image"]) expect(stdout).toContain(job);
  });
});
