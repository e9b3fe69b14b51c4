/** Sets the stage for tests of the GitHub platform: a small shop, what ran in production, and the gate as it would be asked there. */
import { afterEach } from "vitest";
import { type EvidenceKind, evidenceKinds } from "../../../src/core/evidence/evidence.ts";
import { noParticulars, type Query } from "../../../src/core/evidence/query.ts";
import type { ClientOptions } from "../../../src/platforms/github/client.ts";
import { openGithub } from "../../../src/platforms/github/index.ts";
import type { Session, Surroundings } from "../../../src/platforms/platform.ts";
import { type GitHubOptions, type LocalGitHub, startGitHub } from "../../support/github/index.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import type { Run } from "../../support/github/stories/runs.ts";
import { makeFolder } from "../../support/repository.ts";

/** All that the gate may ever ask for. */
export const everyPermission = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  issues: "read",
  "pull-requests": "read",
  statuses: "read",
} as const;

export interface Stage {
  readonly github: LocalGitHub;
  readonly shop: RepositoryStories;
  /** The commit that runs in production. */
  readonly deployed: string;
  /** The run that asks; its job `gate` is under way. */
  run: Run;
  readonly token: string;
}

const open: LocalGitHub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

interface StageOptions extends GitHubOptions {
  readonly permissions?: Readonly<Record<string, "read" | "write">>;
  /** Runs before the run that asks is made; gives its head (the default branch's tip when nothing is given). */
  readonly tell?: (shop: RepositoryStories, github: LocalGitHub) => string | undefined;
  /** Nothing was deployed before. */
  readonly isFirst?: boolean;
  readonly event?: string;
}

/** One earlier release in production, one merged and approved pull request since, and a run on the tip of main. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const { permissions = everyPermission, tell, isFirst = false } = options;
  const github = await startGitHub(options);
  open.push(github);
  for (const login of ["ada", "bob", "carol"]) github.person(login, { emails: [`${login}@example.com`], name: login });
  github.organization("acme", { members: ["ada", "bob", "carol", "dave"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "bob", "carol"]) shop.collaborator(login, "write");
  shop.environment({ name: "production", reviewers: ["carol", "bob"], canAdminsBypass: false });
  shop.commit({ message: "Begin", files: { "src/price.ts": "export const price = 1;\n", "README.md": "# Shop\n" } });
  const deployed = shop.commit({ message: "Show prices", files: { "src/price.ts": "export const price = 2;\n" } });
  if (!isFirst) deploy(shop, deployed);
  const told = tell === undefined ? mergeChange(shop) : tell(shop, github);
  const run = startRun(shop, told ?? shop.at("main"), options.event);
  return { github, shop, deployed, run, token: github.token({ permissions, repositories: ["acme/shop"] }) };
}

/** A run from main whose job deployed this commit to an environment. */
export function deploy(
  shop: RepositoryStories,
  sha: string,
  { environment = "production", branch = "main", conclusion = "success" as "success" | "failure", event = "push" } = {},
): Run {
  const run = shop.workflowRun({ headSha: sha, headBranch: branch, event, jobs: [] });
  const job = run.add({ name: "deploy", environment });
  if (job.state.check.status === "waiting") run.approve(environment, "carol");
  if (job.state.check.status !== "completed") job.start().finish(conclusion);
  return run;
}

/** A pull request of ada's, approved by bob and squashed by GitHub. */
export function mergeChange(shop: RepositoryStories, title = "Show the price with tax"): string {
  shop.pullRequest({
    by: "ada",
    title,
    commits: [{ message: title, files: { "src/price.ts": `export const price = "${title}";\n` } }],
    reviews: [{ by: "bob" }],
    merged: { by: "ada", how: "squash" },
  });
  return shop.at("main");
}

export function startRun(shop: RepositoryStories, headSha: string, event = "push"): Run {
  return shop.workflowRun({ headSha, event, actor: "ada", jobs: [{ name: "gate", runnerName: "runner-of-gate" }] });
}

export interface Asked extends Partial<Surroundings> {
  readonly checkout?: boolean;
  readonly client?: ClientOptions;
}

/** The surroundings of the job `gate` of the run. */
export function surroundings({ github, run, token }: Stage, asked: Asked = {}): Surroundings {
  const { checkout: _checkout, client: _client, env, ...over } = asked;
  return {
    environment: "production",
    repository: "/nonexistent",
    base: null,
    head: null,
    junit: [],
    coverage: [],
    approvalsFile: null,
    now: new Date().toISOString(),
    progress: () => {},
    secrets: { token, orgToken: null },
    checkRunId: String(run.job("gate").id),
    ...over,
    env: {
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_ATTEMPT: String(run.attempt),
      GITHUB_SHA: run.state.headSha,
      GITHUB_REF_NAME: "main",
      GITHUB_EVENT_NAME: run.state.event,
      RUNNER_NAME: "runner-of-gate",
      ...env,
    },
  };
}

/** Asks as the gate would; with `checkout` in a work tree with full history. Waits are not waited for. */
export async function ask(stage: Stage, asked: Asked = {}): Promise<Session> {
  const over = asked.checkout === true ? { repository: checkOut(stage) } : {};
  return openGithub(surroundings(stage, { ...asked, ...over }), { sleep: async () => {}, ...asked.client });
}

export function checkOut({ shop, run }: Stage): string {
  const folder = makeFolder();
  shop.checkOut(folder, run.state.headSha);
  return folder;
}

/** All that a run asks of GitHub: how jobs begin is what `doctor` looks at there. */
export const kindsOnGithub: readonly EvidenceKind[] = evidenceKinds.filter((kind) => kind !== "deployJobs");

export const query = (over: Partial<Query> = {}, kinds: readonly EvidenceKind[] = kindsOnGithub): Query => ({
  ...noParticulars,
  environment: "production",
  kinds,
  ...over,
});
