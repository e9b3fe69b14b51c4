/**
 * `start-again-when-open.yml` as it stands, from end to end: the gate evaluates, people approve, the deploy job is held by the window;
 * when it opens, the scheduled job lets the failed jobs run again, and the approvals still count.
 */
import { beforeAll, expect, test } from "vitest";
import { ask } from "../../support/github/index.ts";
import { runGate } from "../../support/github/runner.ts";
import { isAtHand, newFolder } from "../support/bundle.ts";
import { approvedBy, playExample } from "./example.ts";
import { bundle, openShop, policyWith } from "./stage.ts";

beforeAll(() => {
  if (!isAtHand("faketime")) throw new Error("These tests need faketime: apt-get install faketime.");
});

const cli = bundle.replace(/action\/index\.js$/, "cli/index.js");
const day = 86_400_000;
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const name = "start-again-when-open.yml";
const opened = ["faketime", "-f", "+2d"];

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
    jobs: [],
    now: () => new Date(Date.now() + shift),
    tell: (shop) => {
      shop.environment({ name: "production" });
      older = shop.commit({ by: "ada", files: { "deploy.sh": { executable: "#!/bin/sh\necho It is out.\n" } } });
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
  const release = playExample(name, { stage, word: approvedBy({ "approve-operations": "carol" }) });
  const held = { gate: "success", approve: "success", deploy: "failure", resume: "skipped" };
  expect(await release.go()).toEqual(held);
  expect(release.outputsOf("gate")).toMatchObject({
    "next-window": `${opens}:00Z`,
    "approval-environments": '["approve-operations"]',
  });

  /** The example by its schedule; what its job said. */
  const schedule = async (before: readonly string[]): Promise<string> => {
    const scheduled = shop.workflowRun({ headSha: shop.at("main"), event: "schedule", jobs: [] });
    const example = playExample(name, { stage, run: scheduled, before });
    const jobs = await example.go();
    expect(jobs).toEqual({ gate: "skipped", approve: "skipped", deploy: "skipped", resume: "success" });
    return example.said;
  };
  expect(await schedule([])).toContain(
    "waits for the window, which is not open. Frozen: Stock-taking (.release-gate.yml:",
  );
  expect(run.attempt).toBe(1);

  shift = 2 * day;
  const cwd = newFolder("by-hand");
  shop.checkOut(cwd);
  const byHand = (permissions: Readonly<Record<string, "read" | "write">>, more: readonly string[]) =>
    runGate({
      github,
      repository: shop,
      bundle: cli,
      cwd,
      token: github.token({ permissions, repositories: ["acme/shop"] }),
      args: ["resume", "--environment", "production", "--pipeline", "release.yml", ...more],
      before: opened,
    });
  const dry = await byHand({ actions: "read", checks: "read", contents: "read" }, []);
  expect(dry.stdout, dry.stderr).toContain("Nothing was done. Give --apply to do it.");
  expect(dry.stdout).toMatch(/would be told that it was overtaken/);
  const refused = await byHand({ actions: "read", checks: "read", contents: "read" }, ["--apply"]);
  expect([refused.exitCode, run.attempt], refused.stdout).toEqual([3, 1]);
  expect(refused.stderr).toContain("actions: write");

  expect(await schedule(opened)).toContain("It goes on: ");
  expect(run.attempt).toBe(2);
  expect(run.job("approve (approve-operations)").state.check.conclusion).toBe("success");
  const reader = github.token({ permissions: { checks: "read" }, repositories: ["acme/shop"] });
  const { body } = await ask(github, reader, `/repos/acme/shop/commits/${older}/check-runs`);
  expect((body as { readonly check_runs: readonly unknown[] }).check_runs).toContainEqual(
    expect.objectContaining({
      name: "Release Gate: production",
      conclusion: "failure",
      output: expect.objectContaining({ title: expect.stringMatching(/^Overtaken by run #\d+$/) }),
    }),
  );
  expect(await schedule(opened)).toContain("is at its deploy job already");
  expect(run.attempt).toBe(2);

  expect(await release.go(opened)).toEqual({ ...held, deploy: "success" });
  expect(release.said).toBe("Approved.\nIt is out.\n");
  expect(await schedule(opened)).toContain("was deployed, so none waits");
  expect(github.violations).toEqual([]);
});
