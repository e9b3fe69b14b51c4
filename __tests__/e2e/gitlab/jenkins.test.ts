/** The Jenkinsfile as it stands, with the environment that Jenkins gives, against the local GitLab and the local GitHub. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startGitHub } from "../../support/github/index.ts";
import { startGitLab } from "../../support/gitlab/index.ts";
import { type JenkinsOutcome, readJenkinsfile, runJenkinsfile } from "../../support/jenkinsfile.ts";
import { copyOfBundle, newFolder, nodes, run } from "../support/bundle.ts";

const text = readFileSync("docs/examples/gitlab/Jenkinsfile", "utf8");

/** As the image has it: the bundle by its name on the path. */
const bin = newFolder("bin");
symlinkSync(join(copyOfBundle(), "cli", "index.js"), join(bin, "release-gate"));
symlinkSync(nodes.at(-1)?.path ?? process.execPath, join(bin, "node"));

const files = {
  ".release-gate.yml": `version: 1
groups:
  operations: { users: [olga], github: { pull-request-reviews: true }, gitlab: { merge-request-approvals: true } }
environments:
  production:
    checks: { documents: { runbook: { files: [docs/runbook.md], sections: [Steps] } } }
    approvals: { low: [{ group: operations }] }
`,
  "docs/runbook.md": "# Runbook\n\n## Steps\n\nDrain the queue, then switch over.\n",
  "deploy.sh": '#!/bin/sh\necho "deploys $(git rev-parse HEAD)"\n',
};
const change = { title: "Show the price", commits: [{ files: { "src/price.ts": "export const price = 2;\n" } }] };

interface Project {
  at(ref: string): string;
  checkOut(folder: string): void;
}

/** A build of main, as Jenkins begins it: the commit checked out, and its variables set. */
async function build(
  project: Project,
  platform: string,
  url: string,
  env: Readonly<Record<string, string>>,
  token: string,
) {
  const workspace = newFolder("jenkins");
  project.checkOut(workspace);
  run("chmod", ["+x", join(workspace, "deploy.sh")]);
  const home = join(workspace, "..", "home");
  mkdirSync(home, { recursive: true });
  const head = project.at("main");
  const outcome = await runJenkinsfile(text.replaceAll("https://gitlab.example.com", url), {
    workspace,
    parameters: { PLATFORM: platform },
    credentials: { [platform === "gitlab" ? "gitlab-read-api" : "github-read"]: token },
    env: {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      HOME: home,
      CI: "true",
      JENKINS_URL: "https://jenkins.example.com/",
      JOB_NAME: "shop/main",
      BUILD_NUMBER: "7",
      BUILD_URL: "https://jenkins.example.com/job/shop/job/main/7/",
      WORKSPACE: workspace,
      BRANCH_NAME: "main",
      GIT_BRANCH: "main",
      GIT_COMMIT: head,
      ...env,
    },
  });
  expect(outcome.log).not.toContain(token);
  return { outcome, head, record: (): string => readFileSync(join(workspace, "release-gate/record.json"), "utf8") };
}

const onlyWaits = ({ stages, codes, log }: JenkinsOutcome): void => {
  expect([stages, codes], log).toEqual([{ Gate: "failure", Deploy: "not run" }, [1]]);
};

test.concurrent("on GitLab it deploys only what operations approved in the merge request", async () => {
  const gitlab = await startGitLab({ prefix: "/gitlab" });
  const shop = gitlab.project({ path: "acme/shop", plan: "premium" });
  for (const name of ["ada", "bob", "olga"]) shop.member(name);
  shop.state.approvalSettings.resetOnPush = true;
  shop.commit({ by: "bob", message: "Begin", files });
  const deployed = () =>
    shop.pipeline({ by: "bob", jobs: [{ name: "deploy", environment: "production", status: "success" }] });
  deployed();
  const token = shop.token({ level: 40 });
  const go = () => build(shop, "gitlab", gitlab.serverUrl, {}, token);
  shop.mergeRequest({ by: "ada", ...change, approvals: ["bob"], merged: { by: "bob" } });
  onlyWaits((await go()).outcome);
  deployed();
  const more = { ...change, commits: [{ files: { "src/price.ts": "export const price = 3;\n" } }] };
  shop.mergeRequest({ by: "ada", ...more, approvals: ["olga"], merged: { by: "bob" } });
  const { outcome, head, record } = await go();
  expect([outcome.stages, outcome.codes], outcome.log).toEqual([{ Gate: "success", Deploy: "success" }, [0, 0]]);
  expect(outcome.log).toContain(`deploys ${head}`);
  expect(record()).not.toContain(token);
  expect(gitlab.violations).toEqual([]);
  await gitlab.close();
});

test.concurrent("on GitHub it deploys only what operations approved in the pull request", async () => {
  const github = await startGitHub();
  for (const login of ["ada", "bob", "olga"]) github.person(login, { emails: [`${login}@example.com`], name: login });
  github.organization("acme", { members: ["ada", "bob", "olga"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "bob", "olga"]) shop.collaborator(login, "write");
  shop.commit({ by: "bob", message: "Begin", files });
  const deployed = () => {
    const run = shop.workflowRun({ headSha: shop.at("main") });
    run.add({ name: "deploy", environment: "production" }).start().finish();
  };
  deployed();
  const permissions = {
    actions: "read",
    checks: "read",
    contents: "read",
    deployments: "read",
    issues: "read",
    "pull-requests": "read",
    statuses: "read",
  } as const;
  const token = github.token({ permissions, repositories: ["acme/shop"] });
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
  };
  const go = () => build(shop, "github", "", env, token);
  const pull = shop.pullRequest({ by: "ada", ...change });
  pull.review({ by: "bob" });
  pull.merge({ by: "bob", how: "merge" });
  onlyWaits((await go()).outcome);
  deployed();
  const more = shop.pullRequest({
    by: "ada",
    title: "Again",
    commits: [{ files: { "src/price.ts": "export const price = 3;\n" } }],
  });
  more.review({ by: "olga" });
  more.merge({ by: "bob", how: "merge" });
  const { outcome, head, record } = await go();
  expect([outcome.stages, outcome.codes], outcome.log).toEqual([{ Gate: "success", Deploy: "success" }, [0, 0]]);
  expect(outcome.log).toContain(`deploys ${head}`);
  expect(record()).not.toContain(token);
  expect(github.violations).toEqual([]);
  await github.close();
});

test.each([
  ["a bracket that is not closed", text.replace("stage('Gate') {", "stage('Gate' {")],
  ["a brace that is not closed", text.trimEnd().slice(0, -1)],
  ["a quote that is not closed", text.replace("'./deploy.sh'", "'./deploy.sh")],
  ["two steps on one line", text.replace("sh './deploy.sh'", "sh './deploy.sh' sh 'true'")],
])("a Jenkinsfile with %s is refused, so reading it says something", (_what, broken) => {
  expect(broken).not.toBe(text);
  expect(() => readJenkinsfile(broken)).toThrow(/^Jenkinsfile:\d+: .* expected/);
});
