/**
 * Waiting for the window without a runner, from end to end: the gate evaluates, people approve, the deploy job is held by the window;
 * when it opens, the scheduled job lets the failed jobs run again, and the approvals still count.
 */
import { beforeAll, expect, test } from "vitest";
import { ask } from "../../support/github/index.ts";
import { runGate } from "../../support/github/runner.ts";
import { isAtHand, newFolder } from "../support/bundle.ts";
import { bundle, openShop, policyWith } from "./stage.ts";

beforeAll(() => {
  if (!isAtHand("faketime")) throw new Error("These tests need faketime: apt-get install faketime.");
});

const cli = bundle.replace(/action\/index\.js$/, "cli/index.js");
const day = 86_400_000;
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const production = { environment: "production" } as const;

test("the newest held run goes on when the window opens, with its approvals; the older one is told that it was overtaken", async () => {
  const opens = `${dateOf(Date.now() + day)}T00:00`;
  const policy = policyWith(
    "low: [{ group: operations }]",
    `calendars:
  team:
    time-zone: UTC
    freezes: [{ from: ${dateOf(Date.now() - day)}, to: ${opens}, reason: Stock-taking }]
`,
  ).replace("checks: {", "checks: { change-window: { calendar: team, on-closed: wait, expected-duration: 1h },");
  let shift = 0;
  let older = "";
  const stage = await openShop({
    policy,
    target: "elsewhere",
    now: () => new Date(Date.now() + shift),
    tell: (shop) => {
      shop.environment({ name: "production" });
      older = shop.commit({ by: "ada", files: { "src/old.ts": "export const old = 1;\n" } });
      const notice = {
        name: "notice",
        properties: { title: "Release Gate" },
        message: `Held for the change window of production, which opens at ${opens}:00Z.`,
      };
      shop
        .workflowRun({ headSha: older, jobs: [{ name: "gate", conclusion: "success" }] })
        .add({ name: "deploy" })
        .annotate([notice])
        .finish("failure");
      shop.commit({ by: "ada", files: { "src/price.ts": "export const price = 3;\n" } });
    },
  });
  const { run, shop, github } = stage;
  const evaluated = await stage.act({ ...production, mode: "evaluate" });
  expect(evaluated.exitCode, evaluated.stdout).toBe(0);
  expect(evaluated.outputs).toMatchObject({
    decision: "wait",
    "next-window": `${opens}:00Z`,
    "approval-environments": '["approve-operations"]',
  });
  const receipt = evaluated.outputs["receipt"] ?? "";
  run.job("gate").finish();
  run.add({ name: "approve", environment: "approve-operations", needs: ["gate"] });
  run.approve("approve-operations", "carol");
  run.job("approve").start().finish();

  const deploy = run.add({ name: "deploy", environment: "production", needs: ["gate", "approve"] });
  const enforced = await stage.act({ ...production, receipt }, { job: deploy });
  expect([enforced.exitCode, enforced.outputs["decision"]], enforced.stdout).toEqual([1, "wait"]);
  deploy.annotate(enforced.commands).finish("failure");

  const cwd = newFolder("scheduled");
  shop.checkOut(cwd);
  const resume = (later: string | null, permissions: Readonly<Record<string, "read" | "write">>, more: string[] = []) =>
    runGate({
      github,
      repository: shop,
      bundle: cli,
      cwd,
      token: github.token({ permissions, repositories: ["acme/shop"] }),
      args: ["resume", "--environment", "production", "--pipeline", "release.yml", ...more],
      ...(later === null ? {} : { before: ["faketime", "-f", later] }),
    });
  const may = { actions: "write", checks: "write", contents: "read" } as const;

  const early = await resume(null, may, ["--apply"]);
  expect(early.exitCode, early.stderr).toBe(0);
  expect(early.stdout).toContain("waits for the window, which is not open. Frozen: Stock-taking (.release-gate.yml:");
  expect(run.attempt).toBe(1);

  shift = 2 * day;
  const dry = await resume("+2d", may);
  expect(dry.stdout, dry.stderr).toContain("Nothing was done. Give --apply to do it.");
  expect(dry.stdout).toMatch(/would be told that it was overtaken/);
  expect(run.attempt).toBe(1);

  const refused = await resume("+2d", { actions: "read", checks: "read", contents: "read" }, ["--apply"]);
  expect([refused.exitCode, run.attempt], refused.stdout).toEqual([3, 1]);
  expect(refused.stderr).toContain("actions: write");

  const applied = await resume("+2d", may, ["--apply"]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  expect(applied.stdout).toContain("It goes on: ");
  expect(run.attempt).toBe(2);
  expect(run.job("approve").state.check.conclusion).toBe("success");
  const reader = github.token({ permissions: { checks: "read" }, repositories: ["acme/shop"] });
  const { body } = await ask(github, reader, `/repos/acme/shop/commits/${older}/check-runs`);
  expect((body as { readonly check_runs: readonly unknown[] }).check_runs).toContainEqual(
    expect.objectContaining({
      name: "Release Gate: production",
      conclusion: "failure",
      output: expect.objectContaining({ title: expect.stringMatching(/^Overtaken by run #\d+$/) }),
    }),
  );

  const again = await resume("+2d", may, ["--apply"]);
  expect(again.stdout).toContain("is at its deploy job already");
  expect(run.attempt).toBe(2);

  const second = run.job("deploy").start();
  const after = await stage.act({ ...production, receipt }, { job: second, before: ["faketime", "-f", "+2d"] });
  expect(after.exitCode, after.stdout).toBe(0);
  expect(after.outputs).toMatchObject({ decision: "allow", allowed: "true", "next-window": "" });
  second.finish();
  expect((await resume("+2d", may, ["--apply"])).stdout).toContain("was deployed, so none waits");
  expect(github.violations).toEqual([]);
});
