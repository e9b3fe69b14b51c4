/** From a decision to the number that a pipeline acts on. */
import { describe, expect, it } from "vitest";
import type { DecisionKind, Mode } from "../../src/core/decision/decision.ts";
import { exitCode } from "../../src/entry/exit-code.ts";

const decisions: readonly DecisionKind[] = ["allow", "wait", "block", "error"];
const modes: readonly Mode[] = ["enforce", "evaluate", "wait"];

describe("exit codes", () => {
  it.each([
    ["allow", 0],
    ["wait", 1],
    ["block", 1],
    ["error", 3],
  ] as const)("%s ends with %i in enforce and in wait, settled or not", (decision, code) => {
    for (const mode of ["enforce", "wait"] as const)
      for (const isSettledButForTime of [true, false])
        expect(exitCode({ decision, isSettledButForTime }, mode, false)).toBe(code);
  });

  it("evaluate goes on where only approvals or a window are missing", () => {
    expect(exitCode({ decision: "wait", isSettledButForTime: true }, "evaluate", false)).toBe(0);
    expect(exitCode({ decision: "wait", isSettledButForTime: false }, "evaluate", false)).toBe(1);
    expect(exitCode({ decision: "allow", isSettledButForTime: true }, "evaluate", false)).toBe(0);
  });

  it("evaluate never lets a block or an error through, whatever else is said", () => {
    expect(exitCode({ decision: "block", isSettledButForTime: true }, "evaluate", false)).toBe(1);
    expect(exitCode({ decision: "error", isSettledButForTime: true }, "evaluate", false)).toBe(3);
  });

  it("report-only goes on whatever is decided", () => {
    for (const decision of decisions)
      for (const mode of modes) expect(exitCode({ decision, isSettledButForTime: false }, mode, true)).toBe(0);
  });
});
