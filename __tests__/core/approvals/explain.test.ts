import { describe, expect, it } from "vitest";
import { type Role, roles } from "../../../src/core/approvals/exclusions.ts";
import {
  errorMessage,
  exclusionBecause,
  labelOf,
  relaxedSentence,
  sentenceFor,
  whenBecause,
} from "../../../src/core/approvals/explain.ts";
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

describe("why somebody may not approve", () => {
  const sentences: Readonly<Record<Role, string>> = {
    bot: "@x is a bot or an app, and only people approve.",
    triggerer: "@x started this deployment.",
    author: "@x wrote commits 1111111 and 2222222 of this release.",
    committer: "@x committed commits 1111111 and 2222222 of this release.",
    "co-author": "@x is a co-author of commits 1111111 and 2222222 of this release.",
    "change-request-author": "@x opened the change request that brought commits 1111111 and 2222222 into this release.",
    "merged-by":
      "@x merged a change of this release (commits 1111111 and 2222222), and the policy asks for somebody else.",
  };
  const commits = ["1".repeat(40), "2".repeat(40)];

  it.each(roles)("has its sentence for %s", (role) => {
    expect(exclusionBecause("@x", { role, commits })).toBe(sentences[role]);
  });

  it("names five commits at most", () => {
    const many = Array.from({ length: 8 }, (_, index) => String(index).repeat(40));
    expect(exclusionBecause("@x", { role: "author", commits: many })).toBe(
      "@x wrote commits 0000000, 1111111, 2222222, 3333333, 4444444 and 3 more of this release.",
    );
  });
});

describe("what the policy relaxes", () => {
  const sentences: Readonly<Record<Role, string>> = {
    bot: "Bots and apps may approve",
    triggerer: "Whoever started the deployment may approve it",
    author: "Authors of the release may approve it",
    committer: "Committers of the release may approve it",
    "co-author": "Co-authors of the release may approve it",
    "change-request-author": "Authors of the release's change requests may approve it",
    "merged-by": "Whoever merged a change of the release may approve it",
  };

  it.each(roles)("has its sentence for %s", (role) => {
    expect(relaxedSentence.role(role, "key")).toBe(`${sentences[role]}: the policy says \`exclude: { key: false }\`.`);
  });
});

describe("why a tally cannot be trusted", () => {
  it("says what is unknown and what to do", () => {
    expect(errorMessage.triggererUnreadable("No.")).toBe(
      "Nobody can tell who started this deployment, so their approval cannot be left out. No.",
    );
    expect(errorMessage.changeRequestsUnreadable("No.")).toBe(
      "Nobody can tell who opened the change requests of this release, so their approvals cannot be left out. No.",
    );
    expect(errorMessage.triggererIsBot([])).toBe(
      "Nobody is named as the one who started this deployment, and the policy wants to know.",
    );
    expect(errorMessage.triggererIsBot(["@a[bot]"])).toBe(
      "@a[bot] started this deployment, so nobody can tell for whom, and the policy wants to know.",
    );
    expect(errorMessage.receiptMissing()).toBe(
      "The policy asks for the receipt of an earlier evaluation, and there is none. Hand in the one that `evaluate` put out.",
    );
    expect(errorMessage.receiptMissingForEnvironments()).toBe(
      "Approvals are asked for through environments of their own, and there is no receipt that says what was asked. " +
        "Hand in the one that `evaluate` put out (needs.gate.outputs.receipt).",
    );
  });
});
