/** What would make a release look smaller, older or better ruled than it is: none of it is believed. */
import { expect, test } from "vitest";
import { answered, graphqlErrors, rewritten } from "../../support/github/index.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { asksOperations, expectAllowed, expectHeld, production } from "./asking.ts";
import { mergeChange, openShop, policyWith, type Shop } from "./stage.ts";

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

/** What older Enterprise Servers leave out of what is said about environments, and what they have no such thing as. */
function lackMuch({ github }: Shop): void {
  const dropped = (given: Record<string, unknown>, name: string) =>
    Object.fromEntries(Object.entries(given).filter(([key]) => key !== name));
  const without = (body: unknown): unknown => {
    const { environments = [], ...rest } = body as { environments?: readonly Record<string, unknown>[] };
    const rules = (each: Record<string, unknown>) =>
      (each["protection_rules"] as readonly Record<string, unknown>[]).map((rule) =>
        dropped(rule, "prevent_self_review"),
      );
    return {
      ...rest,
      environments: environments.map((each) => ({
        ...dropped(each, "can_admins_bypass"),
        protection_rules: rules(each),
      })),
    };
  };
  const noLimits = (body: unknown): unknown => {
    const { data } = body as { data: Record<string, unknown> };
    return { data: { ...data, rateLimit: null } };
  };
  github.fault({ when: { operation: "repos/get-all-environments" }, times: 99, effect: rewritten(without) });
  github.fault({ when: { graphql: "query Opening" }, times: 99, effect: rewritten(noLimits) });
  github.fault({ when: { path: /\/(dependabot|code-scanning)\// }, times: 99, effect: answered(404, "Not Found") });
}

test.concurrent("an Enterprise Server that tells the number of the gate's job is asked about that job, and what it lacks is unavailable", async () => {
  const policy = asksOperations
    .replace(", environments: [approve-operations]", "")
    .replace("checks: {", "checks: { tests: { required: ['*'] }, security-alerts: ALERTS,");
  const open = async (alerts: string) => {
    const stage = await openShop({ policy: policy.replace("ALERTS", alerts), enterpriseServer: true });
    lackMuch(stage);
    stage.shop
      .workflowRun({ name: "ci", path: ".github/workflows/ci.yml", headSha: stage.shop.at("main") })
      .add({ name: "test", conclusion: "success" });
    const job = stage.run.add({ name: "deploy", environment: "production" });
    stage.run.approve("production", "carol");
    stage.run.job("gate").finish();
    return { stage, job: job.start("runner-of-deploy") };
  };
  const advised = await open("{ enforcement: advisory }");
  // The team is asked, and nobody says whether administrators may pass: only the team's members prove who carol is.
  const orgToken = advised.stage.github.token({ kind: "app", user: "teams", permissions: { members: "read" } });
  const inputs = { ...production, "check-run-id": String(advised.job.id), "org-token": orgToken };
  const outcome = await advised.stage.act(inputs, { job: advised.job });
  expectAllowed(outcome);
  expect(outcome.summary).toMatch(/lets whoever started a run approve it there is not known/);
  expect(outcome.summary).toMatch(/Whether administrators may pass production .* is not known/);
  const required = await open("{}");
  const held = await required.stage.act({ ...inputs, "check-run-id": String(required.job.id) }, { job: required.job });
  expect(held.exitCode).not.toBe(0);
  expect(held.outputs).toMatchObject({ decision: "error", allowed: "false" });
  expect(held.summary).toMatch(/Dependabot/);
});

test.concurrent("a server that does not know a part of a question is not judged by it, and says so", async () => {
  const stage = await openShop({
    policy: policyWith("low: []").replace("checks: {", "checks: { tests: { required: ['*'] },"),
  });
  const path = ["query Checks", "repository", "object", "checkSuites", "nodes", "workflowRun"];
  const message = "Field 'workflowRun' doesn't exist on type 'CheckSuite'";
  const effect = graphqlErrors([{ path, message, extensions: { code: "undefinedField", fieldName: "workflowRun" } }]);
  stage.github.fault({ when: { graphql: "workflowRun" }, times: 99, effect });
  const outcome = await stage.act(production);
  expectHeld(outcome, "error");
  expect(outcome.summary).toMatch(/this server does not know such a thing.*workflowRun/s);
});

test.concurrent("with data residency the pages lie on another host than the addresses that are asked", async () => {
  const stage = await openShop({
    policy: reviewed,
    pages: "https://acme.ghe.example",
    tell: pushPastReview,
  });
  const { id } = stage.run.job("gate");
  const outcome = await stage.act({ ...production, "check-run-id": String(id) });
  // What was deployed is told by links to jobs on that host: the release begins there.
  expectHeld(outcome, "block");
  expect(outcome.summary).toContain("was last deployed to");
});

test.concurrent("a reviewed release is allowed beside all of these", async () => {
  const { act } = await openShop({ policy: reviewed });
  expectAllowed(await act(production));
});
