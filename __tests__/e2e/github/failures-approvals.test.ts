/** Approvals that are none, and receipts that no longer hold: each is found, said, and lets nothing through. */
import { expect, test } from "vitest";
import {
  approve,
  asksBoth,
  asksOperations,
  enforce,
  evaluate,
  expectAllowed,
  expectHeld,
  production,
} from "./asking.ts";
import { mergeChange, openShop, policyWith, type Shop } from "./stage.ts";

/** Nothing of this is allowed in `evaluate`, and the summary says why. */
async function expectRefusedAtOnce({ act }: Shop, words: RegExp): Promise<void> {
  const { outputs, summary, exitCode } = await act({ ...production, mode: "evaluate" });
  expect(outputs["allowed"]).toBe("false");
  expect(exitCode).not.toBe(0);
  expect(summary).toMatch(words);
}

test.concurrent("an approval environment without rules asks nobody, and is not asked through", async () => {
  const stage = await openShop({ policy: asksOperations });
  stage.shop.environment({ name: "approve-operations" });
  await expectRefusedAtOnce(stage, /approve-operations.*(no required reviewers|nobody)/);
});

test.concurrent("an approval environment that does not exist would be made without any rule, and is not asked through", async () => {
  const stage = await openShop({ policy: asksOperations.replace("[approve-operations]", "[aprove-operations]") });
  await expectRefusedAtOnce(stage, /aprove-operations.*(does not exist|exist)/);
});

test.concurrent("an empty approver set can never approve, and that is said at once", async () => {
  const policy = asksOperations.replace(
    "operations: { github: { teams: [acme/operations], ",
    "operations: { users: [], github: { ",
  );
  const stage = await openShop({ policy });
  await expectRefusedAtOnce(stage, /operations.*(nobody|no members|empty)/);
});

test.concurrent("the only approver is the author, and cannot approve their own release", async () => {
  const stage = await openShop({ policy: asksOperations });
  stage.github.team({ org: "acme", slug: "operations", members: ["ada"] });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "ada");
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(outcome.summary).toMatch(/ada.*(author|started|triggered)/);
});

test.concurrent("a bot's approval is no approval", async () => {
  const stage = await openShop({
    policy: asksOperations
      .replace("teams: [acme/operations], ", "")
      .replace("operations: { ", "operations: { users: ['robot[bot]', dave], "),
  });
  stage.github.bot("robot");
  stage.shop.environment({ name: "approve-operations", reviewers: ["robot[bot]", "dave"], canAdminsBypass: false });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "robot[bot]");
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(outcome.summary).toMatch(/robot.*bot/);
});

test.concurrent("one person in two groups is one person, and the second group still waits for another", async () => {
  const stage = await openShop({ policy: asksBoth.replace("users: [erin]", "users: [carol, erin]") });
  stage.shop.environment({ name: "approve-security", reviewers: ["carol", "erin"], canAdminsBypass: false });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  approve(stage, "approve-security", "carol");
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(JSON.parse(outcome.outputs["missing-approvals"] ?? "")).toHaveLength(1);
});

test.concurrent("one person who approves two environments of one group counts once, and the job to run again is named", async () => {
  const policy = policyWith("low: [{ group: operations, count: 2 }]").replace(
    "environments: [approve-operations]",
    "environments: [approve-operations, approve-operations-2]",
  );
  const stage = await openShop({ policy });
  stage.shop.environment({ name: "approve-operations-2", reviewers: ["acme/operations"], canAdminsBypass: false });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  approve(stage, "approve-operations-2", "carol");
  const twice = await enforce(stage, evaluated);
  expectHeld(twice, "wait");
  expect(twice.summary).toMatch(/again/);
  expect(twice.summary).toContain("approve-operations-2");
});

test.concurrent("an environment that asks the right team and everybody else proves nobody a member", async () => {
  const stage = await openShop({ policy: asksOperations });
  stage.github.team({ org: "acme", slug: "everybody", members: ["bob", "carol", "dave", "erin"] });
  const reviewers = ["acme/operations", "acme/everybody"];
  stage.shop.environment({ name: "approve-operations", reviewers, canAdminsBypass: false });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "erin");
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(outcome.summary).toContain("acme/everybody");
});

test.concurrent("approved, and then the commit moved: the approval was for another one", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage, { head: "main" });
  approve(stage, "approve-operations", "carol");
  stage.shop.commit({ by: "ada", message: "One more", files: { "src/more.ts": "export {};\n" } });
  const outcome = await enforce(stage, evaluated, { head: "main" });
  expectHeld(outcome, "wait");
  expect(outcome.summary).toMatch(/carol approved commit \w+; this release is/);
});

test.concurrent("approved, and then the policy changed: what was asked is asked no more", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  const stricter = asksOperations.replace("documents: {", "documents: { guide: { files: [README.md] },");
  stage.shop.commit({ by: "bob", message: "Ask for a guide", files: { ".release-gate.yml": stricter } });
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(outcome.summary).toContain("The policy changed since approvals were asked for. The approval of");
});

test.concurrent("approved, and then only a comment in the policy changed: the approval stays", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  const commented = `# Whom to ask, and when.\n${asksOperations}`;
  stage.shop.commit({ by: "bob", message: "Say what it is", files: { ".release-gate.yml": commented } });
  expectAllowed(await enforce(stage, evaluated));
});

/** A migration is under way to production: with it the level is high, and once it is there the rest is low. */
async function openMigration() {
  const floors = `    risk: { floors: [{ paths: ["db/**"], level: high, reason: Schema changes are hard to undo }] }\n`;
  const asked = "low: [{ group: operations }], high: [{ group: operations }, { group: security }]";
  let [before, migrated] = ["", ""];
  const stage = await openShop({
    policy: policyWith(asked, floors),
    tell: (shop) => {
      before = shop.at("main");
      migrated = shop.commit({ by: "bob", message: "Migrate", files: { "db/1.sql": "select 1;\n" } });
      mergeChange(shop);
    },
  });
  const deployNow = (headSha: string): void => {
    const run = stage.shop.workflowRun({ headSha, jobs: [] });
    const job = run.add({ name: "deploy", environment: "production" });
    run.approve("production", "dave");
    job.start().finish();
  };
  return { stage, fall: () => deployNow(migrated), rise: () => deployNow(before) };
}

test.concurrent("approved, then the level fell, then rose to what was asked: the approvals stay", async () => {
  const { stage, fall, rise } = await openMigration();
  const evaluated = await evaluate(stage);
  expect(evaluated).toMatchObject({
    "risk-level": "high",
    "approval-environments": '["approve-operations","approve-security"]',
  });
  approve(stage, "approve-operations", "carol");
  approve(stage, "approve-security", "erin");
  fall();
  const lower = await enforce(stage, evaluated);
  expectAllowed(lower);
  expect(lower.outputs["risk-level"]).toBe("low");
  rise();
  const again = await enforce(stage, evaluated);
  expectAllowed(again);
  expect(again.outputs["risk-level"]).toBe("high");
});

test.concurrent("approved while the level was low, and then it rose above what was asked: the approval is dropped", async () => {
  const { stage, fall, rise } = await openMigration();
  fall();
  const evaluated = await evaluate(stage);
  expect(evaluated).toMatchObject({ "risk-level": "low", "approval-environments": '["approve-operations"]' });
  approve(stage, "approve-operations", "carol");
  rise();
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "wait");
  expect(outcome.outputs["risk-level"]).toBe("high");
  expect(JSON.parse(outcome.outputs["missing-approvals"] ?? "")).toHaveLength(2);
});

test.concurrent("re-run of failed jobs by somebody who approved keeps their approval", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  stage.run.add({ name: "deploy", needs: ["gate"] }).finish("failure");
  stage.run.rerunFailed("carol");
  expectAllowed(await enforce(stage, evaluated, {}, { job: stage.run.job("deploy").start() }));
});

test.concurrent("a re-run of all jobs by somebody who then approves is theirs, and their approval does not count", async () => {
  const stage = await openShop({ policy: asksOperations });
  const gate = stage.run.job("gate").finish();
  expect(gate.state.attempt).toBe(1);
  stage.run.rerun("carol");
  stage.run.job("gate").start();
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  expectHeld(await enforce(stage, evaluated), "wait");
});

test.concurrent("an environment that GitHub writes `Production` is the one that the policy calls production", async () => {
  const policy = asksOperations.replace(", environments: [approve-operations]", "");
  const held = await openShop({ policy, target: "Production" });
  const early = held.run.add({ name: "deploy", environment: "Production" }).start("runner-of-deploy");
  expectHeld(await held.act(production, { job: early }), "wait");
  const stage = await openShop({ policy, target: "Production" });
  const job = stage.run.add({ name: "deploy", environment: "Production" });
  stage.run.approve("Production", "carol");
  const outcome = await stage.act(production, { job: job.start("runner-of-deploy") });
  expectAllowed(outcome);
  expect(outcome.summary).toContain("was last deployed to");
});

test.concurrent("an administrator's bypass is no approval, whether GitHub lists it or not, and is said", async () => {
  const stage = await openShop({ policy: asksOperations });
  stage.shop.collaborator("root", "admin");
  stage.shop.environment({ name: "approve-operations", reviewers: ["acme/operations"], canAdminsBypass: true });
  const evaluated = await evaluate(stage);
  stage.run.bypass("approve-operations", "root");
  stage.run.job("approve (approve-operations)").start().finish();
  const unlisted = await enforce(stage, evaluated);
  expectHeld(unlisted, "wait");
  expect(unlisted.summary).toMatch(/approve-operations was passed/);
  stage.run.bypass("approve-operations", "root", true);
  const listed = await enforce(stage, evaluated);
  expectHeld(listed, "wait");
  expect(listed.summary).toMatch(/root.*administer/);
});

test.concurrent("two gates of one run that ask through one approval environment are an error: one click would answer both", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  stage.run.add({ name: "approve for another service", environment: "approve-operations" });
  approve(stage, "approve-operations", "carol");
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "error");
  expect(outcome.summary).toContain("approve-operations");
});
