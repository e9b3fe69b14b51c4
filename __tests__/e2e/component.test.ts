/** The GitLab component, run by gitlab-ci-local in a shell against the local GitLab: inputs in; exit code, artifacts and dotenv variables out. */
import { spawn } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobEnvironment, type LocalGitLab, type ProjectStories, startGitLab } from "../support/gitlab/index.ts";
import type { RunningPipeline } from "../support/gitlab/stories/pipelines.ts";
import { isAtHand, newFolder, nodes, run } from "./support/bundle.ts";
import { newRepository } from "./support/repository.ts";

/** gitlab-ci-local needs a newer Node than the product does. */
const node = nodes.find(({ version }) => Number.parseInt(version, 10) >= 22);
const program = resolve("node_modules/gitlab-ci-local/dist/index.js");
const path = `${dirname(node?.path ?? process.execPath)}:${process.env.PATH}`;

const policy = `version: 1
groups:
  operations: { gitlab: { groups: [acme/operations] } }
environments:
  production:
    checks:
      tests: { required: [test] }
      documents: { runbook: { files: [docs/runbook.md], sections: [Steps] } }
    approvals: { low: [{ group: operations }] }
  locked:
    checks: { documents: { plan: { files: [docs/none.md] } } }
    approvals: { low: [] }
`;

type Inputs = Readonly<Record<string, string>>;

/** The pipeline of a team that takes the component in, and a deploy job that begins with the gate. */
const pipelineWith = (inputs: Inputs): string =>
  [
    "stages: [check, deploy, after]",
    "include:",
    "  - local: templates/release-gate.yml",
    "    inputs:",
    "      bundle-path: tools/release-gate/cli/index.js",
    ...Object.entries({ stage: "check", ...inputs }).map(([name, value]) => `      ${name}: ${value}`),
    "deploy:",
    "  stage: deploy",
    "  needs: [release-gate]",
    "  environment: production",
    "  before_script:",
    "    - !reference [.release-gate-enforce, before_script]",
    "  script: ['echo \"deployed, as $RELEASE_GATE_DECISION was said before\"']",
    "later:",
    "  stage: after",
    "  needs: [release-gate]",
    "  script: ['echo \"later saw $RELEASE_GATE_DECISION\"']",
    "",
  ].join("\n");

interface Ran {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
}

interface Shop {
  readonly gitlab: LocalGitLab;
  readonly project: ProjectStories;
  readonly pipeline: RunningPipeline;
  readonly token: string;
  readonly folder: string;
}

const open: LocalGitLab[] = [];
const folders: string[] = [];
afterAll(async () => {
  await Promise.all(open.map((gitlab) => gitlab.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A project whose newest commit waits for its release, with the pipeline that is to release it, and a checkout of it. */
async function shopWith(inputs: Inputs): Promise<Shop> {
  const gitlab = await startGitLab({ prefix: "/gitlab" });
  open.push(gitlab);
  gitlab.group({ path: "acme/operations", members: ["olga"] });
  const project = gitlab.project({ path: "acme/shop", plan: "premium" });
  for (const name of ["ada", "bob"]) project.member(name);
  project.share("acme/operations");
  project.protect({ name: "production", deployers: [{ level: 30 }], rules: [{ group: "acme/operations" }] });
  const files = {
    ".release-gate.yml": policy,
    ".gitlab-ci.yml": pipelineWith(inputs),
    ".gitignore": "tools/\n.gitlab-ci-local/\nrelease-gate/\nhome/\n",
    "templates/release-gate.yml": readFileSync("gitlab-component/templates/release-gate.yml", "utf8"),
    "docs/runbook.md": "# Runbook\n\n## Steps\n\nDrain the queue, then switch over.\n",
  };
  project.commit({ by: "ada", message: "Begin", files });
  project.pipeline({ by: "ada", jobs: [{ name: "deploy", environment: "production", status: "success" }] });
  const commits = [{ message: "Show the price", files: { "src/price.ts": "export const price = 2;\n" } }];
  project.mergeRequest({ by: "ada", title: "Show the price", commits, approvals: ["bob"], merged: { by: "ada" } });
  const pipeline = project.pipeline({
    by: "ada",
    jobs: [
      { name: "test", status: "success" },
      { name: "release-gate" },
      { name: "deploy", environment: "production" },
    ],
  });
  const folder = newFolder("component");
  folders.push(folder);
  project.checkOut(folder, pipeline.state.sha);
  run("git", ["remote", "add", "origin", "git@gitlab.com:acme/shop.git"], { cwd: folder });
  cpSync("dist", join(folder, "tools/release-gate"), { recursive: true });
  return { gitlab, project, pipeline, token: project.token({ level: 40 }), folder };
}

const outputsIn = (folder: string): Readonly<Record<string, string>> => {
  const file = join(folder, "release-gate/outputs.env");
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
};

/** Runs one job as the runner would: what GitLab's variables say is the local GitLab's. */
async function runJob(shop: Shop, job: string, more: Inputs = {}): Promise<Ran> {
  const { gitlab, project, pipeline, token, folder } = shop;
  const known = job === "later" ? "release-gate" : job;
  const own = { ...jobEnvironment({ gitlab, project, job: pipeline.job(known), token }), ...more };
  const { CI_ENVIRONMENT_NAME: _environment, CI: _ci, ...variables } = own;
  const given = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
  const args = [program, "--force-shell-executor", ...given, job];
  const child = spawn(node?.path ?? "node", args, {
    cwd: folder,
    env: { PATH: path, HOME: join(folder, "home"), TZ: "UTC" },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      log += part;
    });
  const status = await new Promise<number | null>((done) => {
    child.once("close", done);
  });
  expect(gitlab.violations).toEqual([]);
  return { status, log, outputs: outputsIn(folder) };
}

const textOf = ({ folder }: Shop, name: string): string => readFileSync(join(folder, "release-gate", name), "utf8");

describe.skipIf(node === undefined)("the component", () => {
  beforeAll(() => {
    if (!isAtHand("rsync")) throw new Error("These tests need rsync: apt-get install rsync.");
  });

  test("asks first, holds the deploy job back until the group approved, and then lets it go on", async () => {
    const shop = await shopWith({ environment: "production", mode: "evaluate" });
    const asked = await runJob(shop, "release-gate");
    expect(asked.status, asked.log).toBe(0);
    expect(asked.outputs).toMatchObject({ RELEASE_GATE_DECISION: "wait", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "receipt.txt")).toMatch(/^release-gate-receipt:1:\S+\n$/);
    expect(textOf(shop, "junit.xml")).toContain('<testsuite name="release-gate: production"');
    expect(textOf(shop, "report.md")).toContain("production");
    const outputs = JSON.parse(textOf(shop, "outputs.json")) as Readonly<Record<string, unknown>>;
    expect(outputs["missing-approvals"]).toMatchObject([{ "any-of": ["operations"], missing: 1 }]);
    const record = JSON.parse(textOf(shop, "record.json")) as { readonly digests: { readonly decision: string } };
    expect(record.digests.decision).toBe(asked.outputs.RELEASE_GATE_DECISION_DIGEST);
    expect(asked.log).toContain("release_gate_checks");

    const early = await runJob(shop, "deploy");
    expect(early.status).not.toBe(0);
    expect(early.log).not.toContain("deployed, as");

    const waiting = shop.pipeline.job("deploy");
    // Nobody can start a job that GitLab holds back, so the early look above cannot have moved it.
    waiting.state.status = "manual";
    waiting.deployment.state.status = "blocked";
    waiting.deployment.approve("olga");
    waiting.play("bob");
    const late = await runJob(shop, "deploy");
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain("deployed, as wait was said before");
    for (const { log } of [asked, early, late]) {
      expect(log).not.toContain(shop.token);
      expect(log).not.toMatch(/glcbt-/);
    }
  });

  test("stops a deploy job whose receipt was lost, and a blocked release, and hands outputs to later jobs", async () => {
    const shop = await shopWith({ environment: "locked", mode: "evaluate" });
    const blocked = await runJob(shop, "release-gate");
    expect(blocked.status, blocked.log).toBe(1);
    expect(blocked.outputs).toMatchObject({ RELEASE_GATE_DECISION: "block", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "junit.xml")).toContain("<failure ");
    rmSync(join(shop.folder, "release-gate"), { recursive: true, force: true });
    rmSync(join(shop.folder, ".gitlab-ci-local/artifacts"), { recursive: true, force: true });
    const lost = await runJob(shop, "deploy");
    expect(lost.status).not.toBe(0);
    expect(lost.log).toContain("receipt.txt cannot be read");
    expect(lost.log).not.toContain("deployed, as");
  });

  test("says error where nothing can be judged, and nothing of what lay there before", async () => {
    const shop = await shopWith({ environment: "production", "token-variable": "LOST_TOKEN" });
    const { status, log, outputs } = await runJob(shop, "release-gate");
    expect(status).not.toBe(0);
    expect(log).toContain("--token-variable names LOST_TOKEN, and that variable is empty");
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "error", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "junit.xml")).toContain("<error ");
    expect(existsSync(join(shop.folder, "release-gate/record.json"))).toBe(false);
  });

  test("goes on with report-only, takes several patterns and free text, and hands outputs to later jobs", async () => {
    const shop = await shopWith({
      environment: "locked",
      "report-only": "true",
      junit: '"reports/a.xml\\nreports/b.xml"',
      reason: `"it's $(touch sprung) \\"urgent\\" 'now'"`,
    });
    const { status, log, outputs } = await runJob(shop, "release-gate");
    expect(log).not.toMatch(/syntax error/i);
    expect(status, log).toBe(0);
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "block", RELEASE_GATE_ALLOWED: "false" });
    expect(existsSync(join(shop.folder, "sprung"))).toBe(false);
    expect(textOf(shop, "record.json")).toContain("it's $(touch sprung)");
    const later = await runJob(shop, "later");
    expect(later.log).toContain("later saw block");
  });

  const refused: readonly (readonly [string, Inputs])[] = [
    ["an input that would end its quotes", { environment: `"x'; touch sprung; '"` }],
    ["a mode that there is not", { environment: "production", mode: "off" }],
    ["a change type that there is not", { environment: "production", "change-type": "hurry" }],
    ["a flag that is neither", { environment: "production", "report-only": '"perhaps"' }],
    ["a variable's name that is none", { environment: "production", "token-variable": '"A B"' }],
  ];
  test.each(refused)("refuses %s before any job runs", async (_name, inputs) => {
    const shop = await shopWith(inputs);
    const { status, log, outputs } = await runJob(shop, "release-gate");
    expect(status).not.toBe(0);
    expect(log).toMatch(/input/i);
    expect(outputs).toEqual({});
    expect(existsSync(join(shop.folder, "sprung"))).toBe(false);
  });

  test.each([".gitlab-ci.yml", "gitlab-component/.gitlab-ci.yml"])("the pipeline in %s is sound", (file) => {
    const repository = newRepository();
    folders.push(repository.folder);
    const text = readFileSync(file, "utf8").replaceAll(
      /component: \$CI_SERVER_FQDN\S+/g,
      "local: templates/release-gate.yml",
    );
    const template = readFileSync("gitlab-component/templates/release-gate.yml", "utf8");
    repository.commit("ci: the pipeline", { ".gitlab-ci.yml": text, "templates/release-gate.yml": template });
    const { status, stdout, stderr } = run(node?.path ?? "node", [program, "--list-csv-all"], {
      cwd: repository.folder,
      env: { PATH: path, HOME: join(repository.folder, "home") },
    });
    expect(status, stdout + stderr).toBe(0);
    const jobs =
      file === ".gitlab-ci.yml" ? ["everything", "node", "container-image"] : ["gate", "artifacts", "release"];
    for (const job of jobs) expect(stdout).toContain(job);
  });
});
