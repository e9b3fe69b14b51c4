/** The decision as one JSON object. */
import { describe, expect, it } from "vitest";
import { json } from "../../src/reporters/json.ts";
import { allowResult, blockResult, errorResult, reporting, waitResult } from "../support/result.ts";

const promised = [
  "schema",
  "decision",
  "reasons",
  "environment",
  "mode",
  "changeType",
  "at",
  "release",
  "findings",
  "risk",
  "approvals",
  "window",
  "conditions",
  "authorizedUntil",
  "digests",
];
const parsed = (...args: Parameters<typeof reporting>) => JSON.parse(json.report(reporting(...args)));

describe("the JSON report", () => {
  it.each([allowResult(), waitResult(), blockResult(), errorResult()])(
    "holds every promised key: $decision",
    (result) => {
      const document = parsed(result);
      expect(Object.keys(document).filter((key) => promised.includes(key))).toEqual(promised);
      expect(document.schema).toBe("release-gate/decision/v1");
      expect(document.decision).toBe(result.decision);
      for (const reason of document.reasons) expect(Object.keys(reason)).toEqual(["code", "message"]);
      for (const one of document.findings)
        expect(Object.keys(one)).toEqual(
          expect.arrayContaining(["check", "status", "enforcement", "code", "summary", "details", "fix"]),
        );
      for (const one of document.approvals.requirements)
        expect(Object.keys(one)).toEqual(expect.arrayContaining(["anyOf", "count", "approvedBy", "missing"]));
      for (const one of document.risk.contributions)
        expect(Object.keys(one)).toEqual(expect.arrayContaining(["factor", "points", "because"]));
      expect(document.digests).toEqual({ policy: "1".repeat(64), evidence: "2".repeat(64), decision: "3".repeat(64) });
    },
  );

  it("counts the release in numbers, and says null where they are not known", () => {
    expect(parsed(allowResult()).release).toMatchObject({
      repository: "acme/shop",
      commits: 14,
      changedFiles: 32,
      additions: 1204,
      deletions: 310,
    });
    expect(parsed(errorResult()).release.commits).toBeNull();
  });

  it("leaves nothing of a Result out", () => {
    const document = parsed(waitResult());
    for (const key of Object.keys(waitResult())) expect(document).toHaveProperty(key);
  });

  it("says the approvals in the sentences of every other format, and what was left out", () => {
    const waivers = [{ check: "tests", by: ["@otto"], because: "Down", until: null, sentence: "tests need not pass." }];
    const document = parsed(waitResult({ waivers }));
    expect(document.explanation).toEqual(waitResult().explanation);
    expect(document.waivers).toEqual(waivers);
  });

  it("keeps telling the truth in report-only and about what-if questions", () => {
    const document = parsed(blockResult(), { reportOnly: true });
    expect(document).toMatchObject({ decision: "block", allowed: false, reportOnly: true });
    expect(parsed(allowResult({ hypothetical: "Asked.", allowed: false })).allowed).toBe(false);
  });

  it("writes the same bytes for the same Result, whatever the terminal", () => {
    const one = json.report(reporting(waitResult(), { color: true, width: 40 }));
    expect(json.report(reporting(waitResult(), { width: 120 }))).toBe(one);
    expect(one.endsWith("}\n")).toBe(true);
  });
});
