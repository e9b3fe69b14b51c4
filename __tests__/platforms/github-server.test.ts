/** Holds the local GitHub to GitHub's own descriptions, so that what the gate meets in tests is what it meets outside. */
import { afterEach, expect, test } from "vitest";
import { type GitHubOptions, type LocalGitHub, startGitHub } from "../support/github/index.ts";

const started: LocalGitHub[] = [];
afterEach(async () => {
  for (const github of started.splice(0)) await github.close();
});

async function start(options: GitHubOptions = {}): Promise<LocalGitHub> {
  const github = await startGitHub(options);
  started.push(github);
  return github;
}

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads out of an answer it knows.
  readonly body: Record<string, never> & readonly Record<string, never>[];
}

async function ask(github: LocalGitHub, token: string | null, path: string, init: RequestInit = {}): Promise<Reply> {
  const headers = {
    accept: "application/vnd.github+json",
    "user-agent": "test",
    "x-github-api-version": "2022-11-28",
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(init.headers as Record<string, string> | undefined),
  };
  const response = await fetch(path.startsWith("http") ? path : github.url + path, { ...init, headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

test("an environment is approved by its reviewer, and the run sees it", async () => {
  const github = await start();
  github.team({ org: "acme", slug: "operations", members: ["olga"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  shop.environment({
    name: "production",
    reviewers: ["acme/operations", "bob"],
    preventSelfReview: true,
    waitTimer: 5,
    canAdminsBypass: true,
  });
  const sha = shop.commit({ files: { "README.md": "Shop\n" } });
  const run = shop.workflowRun({ headSha: sha, jobs: [{ name: "deploy", environment: "production" }] });
  const token = github.token({ permissions: { actions: "read", deployments: "read" } });
  const base = "/repos/acme/shop";

  const answers = [
    await ask(github, token, `${base}/environments/Production`),
    await ask(github, token, `${base}/environments`),
    await ask(github, token, `${base}/actions/runs/${run.id}`),
    await ask(github, token, `${base}/actions/runs/${run.id}/attempts/1/jobs`),
    await ask(github, token, `${base}/actions/runs/${run.id}/pending_deployments`),
    await ask(github, token, `${base}/deployments?environment=production`),
    await ask(github, token, `${base}/deployments/${run.job("deploy").state.deployment?.id}/statuses`),
  ];
  expect(github.violations).toEqual([]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200, 200, 200]);

  run.approve("production", "olga", "fine");
  const approvals = await ask(github, token, `${base}/actions/runs/${run.id}/approvals`);
  expect(approvals.body).toMatchObject([{ state: "approved", user: { login: "olga" }, comment: "fine" }]);
  const still = await ask(github, token, `${base}/actions/runs/${run.id}/pending_deployments`);
  expect(still.body).toEqual([]);
});
