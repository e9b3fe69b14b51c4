/** CI that proves nothing: each result that is no success, each way to post one, and the gate's own job. */
import { expect, test } from "vitest";
import type { CheckStatus, Conclusion } from "../../support/github/model.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { expectAllowed, expectHeld } from "./asking.ts";
import { mergeChange, openShop, type Shop } from "./stage.ts";

const ci = (shop: RepositoryStories, name = "ci") =>
  shop.workflowRun({ name, path: `.github/workflows/${name}.yml`, headSha: shop.at("main") });

const concluded =
  (conclusion: Conclusion) =>
  (shop: RepositoryStories): void => {
    ci(shop).add({ name: "test", conclusion });
  };

const unfinished =
  (status: CheckStatus) =>
  (shop: RepositoryStories): void => {
    ci(shop).add({ name: "test", status });
  };

interface Case {
  readonly what: string;
  readonly tell: (shop: RepositoryStories) => void;
  readonly decision: "allow" | "block" | "wait";
  readonly words?: RegExp;
}

const cases: readonly Case[] = [
  { what: "a check that is missing is no success", tell: () => {}, decision: "block", words: /test never ran/ },
  { what: "a check that was skipped is no success", tell: concluded("skipped"), decision: "block", words: /skipped/ },
  {
    what: "a check that was cancelled is no success",
    tell: concluded("cancelled"),
    decision: "block",
    words: /cancel/,
  },
  { what: "a check that is neutral is no success", tell: concluded("neutral"), decision: "block", words: /neutral/ },
  { what: "a check that went stale is no success", tell: concluded("stale"), decision: "block", words: /stale/ },
  { what: "a check that timed out is no success", tell: concluded("timed_out"), decision: "block", words: /timed/ },
  { what: "a check that wants action is no success", tell: concluded("action_required"), decision: "block" },
  { what: "a check that waits for an environment is not finished", tell: unfinished("waiting"), decision: "wait" },
  { what: "a check that is queued is not finished", tell: unfinished("queued"), decision: "wait" },
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
      concluded("success")(shop);
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

test.concurrent.each(cases.map((each) => [each.what, each] as const))(
  "%s",
  async (_what, { tell, decision, words = /test/ }) => {
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
    expect(outcome.summary).toMatch(words);
    expect(github.violations).toEqual([]);
  },
);

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
