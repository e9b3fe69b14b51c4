/** Failures that gates of this kind are known for, each in the form that it takes on GitLab: none of them is ever a yes. */
import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/platforms/platform.ts";
import { decide, type Question } from "./decide.ts";
import { policy, type Story, stageFor } from "./release.ts";
import { deploy, mergeChange, type Stage } from "./stage.ts";

/** Only people of `operations` are asked, and no review is wanted: what is tested stands alone. */
const rules = `version: 1
groups:
  operations: { gitlab: { groups: [acme/operations] } }
environments:
  production:
    checks: { tests: { required: [test] } }
    approvals: { low: [{ group: operations }] }
`;

const approve = ({ pipeline }: Stage, ...people: readonly string[]): void => {
  for (const name of people) pipeline.job("deploy").deployment.approve(name);
};

/** What the gate says, or the kind of what it throws. */
async function say(stage: Stage, question: Question = {}) {
  try {
    const { decision, codes, result } = await decide(stage, question);
    const discounted = result.approvals.discounted.map(({ person, code }) => `${person} ${code}`);
    return { decision: decision as string, codes, discounted };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return { decision: error.kind as string, codes: [error.message], discounted: [] };
  }
}

/** Evaluated, approved by these people, and its deploy job begun where GitLab lets it. */
async function approved(people: readonly string[], story: Story = {}, meanwhile?: (stage: Stage) => void) {
  const stage = await stageFor({ rules, ...story });
  const { receipt } = await decide(stage, { mode: "evaluate" });
  approve(stage, ...people);
  const job = stage.pipeline.job("deploy");
  if (job.deployment.state.status === "created") job.play("carol");
  meanwhile?.(stage);
  return { stage, receipt, job: job.state.status === "running" ? "deploy" : "gate" };
}

it("goes on where nothing is wrong, so that what follows says something", async () => {
  const { stage, receipt } = await approved(["olga", "sam"]);
  expect((await say(stage, { job: "deploy", receipt })).decision).toBe("allow");
});

describe("an approval", () => {
  it("of the author alone is none, though GitLab took it", async () => {
    const change: Story["change"] = (shop) => {
      shop.state.members.set("olga", 30);
      shop.mergeRequest({ by: "olga", approvals: ["bob"], merged: { by: "bob" } });
    };
    const { stage, receipt } = await approved(["olga", "sam"], { change });
    const { decision, discounted } = await say(stage, { job: "deploy", receipt });
    expect(decision).toBe("wait");
    expect(discounted.join()).toMatch(/@olga approval\.(author|own|excluded)/);
  });

  it("of a bot is none", async () => {
    const stage = await stageFor({ rules });
    const operations = stage.gitlab.world.groups.get("acme/operations");
    operations?.members.set(stage.gitlab.user("project_12_bot_ab12").username, 30);
    const { receipt } = await decide(stage, { mode: "evaluate" });
    approve(stage, "project_12_bot_ab12", "sam");
    const { decision } = await say(stage, { receipt });
    expect(decision).not.toBe("allow");
  });

  it("of one person counts once, in however many groups that person is", async () => {
    const both = policy.replace("users: [sam]", "gitlab: { groups: [acme/security] }");
    const stage = await stageFor({ rules: both });
    stage.gitlab.group({ path: "acme/security", members: ["olga"] });
    const { receipt } = await decide(stage, { mode: "evaluate" });
    approve(stage, "olga");
    const { decision, codes } = await say(stage, { receipt });
    expect([decision, codes]).toEqual(["wait", ["approvals.missing"]]);
  });

  it("of a group without members can never come, and nothing is let through", async () => {
    const stage = await stageFor({ rules: rules.replace("acme/operations", "acme/nobody") });
    stage.gitlab.group({ path: "acme/nobody" });
    const { receipt } = await decide(stage, { mode: "evaluate" });
    approve(stage, "olga", "sam");
    expect((await say(stage, { receipt })).decision).not.toBe("allow");
  });

  it("for one pipeline says nothing about another on the same commit", async () => {
    const { stage, receipt } = await approved(["olga", "sam"]);
    const again = stage.shop.pipeline({
      by: "ada",
      jobs: [{ name: "test", status: "success" }, { name: "gate" }, { name: "deploy", environment: "production" }],
    });
    stage.pipeline.job("deploy").finish();
    const { decision, codes } = await say({ ...stage, pipeline: again }, { receipt });
    expect(decision).not.toBe("allow");
    expect(codes.length).toBeGreaterThan(0);
  });

  it("is asked for again where a retried job makes a new deployment", async () => {
    const { stage, receipt } = await approved(["olga", "sam"]);
    stage.pipeline.job("deploy").finish("failed").retry("carol");
    expect((await say(stage, { receipt })).decision).toBe("wait");
  });
});

describe("a receipt", () => {
  it.each([
    ["is empty", () => ""],
    ["is no receipt", () => "release-gate-receipt:1:3:abc"],
    ["was cut", (line: string) => line.slice(0, -20)],
    ["was written over", (line: string) => line.replace(/.(?=.{30}$)/, "A").replace(/.(?=.{31}$)/, "B")],
  ])("that %s lets nothing through", async (_what, spoil) => {
    const { stage, receipt } = await approved(["olga", "sam"]);
    const { decision } = await say(stage, { job: "deploy", receipt: spoil(receipt ?? "") });
    expect(decision).not.toBe("allow");
  });

  it("of another environment lets nothing through", async () => {
    const two = `${rules}  staging:\n    checks: { tests: { required: [test] } }\n    approvals: { low: [] }\n`;
    const { stage } = await approved(["olga", "sam"], { rules: two });
    const { receipt } = await decide(stage, { mode: "evaluate", over: { environment: "staging" } });
    expect((await say(stage, { job: "deploy", receipt })).decision).not.toBe("allow");
  });

  it("no longer holds when the policy asks for more than it did", async () => {
    const { stage, receipt } = await approved(["olga", "sam"], {}, ({ shop }) => {
      const stricter = rules.replace("[{ group: operations }]", "[{ group: operations, count: 2 }]");
      shop.commit({ by: "carol", message: "Ask two", files: { ".release-gate.yml": stricter } });
    });
    expect((await say(stage, { job: "deploy", receipt })).decision).not.toBe("allow");
  });

  it("holds on when only a comment in the policy changed", async () => {
    const { stage, receipt } = await approved(["olga", "sam"], {}, ({ shop }) => {
      shop.commit({ by: "carol", message: "Explain", files: { ".release-gate.yml": `# Why\n${rules}` } });
    });
    expect((await say(stage, { job: "deploy", receipt })).decision).toBe("allow");
  });
});

describe("the release", () => {
  it("does not relax its own gate", async () => {
    const change: Story["change"] = (shop) => {
      const loose = rules.replace("[{ group: operations }]", "[]");
      shop.mergeRequest({
        by: "ada",
        commits: [{ files: { ".release-gate.yml": loose } }],
        approvals: ["bob"],
        merged: { by: "ada" },
      });
    };
    const stage = await stageFor({ rules, change });
    const { decision, codes } = await say(stage, { mode: "evaluate" });
    expect([decision, codes]).toEqual(["wait", ["approvals.missing"]]);
  });

  it("of an old pipeline, started again after a newer one was deployed, is overtaken", async () => {
    const { stage, receipt } = await approved(["olga", "sam"], {}, ({ shop }) => {
      const newer = mergeChange(shop);
      deploy(shop, shop.commit({ by: "ada", parents: [newer], files: { "newer.ts": "1\n" } }));
    });
    const { decision } = await say(stage, { job: "deploy", receipt });
    expect(decision).toBe("block");
  });

  it("is not deployed to an environment that is written otherwise: GitLab's names know capitals", async () => {
    const { stage, receipt } = await approved(["olga", "sam"]);
    for (const environment of ["Production", "productoin"])
      expect((await say(stage, { job: "deploy", receipt, over: { environment } })).decision).not.toBe("allow");
  });

  it("is not judged for another environment than the job's own", async () => {
    const two = `${rules}  staging:\n    checks: { tests: { required: [test] } }\n    approvals: { low: [] }\n`;
    const { stage } = await approved(["olga", "sam"], { rules: two });
    const { decision } = await say(stage, { job: "deploy", over: { environment: "staging" } });
    expect(decision).not.toBe("allow");
  });

  it("is not held to an environment that GitLab does not protect as if it were", async () => {
    const stage = await stageFor({ rules, isUnprotected: true });
    const { receipt } = await decide(stage, { mode: "evaluate" });
    stage.pipeline.job("deploy").start();
    expect((await say(stage, { job: "deploy", receipt })).decision).not.toBe("allow");
  });

  it.each(["CI_COMMIT_SHA", "CI_PIPELINE_ID", "CI_PROJECT_ID", "CI_JOB_ID", "GITLAB_USER_LOGIN"])(
    "is not judged by what a variable of the pipeline says it is: %s",
    async (name) => {
      const { stage, receipt } = await approved(["olga", "sam"]);
      const said: Readonly<Record<string, string>> = { CI_COMMIT_SHA: stage.deployed, GITLAB_USER_LOGIN: "olga" };
      const { decision } = await say(stage, { job: "deploy", receipt, env: { [name]: said[name] ?? "4242" } });
      expect(decision).not.toBe("allow");
    },
  );
});

describe("the tests", () => {
  it.each([
    ["never ran", "missing", []],
    ["were skipped", "", [{ name: "test", status: "skipped" }]],
    ["were cancelled", "", [{ name: "test", status: "canceled" }]],
    [
      "are red, and green in another job of that name",
      "failed",
      [
        { name: "test", status: "success" },
        { name: "test", status: "failed" },
      ],
    ],
    ["wait for a button", "", [{ name: "test", status: "manual" }]],
  ] as const)("that %s prove nothing", async (_what, code, jobs) => {
    const stage = await stageFor({ rules });
    const pipeline = stage.shop.pipeline({
      by: "ada",
      jobs: [...jobs, { name: "gate" }, { name: "deploy", environment: "production" }],
    });
    // The pipeline of the stage would answer for it.
    stage.shop.state.pipelines.delete(stage.pipeline.id);
    for (const { id } of stage.pipeline.state.jobs) stage.shop.state.jobs.delete(id);
    const { decision, codes } = await say({ ...stage, pipeline }, { mode: "evaluate" });
    expect(decision).not.toBe("allow");
    expect(codes.join()).toContain(`tests.${code}`);
  });
});

it("text that somebody else wrote draws nothing and commands nobody, wherever it is shown", async () => {
  const title =
    "</details><script>alert(1)</script>\u202e `x` @everyone [a](javascript:b)\u001b[2J::set-output name=a::b";
  const change: Story["change"] = (shop) => {
    shop.mergeRequest({ by: "ada", title, approvals: [], merged: { by: "ada" } });
  };
  const stage = await stageFor({ rules: policy, change });
  const { outcome } = await decide(stage, { mode: "evaluate", over: { format: "markdown" } });
  for (const raw of ["</details><script>", "\u202e", "\u001b", "](javascript"])
    expect(outcome.report).not.toContain(raw);
});
