/** A small shop on the local GitHub, and the action's bundle as a runner starts it there. */
import { afterAll } from "vitest";
import {
  type GitHubOptions,
  type LocalGitHub,
  type RepositoryStories,
  startAction,
  startGitHub,
} from "../../support/github/index.ts";
import type { Outcome, Running } from "../../support/github/runner.ts";
import type { JobStory } from "../../support/github/stories/jobs.ts";
import type { Run, RunningJob } from "../../support/github/stories/runs.ts";
import { copyOfBundle, newFolder } from "../support/bundle.ts";

export const bundle = `${copyOfBundle()}/action/index.js`;

export const reading = {
  actions: "read",
  checks: "read",
  contents: "read",
  deployments: "read",
  issues: "read",
  "pull-requests": "read",
  statuses: "read",
} as const;

type Permissions = Readonly<Record<string, "read" | "write">>;

export interface Shop {
  readonly github: LocalGitHub;
  readonly shop: RepositoryStories;
  readonly run: Run;
  /** Starts the action in a job of the run. */
  start(inputs: Readonly<Record<string, string>>, how?: How): Running;
  act(inputs: Readonly<Record<string, string>>, how?: How): Promise<Outcome>;
}

export interface How {
  /** Another run than the stage's own. */
  readonly run?: Run;
  readonly job?: RunningJob;
  readonly permissions?: Permissions;
  readonly event?: { readonly name: string; readonly payload: unknown };
  readonly env?: Readonly<Record<string, string>>;
  readonly before?: readonly string[];
  /** The workspace: a checkout with the whole history where nothing is given. */
  readonly cwd?: string;
}

export interface ShopStory extends GitHubOptions {
  /** `.release-gate.yml` from the first commit on. */
  readonly policy?: string;
  /** What is told of the release after the first deployment; a merged and approved pull request where nothing is. */
  readonly tell?: (shop: RepositoryStories) => void;
  readonly event?: string;
  /** Jobs that the run begins with; `gate` where none are given. */
  readonly jobs?: readonly JobStory[];
  /** How GitHub writes the target's name. */
  readonly target?: string;
  /** So many runs came before. */
  readonly earlierRuns?: number;
}

const open: LocalGitHub[] = [];
// At the end of the file and not of a test: tests may run side by side.
afterAll(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

/** Groups that approve through environments of their own, and one check that always applies. */
export const policyWith = (approvals: string, more = ""): string => `version: 1
groups:
  operations: { github: { teams: [acme/operations], environments: [approve-operations] } }
  security: { users: [erin], github: { environments: [approve-security] } }
  maintainers: { users: [bob], github: { pull-request-reviews: true } }
environments:
  production:
    checks: { documents: { readme: { files: [README.md] } } }
    approvals: { ${approvals} }
${more}`;

/** Who is who: ada writes, bob reviews, carol and dave are operations, erin is security. */
export async function openShop({
  policy,
  tell,
  event = "push",
  jobs = [{ name: "gate", runnerName: "runner-of-gate" }],
  earlierRuns = 0,
  target = "production",
  ...options
}: ShopStory = {}): Promise<Shop> {
  const github = await startGitHub(options);
  open.push(github);
  for (const login of ["ada", "bob", "carol", "dave", "erin"])
    github.person(login, { emails: [`${login}@example.com`], name: login });
  github.organization("acme", { members: ["ada", "bob", "carol", "dave", "erin"] });
  github.team({ org: "acme", slug: "operations", members: ["carol", "dave"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "bob", "carol", "dave", "erin"]) shop.collaborator(login, "write");
  shop.environment({ name: target, reviewers: ["acme/operations"], canAdminsBypass: false });
  shop.environment({ name: "approve-operations", reviewers: ["acme/operations"], canAdminsBypass: false });
  shop.environment({ name: "approve-security", reviewers: ["erin"], canAdminsBypass: false });
  const files = {
    "README.md": "# Shop\n\nHow to run it, and how to go back.\n",
    ...(policy === undefined ? {} : { ".release-gate.yml": policy }),
  };
  shop.commit({ message: "Begin", files });
  deploy(shop);
  if (tell === undefined) mergeChange(shop);
  else tell(shop);
  for (let each = 0; each < earlierRuns; each += 1) shop.workflowRun({ headSha: shop.at("main"), jobs: [] });
  const run = shop.workflowRun({
    headSha: shop.at("main"),
    event,
    actor: "ada",
    jobs,
  });
  const start = (inputs: Readonly<Record<string, string>>, how: How = {}): Running => {
    const { permissions = reading, job = run.job("gate"), ...more } = how;
    const cwd = how.cwd ?? newFolder("workspace");
    if (how.cwd === undefined) shop.checkOut(cwd, run.state.headSha);
    const token = github.token({ permissions, repositories: ["acme/shop"] });
    return startAction({ github, repository: shop, run, job, token, bundle, inputs, ...more, cwd });
  };
  return { github, shop, run, start, act: (inputs, how) => start(inputs, how).finished };
}

/** A job of main deploys what stands there; carol lets it through where somebody is asked. */
export function deploy(shop: RepositoryStories, environment = "production"): void {
  const run = shop.workflowRun({ headSha: shop.at("main"), jobs: [] });
  const job = run.add({ name: "deploy", environment });
  if (job.state.check.status === "waiting") run.approve(environment, "carol");
  job.start().finish();
}

/** A pull request of ada's, approved by bob and squashed by GitHub. */
export function mergeChange(shop: RepositoryStories, title = "Show the price with tax"): void {
  shop.pullRequest({
    by: "ada",
    title,
    commits: [{ message: title, files: { "src/price.ts": "export const price = 3;\n" } }],
    reviews: [{ by: "bob" }],
    merged: { by: "ada", how: "squash" },
  });
}
