/** The decision on a terminal. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns } from "../../src/reporters/layout.ts";
import { terminal } from "../../src/reporters/terminal/terminal.ts";
import { hostile } from "../support/hostile.ts";
import {
  allowResult,
  blockResult,
  errorResult,
  finding,
  reporting,
  requirement,
  waitResult,
} from "../support/result.ts";
import { spoiled } from "../support/spoiled-result.ts";

const shown = (...args: Parameters<typeof reporting>): string => terminal.report(reporting(...args));
const flowing = (text: string): string => text.replace(/\s+/g, " ");
/** The report of a release that lacks one approval. */
const asking = (over: Parameters<typeof requirement>[0]): string => {
  const requirements = [requirement({ missing: 1, approvedBy: [], ...over })];
  return flowing(shown(waitResult({ approvals: { ...waitResult().approvals, requirements } })));
};
const red = "\u{1b}[31m";

describe("the text report", () => {
  it.each([
    [allowResult(), "ALLOWED", "may go to production"],
    [waitResult(), "WAIT", "has to wait before it goes to production"],
    [blockResult(), "BLOCKED", "must not go to production"],
    [errorResult(), "NOT DETERMINED", "could not be determined, so it may not"],
  ] as const)("says the decision in a word and a sentence, then why and what next", (result, word, sentence) => {
    const text = shown(result);
    const flow = flowing(text);
    expect(text.trimStart().split("\n")[0]).toContain(word);
    expect(flow).toContain(sentence);
    for (const { message } of result.reasons) expect(flow.replaceAll("- ", "")).toContain(message);
    for (const [index, step] of result.nextSteps.entries()) expect(flow).toContain(`${index + 1}. ${step}`);
    expect(text.indexOf("Next")).toBeLessThan(result.nextSteps.length === 0 ? 1 : text.indexOf("Release "));
  });

  it("tells the range with its numbers and where the policy comes from", () => {
    const flow = flowing(shown(allowResult()));
    expect(flow).toContain("v2.3.1 (bbbbbbbbbb) to v2.4.0 (aaaaaaaaaa)");
    expect(flow).toContain("14 commits, 32 files, 1,204 lines added, 310 removed");
    expect(flow).toContain('.release-gate.yml in the working tree, rules for "production"');
    expect(flowing(shown(errorResult()))).toContain("commits unknown, 32 files, lines unknown");
    expect(flowing(shown(errorResult()))).toContain(
      "There is no .release-gate.yml here, so builtin:standard is the policy.",
    );
  });

  it("gives the three largest reasons for the risk, marks what is assumed, and says what would lower it", () => {
    const flow = flowing(shown(waitResult()));
    expect(flow).toContain("high: 41 of 100 alone would be low, a rule of the policy raises it");
    expect(flow).toContain("+18.4 620 lines of code added in the largest change");
    expect(flow).toContain("+2.4 from 1 smaller part");
    expect(flow).toContain(
      "At least high: your policy says: Schema changes are hard to undo (db/migrations/0042-orders.sql)",
    );
    expect(flow).toContain("To lower it: Without db/migrations/0042-orders.sql it would be low.");
    expect(flowing(shown(errorResult()))).toContain("cannot be counted (assumed)");
    expect(flowing(shown(errorResult()))).toContain("To lower it: Fetch the whole history");
  });

  it("puts what blocks first, marks what is only advice, and points to the next steps instead of repeating them", () => {
    const lines = shown(blockResult()).split("\n");
    const at = (part: string): number => lines.findIndex((line) => line.includes(part));
    expect(at("✗ FAIL     tests")).toBeLessThan(at("documents: mitigation-plan (advisory)"));
    expect(at("documents: mitigation-plan (advisory)")).toBeLessThan(at("✓ PASS     reviews"));
    expect(at("✓ PASS     reviews")).toBeLessThan(at("- SKIPPED  concurrency"));
    expect(shown(blockResult())).toContain("Fix: see next step 1");
    const own = blockResult({ nextSteps: [] });
    expect(flowing(shown(own))).toContain("Fix: Mend the runs, or push a commit that passes.");
  });

  it("puts what is missing before advice that failed, and counts advice by itself", () => {
    const findings = [
      finding({ check: "rollback", status: "fail", enforcement: "advisory" }),
      finding({ check: "tests", status: "unknown" }),
      finding({ check: "change-window" }),
    ];
    const text = shown(errorResult({ findings }));
    expect(text.indexOf("? UNKNOWN")).toBeLessThan(text.indexOf("✗ FAIL"));
    expect(text).toContain("1 unknown, 1 passed; advice: 1 failed");
    expect(shown(errorResult({ findings: [] }))).toContain("no check applies");
  });

  it("calls a head without a name of its own by its hash", () => {
    const head = { sha: "a".repeat(40), name: "HEAD" };
    expect(shown(allowResult({ release: { ...allowResult().release, head } }))).toContain(
      "acme/shop aaaaaaaaaa may go",
    );
  });

  it("keeps red for what blocks", () => {
    for (const result of [allowResult(), waitResult(), errorResult()])
      expect(shown(result, { color: true })).not.toContain(red);
    const advice = blockResult({
      decision: "allow",
      findings: blockResult().findings.filter(
        ({ enforcement, status }) => status !== "fail" || enforcement === "advisory",
      ),
      approvals: allowResult().approvals,
    });
    expect(shown(advice, { color: true })).not.toContain(red);
    expect(shown(blockResult(), { color: true })).toContain(red);
  });

  it("says without colour all that it says with it", () => {
    for (const result of [allowResult(), waitResult(), blockResult(), errorResult()])
      expect(shown(result, { color: true }).replace(/\p{Cc}\[\d+m/gu, "")).toBe(shown(result));
  });

  it("shows who approved, who could, and who does not count and why, in the words of the explanation", () => {
    const flow = flowing(shown(waitResult()));
    expect(flow).toContain("2 of 3 given. Approvals are missing.");
    expect(flow).toContain("✓ operations: 1 of 1 approved by @ana.");
    expect(flow).toContain("… change-advisory-board: 1 of 2 approved by @cid; still needed: 1 of @dora, @eve.");
    expect(flow).toContain("Does not count: @finn wrote commits 1a2b3c4 and 5d6e7f8 of this release.");
    expect(flowing(shown(blockResult()))).toContain("✗ @gus rejected this deployment: “Not before the sale ends”");
  });

  it("says when nobody can approve any more, and when members cannot be read", () => {
    expect(asking({ impossible: true })).toContain("✗ operations needs 1, but has");
    expect(asking({ couldApprove: null })).toContain("whose members cannot be read here");
  });

  it("shows at most six of what stands below one sentence", () => {
    const discounted = Array.from({ length: 9 }, (_, index) => ({
      person: `p${index}`,
      code: "x",
      because: `Reason ${index}.`,
    }));
    const flow = flowing(shown(waitResult({ approvals: { ...waitResult().approvals, discounted } })));
    expect(flow).toContain("Reason 5. and 3 more; --format json has all");
    expect(flow).not.toContain("Reason 6.");
  });

  it("shows what was left out before anything else", () => {
    const waivers = [{ check: "tests", by: ["@otto"], because: "Down", until: null, sentence: "tests need not pass." }];
    expect(shown(allowResult({ waivers })).trimStart()).toMatch(/^LEFT OUT: tests need not pass\.\n/);
    const emergency = { key: "k", label: "l" };
    expect(shown(allowResult({ waivers, emergency })).trimStart()).toMatch(/^EMERGENCY: tests need not pass\.\n/);
  });

  it("gives the receipt in one unbroken line, or says why there is none", () => {
    const line = `release-gate-receipt:1:${"x".repeat(900)}`;
    const text = shown(waitResult(), { receipt: { line, because: null } });
    expect(text.split("\n")).toContain(line);
    expect(flowing(text)).toContain("Receipt Hand this line to the job that deploys (--receipt), whole:");
    const none = shown(waitResult(), { receipt: { line: null, because: "It would be too long." } });
    expect(flowing(none)).toContain("Receipt It would be too long.");
  });

  it("says when the window changes, in its own zone and in UTC", () => {
    expect(flowing(shown(waitResult()))).toContain("opens Thu 2026-06-11 09:00 Europe/Berlin (2026-06-11T07:00:00Z)");
    expect(flowing(shown(allowResult()))).toContain("closes Wed 2026-06-10 16:00 Europe/Berlin");
    expect(flowing(shown(allowResult()))).toContain("It holds until 2026-06-10 14:00 UTC.");
  });

  it("says what could not be known", () => {
    expect(flowing(shown(errorResult()))).toContain("Not known - This clone is shallow");
  });

  it("begins with a banner for what-if questions and for report-only", () => {
    const text = shown(allowResult({ hypothetical: "It was asked as if it were then.", allowed: false }), {
      reportOnly: true,
    });
    expect(text.trimStart()).toMatch(
      /^WHAT IF: It was asked as if it were then\. This answer allows nothing\.\nREPORT ONLY/,
    );
    expect(text).toContain("could go to production");
  });

  it("bounds long lists and says how much is left", () => {
    const many = Array.from({ length: 40 }, (_, index) => `detail ${index}`);
    const text = shown(
      blockResult({
        reasons: many.map((message) => ({ code: "x", message })),
        findings: [finding({ check: "reviews", status: "fail", details: many })],
      }),
    );
    expect(text).toContain("and 35 more; --format json has all");
    expect(text).toContain("and 34 more; --format json has all");
    expect(text.split("\n").length).toBeLessThan(60);
  });

  it.each([60, 80, 120])("stays within %i columns", (width) => {
    for (const result of [allowResult(), waitResult(), blockResult(), errorResult()])
      for (const line of shown(result, { width }).split("\n")) expect(columns(line)).toBeLessThanOrEqual(width);
  });

  it("lets no hostile text act on the terminal or the runner", () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (text, color) => {
        const report = shown(spoiled(text), { color, width: 60 }).replace(/\p{Cc}\[(?:\d|[23]\d)m/gu, "");
        expect(report.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{2028}\u{2029}]/u);
        for (const line of report.split("\n")) expect(line.trimStart().startsWith("::")).toBe(false);
        expect(report).not.toMatch(/##[a-z]*\[/i);
      }),
      { numRuns: 30 },
    );
  });
});
