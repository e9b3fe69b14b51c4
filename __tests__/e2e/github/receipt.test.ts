/** Waiting that costs no runner: `evaluate` asks, people approve in GitHub's own screen, `enforce` counts what they said. */
import { expect, test } from "vitest";
import { approve, asksBoth, evaluate, production } from "./asking.ts";
import { openShop, policyWith } from "./stage.ts";

test.concurrent("evaluate puts out whom to ask, and a receipt; enforce lets through once all have approved, and not before", async () => {
  const stage = await openShop({ policy: asksBoth });
  const outputs = await evaluate(stage);
  expect(outputs).toMatchObject({
    decision: "wait",
    allowed: "false",
    "approval-environments": '["approve-operations","approve-security"]',
  });
  expect(JSON.parse(outputs["missing-approvals"] ?? "")).toMatchObject([
    { "any-of": ["operations"], missing: 1 },
    { "any-of": ["security"], missing: 1 },
  ]);
  const receipt = outputs["receipt"] ?? "";
  approve(stage, "approve-operations", "carol");
  const job = stage.run.add({ name: "deploy" });
  const early = await stage.act({ ...production, receipt }, { job });
  expect([early.exitCode, early.outputs["decision"]]).toEqual([1, "wait"]);
  approve(stage, "approve-security", "erin");
  const late = await stage.act({ ...production, receipt }, { job });
  expect(late.exitCode, late.stdout).toBe(0);
  expect(late.outputs).toMatchObject({ decision: "allow", allowed: "true", "missing-approvals": "[]" });
  expect(stage.github.violations).toEqual([]);
});

test.concurrent("an empty receipt, one of another run, and approvals from before the evaluation open nothing", async () => {
  const stage = await openShop({ policy: asksBoth });
  const outputs = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  approve(stage, "approve-security", "erin");
  const job = stage.run.add({ name: "deploy" });
  const without = await stage.act(production, { job });
  expect([without.exitCode, without.outputs["decision"]]).toEqual([3, "error"]);
  const foreign = await openShop({ policy: asksBoth, earlierRuns: 1 });
  const theirs = await evaluate(foreign);
  const other = await stage.act({ ...production, receipt: theirs["receipt"] ?? "" }, { job });
  expect(other.outputs["decision"]).toBe("error");
  const mine = outputs["receipt"] ?? "";
  const changed = `${mine.slice(0, -1)}${mine.endsWith("0") ? "1" : "0"}`;
  const forged = await stage.act({ ...production, receipt: changed }, { job });
  expect(forged.outputs["decision"]).toBe("error");
  const anew = await stage.act({ ...production, mode: "evaluate" }, { job });
  const after = await stage.act({ ...production, receipt: anew.outputs["receipt"] ?? "" }, { job });
  expect(after.outputs).toMatchObject({ allowed: "false" });
});

test.concurrent("re-run of failed jobs keeps the approvals, re-run of all jobs asks again", async () => {
  const stage = await openShop({ policy: asksBoth });
  const outputs = await evaluate(stage);
  const receipt = outputs["receipt"] ?? "";
  approve(stage, "approve-operations", "carol");
  approve(stage, "approve-security", "erin");
  stage.run.add({ name: "deploy", needs: ["gate"] }).finish("failure");

  stage.run.rerunFailed("ada");
  const kept = await stage.act({ ...production, receipt }, { job: stage.run.job("deploy").start() });
  expect(kept.outputs, kept.stdout).toMatchObject({ decision: "allow", allowed: "true" });
  stage.run.job("deploy").finish("failure");

  stage.run.rerun("ada");
  const again = await stage.act({ ...production, mode: "evaluate" }, { job: stage.run.job("gate").start() });
  expect(again.outputs).toMatchObject({ decision: "wait", allowed: "false" });
  const asked = await stage.act(
    { ...production, receipt: again.outputs["receipt"] ?? "" },
    { job: stage.run.job("deploy").start() },
  );
  expect(asked.outputs).toMatchObject({ allowed: "false" });
});

test.concurrent("a rejection blocks, whoever else approved", async () => {
  const stage = await openShop({ policy: asksBoth });
  const outputs = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  stage.run.reject("approve-security", "erin", "Not before the sale ends");
  const {
    exitCode,
    outputs: answer,
    summary,
  } = await stage.act({ ...production, receipt: outputs["receipt"] ?? "" }, { job: stage.run.add({ name: "deploy" }) });
  expect([exitCode, answer["decision"]]).toEqual([1, "block"]);
  expect(summary).toContain("Not before the sale ends");
});

test.concurrent("reviews on the release's one pull request count at both ends where the policy takes them", async () => {
  const stage = await openShop({ policy: policyWith("low: [{ group: maintainers }]") });
  const evaluated = await stage.act({ ...production, mode: "evaluate" });
  expect(evaluated.outputs, evaluated.stdout).toMatchObject({ decision: "allow", "approval-environments": "[]" });
  const { outputs, stdout } = await stage.act({ ...production, receipt: evaluated.outputs["receipt"] ?? "" });
  expect(outputs, stdout).toMatchObject({ decision: "allow" });
});

test.concurrent("the one-step form: the deploy job's own reviewers are counted, and the author's own click is not", async () => {
  const policy = policyWith("low: [{ group: operations }]").replace(
    "operations: { github: { teams: [acme/operations], environments: [approve-operations] } }",
    "operations: { github: { teams: [acme/operations] } }",
  );
  const stage = await openShop({ policy });
  const job = stage.run.add({ name: "deploy", environment: "production" });
  stage.run.approve("production", "carol");
  const { exitCode, outputs, stdout } = await stage.act(production, { job: job.start("runner-of-deploy") });
  expect(exitCode, stdout).toBe(0);
  expect(outputs).toMatchObject({ allowed: "true" });

  const alone = await openShop({ policy });
  alone.github.team({ org: "acme", slug: "operations", members: ["ada", "carol"] });
  const own = alone.run.add({ name: "deploy", environment: "production" });
  alone.run.approve("production", "ada");
  const answer = await alone.act(production, { job: own.start("runner-of-deploy") });
  expect(answer.outputs, answer.stdout).toMatchObject({ allowed: "false" });
});

test.concurrent("a job of another environment than the one asked about is wrong usage", async () => {
  const stage = await openShop({ policy: policyWith("low: []").replace("production:", "'*':") });
  stage.shop.environment({ name: "staging", reviewers: ["dave"] });
  const job = stage.run.add({ name: "deploy", environment: "staging" });
  stage.run.approve("staging", "dave");
  const { exitCode, stdout } = await stage.act(production, { job: job.start("runner-of-deploy") });
  expect(exitCode).toBe(2);
  expect(stdout).toContain("staging");
});
