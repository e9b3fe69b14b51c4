/** Pipelines that take the component in, run by gitlab-ci-local in a shell, where GitLab and its people are the local ones. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { version } from "../../../src/version.ts";
import { jobEnvironment, type LocalGitLab, type ProjectStories, startGitLab } from "../../support/gitlab/index.ts";
import type { PipelineStory, RunningJob, RunningPipeline } from "../../support/gitlab/stories/pipelines.ts";
import { copyOfBundle, isAtHand, newFolder, nodes, run } from "../support/bundle.ts";

/** gitlab-ci-local needs a newer Node than the product does. */
export const node = nodes.find(({ version: its }) => Number.parseInt(its, 10) >= 22);
const program = resolve("node_modules/gitlab-ci-local/dist/index.js");
const path = `${dirname(node?.path ?? process.execPath)}:${process.env.PATH}`;

// Each job is two processes, and several pipelines run at once.
vi.setConfig({ testTimeout: 400_000 });

const open: LocalGitLab[] = [];
const folders: string[] = [];
beforeAll(() => {
  if (!isAtHand("rsync")) throw new Error("These tests need rsync: apt-get install rsync.");
});
afterAll(async () => {
  await Promise.all(open.map((gitlab) => gitlab.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

let bundle: string | undefined;
/** One copy for all tests of a file. */
export const bundlePath = (): string => {
  bundle ??= join(copyOfBundle(), "cli", "index.js");
  return bundle;
};

/** The component's template, whose default for the bundle is the one at hand: nothing else of it is touched. */
export const template = (): string =>
  readFileSync("gitlab-component/templates/release-gate.yml", "utf8").replace(
    "default: /opt/release-gate/cli/index.js",
    `default: ${bundlePath()}`,
  );

/** How the project in the catalog lies beside a checkout once it was fetched: gitlab-ci-local then asks no server for it. */
function placeComponent(folder: string): void {
  const at = join(folder, ".gitlab-ci-local/includes/gitlab.com/release-gate/release-gate", version, "templates");
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "release-gate.yml"), template());
}

export interface Shop {
  readonly gitlab: LocalGitLab;
  readonly project: ProjectStories;
  readonly pipeline: RunningPipeline;
  /** An access token of a Maintainer. */
  readonly token: string;
  readonly folder: string;
}

export interface ShopStory {
  /** The project's; acme/shop when absent. */
  readonly path?: string;
  /** What stands in the repository before anything else is told. */
  readonly files: Readonly<Record<string, string>>;
  /** Environments that ask people of acme/operations. */
  readonly protect?: readonly string[];
  /** What happens after the first deployment; one approved merge request where nothing is told. Gives the head. */
  readonly tell?: (project: ProjectStories) => string | undefined;
  readonly pipeline: PipelineStory;
  /** Does the pipeline ask which files changed? gitlab-ci-local then compares with the branch of the remote. */
  readonly asksForChanges?: true;
  /** Arguments without which its configuration is not whole. */
  readonly args?: readonly string[];
}

/** A merge request of ada's that bob approved. */
export function mergeChange(
  project: ProjectStories,
  files: Readonly<Record<string, string>> = { "src/price.ts": "export const price = 2;\n" },
): string {
  const commits = [{ message: "Show the price", files }];
  project.mergeRequest({ by: "ada", title: "Show the price", commits, approvals: ["bob"], merged: { by: "ada" } });
  return project.at("main");
}

/** A pipeline of main that deployed to this environment. */
export const deploy = (project: ProjectStories, environment = "production"): RunningPipeline =>
  project.pipeline({ by: "ada", jobs: [{ name: "deploy", environment, status: "success" }] });

/** A project whose newest commit waits for its release, with the pipeline that is to release it, and a checkout of it. */
export async function openShop(story: ShopStory): Promise<Shop> {
  const { path: its = "acme/shop", files, protect = ["production"], tell, pipeline, args = [] } = story;
  const gitlab = await startGitLab({ prefix: "/gitlab" });
  open.push(gitlab);
  gitlab.group({ path: "acme/operations", members: ["olga"] });
  const project = gitlab.project({ path: its, plan: "premium" });
  for (const name of ["ada", "bob"]) project.member(name);
  project.share("acme/operations");
  for (const name of protect)
    project.protect({ name, deployers: [{ level: 30 }], rules: [{ group: "acme/operations" }] });
  const all = {
    ".gitignore": ".gitlab-ci-local/\nrelease-gate*/\nhome/\n",
    "deploy.sh": `#!/bin/sh\necho "deploys $(git rev-parse HEAD) \${1:-}"\n`,
    "docs/runbook.md": "# Runbook\n\n## Steps\n\nDrain the queue, then switch over.\n",
    ...files,
  };
  project.commit({ by: "ada", message: "Begin", files: all });
  const before = project.at("main");
  for (const name of protect) deploy(project, name);
  const sha = tell === undefined ? mergeChange(project) : tell(project);
  const running = project.pipeline({ by: "ada", ...(sha === undefined ? {} : { sha }), ...pipeline });
  const folder = newFolder("gitlab");
  folders.push(folder);
  project.checkOut(folder, running.state.sha);
  run("chmod", ["+x", join(folder, "deploy.sh")]);
  run("git", ["remote", "add", "origin", `git@gitlab.com:${its}.git`], { cwd: folder });
  if (story.asksForChanges === true) run("git", ["update-ref", "refs/remotes/origin/main", before], { cwd: folder });
  placeComponent(folder);
  // GitLab tells the configuration with all that it takes in; here another program puts it together.
  project.state.mergedYaml = (await ciLocal(folder, ["--preview", ...args])).out;
  return { gitlab, project, pipeline: running, token: project.token({ level: 40 }), folder };
}

export interface Ran {
  readonly status: number | null;
  /** Both streams, as they came. */
  readonly log: string;
  readonly out: string;
}

/** gitlab-ci-local with these arguments. GitLab's schema is held to the files elsewhere, in one process: here it is half of the time. */
export async function ciLocal(folder: string, args: readonly string[]): Promise<Ran> {
  const child = spawn(node?.path ?? "node", [program, "--no-json-schema-validation", ...args], {
    cwd: folder,
    env: { PATH: path, HOME: join(folder, "home"), TZ: "UTC" },
  });
  let log = "";
  let out = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      log += part;
      if (stream === child.stdout) out += part;
    });
  const status = await new Promise<number | null>((done) => {
    child.once("close", done);
  });
  return { status, log, out };
}

export interface Running {
  /** Whose variables the run has; the job of that name in the pipeline when absent. */
  readonly as?: RunningJob;
  readonly variables?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** Runs one job as the runner would: what GitLab's variables say is the local GitLab's. */
export async function runJob(shop: Shop, name: string, { as, variables, args = [] }: Running = {}): Promise<Ran> {
  const { gitlab, project, pipeline, token, folder } = shop;
  const job = as ?? pipeline.job(name);
  // These two are gitlab-ci-local's own business.
  const { CI_ENVIRONMENT_NAME: _environment, CI: _ci, ...own } = jobEnvironment({ gitlab, project, job, token });
  const given = Object.entries({ ...own, ...variables }).flatMap(([key, value]) => ["--variable", `${key}=${value}`]);
  const ran = await ciLocal(folder, ["--force-shell-executor", ...given, ...args, name]);
  expect(gitlab.violations).toEqual([]);
  return ran;
}

/** People approve what GitLab holds back, and one of them presses the button. */
export function approveAndPlay(job: RunningJob, by = "olga"): RunningJob {
  // Nobody can start a job that GitLab holds back, so an earlier look by its name cannot have moved it.
  job.state.status = "manual";
  job.deployment.state.status = "blocked";
  job.deployment.approve(by);
  return job.play("bob");
}

export const textOf = ({ folder }: Shop, name: string): string => readFileSync(join(folder, name), "utf8");

/** The dotenv report of a job; empty where it left none. */
export function outputsOf({ folder }: Shop, name = "release-gate/outputs.env"): Readonly<Record<string, string>> {
  const file = join(folder, name);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
