import { describe, expect, it } from "vitest";
import { labelOf, sentenceFor, whenBecause } from "../../../src/core/approvals/explain.ts";
import { asks, count, from, group, team } from "./support.ts";

const said = (...given: Parameters<typeof count>) => count(...given).requirements.map(sentenceFor);

describe("the sentence for a requirement", () => {
  const operations = group("operations", ["olga", "otto", "pia"]);

  it.each([
    [["olga", "otto"], "operations: 2 of 2 approved by @olga and @otto."],
    [["olga"], "operations: 1 of 2 approved by @olga; still needed: 1 of @otto, @pia."],
    [[], "operations: 0 of 2 approved; still needed: 2 of @olga, @otto, @pia."],
  ])("says who approved and who is still needed: %j", (approvals, sentence) => {
    expect(said(asks(operations, 2), { approvals: from(...approvals) })).toEqual([sentence]);
  });

  it("says that members cannot be read", () => {
    expect(said(asks([team("cab"), operations]))).toEqual([
      "cab or operations: 0 of 1 approved; still needed: 1 from cab or operations, whose members cannot be read here.",
    ]);
  });

  it.each([
    [
      ["ann", "dana", "sam"],
      2,
      "security needs 2, but of its 3 members one wrote a commit and one triggered the run. Name more people in the policy.",
    ],
    [["ann"], 1, "security needs 1, but its only member wrote a commit. Name more people in the policy."],
    [["sam"], 2, "security needs 2, but has 1 member. Name more people in the policy."],
    [[], 1, "security needs 1, but has no members, so nobody can approve. Name people in the policy."],
    [
      ["a[bot]", "b[bot]", "sam"],
      2,
      "security needs 2, but of its 3 members two are bots. Name more people in the policy.",
    ],
  ])("says why nobody can any more: %j of %i", (users, needed, sentence) => {
    expect(said(asks(group("security", users), needed))).toEqual([sentence]);
  });

  it("says which requirements need the same people", () => {
    const pair = ["olga", "otto"];
    expect(said([asks(group("a", pair)), asks(group("b", pair), 2)])[0]).toBe(
      "a needs 1, but shares its members with b, and one person counts once: " +
        "too few different people are left for all of them. Name more people in the policy.",
    );
  });
});

describe("small phrases", () => {
  it("joins groups with or", () => {
    expect(labelOf(["a", "b", "c"])).toBe("a, b or c");
  });

  it("says what changed", () => {
    expect(whenBecause({ paths: ["a", "b"], touched: ["a", "b"], reason: null })).toBe("a and b changed");
    expect(whenBecause({ paths: ["a"], touched: null, reason: "Why" })).toBe(
      "a may have changed, since the changed files cannot be read (Why)",
    );
  });
});
