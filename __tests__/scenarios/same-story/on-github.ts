/** Lets a story happen on the local GitHub. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startGitHub } from "../../support/github/index.ts";
import { judge } from "./judge.ts";
import { makeClock, moments, type Story, type Teller } from "./story.ts";

const permissions = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  // The review of an emergency is an issue.
  issues: "write",
  "pull-requests": "read",
  statuses: "read",
} as const;

const conclusions = { success: { conclusion: "success" }, failed: { conclusion: "failure" }, running: {} } as const;

export const onGitHub: Teller = async (story: Story, folder: string, checkout: boolean) => {
  const clock = makeClock();
  const github = await startGitHub({ now: clock.now });
  const people = ["ada", "bob", "carol", "dave"];
  for (const login of [...people, "olga", "oskar", "sam"])
    github.person(login, { emails: [`${login}@example.com`], name: login });
  github.organization("acme", { members: people });
  github.team({ org: "acme", slug: "operations", members: ["olga", "oskar"] });
  github.team({ org: "acme", slug: "security", members: ["sam"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of people) shop.collaborator(login, "write");
  for (const group of ["operations", "security"])
    shop.environment({ name: `approve-${group}`, reviewers: [`acme/${group}`], canAdminsBypass: false });

  const at = moments();
  shop.commit({ by: "carol", message: "Begin", files: { "README.md": "# Shop\n" }, at: at() });
  shop.commit({ by: "carol", message: "Adopt the gate", files: { ".release-gate.yml": story.policy }, at: at() });
  const deployed: string[] = [];
  for (const event of story.events) {
    if (event.kind === "push") {
      shop.commit({ by: event.by, message: event.message, files: event.files, at: at() });
    } else if (event.kind === "deployed") {
      const { environment, ended } = event;
      deployed.push(shop.at("main"));
      const run = shop.workflowRun({ headSha: shop.at("main"), at: at() });
      run
        .add({ name: "deploy", environment })
        .start()
        .finish(ended === "failed" ? "failure" : "success");
    } else {
      const { by, title, files, approvedBy = [], pushedLater, mergedBy } = event.change;
      const pull = shop.pullRequest({ by, title, commits: [{ message: title, files, at: at() }], at: at() });
      for (const one of approvedBy) pull.review({ by: one, at: at() });
      const later = { message: "One more thing", files: { "later.ts": "1\n" } };
      if (pushedLater !== undefined) pull.push({ by: pushedLater, ...later, at: at() });
      pull.merge({ by: mergedBy, how: "merge", at: at() });
    }
  }
  const head = story.back === undefined ? shop.at("main") : (deployed.at(-1 - story.back) ?? "");
  const ci = shop.workflowRun({ name: "ci", path: "ci.yml", headSha: head });
  for (const { name, outcome } of story.ci ?? []) ci.add({ name, ...conclusions[outcome] });
  if (story.underWay === true)
    shop.workflowRun({ headSha: head }).add({ name: "deploy", environment: "production" }).start();
  const run = shop.workflowRun({ headSha: head, actor: "ada" });
  run.add({ name: "gate", runnerName: "runner-of-gate" });
  const token = github.token({ permissions, repositories: ["acme/shop"] });
  const work = checkout ? join(folder, "work") : "/nonexistent";
  if (checkout) {
    mkdirSync(work);
    shop.checkOut(work, head);
  }

  const ask = (mode: "evaluate" | "enforce", receipt: string | null, job: string) => {
    clock.pass(10);
    return judge({
      folder,
      now: clock.now().toISOString(),
      secrets: { token, orgToken: null },
      checkRunId: String(run.job(job).id),
      texts: { mode, receipt, repo: work, "change-type": story.changeType ?? "normal", reason: story.reason ?? null },
      env: {
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "acme/shop",
        GITHUB_API_URL: github.url,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        GITHUB_SERVER_URL: github.serverUrl,
        GITHUB_RUN_ID: String(run.id),
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_SHA: head,
        GITHUB_REF_NAME: "main",
        GITHUB_EVENT_NAME: "push",
        RUNNER_NAME: "runner-of-gate",
      },
    });
  };
  return {
    evaluate: () => ask("evaluate", null, "gate"),
    say: (said) => {
      clock.pass(10);
      run.job("gate").finish();
      for (const { by, group, what } of said) {
        run.add({ name: `approve (${by})`, environment: `approve-${group}`, needs: ["gate"] });
        if (what === "rejected") run.reject(`approve-${group}`, by);
        else {
          run.approve(`approve-${group}`, by);
          run.job(`approve (${by})`).start().finish();
        }
      }
      run.add({ name: "deploy", environment: "production", needs: ["gate"], runnerName: "runner-of-gate" });
    },
    enforce: (receipt) => ask("enforce", receipt, "deploy"),
    violations: () => github.violations,
    close: () => github.close(),
  };
};
