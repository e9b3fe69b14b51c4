/** The lines beside a run. */
import { describe, expect, it } from "vitest";
import { annotationsOf } from "../../src/reporters/annotations.ts";
import { allowResult, blockResult, waitResult } from "../support/result.ts";

const waivers = [{ check: "tests", by: ["@otto"], because: "Down", until: null, sentence: "tests need not pass." }];

describe("annotations", () => {
  it("are none where the pipeline goes on by itself", () => {
    expect(annotationsOf(allowResult(), false)).toEqual([]);
    expect(annotationsOf(waitResult({ mode: "evaluate", isSettledButForTime: true }), false)).toEqual([]);
  });

  it("warn of what was left out, also where it goes on", () => {
    expect(annotationsOf(allowResult({ waivers }), false)).toEqual([
      { level: "warning", message: "tests need not pass." },
    ]);
  });

  it("say what a person must act on, as a warning where only a report was asked for", () => {
    expect(annotationsOf(blockResult(), false)[0]).toMatchObject({ level: "error" });
    expect(annotationsOf(blockResult(), true).every(({ level }) => level === "warning")).toBe(true);
  });
});
