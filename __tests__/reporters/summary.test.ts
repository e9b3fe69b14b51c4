/** The decision as Markdown. */
import * as fc from "fast-check";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import type { Result } from "../../src/core/result.ts";
import { summary } from "../../src/reporters/summary/summary.ts";
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

const shown = (...args: Parameters<typeof reporting>): string => summary.report(reporting(...args));
const html = (markdown: string): string => marked.parse(markdown, { gfm: true, async: false });
const text = (markdown: string): string =>
  html(markdown)
    .replace(/<[^>]*>/g, " ")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&nbsp;|\u{200b}/gu, "")
    .replace(/\s+/g, " ");

const sentences = ({ sentence, children }: Result["explanation"]): string[] => [
  sentence,
  ...children.flatMap(sentences),
];

/** The page without its words. */
const shape = (word: string): string => html(shown(spoiled(word))).replace(/>[^<]*</g, "><");

const ours = ["h2", "h3", "p", "strong", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"];
const allowedTags = new Set([...ours, "code", "br", "details", "summary"]);

describe("the summary", () => {
  it.each([
    [allowResult(), "ALLOWED: acme/shop v2.4.0 may go to production."],
    [waitResult(), "WAIT: acme/shop v2.4.0 has to wait"],
    [blockResult(), "BLOCKED: acme/shop v2.4.0 must not go"],
    [errorResult(), "NOT DETERMINED: Whether acme/shop v2.4.0"],
  ] as const)("says the answer, why, and what to do next", (result, heading) => {
    const plain = text(shown(result));
    expect(plain).toContain(heading);
    for (const { message } of result.reasons) expect(plain).toContain(message);
    for (const step of result.nextSteps) expect(plain).toContain(step);
    for (const one of result.findings) expect(plain).toContain(one.summary);
    for (const limit of result.release.limits) expect(plain).toContain(limit);
    for (const { because } of result.risk.contributions) expect(plain).toContain(because);
    for (const { because } of result.approvals.discounted) expect(plain).toContain(because);
  });

  it("shows a fix behind its label, and advice as advice", () => {
    const plain = text(shown(blockResult()));
    expect(plain).toContain("Fix: Mend the runs, or push a commit that passes.");
    expect(plain).toContain("documents: mitigation-plan (advisory)");
    expect(shown(blockResult())).toContain("⚠️&nbsp;FAIL | <code>documents");
    expect(shown(blockResult())).toContain("❌&nbsp;FAIL | <code>tests");
  });

  it("shows the whole explanation, sentence by sentence", () => {
    for (const result of [allowResult(), waitResult(), blockResult(), errorResult()]) {
      const plain = text(shown(result));
      for (const sentence of sentences(result.explanation)) expect(plain).toContain(sentence);
    }
    expect(shown(waitResult())).toContain("- ⏳ change-advisory-board: 1 of 2");
  });

  it("shows what was left out at the top, and the receipt folded away", () => {
    const waivers = [{ check: "tests", by: ["@otto"], because: "Down", until: null, sentence: "tests need not pass." }];
    const plain = text(
      shown(allowResult({ waivers }), { receipt: { line: "release-gate-receipt:1:x", because: null } }),
    );
    expect(plain.indexOf("LEFT OUT: tests need not pass.")).toBeLessThan(plain.indexOf("All 3 required checks pass"));
    expect(plain).toContain("Receipt for the job that deploys release-gate-receipt:1:x");
    expect(text(shown(waitResult(), { receipt: { line: null, because: "Too long." } }))).toContain("Too long.");
  });

  it("shows banners for what-if questions and report-only", () => {
    const plain = text(shown(allowResult({ hypothetical: "Asked.", allowed: false }), { reportOnly: true }));
    expect(plain).toContain("WHAT IF: Asked. This answer allows nothing.");
    expect(plain).toContain("REPORT ONLY");
  });

  it("holds only the tags that we write, closed as they were opened, whatever the release says", () => {
    fc.assert(
      fc.property(hostile, (word) => {
        const page = html(shown(spoiled(word)));
        const open: string[] = [];
        for (const [, slash, name] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*>/gi)) {
          expect(allowedTags).toContain(name);
          if (name === "br") continue;
          if (slash === "") open.push(name ?? "");
          else expect(open.pop()).toBe(name);
        }
        expect(open).toEqual([]);
        expect(page.replace(/<\/?[a-z][a-z0-9]*( align="[a-z]+")?>/g, "")).not.toMatch(/[<>]/);
        for (const line of shown(spoiled(word)).split("\n")) expect(line.trimStart().startsWith("::")).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it("has the same shape whatever a release is called", () => {
    const usual = shape("word");
    fc.assert(
      fc.property(
        hostile.filter((word) => word.trim() !== ""),
        (word) => {
          expect(shape(`x${word}`)).toBe(usual);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("stays below 1 MiB whatever the release holds, and says that something is left out", () => {
    const long = "<".repeat(5_000);
    const many = Array.from({ length: 2_000 }, () => long);
    const huge = blockResult({
      reasons: many.map((message) => ({ code: "x", message })),
      notes: many,
      findings: many.map((word) => finding({ check: word, status: "fail", summary: word, details: many, fix: word })),
      approvals: {
        ...blockResult().approvals,
        requirements: many.map((word) => requirement({ anyOf: [word], because: word })),
        rejections: many.map((word) => ({ person: word, comment: word })),
        discounted: many.map((word) => ({ person: word, code: "x", because: word })),
      },
      release: { ...blockResult().release, limits: many, baseBecause: long, repository: long },
    });
    const report = shown(huge);
    expect(new TextEncoder().encode(report).length).toBeLessThan(1_000_000);
    expect(text(report)).toContain("more, all in the record");
    expect(report).toMatch(/More does not fit here/);
  });
});
