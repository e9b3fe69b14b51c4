/** Releases on the local GitHub whose right answers are known: some may go, most may not. */
import { checkOut, deploy, mergeChange, type Stage, setStage, surroundings } from "../../platforms/github/stage.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { nowhere, type Story } from "./story.ts";

const policy = `version: 1
groups:
  operations: { users: [carol] }
  security: { users: [dora], github: { environments: [approve-security] } }
environments:
  production:
    checks:
      tests: { required: [test] }
      reviews: { approvals: 1 }
      concurrency: {}
      documents: { runbook: { files: [docs/runbook.md] } }
    approvals: { low: [{ group: operations }] }
  staging:
    checks:
      promotion: { from: production }
      tests: { required: [test] }
    approvals: { low: [{ group: security }] }
`;

const runbook = "# Runbook\n\nRestart the service with `make restart`, and watch the error rate for ten minutes.\n";

interface Tale {
  readonly test?: "success" | "failure" | null;
  readonly approval?: "carol" | "bob" | "rejected" | null;
  readonly tell?: (shop: RepositoryStories) => void;
}

async function told({ test = "success", approval = "carol", tell }: Tale): Promise<Stage> {
  const stage = await setStage({
    isFirst: true,
    tell: (shop) => {
      shop.environment({ name: "approve-security", reviewers: ["bob"] });
      shop.commit({ message: "Adopt the gate", files: { ".release-gate.yml": policy, "docs/runbook.md": runbook } });
      deploy(shop, shop.at("main"));
      mergeChange(shop);
      tell?.(shop);
      if (test !== null)
        shop
          .workflowRun({ name: "ci", path: "ci.yml", headSha: shop.at("main") })
          .add({ name: "test", conclusion: test });
      return shop.at("main");
    },
  });
  stage.run.add({ name: "deploy", environment: "production" });
  if (approval === "rejected") stage.run.reject("production", "carol");
  else if (approval !== null) stage.run.approve("production", approval);
  return stage;
}

function manyChanges(shop: RepositoryStories): void {
  for (let index = 0; index < 60; index += 1) mergeChange(shop, `Change ${index}`);
}

/** Runs that pass beside the one that counts: their lists have several pages. */
function manyRuns(shop: RepositoryStories): void {
  const jobs = Array.from({ length: 130 }, (_, index) => ({ name: `shard ${index}`, conclusion: "success" as const }));
  const run = shop.workflowRun({ name: "shards", path: "shards.yml", headSha: shop.at("main"), jobs: [] });
  for (const job of jobs) run.add(job);
}

const afterAWhile = 90_000;

/** Built once for a campaign; nothing in them changes while it lasts, but what a story says. */
export async function githubStories(): Promise<readonly Story[]> {
  const story = (name: string, stage: Stage, over: Partial<Story> = {}): Story => {
    const { env, secrets, checkRunId } = surroundings(stage);
    return {
      name: `GitHub: ${name}`,
      platform: "github",
      mode: "enforce",
      repository: nowhere,
      close: () => {},
      receipt: null,
      upstream: new URL(stage.github.serverUrl).origin,
      env,
      secrets: secrets ?? null,
      checkRunId: checkRunId ?? null,
      tokens: [stage.token],
      turn: null,
      rarity: 1,
      ...over,
    };
  };
  const good = await told({});
  const hidden = await told({
    tell: (shop) => {
      shop.commit({ by: "bob", message: "Straight to main", files: { "x.ts": "1\n" } });
      manyChanges(shop);
    },
  });
  const postedGreen = await told({
    test: "failure",
    tell: (shop) => {
      shop.checkRun({ name: "test", sha: shop.at("main") });
      shop.status({ context: "test", sha: shop.at("main") });
    },
  });
  const busy = await told({});
  const other = busy.shop.workflowRun({ headSha: busy.shop.at("main"), jobs: [] });
  other.add({ name: "deploy", environment: "production" });
  other.approve("production", "carol");
  other.job("deploy").start();
  const missing = await told({ approval: null });
  const approvedLater = await told({ approval: null });
  const failsLater = await told({ test: null });
  const ci = failsLater.shop.workflowRun({ name: "ci", path: "ci.yml", headSha: failsLater.shop.at("main"), jobs: [] });
  const unfinished = ci.add({ name: "test" }).start();
  return [
    story("reviewed, tested and approved", good),
    story("the same from a checkout", good, { repository: checkOut(good), rarity: 100 }),
    story("sixty reviewed changes", await told({ tell: manyChanges })),
    story("a hundred and thirty more CI runs", await told({ tell: manyRuns })),
    story("sixty changes, and one before them that nobody reviewed", hidden),
    story("tests that failed, posted green by somebody", postedGreen),
    story("a test that failed among a hundred and thirty", await told({ tell: manyRuns, test: "failure" })),
    story("tests that never ran", await told({ test: null })),
    story("an approval that is missing", missing),
    story("an approval that is missing, evaluated", missing, { mode: "evaluate" }),
    story("approved by somebody outside the group", await told({ approval: "bob" })),
    story("rejected", await told({ approval: "rejected" })),
    story("another deployment under way", busy),
    story("approved while the gate waits", approvedLater, {
      mode: "wait",
      rarity: 6,
      turn: { after: afterAWhile, change: () => approvedLater.run.approve("production", "carol") },
    }),
    story("a test that fails while the gate waits", failsLater, {
      mode: "wait",
      rarity: 6,
      turn: { after: afterAWhile, change: () => void unfinished.finish("failure") },
    }),
  ];
}
