/** Releases on the local GitLab whose right answers are known: some may go, most may not. */
import { decide } from "../../platforms/gitlab/decide.ts";
import {
  checkOut,
  deploy,
  mergeChange,
  type Stage,
  type StageOptions,
  setStage,
  surroundings,
} from "../../platforms/gitlab/stage.ts";
import type { ProjectStories } from "../../support/gitlab/index.ts";
import { nowhere, type Story } from "./story.ts";

const policy = `version: 1
groups:
  operations: { users: [], gitlab: { groups: [acme/operations] } }
  security: { users: [sam] }
environments:
  production:
    checks:
      tests: { required: [test] }
      reviews: { approvals: 1 }
      concurrency: {}
      documents: { runbook: { files: [docs/runbook.md] } }
    approvals: { low: [{ group: operations }, { group: security }] }
`;

const runbook = "# Runbook\n\nRestart the service with `make restart`, and watch the error rate for ten minutes.\n";

interface Tale extends StageOptions {
  readonly change?: (shop: ProjectStories) => void;
}

/** The policy is in production already; then comes a change. */
const told = ({ change = (shop) => void mergeChange(shop), ...options }: Tale = {}): Promise<Stage> =>
  setStage({
    ...options,
    isFirst: true,
    tell: (shop) => {
      const files = { ".release-gate.yml": policy, "docs/runbook.md": runbook };
      deploy(shop, shop.commit({ by: "carol", message: "Adopt the gate", files }));
      change(shop);
      return shop.at("main");
    },
  });

const approve = ({ pipeline }: Stage, ...people: readonly string[]): void => {
  for (const name of people) pipeline.job("deploy").deployment.approve(name);
};

function manyChanges(shop: ProjectStories): void {
  for (let index = 0; index < 40; index += 1) mergeChange(shop, index % 2 === 0 ? "merge" : "squash");
}

function longBranch(shop: ProjectStories): void {
  shop.mergeRequest({
    by: "ada",
    title: "A long branch",
    commits: Array.from({ length: 120 }, (_, index) => ({
      by: "ada",
      message: `Step ${index}`,
      files: { "src/price.ts": `export const price = ${index};\n` },
    })),
    approvals: ["bob"],
    merged: { by: "ada", how: "merge" },
  });
}

function manyJobs({ pipeline }: Stage): void {
  for (let index = 0; index < 130; index += 1) pipeline.addJob({ name: `shard ${index}`, status: "success" });
}

const afterAWhile = 90_000;

/** Built once for a campaign; nothing in them changes while it lasts, but what a story says. */
export async function gitlabStories(): Promise<readonly Story[]> {
  const story = (name: string, stage: Stage, over: Partial<Story> & { readonly job?: string } = {}): Story => {
    const { job = "gate", ...others } = over;
    const { env } = surroundings(stage, { job });
    return {
      name: `GitLab: ${name}`,
      platform: "gitlab",
      mode: "enforce",
      repository: nowhere,
      // What a spoilt answer leads the gate to ask is no mistake of the gate.
      close: () => void stage.gitlab.violations.splice(0),
      receipt: null,
      upstream: new URL(stage.gitlab.serverUrl).origin,
      env,
      secrets: null,
      checkRunId: null,
      tokens: [stage.token, env.CI_JOB_TOKEN].filter((each) => each !== undefined),
      turn: null,
      rarity: 1,
      ...others,
    };
  };
  /** Evaluated, approved by these, and asked again at the start of the deploy job. */
  const begun = async (name: string, stage: Stage, people: readonly string[], over: Partial<Story> = {}) => {
    const { receipt } = await decide(stage, { mode: "evaluate" });
    approve(stage, ...people);
    if (people.length > 1) stage.pipeline.job("deploy").play("carol");
    return story(name, stage, { receipt, job: people.length > 1 ? "deploy" : "gate", ...over });
  };
  const everybody = ["olga", "sam"];

  const checkedOut = await told();
  const hidden = await told({
    change: (shop) => {
      shop.commit({ by: "bob", message: "Straight to main", files: { "x.ts": "1\n" } });
      manyChanges(shop);
    },
  });
  const jobs = await told();
  manyJobs(jobs);
  const failed = await told();
  manyJobs(failed);
  failed.pipeline.addJob({ name: "test", status: "failed" });
  failed.shop.status({ name: "test", status: "success" });
  const rejected = await told();
  const { receipt: ofRejected } = await decide(rejected, { mode: "evaluate" });
  rejected.pipeline.job("deploy").deployment.reject("olga", { comment: "Not on a Friday" });
  const busy = await told();
  const other = busy.shop.pipeline({ by: "bob", jobs: [{ name: "deploy", environment: "production" }] });
  for (const name of everybody) other.job("deploy").deployment.approve(name);
  other.job("deploy").play("carol");
  const approvedLater = await told();
  const rejectedLater = await told();
  return [
    await begun("reviewed, tested and approved", await told(), everybody),
    await begun("the same from a checkout", checkedOut, everybody, { repository: checkOut(checkedOut), rarity: 100 }),
    await begun("forty reviewed changes", await told({ change: manyChanges }), everybody, { rarity: 4 }),
    await begun("a branch of a hundred and twenty commits", await told({ change: longBranch }), everybody),
    await begun("a hundred and thirty more jobs", jobs, everybody),
    await begun("forty changes, and one before them that nobody reviewed", hidden, everybody, { rarity: 4 }),
    await begun("a test that failed among a hundred and thirty, posted green by somebody", failed, everybody),
    await begun("an approval that is missing", await told(), ["olga"]),
    story("an approval that is missing, evaluated", await told(), { mode: "evaluate" }),
    story("rejected", rejected, { receipt: ofRejected }),
    await begun("another deployment under way", busy, everybody),
    story("approved while the gate waits", approvedLater, {
      mode: "wait",
      rarity: 8,
      turn: { after: afterAWhile, change: () => approve(approvedLater, ...everybody) },
    }),
    story("rejected while the gate waits", rejectedLater, {
      mode: "wait",
      rarity: 8,
      turn: { after: afterAWhile, change: () => void rejectedLater.pipeline.job("deploy").deployment.reject("olga") },
    }),
  ];
}
