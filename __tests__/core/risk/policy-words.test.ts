import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChangeTraits } from "../../../src/core/evidence/change-traits.ts";
import type { DeploymentRequest } from "../../../src/core/evidence/deployment-request.ts";
import { observed, unavailable } from "../../../src/core/evidence/observed.ts";
import { assess } from "../../../src/core/risk/assess.ts";
import { model } from "../../../src/core/risk/fitted.ts";
import { riskSettings } from "../../../src/core/risk/settings.ts";
import { riskBlocks } from "../../../src/reporters/summary/risk.ts";
import { changedFile, release } from "../../support/evidence.ts";
import { change, traitsOf, wholeChange } from "./traits.ts";

const at = "2026-06-10T10:00:00Z";
const risk = (changes: readonly ChangeTraits[], settings: unknown = {}, request?: DeploymentRequest) =>
  assess({
    traits: traitsOf(changes),
    changedFiles: observed([changedFile()], "a test", at),
    release: release({ commits: changes.length }),
    settings: riskSettings.parse(settings),
    ...(request === undefined ? {} : { request: observed(request, "a test", at) }),
  });
const tenths = (parts: readonly { readonly points: number }[]) =>
  parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0);

describe("the repository's own rate", () => {
  it("never reorders changes, raises with a higher rate, and its parts still add up", () => {
    const rate = fc.double({ min: 0.01, max: 50, noNaN: true });
    fc.assert(
      fc.property(wholeChange, wholeChange, rate, (a, b, reverted) => {
        const own = { "own-rate": { reverted } };
        const [plainA, plainB, ownA, ownB] = [risk([a]), risk([b]), risk([a], own), risk([b], own)];
        if (plainA.score < plainB.score) expect(ownA.score).toBeLessThanOrEqual(ownB.score);
        if (reverted >= model.baseline.reverted) expect(ownA.score).toBeGreaterThanOrEqual(plainA.score);
        else expect(ownA.score).toBeLessThanOrEqual(plainA.score);
        expect(tenths(ownA.contributions)).toBe(ownA.score * 10);
        expect(tenths(ownA.changes ?? [])).toBe(ownA.score * 10);
      }),
      { numRuns: 100 },
    );
  });

  it("at the rate of the data changes nothing, and one that names no kind is refused", () => {
    const { reverted, hotFixed } = model.baseline;
    expect(risk([change()], { "own-rate": { reverted, "hot-fixed": hotFixed } }).score).toBe(risk([change()]).score);
    expect(riskSettings.safeParse({ "own-rate": {} }).success).toBe(false);
  });
});

describe("the impact on customers that the request declares", () => {
  const settings = { "customer-impact": { levels: { none: "low", some: "medium", outage: "critical" } } };
  const declared = (text: string) => risk([change()], settings, { kind: "markdown", from: "request.md", text });

  it("raises the level that the policy gives to its word, whatever the heading's case", () => {
    expect(declared("## Customer Impact\n\nSome.\n\n## Outage plan\nx").level).toBe("medium");
    expect(declared("# customer-impact\nNone").level).toBe("low");
    const inputs: DeploymentRequest = { kind: "parts", from: "inputs", parts: { customerImpact: "outage" } };
    expect(risk([change()], settings, inputs).floors).toEqual([
      {
        level: "critical",
        paths: [],
        says: "request",
        reason: "The deployment request declares its customer impact as outage",
      },
    ]);
  });

  it("takes the highest level where several words stand there, none does, or the request cannot be read", () => {
    expect(declared("## Customer impact\nNone, no outage").level).toBe("critical");
    expect(declared("## Customer impact\n<!-- none | some -->\n").level).toBe("critical");
    expect(declared("None").level).toBe("critical");
    expect(risk([change()], settings, { kind: "missing", from: "request.md" }).level).toBe("critical");
    const blind = { traits: traitsOf([change()]), changedFiles: observed([], "a test", at), release: release() };
    const request = unavailable("no permission");
    expect(assess({ ...blind, request, settings: riskSettings.parse(settings) }).level).toBe("critical");
  });
});

describe("what would lower it", () => {
  const sha = (i: number) => i.toString(16).padStart(40, "0");
  const many = Array.from({ length: 11 }, (_, i) => change({ sha: sha(i + 1), shape: { touchesMigration: i === 0 } }));

  it("names a migration to split off and the number of changes, each with a score that is lower", () => {
    const { score, ways = [] } = risk(many);
    expect(ways.length).toBeGreaterThan(0);
    for (const way of ways) expect(way.score).toBeLessThan(score);
    expect(ways.map(({ says }) => says).join("\n")).toMatch(
      /11 changes at once: \d+ % of the risk is their number alone/,
    );
    const heavy = change({
      sha: sha(99),
      shape: { touchesMigration: true, touchesCode: true, commits: 20 },
      diff: { codeLinesAdded: 500, hunks: 30 },
    });
    expect((risk([...many.slice(1), heavy]).ways ?? []).map(({ says }) => says).join("\n")).toMatch(
      /^Split the migration from the rest: without 0000000 /m,
    );
  });

  it("stands in the summary with three reasons, bars of text and folded tables whose points add up", () => {
    const assessed = risk(many, { thresholds: { medium: 1, high: 2, critical: 100 } });
    const text = riskBlocks(assessed).join("\n\n");
    expect(text).toMatch(/^### Risk: high, \d+ of 100/);
    expect(text).toMatch(/█{10}/);
    expect(text).toContain("**What would lower it**");
    expect(text).toContain("<details><summary>Risk by factor</summary>");
    expect(text).toContain(`Together ${assessed.score} of 100.`);
  });
});
