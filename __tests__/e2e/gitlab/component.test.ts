/** The component, run by gitlab-ci-local in a shell against the local GitLab: inputs in; exit code, artifacts and dotenv variables out. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { version } from "../../../src/version.ts";
import { newFolder, run } from "../support/bundle.ts";
import { newRepository } from "../support/repository.ts";
import {
  approveAndPlay,
  bundlePath,
  ciLocal,
  mergeChange,
  node,
  openShop,
  outputsOf,
  runJob,
  type ShopStory,
  template,
  textOf,
} from "./stage.ts";

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

/** The pipeline of a team that takes the component in, and a deploy job that begins with the gate. */
const pipelineWith = (inputs: Readonly<Record<string, string>>): string =>
  [
    "stages: [check, deploy, after]",
    "include:",
    `  - component: $CI_SERVER_FQDN/release-gate/release-gate/release-gate@${version}`,
    "    inputs:",
    ...Object.entries({ stage: "check", ...inputs }).map(([name, value]) => `      ${name}: ${value}`),
    "deploy:",
    "  stage: deploy",
    "  needs: [release-gate]",
    `  environment: ${inputs["environment"] ?? ""}`,
    "  before_script:",
    "    - !reference [.release-gate-enforce, before_script]",
    "  script: ['./deploy.sh']",
    "later:",
    "  stage: after",
    "  needs: [release-gate]",
    "  script: ['echo \"later saw $RELEASE_GATE_DECISION\"']",
    "",
  ].join("\n");

const jobs = [
  { name: "test", status: "success" },
  { name: "release-gate" },
  { name: "deploy", environment: "production" },
] as const;

const shopWith = (inputs: Readonly<Record<string, string>>, more: Partial<ShopStory> = {}) =>
  openShop({
    files: { ".release-gate.yml": policy, ".gitlab-ci.yml": pipelineWith(inputs) },
    pipeline: { jobs },
    ...more,
  });

describe.skipIf(node === undefined)("the component", () => {
  test.concurrent("stops a deploy job whose receipt was lost", async () => {
    const shop = await shopWith({ environment: "production", mode: "evaluate" });
    approveAndPlay(shop.pipeline.job("deploy"));
    const { status, log } = await runJob(shop, "deploy");
    expect(status).not.toBe(0);
    expect(log).toContain("receipt.txt cannot be read");
    expect(log).not.toContain(`deploys ${shop.pipeline.state.sha}`);
  });

  test.concurrent("says error where nothing can be judged, and nothing of what lay there before", async () => {
    const shop = await shopWith({ environment: "production", "token-variable": "LOST_TOKEN" });
    mkdirSync(join(shop.folder, "release-gate"));
    writeFileSync(join(shop.folder, "release-gate/outputs.env"), "RELEASE_GATE_ALLOWED=true\n");
    writeFileSync(join(shop.folder, "release-gate/record.json"), "{}\n");
    const { status, log } = await runJob(shop, "release-gate");
    expect(status).not.toBe(0);
    expect(log).toContain("--token-variable names LOST_TOKEN, and that variable is empty");
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "error", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "release-gate/junit.xml")).toContain("<error ");
    expect(existsSync(join(shop.folder, "release-gate/record.json"))).toBe(false);
  });

  test.concurrent("goes on with report-only, takes several patterns and free text, hands outputs to later jobs, and tells no token", async () => {
    const shop = await shopWith({
      environment: "locked",
      "report-only": "true",
      junit: '"reports/a.xml\\nreports/b.xml"',
      reason: `"it's $(touch sprung) \\"urgent\\" 'now'"`,
    });
    // What a runner and administrators put into variables of a job, beside the token that the gate is given.
    const planted = {
      RELEASE_GATE_GROUP_TOKEN: "glpat-planted-group",
      CI_REGISTRY_PASSWORD: "glcbt-planted-registry",
      CI_DEPLOY_PASSWORD: "gldt-planted-deploy",
      GITHUB_TOKEN: "ghs_planted",
    };
    const as = shop.pipeline.job("release-gate");
    const { status, log } = await runJob(shop, "later", { as, variables: planted, args: ["--needs"] });
    expect(log).not.toMatch(/syntax error/i);
    expect(status, log).toBe(0);
    expect(log).toContain("later saw block");
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "block", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "release-gate/junit.xml")).toContain("<failure ");
    expect(existsSync(join(shop.folder, "sprung"))).toBe(false);
    expect(textOf(shop, "release-gate/record.json")).toContain("it's $(touch sprung)");
    const left = readdirSync(join(shop.folder, "release-gate"));
    expect(left.length).toBeGreaterThan(4);
    for (const text of [log, ...left.map((name) => textOf(shop, `release-gate/${name}`))])
      for (const secret of [shop.token, as.token(), ...Object.values(planted)]) expect(text).not.toContain(secret);
  });

  // Which values which input refuses is held to the template's own rules elsewhere; here that they are in force.
  test.concurrent("refuses an input that would end its quotes before any job runs", async () => {
    const repository = newRepository();
    repository.commit("ci: the pipeline", {
      ".gitlab-ci.yml": pipelineWith({ environment: `"x'; touch sprung; '"` }).replace(
        /component: .*/,
        "local: templates/release-gate.yml",
      ),
      "templates/release-gate.yml": template(),
    });
    const { status, log } = await ciLocal(repository.folder, ["--force-shell-executor", "release-gate"]);
    expect(status).not.toBe(0);
    expect(log).toMatch(/input/i);
    expect(existsSync(join(repository.folder, "release-gate"))).toBe(false);
    expect(existsSync(join(repository.folder, "sprung"))).toBe(false);
  });

  test.concurrent("tests itself by its own pipeline, in its own project", async () => {
    const shop = await openShop({
      path: "release-gate/release-gate",
      protect: [],
      files: {
        ".gitlab-ci.yml": readFileSync("gitlab-component/.gitlab-ci.yml", "utf8"),
        "templates/release-gate.yml": template(),
        LICENSE: readFileSync("gitlab-component/LICENSE", "utf8"),
      },
      pipeline: { jobs: [{ name: "gate" }, { name: "artifacts" }] },
    });
    const { status, log } = await runJob(shop, "artifacts", { as: shop.pipeline.job("gate"), args: ["--needs"] });
    expect(status, log).toBe(0);
    const release = await ciLocal(shop.folder, ["--list-csv-all", "--variable", `CI_COMMIT_TAG=${version}`]);
    expect(release.out).toMatch(/^release;/m);
  });

  test.concurrent("is taken in by the files that init writes, whose deployment begins with the gate", async () => {
    const files = {
      CODEOWNERS: "* @acme/operations\n",
      "docs/rollback.md": "# Back\n\n## Steps\n\nDeploy the tag before.\n",
      // Such changes are of high risk, says the policy that is written, and so somebody is asked.
      "db/migrate/1.sql": "select 1;\n",
    };
    const repository = newRepository();
    repository.commit("feat: begin", files);
    const init = run(process.execPath, [bundlePath(), "init", "--platform", "gitlab"], { cwd: repository.folder });
    expect([init.status, init.stderr]).toEqual([0, ""]);
    const written = [".gitlab-ci.yml", ".release-gate.yml"].map(
      (name) => [name, readFileSync(join(repository.folder, name), "utf8")] as const,
    );
    const shop = await openShop({
      files: { ...files, ...Object.fromEntries(written) },
      tell: (project) => mergeChange(project, { "db/migrate/2.sql": "drop table prices;\n" }),
      pipeline: { jobs },
    });
    const asked = await runJob(shop, "release-gate");
    expect(asked.status, asked.log).toBe(0);
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "wait" });
    // Without names in the policy every job has to be green, this one as well.
    shop.pipeline.job("release-gate").finish();
    approveAndPlay(shop.pipeline.job("deploy"));
    const late = await runJob(shop, "deploy");
    // The deployment itself is still to be filled in.
    expect(late.log).toContain("Put your deployment here.");
    expect(late.status).not.toBe(0);
  });
});

test("the image has all that the gate needs: what its Dockerfile copies runs, by the name that it gives it", () => {
  const lines = readFileSync("gitlab-component/Dockerfile", "utf8").split("\n");
  expect(lines.find((line) => line.startsWith("FROM "))).toMatch(/^FROM node:\d+-bookworm-slim$/);
  const root = newFolder("image");
  const copies = lines.flatMap((line) => /^COPY (\S+) (\S+)$/.exec(line)?.slice(1) ?? []);
  expect(copies.length).toBeGreaterThan(2);
  for (let at = 0; at < copies.length; at += 2) {
    const [from = "", to = ""] = copies.slice(at, at + 2);
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true });
  }
  const [, target = "", name = ""] = /ln -s (\S+) (\S+)/.exec(lines.join("\n")) ?? [];
  mkdirSync(dirname(join(root, name)), { recursive: true });
  // As `ln -s` in the image, where the root is the image's own.
  run("ln", ["-s", join(root, target), join(root, name)]);
  // The path that the template takes by default.
  expect(readFileSync("gitlab-component/templates/release-gate.yml", "utf8")).toContain(`default: ${target}\n`);
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };
  expect(run(join(root, name), ["--version"], { env })).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
  const repository = newRepository();
  repository.commit("feat: begin", { "README.md": "# Shop\n" });
  const checked = run(join(root, name), ["check", "--environment", "production"], { cwd: repository.folder, env });
  expect(checked.status, checked.stderr).toBe(3);
  expect(checked.stdout).toContain("NOT DETERMINED");
});
