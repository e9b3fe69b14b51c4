/** What would make a release look smaller, older or better ruled than it is: none of it is believed. */
import { expect, test } from "vitest";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { expectAllowed, expectHeld, production } from "./asking.ts";
import { mergeChange, openShop, policyWith } from "./stage.ts";

const reviewed = policyWith("low: []").replace("documents:", "reviews: { approvals: 1 }, documents:");

/** A push past review, and a reviewed change after it. */
const pushPastReview = (shop: RepositoryStories): void => {
  shop.commit({ by: "bob", message: "Straight to main", files: { "src/x.ts": "export {};\n" } });
  mergeChange(shop);
};

test.concurrent("`base: HEAD~1` hides no commit that production does not have yet", async () => {
  const { act } = await openShop({ policy: reviewed, tell: pushPastReview });
  for (const base of ["HEAD~1", "main~1"]) {
    const outcome = await act({ ...production, base });
    expect(outcome.outputs["allowed"], base).toBe("false");
    expect(outcome.exitCode).not.toBe(0);
  }
});

test.concurrent("a posted deployment hides no commit: whoever may write deployments can post one", async () => {
  const { act } = await openShop({
    policy: reviewed,
    tell: (shop) => {
      shop.commit({ by: "bob", message: "Straight to main", files: { "src/x.ts": "export {};\n" } });
      shop.deployment({ environment: "production", sha: shop.at("main"), by: "bob" });
      mergeChange(shop);
    },
  });
  const outcome = await act(production);
  expectHeld(outcome, "block");
  expect(outcome.summary).toContain("Straight to main");
});

test.concurrent("an old run that is run again after a newer deployment is overtaken", async () => {
  const stage = await openShop({ policy: policyWith("low: []") });
  const { shop, run } = stage;
  run.job("gate").finish();
  shop.commit({ by: "ada", message: "Newer", files: { "src/newer.ts": "export {};\n" } });
  const newer = shop.workflowRun({ headSha: shop.at("main"), jobs: [] });
  newer.add({ name: "deploy", environment: "production" });
  newer.approve("production", "carol");
  newer.job("deploy").start().finish();
  run.rerun("ada");
  const outcome = await stage.act(production, { job: run.job("gate").start() });
  expectHeld(outcome, "block");
  expect(outcome.summary).toMatch(/behind|overtaken/);
});

test.concurrent("the release itself relaxes the policy, and is judged by the stricter one all the same", async () => {
  const relaxed = reviewed.replace("reviews: { approvals: 1 }, ", "");
  const { act } = await openShop({
    policy: reviewed,
    tell: (shop) => {
      shop.commit({ by: "ada", message: "Ask less", files: { ".release-gate.yml": relaxed } });
    },
  });
  const outcome = await act(production);
  expectHeld(outcome, "block");
  expect(outcome.outputs["risk-level"]).toMatch(/high|critical/);
});

test.concurrent("a policy that a branch brings along rules nothing before it is merged", async () => {
  const stage = await openShop({ policy: reviewed, tell: pushPastReview });
  const { shop } = stage;
  shop.branch("mine", "main");
  shop.commit({ by: "ada", on: "mine", message: "Ask less", files: { ".release-gate.yml": policyWith("low: []") } });
  const run = shop.workflowRun({ headSha: shop.at("mine"), headBranch: "mine", jobs: [{ name: "gate" }] });
  expect(run.state.headBranch).toBe("mine");
  expectHeld(await stage.act({ ...production, head: "mine" }), "block");
});

test.concurrent("a job that belongs to staging proves nothing was deployed to production", async () => {
  const { act } = await openShop({
    policy: reviewed,
    tell: (shop) => {
      shop.commit({ by: "bob", message: "Straight to main", files: { "src/x.ts": "export {};\n" } });
      shop
        .workflowRun({ headSha: shop.at("main"), jobs: [] })
        .add({ name: "deploy", environment: "staging" })
        .finish();
      mergeChange(shop);
    },
  });
  expectHeld(await act(production), "block");
});

test.concurrent("an Enterprise Server is asked by its own addresses, and what it lacks is said and not crashed on", async () => {
  const stage = await openShop({ policy: policyWith("low: []"), enterpriseServer: true });
  expect(stage.github.url).toMatch(/\/api\/v3$/);
  const { exitCode, outputs, stdout } = await stage.act({ ...production, "check-run-id": "" });
  expect(exitCode, stdout).toBe(0);
  expect(outputs).toMatchObject({ allowed: "true" });
  expect(stage.github.requests.filter(({ status }) => status >= 400)).toEqual([]);
});

test.concurrent("a reviewed release is allowed beside all of these", async () => {
  const { act } = await openShop({ policy: reviewed });
  expectAllowed(await act(production));
});
