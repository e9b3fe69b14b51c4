/** Mode `wait` as a process: until approved, until time is up, until cancelled, and not at all where nobody is being asked. */
import { expect, test } from "vitest";
import { openShop, policyWith } from "./stage.ts";

const policy = policyWith("low: [{ group: operations }]");
const waiting = { environment: "production", mode: "wait" } as const;

test.concurrent("waits until the approval comes, and then lets through", async () => {
  const stage = await openShop({ policy });
  stage.run.add({ name: "approve", environment: "approve-operations" });
  const action = stage.start(waiting);
  await action.until("Waiting: ");
  stage.run.approve("approve-operations", "carol");
  const { exitCode, outputs, stdout } = await action.finished;
  expect(exitCode, stdout).toBe(0);
  expect(outputs).toMatchObject({ decision: "allow", allowed: "true" });
  expect(stdout.match(/^Waiting: /gm)).toHaveLength(1);
  expect(stage.github.violations).toEqual([]);
});

test.concurrent("says wait, and stops the job, when the time is up", async () => {
  const stage = await openShop({ policy });
  stage.run.add({ name: "approve", environment: "approve-operations" });
  const { exitCode, outputs, stdout, summary } = await stage.act({ ...waiting, "wait-timeout": "2s" });
  expect(exitCode, stdout).toBe(1);
  expect(outputs).toMatchObject({ decision: "wait", allowed: "false" });
  expect(summary).toContain("The time for waiting is up.");
});

test.concurrent("ends at once where nobody is being asked", async () => {
  const stage = await openShop({ policy });
  const { exitCode, outputs, summary, stdout } = await stage.act(waiting);
  expect(exitCode).toBe(1);
  expect(outputs).toMatchObject({ decision: "wait", allowed: "false" });
  expect(summary).toContain("Nobody is being asked for operations");
  expect(stdout).not.toContain("Waiting: ");
});

test.concurrent("a rejection ends the wait", async () => {
  const stage = await openShop({ policy });
  stage.run.add({ name: "approve", environment: "approve-operations" });
  const action = stage.start(waiting);
  await action.until("Waiting: ");
  stage.run.reject("approve-operations", "carol", "No");
  const { exitCode, outputs } = await action.finished;
  expect([exitCode, outputs["decision"]]).toEqual([1, "block"]);
});

// By themselves, since they are timed.
test("a cancelled run ends within two seconds, and leaves its answer", async () => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const stage = await openShop({ policy });
    stage.run.add({ name: "approve", environment: "approve-operations" });
    const action = stage.start(waiting);
    await action.until("Waiting: ");
    const began = performance.now();
    action.signal(signal);
    const { exitCode, outputs, summary } = await action.finished;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ decision: "wait", allowed: "false" });
    expect(summary).toContain("The wait was cancelled.");
  }
});

test("a cancelled run ends within two seconds though GitHub does not answer", async () => {
  const stage = await openShop({ policy, latency: 30_000 });
  const action = stage.start(waiting);
  await action.until("::add-mask::");
  await new Promise((resolve) => setTimeout(resolve, 800));
  const began = performance.now();
  action.signal("SIGINT");
  const { exitCode, outputs } = await action.finished;
  expect(performance.now() - began).toBeLessThan(2000);
  expect(exitCode).not.toBe(0);
  expect(outputs["allowed"] ?? "false").toBe("false");
});
