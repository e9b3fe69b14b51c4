/** What must always hold, over generated policies and evidence: the gate never says yes for want of knowledge. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "../../src/core/canonical.ts";
import { evaluate } from "../../src/core/evaluate.ts";
import { type Evidence, evidenceKinds } from "../../src/core/evidence/evidence.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import { loadPolicy } from "../../src/load-policy.ts";
import { fullEvidence, policyText } from "../support/arbitrary.ts";
import { approval } from "../support/evidence.ts";

const moments = fc.constantFrom("2026-06-10T10:00:00.000Z", "2026-06-13T10:00:00.000Z");
const modes = fc.constantFrom("enforce" as const, "evaluate" as const, "wait" as const);
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) };

async function parse(text: string): Promise<Policy> {
  const bytes = new TextEncoder().encode(text);
  const { policy } = await loadPolicy("policy.yml", async (where) => ({ status: "found", bytes, where }));
  return policy;
}

const judge = (policy: Policy, evidence: Evidence, at: string, mode: "enforce" | "evaluate" | "wait" = "enforce") =>
  evaluate({
    policies: [{ role: "trusted", source: "policy.yml", policy }],
    evidence,
    question: {
      environment: "production",
      mode,
      changeType: "normal",
      reason: null,
      at,
      hypothetical: null,
      receipt: null,
      policyDigest: "0".repeat(64),
      run: null,
      notes: [],
    },
  });

describe("fail closed", () => {
  it("never turns a decision into allow by making a kind of evidence unavailable, or by leaving it out", async () => {
    await fc.assert(
      fc.asyncProperty(
        policyText,
        fullEvidence,
        moments,
        modes,
        fc.constantFrom(...evidenceKinds),
        async (text, evidence, at, mode, kind) => {
          const rules = await parse(text);
          if (judge(rules, evidence, at, mode).decision === "allow") return;
          const { [kind]: _, ...without } = evidence;
          const spoilt = {
            ...evidence,
            [kind]: { status: "unavailable", because: "The answer was cut off." },
          } as Evidence;
          expect(judge(rules, spoilt, at, mode).decision).not.toBe("allow");
          expect(judge(rules, without as Evidence, at, mode).decision).not.toBe("allow");
        },
      ),
      runs,
    );
  });

  it("never allows when nothing at all could be read", async () => {
    await fc.assert(
      fc.asyncProperty(policyText, fullEvidence, moments, modes, async (text, evidence, at, mode) => {
        const rules = await parse(text);
        expect(judge(rules, { platform: evidence.platform, release: evidence.release }, at, mode).decision).not.toBe(
          "allow",
        );
      }),
      runs,
    );
  });

  it("keeps an allow when one more approval arrives", async () => {
    await fc.assert(
      fc.asyncProperty(
        policyText,
        fullEvidence,
        moments,
        fc.constantFrom("olga", "otto", "bob", "eve"),
        async (text, evidence, at, login) => {
          const rules = await parse(text);
          const approvals = evidence.deploymentApprovals;
          if (approvals?.status !== "observed" || judge(rules, evidence, at).decision !== "allow") return;
          const more = {
            ...evidence,
            deploymentApprovals: { ...approvals, value: [...approvals.value, approval(login)] },
          };
          expect(judge(rules, more, at).decision).toBe("allow");
        },
      ),
      runs,
    );
  });
});

describe("determinism", () => {
  it("gives the same bytes for the same input, whatever the order of the lists in the evidence", async () => {
    await fc.assert(
      fc.asyncProperty(policyText, fullEvidence, moments, async (text, evidence, at) => {
        const rules = await parse(text);
        const result = canonicalText(judge(rules, evidence, at));
        expect(canonicalText(judge(rules, JSON.parse(JSON.stringify(evidence)) as Evidence, at))).toBe(result);
        expect(canonicalText(judge(rules, reversed(evidence) as Evidence, at))).toBe(result);
      }),
      runs,
    );
  });

  it("leaves its input as it was", async () => {
    await fc.assert(
      fc.asyncProperty(policyText, fullEvidence, moments, async (text, evidence, at) => {
        const rules = await parse(text);
        const before = canonicalText({ rules, evidence });
        judge(rules, evidence, at);
        expect(canonicalText({ rules, evidence })).toBe(before);
      }),
      { numRuns: 50 },
    );
  });
});

/** Every list turned round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, reversed(entry)]));
}
