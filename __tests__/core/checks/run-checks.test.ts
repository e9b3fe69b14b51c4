import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { needsOf } from "../../../src/core/checks/needs.ts";
import { checks } from "../../../src/core/checks/registry.ts";
import { runChecks } from "../../../src/core/checks/run-checks.ts";
import { type Evidence, evidenceKinds } from "../../../src/core/evidence/evidence.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { noParticulars } from "../../../src/core/evidence/query.ts";
import { fullEvidence } from "../../support/arbitrary.ts";
import { ordinaryEvidence, release } from "../../support/evidence.ts";
import { parse, situation } from "./ask.ts";

const policy = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(given).map(([id, settings]) => {
      const check = checks.find((each) => each.id === id);
      return [id, check === undefined ? settings : parse(check, settings)];
    }),
  );

const run = (
  given: Record<string, unknown>,
  evidence: Evidence = ordinaryEvidence(),
  over: Parameters<typeof situation>[1] = {},
) => runChecks(policy(given), evidence, situation(evidence, over), "trusted");

test("ids are unlike each other and stand in every code", () => {
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  for (const check of checks) expect(check.question.endsWith("?")).toBe(true);
});

describe("running", () => {
  test("findings come in the order of the registry, then by rule, and say who asked", () => {
    const findings = run({ documents: { b: { files: ["b.md"] }, a: { files: ["a.md"] } }, concurrency: {}, tests: {} });
    expect(findings.map(({ check, subject, askedBy }) => [check, subject, askedBy])).toEqual([
      ["tests", null, "trusted"],
      ["documents", "a", "trusted"],
      ["documents", "b", "trusted"],
      ["concurrency", null, "trusted"],
    ]);
  });

  test("below its from-risk a rule is skipped and does not count as applied", () => {
    const low = run({ tests: { "from-risk": "medium" } })[0];
    expect(low).toMatchObject({ status: "skipped", code: "tests.not-at-this-risk", applied: false });
    expect(run({ tests: { "from-risk": "medium" } }, undefined, { riskLevel: "medium" })[0]).toMatchObject({
      code: "tests.passed",
      applied: true,
    });
  });

  test("a redeploy skips what is about the range, and counts it as applied", () => {
    const same = ordinaryEvidence({}, { release: release({ relation: "same" }) });
    expect(run({ reviews: {}, tests: {} }, same).map(({ code, applied }) => [code, applied])).toEqual([
      ["tests.passed", true],
      ["reviews.nothing-new", true],
    ]);
  });

  test("a head behind the base skips nothing", () => {
    const behind = ordinaryEvidence({}, { release: release({ relation: "behind" }) });
    expect(run({ reviews: {} }, behind)[0]).toMatchObject({ code: "reviews.approved" });
  });

  test("carries the enforcement that the policy gives", () =>
    expect(run({ tests: { enforcement: "advisory" } })[0]?.enforcement).toBe("advisory"));

  test("a check that this version does not know is never left out", () =>
    expect(run({ astrology: {}, tests: {} }).at(-1)).toMatchObject({
      check: "astrology",
      status: "unknown",
      code: "policy.unknown-check",
      enforcement: "required",
    }));

  test("no check means no finding", () => expect(run({})).toEqual([]));
});

describe("needs", () => {
  test("are united over policies and rules, sorted, without doubles, whatever the risk", () => {
    const { kinds, particulars } = needsOf([
      policy({ tests: { reports: ["b.xml", "a.xml"] }, promotion: { from: "staging" } }),
      policy({
        tests: { required: ["x"], "from-risk": "critical" },
        documents: { one: { files: ["b.md"] }, two: { files: ["a.md"] } },
        rollback: { documents: ["b.md"], "known-good": false },
        concurrency: { with: ["database", "staging"] },
        reviews: { trailers: true },
      }),
    ]);
    expect(kinds).toEqual(["ciRuns", "commits", "deployments", "documents", "reviews", "testReports"]);
    expect(particulars).toEqual({
      ...noParticulars,
      documents: ["a.md", "b.md"],
      reports: ["a.xml", "b.xml"],
      reviewTrailers: true,
      environments: ["database", "staging"],
    });
  });

  test("of nothing are nothing", () => expect(needsOf([]).kinds).toEqual([]));
});

/** Policies that let every check ask in more than one way. */
const policies = [
  {
    tests: {},
    reviews: {},
    rollback: { documents: ["docs/runbooks/*/rollback.md"], sections: ["Steps"] },
    concurrency: {},
  },
  {
    tests: { required: ["ci / *"], accept: ["skipped"] },
    reviews: { "code-owners": true },
    "deployment-request": {},
    promotion: { from: "staging" },
  },
  {
    tests: { reports: ["reports/**/*.xml"] },
    documents: {
      page: { files: ["docs/runbooks/*/rollback.md"], "max-age": "180d" },
      each: { files: ["docs/runbooks/*/rollback.md"], services: { shop: ["src/**"], cart: ["db/**"] } },
    },
    rollback: {
      documents: ["docs/runbooks/{service}/rollback.md"],
      services: { shop: ["src/**"] },
      rehearsal: { run: "lint", "max-age": "30d" },
    },
  },
].map(policy);

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed).toReversed();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, reversed(entry)]));
};

describe("always", () => {
  const rules = fc.constantFrom(...policies);

  test("taking a kind of evidence away never makes a finding pass that did not", () => {
    fc.assert(
      fc.property(
        rules,
        fullEvidence,
        fc.constantFrom(...evidenceKinds),
        fc.boolean(),
        (given, evidence, kind, absent) => {
          const { [kind]: _, ...rest } = evidence;
          const spoilt = (absent ? rest : { ...rest, [kind]: unavailable("It was cut off.") }) as Evidence;
          const before = runChecks(given, evidence, situation(evidence), "trusted");
          const after = runChecks(given, spoilt, situation(spoilt), "trusted");
          expect(after.map(({ check, subject }) => [check, subject])).toEqual(
            before.map(({ check, subject }) => [check, subject]),
          );
          for (const [index, finding] of after.entries()) {
            const was = before[index]?.status;
            if (finding.status === "pass")
              expect([finding.check, finding.code, was]).toEqual([finding.check, finding.code, "pass"]);
            if (finding.status === "skipped") expect([finding.check, was]).toEqual([finding.check, "skipped"]);
          }
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });

  test("the order of lists in the evidence never matters, nor does a second asking", () => {
    fc.assert(
      fc.property(rules, fullEvidence, (given, evidence) => {
        const answer = JSON.stringify(runChecks(given, evidence, situation(evidence), "trusted"));
        const turned = reversed(evidence) as Evidence;
        expect(JSON.stringify(runChecks(given, turned, situation(turned), "trusted"))).toBe(answer);
        expect(JSON.stringify(runChecks(given, evidence, situation(evidence), "trusted"))).toBe(answer);
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  test("every finding has a code of its check, one line to say, and a way out where somebody must act", () => {
    fc.assert(
      fc.property(rules, fullEvidence, (given, evidence) => {
        for (const finding of runChecks(given, evidence, situation(evidence), "trusted")) {
          expect(finding.code.startsWith(`${finding.check}.`)).toBe(true);
          expect(finding.summary).toMatch(/^[^\n]+\.$/);
          expect(finding.details.length).toBeLessThan(60);
          if (finding.status === "fail") expect(finding.fix).toMatch(/\S/);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
