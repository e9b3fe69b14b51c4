/** CI that proves nothing: each result that is no success, each way to post one, and the gate's own job. */
import { expect, test } from "vitest";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { expectAllowed, expectHeld } from "./asking.ts";
import { mergeChange, openShop, type Shop } from "./stage.ts";

const ci = (shop: RepositoryStories, name = "ci") =>
  shop.workflowRun({ name, path: `.github/workflows/${name}.yml`, headSha: shop.at("main") });

interface Case {
  readonly what: string;
  readonly tell: (shop: RepositoryStories) => void;
  readonly decision: "allow" | "block";
}

const cases: readonly Case[] = [
  {
    what: "of a name that two workflows bear the worse result counts",
    tell: (shop) => {
      ci(shop, "nightly").add({ name: "test", conclusion: "failure" });
      ci(shop).add({ name: "test", conclusion: "success" });
    },
    decision: "block",
  },
  {
    what: "a green check of the same name that somebody posted from a branch covers no red one",
    tell: (shop) => {
      ci(shop).add({ name: "test", conclusion: "failure" });
      shop.checkRun({ name: "test", sha: shop.at("main") });
      shop.checkRun({ name: "test", sha: shop.at("main"), app: "friendly-ci" });
    },
    decision: "block",
  },
  {
    what: "a green status of the same name that somebody posted covers no red check",
    tell: (shop) => {
      ci(shop).add({ name: "test", conclusion: "failure" });
      shop.status({ context: "test", sha: shop.at("main"), by: "ada" });
    },
    decision: "block",
  },
  {
    what: "a red status covers a green check of the same name",
    tell: (shop) => {
      ci(shop).add({ name: "test", conclusion: "success" });
      shop.status({ context: "test", sha: shop.at("main"), state: "failure" });
    },
    decision: "block",
  },
  {
    what: "a re-run that is green after red counts",
    tell: (shop) => {
      const run = ci(shop);
      run.add({ name: "test", conclusion: "failure" });
      run.rerunFailed("ada");
      run.job("test").start().finish();
    },
    decision: "allow",
  },
  {
    what: "a re-run that is red after green counts",
    tell: (shop) => {
      const run = ci(shop);
      run.add({ name: "test", conclusion: "success" });
      run.rerun("ada");
      run.job("test").start().finish("failure");
    },
    decision: "block",
  },
];

const policy = (required: string): string => `version: 1
environments:
  production:
    checks: { tests: { required: ${required} } }
    approvals: { low: [] }
`;

test.concurrent.each(cases.map((each) => [each.what, each] as const))("%s", async (_what, { tell, decision }) => {
  const { act, github } = await openShop({
    policy: policy("[test]"),
    tell: (shop) => {
      mergeChange(shop);
      tell(shop);
    },
  });
  const outcome = await act({ environment: "production" });
  if (decision === "allow") expectAllowed(outcome);
  else expectHeld(outcome, decision);
  expect(github.violations).toEqual([]);
});

const noSuccess = ["action_required", "cancelled", "failure", "neutral", "skipped", "stale", "timed_out"] as const;
const namedBy = (conclusion: string): string => `was-${conclusion.replaceAll("_", "-")}`;

test.concurrent("a check that is missing, skipped, cancelled, neutral, stale or timed out is no success", async () => {
  const { act } = await openShop({
    policy: policy(`[${[...noSuccess.map(namedBy), "was-missing", "fine"].join(", ")}]`),
    tell: (shop) => {
      mergeChange(shop);
      const run = ci(shop);
      run.add({ name: "fine", conclusion: "success" });
      for (const conclusion of noSuccess) run.add({ name: namedBy(conclusion), conclusion });
    },
  });
  const outcome = await act({ environment: "production" });
  expectHeld(outcome, "block");
  for (const name of [...noSuccess.map(namedBy), "was-missing"]) expect(outcome.summary).toContain(name);
  expect(outcome.summary).not.toMatch(/\bfine\b/);
});

test.concurrent("a check that is queued, or waits for an environment, is not finished", async () => {
  const held = await openShop({ policy: policy("[queued, waiting]") });
  for (const status of ["queued", "waiting"] as const) ci(held.shop).add({ name: status, status });
  const outcome = await held.act({ environment: "production" });
  expectHeld(outcome, "wait");
  expect(outcome.summary).toMatch(/queued.*waiting/);
});

test.concurrent("a status named like a required check, made by the release itself, stands for no check bound to its app", async () => {
  const { act } = await openShop({
    policy: policy("[{ name: test, app: github-actions, workflow: ci }]"),
    tell: (shop) => {
      mergeChange(shop);
      shop.status({ context: "test", sha: shop.at("main"), by: "ada" });
      shop.checkRun({ name: "test", sha: shop.at("main"), app: "friendly-ci" });
    },
  });
  const outcome = await act({ environment: "production" });
  expectHeld(outcome, "block");
});

const ownJob = async (how: (stage: Shop) => Readonly<Record<string, string>>) => {
  const stage = await openShop({ policy: policy("['*']") });
  ci(stage.shop).add({ name: "test", conclusion: "success" });
  return stage.act({ environment: "production", ...how(stage) });
};

test.concurrent("the gate's own job is unfinished while it looks, and is not waited for", async () => {
  expectAllowed(await ownJob(() => ({})));
});

test.concurrent("the gate's own job is found by its runner where the host does not hand its number in", async () => {
  expectAllowed(await ownJob(() => ({ "check-run-id": "" })));
});

test.concurrent("a job that is said to be the gate's own and is another's is judged", async () => {
  const outcome = await ownJob(({ run }) => ({ "check-run-id": String(run.add({ name: "lint" }).id) }));
  expect(outcome.outputs["allowed"]).toBe("false");
});
