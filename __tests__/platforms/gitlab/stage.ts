/** Sets the stage for tests of the GitLab platform: a small shop, what ran in production, and the gate as it would be asked there. */
import { afterEach } from "vitest";
import { type EvidenceKind, evidenceKinds } from "../../../src/core/evidence/evidence.ts";
import { noParticulars, type Query } from "../../../src/core/evidence/query.ts";
import type { ClientOptions } from "../../../src/platforms/gitlab/client.ts";
import { openGitlab } from "../../../src/platforms/gitlab/index.ts";
import type { Session, Surroundings } from "../../../src/platforms/platform.ts";
import {
  type GitLabOptions,
  jobEnvironment,
  type LocalGitLab,
  type ProjectStories,
  startGitLab,
} from "../../support/gitlab/index.ts";
import type { RunningPipeline } from "../../support/gitlab/stories/pipelines.ts";
import { makeFolder } from "../../support/repository.ts";

export interface Stage {
  readonly gitlab: LocalGitLab;
  readonly shop: ProjectStories;
  /** The commit that runs in production. */
  readonly deployed: string;
  /** The pipeline that asks, with the jobs `test`, `gate` and `deploy`. */
  readonly pipeline: RunningPipeline;
  /** An access token, of a Maintainer where nothing else was said; absent: only the job's own. */
  readonly token: string | undefined;
}

const open: LocalGitLab[] = [];
afterEach(async () => {
  const ended = open.splice(0);
  await Promise.all(ended.map((gitlab) => gitlab.close()));
  const broken = ended.flatMap(({ violations }) => violations);
  if (broken.length > 0) throw new Error(`The local GitLab was asked what GitLab does not take: ${broken.join("; ")}`);
});

export interface StageOptions extends GitLabOptions {
  readonly plan?: "free" | "premium" | "ultimate";
  readonly visibility?: "private" | "public";
  readonly level?: 10 | 20 | 30 | 40;
  readonly scopes?: readonly string[];
  /** Is there no access token at all? */
  readonly jobTokenOnly?: boolean;
  /** Runs before the pipeline that asks is made; gives its head (the default branch's tip when nothing is given). */
  readonly tell?: (shop: ProjectStories, gitlab: LocalGitLab) => string | undefined;
  /** Nothing was deployed before. */
  readonly isFirst?: boolean;
  readonly isUnprotected?: boolean;
}

/** One earlier release in production, one merged and approved merge request since, and a pipeline on the tip of main. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const {
    plan = "premium",
    visibility = "private",
    level = 40,
    scopes = ["read_api"],
    tell,
    isFirst = false,
  } = options;
  const gitlab = await startGitLab({ prefix: "/gitlab", ...options });
  open.push(gitlab);
  gitlab.group({ path: "acme", members: [] });
  gitlab.group({ path: "acme/operations", members: ["olga", "oskar"] });
  gitlab.group({ path: "acme/security", members: ["sam"] });
  const shop = gitlab.project({ path: "acme/web/shop", plan, visibility });
  for (const name of ["ada", "bob", "carol"]) shop.member(name, name === "carol" ? 40 : 30);
  shop.share("acme/operations");
  shop.share("acme/security");
  if (plan !== "free" && options.isUnprotected !== true)
    shop.protect({
      name: "production",
      deployers: [{ level: 30 }],
      rules: [{ group: "acme/operations" }, { group: "acme/security", required: 1 }],
    });
  shop.commit({
    by: "ada",
    message: "Begin",
    files: { "src/price.ts": "export const price = 1;\n", "README.md": "# Shop\n" },
  });
  const deployed = shop.commit({
    by: "ada",
    message: "Show prices",
    files: { "src/price.ts": "export const price = 2;\n" },
  });
  if (!isFirst) deploy(shop, deployed);
  const told = tell === undefined ? mergeChange(shop) : tell(shop, gitlab);
  const pipeline = shop.pipeline({
    sha: told ?? shop.at("main"),
    by: "ada",
    jobs: [
      { name: "test", status: "success" },
      { name: "gate" },
      { name: "deploy", environment: "production", stage: "deploy" },
    ],
  });
  return {
    gitlab,
    shop,
    deployed,
    pipeline,
    token: options.jobTokenOnly === true ? undefined : shop.token({ level, scopes }),
  };
}

/** A pipeline on main whose job deployed this commit. */
export function deploy(
  shop: ProjectStories,
  sha: string,
  { environment = "production", ref = "main", status = "success" as const, isTag = false } = {},
): RunningPipeline {
  return shop.pipeline({ sha, ref, isTag, by: "ada", jobs: [{ name: "deploy", environment, status }] });
}

/** A merge request of ada's, approved by bob and merged. */
export function mergeChange(shop: ProjectStories, how: "merge" | "squash" | "rebase" = "merge"): string {
  shop.mergeRequest({
    by: "ada",
    title: "Show the price with tax",
    commits: [{ message: "Show the price with tax", files: { "src/price.ts": "export const price = 3;\n" } }],
    approvals: ["bob"],
    merged: { by: "ada", how },
  });
  return shop.at("main");
}

export interface Asked extends Partial<Surroundings> {
  readonly checkout?: boolean;
  readonly client?: ClientOptions;
  /** Which job asks; `gate` when absent. */
  readonly job?: string;
}

/** The surroundings of a job of the pipeline. */
export function surroundings({ gitlab, shop, pipeline, token }: Stage, asked: Asked = {}): Surroundings {
  const { checkout: _checkout, client: _client, job = "gate", env, ...over } = asked;
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
    ...over,
    env: {
      PATH: process.env.PATH,
      HOME: "/nonexistent",
      ...jobEnvironment({
        gitlab,
        project: shop,
        job: pipeline.job(job),
        ...(token === undefined ? {} : { token }),
      }),
      ...env,
    },
  };
}

/** Asks as the gate would; with `checkout` in a work tree with full history. Waits are not waited for. */
export async function ask(stage: Stage, asked: Asked = {}): Promise<Session> {
  const over = asked.checkout === true ? { repository: checkOut(stage) } : {};
  return openGitlab(surroundings(stage, { ...asked, ...over }), { sleep: async () => {}, ...asked.client });
}

export function checkOut({ shop, pipeline }: Stage): string {
  const folder = makeFolder();
  shop.checkOut(folder, pipeline.state.sha);
  return folder;
}

export const query = (over: Partial<Query> = {}, kinds: readonly EvidenceKind[] = evidenceKinds): Query => ({
  ...noParticulars,
  environment: "production",
  kinds,
  ...over,
});
