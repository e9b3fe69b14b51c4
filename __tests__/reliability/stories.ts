/** Releases on the local GitHub whose right answers are known: some may go, most may not. */
import type { GateRequest } from "../../src/gate-request.ts";
import { checkOut, deploy, mergeChange, type Stage, setStage } from "../platforms/github/stage.ts";
import type { RepositoryStories } from "../support/github/stories/repository.ts";

export interface Story {
  readonly name: string;
  readonly stage: Stage;
  readonly mode: GateRequest["mode"];
  /** A work tree with history, or a folder that is not there. */
  readonly repository: string;
}

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

const nowhere = "/nonexistent";

/** Built once for a campaign; nothing in them changes while it lasts. */
export async function makeStories(): Promise<readonly Story[]> {
  const story = (name: string, stage: Stage, over: Partial<Story> = {}): Story => ({
    name,
    stage,
    mode: "enforce",
    repository: nowhere,
    ...over,
  });
  const good = await told({});
  const long = await told({ tell: manyChanges });
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
  return [
    story("reviewed, tested and approved", good),
    story("the same from a checkout", good, { repository: checkOut(good) }),
    story("sixty reviewed changes", long),
    story("sixty changes, and one before them that nobody reviewed", hidden),
    story("tests that failed, posted green by somebody", postedGreen),
    story("tests that never ran", await told({ test: null })),
    story("an approval that is missing", missing),
    story("an approval that is missing, evaluated", missing, { mode: "evaluate" }),
    story("approved by somebody outside the group", await told({ approval: "bob" })),
    story("rejected", await told({ approval: "rejected" })),
    story("another deployment under way", busy),
  ];
}
