/** What ran on the head: the worst of a name counts, and nothing unfinished is overlooked. */
import { expect, it } from "vitest";
import type { CiRun } from "../../../src/core/evidence/ci-runs.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { ask, query, type Stage, setStage } from "./stage.ts";

async function runsOf(stage: Stage, over = {}) {
  const session = await ask(stage, over);
  const { ciRuns } = await session.collect(query({}, ["ciRuns"]));
  expect(stage.github.violations).toEqual([]);
  if (ciRuns?.status !== "observed" || ciRuns.value.kind !== "runs") throw new Error(JSON.stringify(ciRuns));
  const { runs, othersUnfinished } = ciRuns.value;
  return { runs, othersUnfinished, named: (name: string): readonly CiRun[] => runs.filter((run) => run.name === name) };
}

const ci = (shop: RepositoryStories, name = "ci") =>
  shop.workflowRun({ name, path: `.github/workflows/${name}.yml`, headSha: shop.at("main") });

it("tells job, workflow and app, and leaves out the gate's own job", async () => {
  const stage = await setStage();
  ci(stage.shop).add({ name: "test", conclusion: "success" });
  const { named, othersUnfinished } = await runsOf(stage);
  expect(named("test")).toMatchObject([{ workflow: "ci", app: "github-actions", outcome: "succeeded", isGate: false }]);
  expect(named("gate")).toMatchObject([{ isGate: true, outcome: "unfinished" }]);
  expect(othersUnfinished).toBe(false);
});

it("finds its own job by the runner where the host does not hand its id in", async () => {
  const stage = await setStage();
  stage.run.job("gate").start("runner-of-gate");
  expect((await runsOf(stage, { checkRunId: null })).named("gate")).toMatchObject([{ isGate: true }]);
});

it("does not take another job for its own where runners share a name", async () => {
  const stage = await setStage();
  stage.run.job("gate").start("runner-of-gate");
  stage.run.add({ name: "lint", runnerName: "runner-of-gate" });
  const { runs } = await runsOf(stage, { checkRunId: null });
  expect(runs.filter(({ isGate }) => isGate)).toEqual([]);
});

it("keeps a red run beside a green one of the same name that somebody posted", async () => {
  const stage = await setStage();
  ci(stage.shop).add({ name: "test", conclusion: "failure" });
  stage.shop.checkRun({ name: "test", sha: stage.shop.at("main") });
  stage.shop.status({ context: "test", sha: stage.shop.at("main"), state: "success" });
  const { named } = await runsOf(stage);
  expect(
    named("test")
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual(["failed", "succeeded", "succeeded"]);
  expect(new Set(named("test").map(({ suite }) => suite)).size).toBe(3);
});

it("takes the newest attempt within one run: green after red, and red after green", async () => {
  const stage = await setStage();
  const mended = ci(stage.shop);
  mended.add({ name: "mended", conclusion: "failure" });
  mended.rerunFailed("ada");
  mended.job("mended").start().finish("success");
  const broken = ci(stage.shop, "other");
  broken.add({ name: "broken", conclusion: "success" });
  broken.rerun("ada");
  broken.job("broken").start().finish("failure");
  const { named } = await runsOf(stage);
  expect(named("mended").map(({ outcome }) => outcome)).toEqual(["succeeded"]);
  expect(named("broken").map(({ outcome }) => outcome)).toEqual(["failed"]);
});

it.each([
  ["neutral", "neutral"],
  ["cancelled", "cancelled"],
  ["skipped", "skipped"],
  ["timed_out", "timed-out"],
  ["action_required", "action-required"],
  ["stale", "stale"],
] as const)("passes no %s run off as a success", async (conclusion, outcome) => {
  const stage = await setStage();
  stage.shop.checkRun({ name: "check", sha: stage.shop.at("main"), conclusion, app: "other-ci" });
  expect((await runsOf(stage)).named("check")).toMatchObject([{ outcome, app: "other-ci" }]);
});

it.each(["queued", "in_progress", "waiting", "pending", "requested"] as const)(
  "knows that a run in status %s is not finished, and that others may still come",
  async (status) => {
    const stage = await setStage();
    ci(stage.shop).add({ name: "test", status });
    const { named, othersUnfinished } = await runsOf(stage);
    expect(named("test")).toMatchObject([{ outcome: "unfinished", waitsForGate: false }]);
    expect(othersUnfinished).toBe(true);
  },
);

it("leaves out jobs of its own run that wait for an environment, and no others", async () => {
  const stage = await setStage();
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.add({ name: "build", status: "queued" });
  const { named } = await runsOf(stage);
  expect(named("deploy")).toMatchObject([{ waitsForGate: true }]);
  expect(named("build")).toMatchObject([{ waitsForGate: false, outcome: "unfinished" }]);
});

it("reads every page of suites and of runs in a suite", async () => {
  const stage = await setStage();
  const run = ci(stage.shop);
  for (let index = 0; index < 130; index += 1)
    run.add({ name: `job ${index}`, conclusion: index === 129 ? "failure" : "success" });
  for (let index = 0; index < 60; index += 1)
    stage.shop.checkRun({ name: `posted ${index}`, sha: stage.shop.at("main"), app: `app-${index}` });
  const { runs, named } = await runsOf(stage);
  expect(runs.filter(({ name }) => name.startsWith("job "))).toHaveLength(130);
  expect(named("job 129")).toMatchObject([{ outcome: "failed" }]);
  expect(runs.filter(({ name }) => name.startsWith("posted "))).toHaveLength(60);
});
