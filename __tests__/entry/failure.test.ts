/** What is said when something goes wrong, and the exit code that goes with it. */
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/commands/command.ts";
import { explain } from "../../src/entry/failure.ts";
import { PlatformError } from "../../src/platforms/platform.ts";

class PolicyError extends Error {
  override readonly name = "PolicyError";
}

describe("failures", () => {
  it("gives wrong usage, an invalid policy and a wrong question exit code 2", () => {
    expect(explain(new UsageError("a.", "b."), false)).toEqual({ text: "release-gate: a.\nb.\n", exitCode: 2 });
    expect(explain(new PolicyError("p.yml:1:2: wrong\n  1 | x\n"), false)).toEqual({
      text: "p.yml:1:2: wrong\n  1 | x\n",
      exitCode: 2,
    });
    expect(explain(new PlatformError("usage", "no head.", "Give one."), false)).toEqual({
      text: "release-gate: no head.\nGive one.\n",
      exitCode: 2,
    });
  });

  it("gives what could not be read exit code 3", () => {
    expect(explain(new PlatformError("unreadable", "git broke."), false).exitCode).toBe(3);
  });

  it.each([new TypeError("x is not a function"), "a thrown text", undefined, null, { name: "PolicyError" }])(
    "calls %s a bug: one sentence, what to do, no trace, exit code 3",
    (thrown) => {
      const { text, exitCode } = explain(thrown, false);
      expect(exitCode).toBe(3);
      expect(text.trimEnd().split("\n")).toHaveLength(2);
      expect(text).toContain("run again with --debug");
      expect(explain(thrown, false, "action").text).toContain("re-run the job with debug logging and report");
    },
  );

  it("shows the trace with debug", () => {
    expect(explain(new TypeError("x"), true).text).toMatch(/^\s+at /m);
  });
});
