import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeReceipt,
  type Expected,
  encodeReceipt,
  markOf,
  marksOf,
  type Receipt,
} from "../../../src/core/approvals/receipt.ts";
import { holdReceipt, type Judged } from "../../../src/core/approvals/receipt-standing.ts";
import { approval, base, head, ordinaryEvidence, person, release } from "../../support/evidence.ts";
import { asks, count, group, settings, team, receipt as under } from "./support.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const expected: Expected = { environment: "production", run: "4711", attempt: 1, now: "2026-06-10T10:00:00Z" };

const receipt: Receipt = {
  environment: "production",
  base,
  head,
  commits: 3,
  changeType: "normal",
  reason: "Grüße: the tax rate changes",
  triggerers: [person("dana")],
  policyDigest: "ab".repeat(32),
  riskLevel: "high",
  requirements: [{ anyOf: ["operations"], count: 2 }],
  conditions: [{ name: "strategy", value: "canary" }],
  run: "4711",
  attempt: 1,
  askedAt: "2026-06-10T09:00:00Z",
  listed: [],
};

const encode = (over: Partial<Receipt> = {}): string => {
  const encoded = encodeReceipt({ ...receipt, ...over }, hash);
  if (encoded.status !== "encoded") throw new Error(encoded.because);
  return encoded.text;
};
const codeOf = (text: string, over: Partial<Expected> = {}) => {
  const reading = decodeReceipt(text, { ...expected, ...over }, hash);
  return reading.status === "read" ? "read" : reading.code;
};

describe("a receipt", () => {
  it("comes back as it was, from one short line of harmless characters", () => {
    const text = encode();
    expect(text).toMatch(/^[A-Za-z0-9:_-]+$/);
    expect(text.length).toBeLessThan(4096);
    expect(decodeReceipt(text, expected, hash)).toEqual({ status: "read", receipt });
  });

  it("stays under 4 KB with forty earlier approvals and a long reason", () => {
    const listed = marksOf(Array.from({ length: 40 }, (_, index) => approval(`person-${index}`)));
    expect(encode({ listed, reason: "x".repeat(5_000) }).length).toBeLessThan(4_096);
  });

  it("says so when it would be too long, and is never cut by itself", () => {
    const listed = marksOf(Array.from({ length: 400 }, (_, index) => approval(`person-${index}`)));
    expect(encodeReceipt({ ...receipt, listed }, hash)).toMatchObject({
      status: "too-long",
      because: expect.stringContaining("Start a new run"),
    });
  });

  it.each([
    ["empty", "", {}, "receipt.empty"],
    ["only blanks", " \n", {}, "receipt.empty"],
    ["something else", "{}", {}, "receipt.malformed"],
    ["without its beginning", encode().slice(30), {}, "receipt.malformed"],
    ["of a later version", encode().replace(":1:", ":2:"), {}, "receipt.version"],
    ["cut in its body", encode().slice(0, 200), {}, "receipt.cut"],
    ["cut in its digest", encode().slice(0, -1), {}, "receipt.cut"],
    ["cut to its first word", "release-gate-receipt:1", {}, "receipt.cut"],
    ["with something behind it", `${encode()}:x`, {}, "receipt.altered"],
    ["for another environment", encode(), { environment: "staging" }, "receipt.other-environment"],
    ["of another run", encode(), { run: "4712" }, "receipt.other-run"],
    ["of a run, where there is none", encode(), { run: null }, "receipt.other-run"],
    ["of a later attempt", encode({ attempt: 2 }), {}, "receipt.other-run"],
    ["from the future", encode({ askedAt: "2026-06-10T10:00:01Z" }), {}, "receipt.future"],
    ["made where approvals could not be read", encode({ listed: "unreadable" }), {}, "receipt.approvals-unreadable"],
  ])("is refused when it is %s, and the code says which", (_what, text, over, code) => {
    expect(codeOf(text, over)).toBe(code);
  });

  it("is taken at a later attempt, with blanks around it and whatever the case of the environment", () => {
    expect(codeOf(` ${encode()}\n`, { attempt: 3, environment: "Production" })).toBe("read");
  });

  it("is never taken with any one character changed, left out or put in", () => {
    const text = encode();
    const change = fc.record({
      at: fc.nat(text.length - 1),
      by: fc.constantFrom("", "A", "b", "0", "_", ":", "AA"),
      length: fc.constantFrom(0, 1),
    });
    fc.assert(
      fc.property(change, ({ at, by, length }) => {
        const other = text.slice(0, at) + by + text.slice(at + length);
        if (other !== text) expect(codeOf(other)).not.toBe("read");
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("what drops approvals under a receipt", () => {
  const judged: Judged = {
    release: release({ commits: 3 }),
    changeType: "normal",
    policyDigest: receipt.policyDigest,
    riskLevel: "high",
    requirements: [asks(group("operations", ["olga"]), 2)],
    conditions: [{ name: "strategy", value: "canary" }],
    attempt: 1,
  };
  const lapses = (over: Partial<Judged> = {}) => holdReceipt(receipt, { ...judged, ...over }).lapses;

  it("is nothing while nothing changed", () => {
    expect(lapses()).toEqual([]);
  });

  it.each([
    [
      "another head",
      { release: release({ commits: 3, head: { sha: "c".repeat(40), name: "main" } }) },
      "head",
      "Approvals were asked for commit aaaaaaa, and this release is ccccccc.",
    ],
    [
      "a longer range",
      { release: release({ commits: 4 }) },
      "range",
      "The release grew from 3 to 4 commits since approvals were asked for.",
    ],
    [
      "another base with as many commits",
      { release: release({ commits: 3, base: { sha: "d".repeat(40), name: "v0" } }) },
      "range",
      "The release grew from 3 to 3 commits since approvals were asked for.",
    ],
    [
      "another base, when nobody can count",
      { release: release({ commits: null, base: null }) },
      "range",
      "The release begins at another commit than when approvals were asked for.",
    ],
    [
      "another change type",
      { changeType: "emergency" as const },
      "change-type",
      "Approvals were asked for a release of type normal, and this one is of type emergency.",
    ],
    ["another policy", { policyDigest: "x" }, "policy", "The policy changed since approvals were asked for."],
    [
      "other conditions",
      { conditions: [] },
      "conditions",
      "The conditions that go with the release changed since approvals were asked for.",
    ],
    [
      "a higher level",
      { riskLevel: "critical" as const },
      "risk",
      "The risk rose from high to critical since approvals were asked for.",
    ],
    [
      "a higher count",
      { requirements: [asks(group("operations"), 3)] },
      "requirements",
      "More is asked of operations than when approvals were asked for.",
    ],
    [
      "another group",
      { requirements: [asks([group("operations"), group("security")], 1)] },
      "requirements",
      "More is asked of operations or security than when approvals were asked for.",
    ],
  ])("is %s", (_what, over, code, because) => {
    expect(lapses(over)).toEqual([{ code, because }]);
  });

  it("is not a lower level, a lower count, a requirement less or a shorter range", () => {
    const shorter = release({ commits: 2, base: { sha: "d".repeat(40), name: "v2" } });
    expect(lapses({ riskLevel: "low", requirements: [], release: shorter })).toEqual([]);
    expect(lapses({ requirements: [asks(group("operations"), 1)] })).toEqual([]);
  });

  it("drops every approval, with the reason", () => {
    const result = count(asks(group("operations", ["olga"])), {
      approvals: [approval("olga")],
      receipt: under("2026-06-10T09:00:00Z", { lapses: lapses({ policyDigest: "x" }) }),
    });
    expect(result.requirements[0]?.missing).toBe(1);
    expect(result.discounted).toEqual([
      {
        person: "@olga",
        code: "approval.lapsed-policy",
        because:
          "The policy changed since approvals were asked for. The approval of @olga was for what was asked then.",
      },
    ]);
  });
});

describe("counting under a receipt", () => {
  const operations = group("operations", ["olga", "otto", "dana"]);
  const undated = approval("olga", { at: null });
  const codes = (given: Parameters<typeof count>[1]) =>
    count(asks(operations), given).discounted.map(({ code }) => code);
  const asked = "2026-06-10T09:00:00Z";

  it("counts what came after it, and not what it lists", () => {
    expect(codes({ approvals: [undated], receipt: under(asked) })).toEqual([]);
    expect(codes({ approvals: [undated], receipt: under(asked, { listed: [markOf(undated)] }) })).toEqual([
      "approval.before-asked",
    ]);
  });

  it("counts the second of two approvals that look alike when it lists one", () => {
    const listed = [markOf(undated)];
    expect(
      count(asks(operations), { approvals: [undated, { ...undated }], receipt: under(asked, { listed }) })
        .requirements[0]?.missing,
    ).toBe(0);
    expect(
      codes({ approvals: [undated, { ...undated }], receipt: under(asked, { listed: [...listed, ...listed] }) }),
    ).toEqual(["approval.before-asked"]);
  });

  it("does not count what the platform dates before it", () => {
    expect(codes({ approvals: [approval("olga", { at: "2026-06-10T08:59:59Z" })], receipt: under(asked) })).toEqual([
      "approval.before-asked",
    ]);
    expect(codes({ approvals: [approval("olga", { at: asked })], receipt: under(asked) })).toEqual([]);
  });

  it("lets whoever pressed re-run after it approve, and nobody who had started the run by then", () => {
    const triggered = ordinaryEvidence({
      triggerers: [person("dana"), person("otto")],
      deploymentApprovals: [approval("otto"), approval("dana")],
    });
    const earlier = under(asked, { isOfThisAttempt: false, triggerers: [person("dana")] });
    expect(codes({ evidence: triggered, receipt: earlier })).toEqual(["approval.triggerer"]);
    expect(codes({ evidence: triggered, receipt: { ...earlier, isOfThisAttempt: true } })).toEqual([
      "approval.triggerer",
      "approval.triggerer",
    ]);
    expect(codes({ evidence: triggered })).toEqual(["approval.triggerer", "approval.triggerer"]);
  });

  it("holds a rejection whether or not it lists it", () => {
    const no = approval("olga", { state: "rejected", at: null });
    expect(
      count(asks(operations), { approvals: [no], receipt: under(asked, { listed: [markOf(no)] }) }).rejections,
    ).toHaveLength(1);
  });

  it("is asked for by enforce where groups ask through environments of their own", () => {
    const asking = { ...operations, github: { ...operations.github, environments: ["approve-ops"] } };
    const errors = (given: Parameters<typeof count>[1]) => count(asks(asking), given).errors.map(({ code }) => code);
    expect(errors({})).toEqual(["approvals.receipt-missing"]);
    expect(errors({ mode: "evaluate" })).toEqual([]);
    expect(errors({ mode: "wait" })).toEqual([]);
    expect(errors({ receipt: under(asked) })).toEqual([]);
    expect(errors({ platform: "gitlab", settings: settings() })).toEqual([]);
  });

  it("says without one that an approval was given before any evaluation", () => {
    expect(count(asks(operations), { approvals: [approval("olga")] }).remarks).toEqual([
      "@olga approved before any evaluation: there is no receipt that says what was asked.",
    ]);
    expect(count(asks(operations), { approvals: [undated], startedAt: "2026-06-10T08:00:00Z" })).toMatchObject({
      requirements: [{ missing: 0 }],
      expiresAt: "2026-06-17T08:00:00Z",
    });
  });
});

describe("approvals through environments and reviews on GitHub", () => {
  const asking = {
    ...team("operations", ["olga"]),
    github: { ...team("operations").github, environments: ["approve-ops"] },
  };
  const given = { receipt: under("2026-06-10T09:00:00Z") };
  const code = (requirement: ReturnType<typeof asks>, one: ReturnType<typeof approval>) =>
    count(requirement, { ...given, approvals: [one] }).discounted[0]?.code ?? "counts";

  it("discounts an environment that no group lists", () => {
    expect(code(asks(asking), approval("olga", { environment: "approve-cab" }))).toBe("approval.other-environment");
  });

  it("takes reviews for groups that say so, and calls them weaker", () => {
    const takes = { ...group("security", ["sam"]), github: { ...group("x").github, "pull-request-reviews": true } };
    const review = approval("sam", { environment: null, through: "pull-request-review" });
    const result = count(asks(takes), { ...given, approvals: [review] });
    expect(result).toMatchObject({
      requirements: [{ missing: 0 }],
      remarks: [
        "@sam approved in a review of the pull request, which is weaker: it is tied to no environment and no run.",
      ],
    });
    expect(code(asks(group("security", ["sam"])), review)).toBe("approval.not-a-member");
  });
});
