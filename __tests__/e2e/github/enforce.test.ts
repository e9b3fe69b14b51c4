/** The action in mode `enforce` and `evaluate`, as a process, against the local GitHub. */
import { expect, test } from "vitest";
import { openShop, policyWith } from "./stage.ts";

test("an allowed release lets the job go on, and leaves outputs, summary and record", async () => {
  const { act, github } = await openShop({ policy: policyWith("low: []") });
  const { exitCode, outputs, summary, commands, stdout, stderr } = await act({ environment: "production" });
  expect(exitCode, stdout + stderr).toBe(0);
  expect(outputs).toMatchObject({ decision: "allow", allowed: "true" });
  expect(summary).toContain("ALLOWED");
  expect(commands.map(({ name }) => name)).toEqual(["add-mask"]);
  expect(github.violations).toEqual([]);
});
