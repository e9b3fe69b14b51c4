/** The whole story on GitHub: what is decided about a release that people, CI and the policy speak for or against. */
import { describe, expect, it } from "vitest";
import { requestFrom } from "../../../src/entry/check.ts";
import { runCheck } from "../../../src/run.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { checkOut, everyPermission, mergeChange, type Stage, setStage, surroundings } from "./stage.ts";

const policy = `version: 1
groups:
  operations: { users: [carol] }
environments:
  production:
    checks:
      tests: { required: [test] }
      reviews: { approvals: 1 }
    approvals: { low: [{ group: operations }] }
`;

interface Story {
  readonly checkout: boolean;
  readonly conclusion?: "success" | "failure" | null;
  readonly approvedBy?: "carol" | "bob" | null;
  readonly permissions?: Readonly<Record<string, "read">>;
  readonly tell?: (shop: RepositoryStories) => void;
  readonly rules?: string;
  /** Happens after the run that asks was made. */
  readonly after?: (stage: Stage) => void;
}

async function stageFor({
  conclusion = "success",
  approvedBy = "carol",
  permissions,
  tell,
  rules,
  after,
}: Story): Promise<Stage> {
  const stage = await setStage({
    ...(permissions === undefined ? {} : { permissions }),
    isFirst: true,
    tell: (shop) => {
      shop.commit({ message: "Adopt the gate", files: { ".release-gate.yml": rules ?? policy } });
      const before = shop.workflowRun({ headSha: shop.at("main"), jobs: [] });
      before.add({ name: "deploy", environment: "production" });
      before.approve("production", "carol");
      before.job("deploy").start().finish();
      mergeChange(shop);
      tell?.(shop);
      if (conclusion !== null)
        shop.workflowRun({ name: "ci", path: "ci.yml", headSha: shop.at("main") }).add({ name: "test", conclusion });
      return shop.at("main");
    },
  });
  stage.run.add({ name: "deploy", environment: "production" });
  if (approvedBy !== null) stage.run.approve("production", approvedBy);
  after?.(stage);
  return stage;
}

async function decide(story: Story, over: Readonly<Record<string, string>> = {}) {
  const stage = await stageFor(story);
  const around = surroundings(stage);
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "auto",
    mode: "enforce",
    "change-type": "normal",
    format: "text",
    repo: story.checkout ? checkOut(stage) : "/nonexistent",
    ...over,
  };
  const given = {
    positionals: [],
    text: (name: string) => texts[name],
    texts: () => [],
    flag: () => false,
  };
  const request = {
    ...requestFrom(given, {}),
    ...(around.secrets === undefined ? {} : { secrets: around.secrets }),
    checkRunId: around.checkRunId ?? null,
  };
  const terminal = {
    out: () => {},
    err: () => {},
    env: around.env,
    cwd: "/",
    color: false,
    width: 100,
    now: new Date().toISOString(),
    progress: () => {},
  };
  const { result } = await runCheck(request, terminal);
  expect(stage.github.violations).toEqual([]);
  return { decision: result.decision, codes: result.reasons.map(({ code }) => code), result };
}

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it("allows a reviewed, tested and approved release", async () => {
    const { decision, codes } = await decide({ checkout });
    expect([decision, codes]).toEqual(["allow", ["allowed"]]);
  });

  it("waits for an approval that is missing", async () => {
    const { decision, codes } = await decide({ checkout, approvedBy: null });
    expect(decision).toBe("wait");
    expect(codes.join()).toContain("approval");
  });

  it("does not count somebody who is not of the group", async () => {
    expect((await decide({ checkout, approvedBy: "bob" })).decision).not.toBe("allow");
  });

  it("blocks when the tests failed, though somebody posted them green", async () => {
    const tell = (shop: RepositoryStories): void => {
      shop.checkRun({ name: "test", sha: shop.at("main") });
      shop.status({ context: "test", sha: shop.at("main") });
    };
    const { decision, codes } = await decide({ checkout, conclusion: "failure", tell });
    expect(decision).toBe("block");
    expect(codes).toContain("tests.failed");
  });

  it("blocks when the tests never ran", async () => {
    const { decision, codes } = await decide({ checkout, conclusion: null, approvedBy: null });
    expect(decision).toBe("block");
    expect(codes).toContain("tests.missing");
  });

  it("blocks a push past review, and a base that would hide it", async () => {
    const tell = (shop: RepositoryStories): void => {
      shop.commit({ by: "bob", message: "Straight to main", files: { "x.ts": "1\n" } });
      mergeChange(shop, "Later");
    };
    for (const over of [{}, { base: "main~1" }]) {
      const { decision, codes } = await decide({ checkout, tell }, over);
      expect(decision).toBe("block");
      expect(codes).toContain("reviews.unreviewed");
    }
  });

  it.each(["checks", "statuses", "pull-requests"] as const)("never allows without %s: read", async (missing) => {
    const permissions = Object.fromEntries(Object.entries(everyPermission).filter(([name]) => name !== missing));
    const { decision } = await decide({ checkout, permissions });
    expect(decision).toBe("error");
  });

  it("does not let the release relax its own policy", async () => {
    const tell = (shop: RepositoryStories): void => {
      shop.pullRequest({
        by: "ada",
        commits: [
          {
            message: "Relax",
            files: {
              ".release-gate.yml": policy
                .replace("operations }", "operations, count: 1 }")
                .replace("approvals: 1", "approvals: 2"),
            },
          },
        ],
        reviews: [{ by: "bob" }],
        merged: { by: "ada", how: "squash" },
      });
    };
    const { result } = await decide({ checkout, tell });
    expect(result.policies.map(({ role }) => role)).toEqual(["trusted", "base"]);
    expect(result.decision).toBe("block");
  });
});

it("finds the environment that is asked for misspelt", async () => {
  const { decision } = await decide({ checkout: false }, { environment: "prodution" });
  expect(decision).toBe("error");
});

const asking = policy.replace("{ users: [carol] }", "{ users: [carol], github: { environments: [approve] } }");

it.each(["evaluate", "wait"])(
  "is an error in mode %s that two gates of one run ask through one environment",
  async (mode) => {
    const after = ({ shop, run }: Stage): void => {
      shop.environment({ name: "approve", reviewers: ["carol"], canAdminsBypass: false });
      for (const service of ["cart", "search"]) run.add({ name: `ask for ${service}`, environment: "Approve" });
      run.approve("approve", "carol");
    };
    const { decision, codes } = await decide({ checkout: false, approvedBy: null, rules: asking, after }, { mode });
    expect(decision).toBe("error");
    expect(codes).toContain("approvals.environment-shared");
  },
);

it("says that an environment was passed without a listed approval, and counts nobody", async () => {
  const after = ({ github, shop, run }: Stage): void => {
    shop.environment({ name: "approve", reviewers: ["carol"] });
    github.person("root");
    shop.collaborator("root", "admin");
    run.add({ name: "ask", environment: "approve" });
    run.bypass("approve", "root");
    run.job("ask").start().finish();
  };
  const { decision, result } = await decide(
    { checkout: false, approvedBy: null, rules: asking, after },
    { mode: "evaluate" },
  );
  expect(decision).toBe("wait");
  expect(result.approvals.remarks?.join(" ")).toContain(
    "approve was passed in this run, and no approval stands on its list",
  );
});
