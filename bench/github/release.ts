/** A release of so many commits on the local GitHub, and what the runner tells the action that judges it. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitHub } from "../../__tests__/support/github/server.ts";
import type { RepositoryStories } from "../../__tests__/support/github/stories/repository.ts";
import { type Replay, startReplay } from "./replay.ts";

export interface Release {
  readonly replay: Replay;
  /** With a checkout of the whole history in the workspace, or with an empty one. */
  env(checkout: boolean): Readonly<Record<string, string>>;
}

const policy = "version: 1\nextends: builtin:standard\nenvironments:\n  production: {}\n";
const permissions = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  "pull-requests": "read",
  statuses: "read",
} as const;

/** `commits` in half as many pull requests (above 1,000 in a hundredth), each reviewed, after one release that went out. */
export async function makeRelease(commits: number): Promise<Release> {
  const github = await startGitHub();
  for (const login of ["ada", "bob"]) github.person(login, { emails: [`${login}@example.com`] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "bob"]) shop.collaborator(login, "write");
  shop.environment({ name: "production" });
  shop.commit({
    message: "Begin",
    files: {
      "README.md": "# Shop\n",
      "docs/rollback.md": "# Back\n\nDeploy the tag before.\n",
      ".release-gate.yml": policy,
    },
  });
  const before = shop.workflowRun({ headSha: shop.at("main"), jobs: [] });
  before.add({ name: "deploy", environment: "production" }).start().finish();
  merge(shop, commits);
  const headSha = shop.at("main");
  const run = shop.workflowRun({ headSha, actor: "ada", jobs: [{ name: "gate", runnerName: "runner-of-gate" }] });
  shop.workflowRun({ headSha, jobs: [] }).add({ name: "test" }).start().finish();
  const token = github.token({ permissions, repositories: ["acme/shop"] });

  const replay = await startReplay(github.url);
  const temp = mkdtempSync(join(tmpdir(), "release-gate-bench-"));
  const [full, empty] = [join(temp, "full"), join(temp, "empty")];
  mkdirSync(empty);
  mkdirSync(full);
  shop.checkOut(full, headSha);
  for (const file of ["output", "summary"]) writeFileSync(join(temp, file), "");
  writeFileSync(join(temp, "event.json"), "{}");
  return {
    replay,
    env: (checkout) => ({
      PATH: process.env["PATH"] ?? "",
      HOME: temp,
      TZ: "UTC",
      GITHUB_ACTIONS: "true",
      GITHUB_API_URL: replay.url,
      GITHUB_GRAPHQL_URL: `${replay.url}/graphql`,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_ATTEMPT: "1",
      GITHUB_SHA: headSha,
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_NAME: "main",
      GITHUB_EVENT_NAME: "push",
      GITHUB_EVENT_PATH: join(temp, "event.json"),
      GITHUB_OUTPUT: join(temp, "output"),
      GITHUB_STEP_SUMMARY: join(temp, "summary"),
      GITHUB_WORKSPACE: checkout ? full : empty,
      RUNNER_NAME: "runner-of-gate",
      RUNNER_TEMP: temp,
      INPUT_ENVIRONMENT: "production",
      INPUT_TOKEN: token,
      "INPUT_CHECK-RUN-ID": String(run.job("gate").id),
    }),
  };
}

/** So many commits in one pull request: where there are very many, making half as many pull requests would take longer than judging them. */
const together = (commits: number): number => Math.min(commits, commits > 1000 ? 100 : 2);

function merge(shop: RepositoryStories, commits: number): void {
  const each = together(commits);
  for (let done = 0; done < commits; done += each) {
    const index = done / each;
    const change = (number: number) => ({
      message: `Change ${index}, part ${number}`,
      files: { [`src/${index % 200}.ts`]: `${index} ${number}\n` },
    });
    shop.pullRequest({
      by: "ada",
      title: `Change ${index}`,
      commits: Array.from({ length: each }, (_, number) => change(number)),
      reviews: [{ by: "bob" }],
      merged: { by: "bob", how: commits === 1 ? "squash" : "rebase" },
    });
  }
}
