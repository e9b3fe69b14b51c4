/**
 * Approved, and then the commit moved: two safeguards look at it, the commit that the approval itself names and the one that the receipt
 * asked about. Each is held here while the other has nothing to say, so that neither can be lost unnoticed.
 */
import { expect, it } from "vitest";
import { holdReceipt } from "../../../src/core/approvals/receipt-standing.ts";
import { approval, head, release } from "../../support/evidence.ts";
import { asks, count, group, receipt } from "./support.ts";

const operations = asks(group("operations", ["olga"]));
const before = "b".repeat(40);
const askedAt = "2026-06-10T09:00:00Z";

const receiptFor = (commit: string) => {
  const judged = {
    release: release(),
    changeType: "normal" as const,
    policyDigest: "d",
    riskLevel: "high" as const,
    requirements: [operations],
    conditions: [],
    attempt: 1,
  };
  const asked = {
    environment: "production",
    base: judged.release.base?.sha ?? null,
    head: commit,
    commits: judged.release.commits,
    changeType: judged.changeType,
    reason: null,
    triggerers: [],
    policyDigest: judged.policyDigest,
    riskLevel: judged.riskLevel,
    requirements: [{ anyOf: ["operations"], count: 1 }],
    conditions: [],
    run: "77",
    attempt: 1,
    askedAt,
    listed: [],
  };
  return holdReceipt(asked, judged);
};

const outcome = (approved: string, asked: string | null) => {
  const { requirements, discounted } = count(operations, {
    approvals: [approval("olga", { commit: approved, at: null })],
    receipt: asked === null ? receipt(askedAt) : receiptFor(asked),
  });
  return [requirements[0]?.missing, ...discounted.map(({ code }) => code)];
};

it("counts where approval and receipt are of the head", () => {
  expect(outcome(head, head)).toEqual([0]);
});

it("drops an approval of the commit before, though the receipt is of the head", () => {
  expect(outcome(before, head)).toEqual([1, "approval.other-commit"]);
  expect(outcome(before, null)).toEqual([1, "approval.other-commit"]);
});

it("drops an approval of the head, though it was asked for by a receipt of the commit before", () => {
  expect(outcome(head, before)).toEqual([1, "approval.lapsed-head"]);
});
