import { describe, expect, it } from "vitest";
import { readDirectives } from "../../../src/core/approvals/directives.ts";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import { approval } from "../../support/evidence.ts";
import { asks, count, group, settings } from "./support.ts";

describe("readDirectives", () => {
  it("finds nothing in an ordinary comment", () => {
    const nothing = { notBefore: null, notAfter: null, only: [], overrules: false, invalid: [] };
    for (const comment of ["", "Fine by me", "The gate is open: go", "see release gate: docs", "propagate: yes"])
      expect(readDirectives(comment)).toEqual(nothing);
  });

  it("reads times with their zone, and what the release must stay within", () => {
    const read = readDirectives(
      "Go\ngate: not-before 2026-12-01T20:00Z\r\n  Gate: NOT-AFTER 2026-12-02T06:00+02:00 \ngate: only canary",
    );
    expect(read).toEqual({
      notBefore: Date.parse("2026-12-01T20:00Z"),
      notAfter: Date.parse("2026-12-02T04:00Z"),
      only: ["canary"],
      overrules: false,
      invalid: [],
    });
  });

  it("takes the narrowest of several", () => {
    const read = readDirectives(
      "gate: not-before 2026-12-01T20:00Z\ngate: not-before 2026-12-01T21:00Z\ngate: only b\ngate: only a\ngate: only a",
    );
    expect([read.notBefore, read.only]).toEqual([Date.parse("2026-12-01T21:00Z"), ["a", "b"]]);
  });

  it.each([
    "gate: not-before tomorrow",
    "gate: not-before 2026-12-01T20:00",
    "gate: not-before",
    "gate: not-after 2026-02-30T20:00Z",
    "gate: not-befor 2026-12-01T20:00Z",
    "gate: only",
    "gate: only canary please",
    "gate: only Canary!",
    "gate: overrule @bob",
    "gate: ok",
    "gate:",
    "- gate: only canary",
    "> gate: only canary",
    "`gate: only canary`",
    "gate : only canary",
  ])("hands back what looks like a directive and is none: %s", (line) => {
    expect(readDirectives(`Fine\n${line}\nBye`).invalid.map((each) => each.line)).toEqual([line]);
  });
});

const says = (login: string, comment: string, over: Partial<DeploymentApproval> = {}) =>
  approval(login, { comment, ...over });

describe("conditions in comments", () => {
  const operations = group("operations", ["olga", "otto"]);
  const judge = (...approvals: readonly DeploymentApproval[]) => count(asks(operations), { approvals });

  it("does not count an approval before its time, and holds the deployment back though others approved", () => {
    const early = judge(says("olga", "gate: not-before 2026-06-10T20:00Z"));
    expect(early).toMatchObject({
      requirements: [{ missing: 1 }],
      notBefore: "2026-06-10T20:00:00Z",
      discounted: [{ code: "approval.not-before", because: "@olga approved for 2026-06-10T20:00:00Z and later." }],
    });
    expect(judge(says("olga", "gate: not-before 2026-06-10T20:00Z"), approval("otto"))).toMatchObject({
      requirements: [{ missing: 0 }],
      notBefore: "2026-06-10T20:00:00Z",
    });
  });

  it("counts it from that moment on", () => {
    expect(judge(says("olga", "gate: not-before 2026-06-10T10:00Z"))).toMatchObject({
      requirements: [{ missing: 0 }],
      notBefore: null,
      conditions: [{ person: "@olga", name: "not-before", value: "2026-06-10T10:00:00Z" }],
    });
  });

  it("counts until not-after, which ends the authorisation", () => {
    expect(judge(says("olga", "gate: not-after 2026-06-10T12:00Z")).expiresAt).toBe("2026-06-10T12:00:00Z");
    expect(judge(says("olga", "gate: not-after 2026-06-10T10:00Z")).discounted[0]).toMatchObject({
      code: "approval.not-after",
      because: "@olga approved until 2026-06-10T10:00:00Z only.",
    });
  });

  it("puts out what the release must stay within, from every approval that counts or would", () => {
    expect(
      judge(says("olga", "gate: only canary"), says("otto", "gate: only blue"), says("eve", "gate: only red"))
        .conditions,
    ).toEqual([
      { person: "@olga", name: "only", value: "canary" },
      { person: "@otto", name: "only", value: "blue" },
    ]);
  });

  it("shows a line that it cannot read, and does not count the approval as if it were not there", () => {
    expect(judge(says("olga", "gate: only Canary!")).discounted).toEqual([
      {
        person: "@olga",
        code: "approval.unclear-condition",
        because:
          "@olga wrote `gate: only Canary!`, which cannot be read as a condition: name one strategy, such as `gate: only canary`. " +
          "Ask for a fresh approval.",
      },
    ]);
  });
});

const overrules = (login: string, over = {}) => approval(login, { comment: "gate: overrule", ...over });

describe("overruling a rejection", () => {
  const operations = group("operations", ["olga", "otto"]);
  const board = group("board", ["bea", "olga", "ann"]);
  const no = approval("olga", { state: "rejected", at: "2026-06-10T09:00:00Z", comment: "No" });
  const judge = (...approvals: readonly DeploymentApproval[]) =>
    count(asks(operations), {
      approvals: [no, approval("otto"), ...approvals],
      settings: { ...settings(), overrule: board },
    });

  it("takes the named group, later than the rejection, in so many words", () => {
    expect(judge(overrules("bea"))).toMatchObject({ rejections: [], requirements: [{ missing: 0 }] });
    expect(judge(overrules("bea")).discounted).toContainEqual({
      person: "@olga",
      code: "rejection.overruled",
      because: "@bea overruled the rejection of @olga.",
    });
  });

  it.each([
    ["without the words", approval("bea")],
    ["before the rejection", overrules("bea", { at: "2026-06-10T08:00:00Z" })],
    ["at a time that nobody knows", overrules("bea", { at: null })],
    ["by somebody outside the group", overrules("otto")],
    ["by an author of the release", overrules("ann")],
    ["for another commit", overrules("bea", { commit: "f".repeat(40) })],
    ["after an edit", overrules("bea", { edited: true })],
  ])("does not hold %s", (_what, approvalGiven) => {
    expect(judge(approvalGiven).rejections).toMatchObject([{ person: "@olga", comment: "No" }]);
  });

  it("is not for whoever rejected: they take their word back by approving", () => {
    const result = judge(overrules("olga", { at: "2026-06-10T08:30:00Z" }));
    expect(result.rejections).toHaveLength(1);
  });

  it("is nobody's unless the policy names a group", () => {
    const result = count(asks(operations), { approvals: [no, approval("otto"), overrules("bea")] });
    expect(result.rejections).toHaveLength(1);
  });
});

const deputy = (over = {}) => ({ user: "dee", for: "olga", from: "2026-06-08", through: "2026-06-10", ...over });

const judgeOne = (requirement: ReturnType<typeof asks>, approvals = [approval("dee")]) =>
  count(requirement, { approvals });

const withDeputy = (over = {}) => ({ ...group("operations", ["olga", "otto"]), deputies: [deputy(over)] });

describe("deputies", () => {
  it("count in their days, and say for whom", () => {
    expect(judgeOne(asks(withDeputy())).requirements[0]).toMatchObject({
      approvedBy: ["@dee (for @olga)"],
      missing: 0,
    });
  });

  it.each([
    ["before their first day", { from: "2026-06-11", through: "2026-06-12" }],
    ["after their last day", { from: "2026-06-01", through: "2026-06-09" }],
  ])("do not count %s", (_when, days) => {
    expect(judgeOne(asks(withDeputy(days))).discounted[0]).toMatchObject({
      code: "approval.deputy-away",
      because: "@dee stands in for @olga at another time, not when this was approved and judged.",
    });
  });

  it("do not count when they approved before their first day", () => {
    const early = approval("dee", { at: "2026-06-07T23:59:59Z" });
    expect(judgeOne(asks(withDeputy()), [early]).discounted[0]?.code).toBe("approval.deputy-away");
  });

  it("do not approve for somebody who may not approve this release", () => {
    const forAuthor = { ...group("operations", ["ann", "otto"]), deputies: [deputy({ for: "ann" })] };
    expect(judgeOne(asks(forAuthor)).discounted[0]).toMatchObject({
      code: "approval.deputy-of-excluded",
      because: "@dee stands in for @ann, who may not approve this release.",
    });
    expect(judgeOne(asks(forAuthor), []).requirements[0]?.couldApprove).toEqual(["@otto"]);
  });

  it("are named among those who could still approve, in their days", () => {
    expect(judgeOne(asks(withDeputy(), 3), []).requirements[0]).toMatchObject({
      couldApprove: ["@dee", "@olga", "@otto"],
      impossible: false,
    });
    expect(judgeOne(asks(withDeputy({ through: "2026-06-09" }), 3), []).requirements[0]?.impossible).toBe(true);
  });

  it("stand under the rules for makers themselves", () => {
    const author = { ...group("operations", ["olga"]), deputies: [deputy({ user: "ann" })] };
    expect(judgeOne(asks(author), [approval("ann")]).discounted[0]?.code).toBe("approval.author");
  });
});
