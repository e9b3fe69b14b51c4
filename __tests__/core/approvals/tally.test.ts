import { describe, expect, it } from "vitest";
import type { Identity } from "../../../src/core/evidence/identity.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { approval, commit, ordinaryEvidence, person, release, reviewedChange } from "../../support/evidence.ts";
import { asks, count, from, group, receipt, settings, team } from "./support.ts";

const operations = group("operations", ["olga", "otto"]);
const security = group("security", ["olga", "sam"]);

describe("who counts", () => {
  it("needs nothing and reads nothing without a requirement", () => {
    const evidence = ordinaryEvidence({ deploymentApprovals: unavailable("No."), commits: unavailable("No.") });
    expect(count([], { evidence })).toEqual({
      requirements: [],
      people: 0,
      discounted: [],
      rejections: [],
      unreadable: null,
      errors: [],
      relaxed: [],
      expiresAt: null,
      conditions: [],
      notBefore: null,
      remarks: [],
      spare: [],
    });
  });

  it("names who approved, how many are missing and who could still", () => {
    expect(count(asks(operations, 2), { approvals: from("olga") }).requirements).toEqual([
      {
        anyOf: ["operations"],
        count: 2,
        because: "risk is high",
        approvedBy: ["@olga"],
        missing: 1,
        couldApprove: ["@otto"],
        impossible: false,
        members: 2,
        ruledOut: [],
      },
    ]);
  });

  it("counts one person once for two groups that share them", () => {
    const { requirements } = count([asks(operations), asks(security)], { approvals: from("olga") });
    expect(requirements.map(({ missing }) => missing)).toEqual([0, 1]);
  });

  it("does not deadlock where the first comer must give way", () => {
    for (const order of [
      ["olga", "otto"],
      ["otto", "olga"],
    ]) {
      const { requirements } = count([asks(operations), asks(security)], { approvals: from(...order) });
      expect(requirements.map(({ approvedBy }) => approvedBy)).toEqual([["@otto"], ["@olga"]]);
    }
  });

  it("counts one person for both when the policy says distinct: false, and says so", () => {
    const result = count([asks(operations), asks(security)], {
      approvals: from("olga"),
      settings: settings({ distinct: false }),
    });
    expect(result.requirements.map(({ approvedBy }) => approvedBy)).toEqual([["@olga"], ["@olga"]]);
    expect(result.relaxed).toEqual([
      "One person may count for several requirements: the policy says `distinct: false`.",
    ]);
  });

  it("counts a second approval of one person once", () => {
    const approvals = [approval("olga"), approval("Olga", { at: "2026-06-10T09:40:00Z" })];
    const result = count(asks(operations, 2), { approvals });
    expect(result.requirements[0]).toMatchObject({ approvedBy: ["@Olga"], missing: 1 });
    expect(result.discounted.map(({ code }) => code)).toEqual(["approval.superseded"]);
  });

  it("shows a repeated entry once", () => {
    const eve = approval("eve");
    expect(count(asks(operations), { approvals: [eve, eve] }).discounted).toHaveLength(1);
  });

  it("compares members without case", () => {
    expect(count(asks(operations), { approvals: from("OLGA") }).requirements[0]?.missing).toBe(0);
  });

  it("takes a team's member where the platform proved it", () => {
    const approvals = [approval("tina", { memberOf: ["ACME/cab"] })];
    const [requirement] = count(asks(team("cab")), { approvals }).requirements;
    expect(requirement).toMatchObject({ approvedBy: ["@tina"], missing: 0, couldApprove: null, members: null });
  });

  it("prefers approvals that hold longest, and takes the earliest expiry of those that count", () => {
    const approvals = [
      approval("olga", { at: "2026-06-09T09:00:00Z" }),
      approval("otto", { at: "2026-06-10T09:00:00Z" }),
    ];
    const one = count(asks(operations), { approvals });
    expect(one.requirements[0]?.approvedBy).toEqual(["@otto"]);
    expect(one.expiresAt).toBe("2026-06-17T09:00:00Z");
    expect(count(asks(operations, 2), { approvals }).expiresAt).toBe("2026-06-16T09:00:00Z");
    expect(count(asks(operations)).expiresAt).toBeNull();
  });
});

const nobody = (login: string): Identity => ({ name: login, email: null, login: null, kind: "person" });

describe("who does not count", () => {
  const everybody = group("everybody", ["ann", "bob", "cy", "dana", "gate[bot]", "olga"]);
  const codes = (given: Parameters<typeof count>[1]) =>
    count(asks(everybody), given).discounted.map(({ person: name, code }) => `${name} ${code}`);

  it.each([
    ["the author of a commit", approval("ann"), "@ann approval.author", "@ann wrote commit aaaaaaa of this release."],
    ["whoever started it", approval("Dana"), "@Dana approval.triggerer", "@Dana started this deployment."],
    [
      "a bot",
      approval("gate[bot]"),
      "@gate[bot] approval.bot",
      "@gate[bot] is a bot or an app, and only people approve.",
    ],
    ["an outsider", approval("eve"), "@eve approval.not-a-member", "@eve is not a member of everybody."],
    [
      "somebody without an account",
      approval("olga", { person: nobody("olga") }),
      "olga approval.unidentified",
      "No account stands behind olga, so nobody can tell who approved.",
    ],
    [
      "an approval of another commit",
      approval("olga", { commit: "f".repeat(40) }),
      "@olga approval.other-commit",
      "@olga approved commit fffffff; this release is aaaaaaa.",
    ],
    [
      "an approval that names no commit",
      approval("olga", { commit: null }),
      "@olga approval.other-commit",
      "The approval of @olga does not say which commit it is for; this release is aaaaaaa.",
    ],
    [
      "an approval that names only the beginning of the commit",
      approval("olga", { commit: "aaaaaaa" }),
      "@olga approval.other-commit",
      "@olga approved commit aaaaaaa; this release is aaaaaaa.",
    ],
    [
      "an approval of another environment",
      approval("olga", { environment: "staging" }),
      "@olga approval.other-environment",
      "@olga approved a deployment to staging; this release goes to production.",
    ],
    [
      "an approval that names no environment",
      approval("olga", { environment: null }),
      "@olga approval.other-environment",
      "The approval of @olga does not say which environment it is for; this release goes to production.",
    ],
    [
      "an edited approval",
      approval("olga", { edited: true }),
      "@olga approval.edited",
      "The approval of @olga was changed after it was given. Ask for a fresh one.",
    ],
    [
      "an expired approval",
      approval("olga", { at: "2026-06-03T10:00:00Z" }),
      "@olga approval.expired",
      "@olga approved at 2026-06-03T10:00:00Z; an approval holds for 7 days.",
    ],
    [
      "an approval from the future",
      approval("olga", { at: "2026-06-10T10:00:01Z" }),
      "@olga approval.future",
      "The approval of @olga is dated 2026-06-10T10:00:01Z, which has not come yet. One of the clocks is wrong.",
    ],
    [
      "an approval without a time",
      approval("olga", { at: null }),
      "@olga approval.no-time",
      "The approval of @olga does not say when it was given, so nobody can tell whether it has expired.",
    ],
    [
      "an approval whose time cannot be read",
      approval("olga", { at: "yesterday" }),
      "@olga approval.no-time",
      "The approval of @olga does not say when it was given, so nobody can tell whether it has expired.",
    ],
  ])("discounts %s", (_who, given, code, because) => {
    const result = count(asks(everybody), { approvals: [given] });
    expect(result.requirements[0]?.missing).toBe(1);
    expect(result.discounted.map(({ person: name, code: each }) => `${name} ${each}`)).toEqual([code]);
    expect(result.discounted[0]?.because).toBe(because);
  });

  it("counts an approval until the moment before it expires", () => {
    expect(codes({ approvals: [approval("olga", { at: "2026-06-03T10:00:01Z" })] })).toEqual([]);
  });

  it("counts from the moment of asking where the platform gives no time", () => {
    const approvals = [approval("olga", { at: null })];
    expect(count(asks(everybody), { approvals, receipt: receipt("2026-06-09T10:00:00Z") }).expiresAt).toBe(
      "2026-06-16T10:00:00Z",
    );
    expect(codes({ approvals, receipt: receipt("2026-06-03T10:00:00Z") })).toEqual(["@olga approval.expired"]);
  });

  it("does not count from the moment of asking on a plain checkout", () => {
    const approvals = [approval("olga", { at: null })];
    expect(codes({ approvals, receipt: receipt("2026-06-09T10:00:00Z"), platform: "local" })).toEqual([
      "@olga approval.no-time",
    ]);
  });

  it("discounts committers and co-authors of any commit in the range", () => {
    const evidence = ordinaryEvidence({
      commits: [commit(), commit({ sha: "c".repeat(40), committer: person("bob"), coAuthors: [person("cy")] })],
      deploymentApprovals: from("bob", "cy"),
    });
    expect(codes({ evidence })).toEqual(["@bob approval.committer", "@cy approval.co-author"]);
  });

  it("discounts a co-author who is named by an address that the platform ties to an account", () => {
    const trailer = { name: "Cy", email: "CY@example.com", login: null, kind: "person" } as const;
    const evidence = ordinaryEvidence({ commits: [commit({ coAuthors: [trailer] })], deploymentApprovals: from("cy") });
    expect(codes({ evidence })).toEqual(["@cy approval.co-author"]);
  });

  it("discounts whoever made the head commit of a redeploy, which the range does not hold", () => {
    const evidence = ordinaryEvidence({
      commits: [],
      reviews: { channel: "change-requests", changes: [] },
      deploymentApprovals: from("ann"),
    });
    expect(codes({ evidence })).toEqual([]);
    const known = { ...evidence, release: release({ relation: "same", headCommit: commit() }) };
    expect(codes({ evidence: known })).toEqual(["@ann approval.author"]);
  });

  it("errs when neither the range nor the release tells who made the head", () => {
    const evidence = ordinaryEvidence({ commits: [], deploymentApprovals: from("olga") });
    const errors = (over: object) => count(asks(everybody), { evidence, ...over }).errors;
    expect(errors({})).toEqual([
      {
        code: "approvals.authors-unknown",
        message:
          "Nobody can tell who made this release, so no approval can be held against it. The head commit itself is not in the range, and could not be read.",
      },
    ]);
    const other = { ...evidence, release: release({ headCommit: commit({ sha: "c".repeat(40) }) }) };
    expect(errors({ evidence: other })).toHaveLength(1);
    expect(errors({ evidence: { ...evidence, release: release({ headCommit: commit() }) } })).toEqual([]);
    const makers = { authors: false, committers: false, "co-authors": false };
    expect(errors({ settings: settings({ exclude: makers }) })).toHaveLength(1);
    const lenient = settings({ exclude: { ...makers, "head-commit": false } });
    expect(errors({ settings: lenient })).toEqual([]);
  });

  it("holds approvals to the shorter of expires-after and the level's own age", () => {
    expect(count(asks(everybody), { approvals: from("olga"), maxAge: 3_600_000 }).expiresAt).toBe(
      "2026-06-10T10:30:00Z",
    );
    expect(codes({ approvals: from("olga"), maxAge: 60_000 })).toEqual(["@olga approval.expired"]);
  });

  it("discounts whoever opened a change request of the release", () => {
    const reviews = { channel: "change-requests" as const, changes: [reviewedChange({ author: person("bob") })] };
    const evidence = ordinaryEvidence({ reviews, deploymentApprovals: from("bob") });
    expect(codes({ evidence })).toEqual(["@bob approval.change-request-author"]);
  });

  it("discounts whoever pressed merge only when the policy says so", () => {
    const merge = commit({
      sha: "d".repeat(40),
      title: "Merge pull request #1 from acme/tax",
      isMerge: true,
      author: person("bob"),
      committer: person("web-flow"),
    });
    const evidence = ordinaryEvidence({ commits: [commit(), merge], deploymentApprovals: from("bob") });
    expect(codes({ evidence })).toEqual([]);
    expect(codes({ evidence, settings: settings({ exclude: { "merged-by": true } }) })).toEqual([
      "@bob approval.merged-by",
    ]);
  });

  it.each([
    [
      "triggerer",
      "dana",
      "Whoever started the deployment may approve it: the policy says `exclude: { triggerer: false }`.",
    ],
    ["bots", "gate[bot]", "Bots and apps may approve: the policy says `exclude: { bots: false }`."],
  ])("counts them when the policy turns off %s, and says so", (key, login, sentence) => {
    const result = count(asks(everybody), {
      approvals: from(login),
      settings: settings({ exclude: { [key]: false } }),
    });
    expect(result.requirements[0]?.approvedBy).toEqual([`@${login}`]);
    expect(result.relaxed).toEqual([sentence]);
  });

  it("finds the next role of somebody whom the policy lets in by one", () => {
    const exclude = { authors: false };
    expect(codes({ approvals: from("ann"), settings: settings({ exclude }) })).toEqual(["@ann approval.committer"]);
  });

  it("counts an author when every role of theirs is let in", () => {
    const exclude = { authors: false, committers: false, "change-request-authors": false, "head-commit": false };
    const result = count(asks(everybody), { approvals: from("ann"), settings: settings({ exclude }) });
    expect(result.requirements[0]?.approvedBy).toEqual(["@ann"]);
    expect(result.relaxed).toHaveLength(4);
  });

  it("does not count who made the head commit where other authors and committers may approve", () => {
    const exclude = { authors: false, committers: false, "change-request-authors": false };
    const commits = [commit(), commit({ sha: "c".repeat(40), author: person("bob"), committer: person("bob") })];
    const evidence = ordinaryEvidence({ commits, deploymentApprovals: from("ann", "bob") });
    const result = count(asks(everybody), { evidence, settings: settings({ exclude }) });
    expect(result.requirements[0]?.approvedBy).toEqual(["@bob"]);
    expect(result.discounted).toEqual([
      {
        person: "@ann",
        code: "approval.head-commit",
        because: "@ann made the head commit of this release, aaaaaaa.",
      },
    ]);
  });

  it("says that a team's membership is not proven", () => {
    const result = count(asks(team("cab")), { approvals: from("tina") });
    expect(result.discounted).toEqual([
      {
        person: "@tina",
        code: "approval.membership-unproven",
        because: "Nothing proves that @tina is a member of cab: the members cannot be read here.",
      },
    ]);
  });

  it("does not take a GitLab group for a team of GitHub", () => {
    const both = { ...group("cab"), gitlab: { groups: ["acme/cab"] } };
    const approvals = [approval("tina", { memberOf: ["acme/cab"] })];
    expect(count(asks(both), { approvals }).discounted[0]?.code).toBe("approval.not-a-member");
    const evidence = ordinaryEvidence({ deploymentApprovals: approvals }, { platform: "gitlab" });
    expect(count(asks(both), { evidence }).requirements[0]?.missing).toBe(0);
  });
});

const local = (email: string | null, over = {}) =>
  approval("x", { person: { name: "Somebody", email, login: null, kind: "person" }, ...over });

describe("on a plain checkout", () => {
  const byAddress = group("operations", ["olga@example.com", "ann@example.com"]);

  it("knows people by e-mail address, and needs no account behind an author", () => {
    const stranger: Identity = { name: "Eve", email: "eve@example.org", login: null, kind: "person" };
    const evidence = ordinaryEvidence(
      {
        commits: [commit({ author: stranger, committer: stranger })],
        deploymentApprovals: [local("Olga@Example.com")],
      },
      { platform: "local" },
    );
    expect(count(asks(byAddress), { evidence })).toMatchObject({ requirements: [{ missing: 0 }], errors: [] });
  });

  it("discounts an author by their address", () => {
    const result = count(asks(byAddress), { approvals: [local("ANN@example.com")], platform: "local" });
    expect(result.discounted.map(({ code }) => code)).toEqual(["approval.author"]);
  });

  it("asks for an address where an approval names only an account", () => {
    const byLogin = group("operations", ["olga"]);
    const approvals = [approval("olga", { person: { name: "Olga", email: null, login: "olga", kind: "person" } })];
    const result = count(asks(byLogin), { approvals, platform: "local" });
    expect(result.discounted[0]).toMatchObject({ code: "approval.unidentified" });
    expect(count(asks(byLogin), { approvals: from("olga"), platform: "local" }).requirements[0]?.missing).toBe(0);
  });

  it("does not take an address for a member on a platform with accounts", () => {
    const result = count(asks(byAddress), { approvals: from("olga") });
    expect(result.discounted[0]?.code).toBe("approval.not-a-member");
    expect(result.requirements[0]).toMatchObject({ couldApprove: [], impossible: true, members: 0 });
  });
});

const no = (login: string, over = {}) => approval(login, { state: "rejected", comment: "Not today", ...over });

describe("rejections", () => {
  it("blocks by anybody who could have approved, with their words", () => {
    const result = count(asks(operations), { approvals: [...from("otto"), no("olga")] });
    expect(result.rejections).toEqual([
      { person: "@olga", comment: "Not today", fix: "@olga lifts it by approving again." },
    ]);
    expect(result.requirements[0]?.missing).toBe(0);
  });

  it.each([
    ["an outsider", no("eve"), "rejection.not-a-member"],
    ["a rejection of another commit", no("olga", { commit: "f".repeat(40) }), "rejection.other-commit"],
    [
      "a rejection of another environment",
      no("olga", { commit: null, environment: "staging" }),
      "rejection.other-environment",
    ],
  ])("lets %s block nothing, and shows it", (_who, rejection, code) => {
    const result = count(asks(operations), { approvals: [rejection] });
    expect(result.rejections).toEqual([]);
    expect(result.discounted.map((each) => each.code)).toEqual([code]);
  });

  it("lets an author block nothing, since they could not have approved", () => {
    const result = count(asks(group("all", ["ann", "olga"])), { approvals: [no("ann")] });
    expect(result.discounted).toEqual([
      {
        person: "@ann",
        code: "rejection.author",
        because:
          "@ann wrote commit aaaaaaa of this release. A rejection blocks only from somebody who could have approved.",
      },
    ]);
  });

  it.each([
    ["an old rejection", no("olga", { at: "2026-01-01T00:00:00Z" })],
    ["an edited rejection", no("olga", { edited: true })],
    ["a rejection without a time", no("olga", { at: null })],
    ["a rejection that does not say for what", no("olga", { commit: null, environment: null })],
    ["a rejection by somebody unnamed", no("x", { person: { name: "?", email: null, login: null, kind: "person" } })],
  ])("lets %s block", (_what, rejection) => {
    expect(count(asks(operations), { approvals: [rejection] }).rejections).toHaveLength(1);
  });

  it("lets somebody block whose membership nobody can disprove", () => {
    expect(count(asks(team("cab")), { approvals: [no("tina")] }).rejections).toHaveLength(1);
  });

  it("is taken back by a later approval of the same person", () => {
    const result = count(asks(operations), {
      approvals: [no("olga", { at: "2026-06-10T09:00:00Z" }), ...from("olga")],
    });
    expect(result).toMatchObject({ rejections: [], requirements: [{ missing: 0 }] });
    expect(result.discounted.map(({ code }) => code)).toEqual(["rejection.superseded"]);
  });

  it.each([
    ["later", "2026-06-10T09:45:00Z"],
    ["at the same moment", "2026-06-10T09:30:00Z"],
    ["at a time that nobody knows", null],
  ])("holds against an approval of the same person when it was given %s", (_when, at) => {
    const result = count(asks(operations), { approvals: [...from("olga"), no("olga", { at })] });
    expect(result.rejections).toHaveLength(1);
    expect(result.requirements[0]?.missing).toBe(1);
    expect(result.discounted.map(({ code }) => code)).toEqual(["approval.superseded"]);
  });

  it("is not taken back by an approval that does not count", () => {
    const approvals = [no("olga", { at: "2026-06-10T09:00:00Z" }), approval("olga", { edited: true })];
    expect(count(asks(operations), { approvals }).rejections).toHaveLength(1);
  });
});

describe("who could still approve", () => {
  it("leaves out who made or started the release and who counts already", () => {
    const all = group("all", ["ann", "bob", "dana", "olga"]);
    const [requirement] = count(asks(all, 2), { approvals: from("olga") }).requirements;
    expect(requirement).toMatchObject({
      couldApprove: ["@bob"],
      members: 4,
      impossible: false,
      ruledOut: [
        { person: "@ann", because: "wrote a commit" },
        { person: "@dana", because: "triggered the run" },
      ],
    });
  });

  it("says at once when too few people are left", () => {
    const [requirement] = count(asks(group("security", ["ann", "dana", "sam"]), 2)).requirements;
    expect(requirement).toMatchObject({ impossible: true, couldApprove: ["@sam"], missing: 2 });
  });

  it("says that an empty group can never approve", () => {
    expect(count(asks(group("nobody"))).requirements[0]).toMatchObject({ impossible: true, members: 0, missing: 1 });
  });

  it("sees that two requirements need the same people", () => {
    const pair = ["olga", "otto"];
    const { requirements } = count([asks(group("a", pair)), asks(group("b", pair), 2), asks(group("c", ["cy"]))]);
    expect(requirements.map(({ impossible, competesWith }) => [impossible, competesWith])).toEqual([
      [true, ["b"]],
      [true, ["a"]],
      [false, undefined],
    ]);
  });

  it("asks for nothing impossible when one person may count twice", () => {
    const requirements = [asks(group("a", ["olga"])), asks(group("b", ["olga"]))];
    const result = count(requirements, { settings: settings({ distinct: false }) });
    expect(result.requirements.map(({ impossible }) => impossible)).toEqual([false, false]);
  });

  it("never concludes that nobody can while members cannot be read", () => {
    const [requirement] = count(asks(team("cab", ["ann"]), 5)).requirements;
    expect(requirement).toMatchObject({ impossible: false, couldApprove: null, members: null });
  });
});

const errorCodes = (given: Parameters<typeof count>[1]) =>
  count(asks(operations), given).errors.map(({ code }) => code);

const seen = (given: Parameters<typeof ordinaryEvidence>[0], platform = "github") =>
  ordinaryEvidence({ deploymentApprovals: from("olga"), ...given }, { platform });

describe("what cannot be trusted", () => {
  const stranger: Identity = { name: "Eve", email: "eve@example.org", login: null, kind: "person" };
  const unknown = { commits: [commit(), commit({ sha: "e".repeat(40), author: stranger, committer: stranger })] };

  it("trusts an ordinary release", () => {
    expect(errorCodes({ evidence: seen({}) })).toEqual([]);
  });

  it("says that approvals cannot be read, and counts them as missing", () => {
    const evidence = seen({ deploymentApprovals: unavailable("The token may not read them.") });
    const result = count(asks(operations), { evidence });
    expect(result.unreadable).toBe("The token may not read them.");
    expect(result.requirements[0]?.missing).toBe(1);
  });

  it("errs when commits cannot be read", () => {
    const result = count(asks(operations), { evidence: seen({ commits: unavailable("The clone is shallow.") }) });
    expect(result.errors).toEqual([
      {
        code: "approvals.authors-unknown",
        message: "Nobody can tell who made this release, so no approval can be held against it. The clone is shallow.",
      },
    ]);
  });

  it("errs when nobody can tell who started it, unless they may approve anyway", () => {
    const evidence = seen({ triggerers: unavailable("No.") });
    expect(errorCodes({ evidence })).toEqual(["approvals.triggerer-unknown"]);
    expect(errorCodes({ evidence, settings: settings({ exclude: { triggerer: false } }) })).toEqual([]);
  });

  it("errs on a bot that started it only when the policy wants to know for whom", () => {
    const evidence = seen({ triggerers: [{ ...person("gate[bot]"), kind: "bot" }] });
    expect(errorCodes({ evidence })).toEqual([]);
    expect(errorCodes({ evidence, settings: settings({ "unknown-triggerer": "error" }) })).toEqual([
      "approvals.triggerer-unknown",
    ]);
  });

  it("errs when change requests cannot be read where there are any", () => {
    const reviews = { reviews: unavailable("No.") };
    expect(errorCodes({ evidence: seen(reviews) })).toEqual(["approvals.change-requests-unknown"]);
    expect(errorCodes({ evidence: seen(reviews, "local") })).toEqual([]);
    const exclude = { "change-request-authors": false };
    expect(errorCodes({ evidence: seen(reviews), settings: settings({ exclude }) })).toEqual([]);
  });

  it("errs on an author without an account, unless the policy accepts them, and then says so", () => {
    const result = count(asks(operations), { evidence: seen(unknown) });
    expect(result.errors).toEqual([
      {
        code: "approvals.unknown-authors",
        message:
          "No account stands behind Eve <eve@example.org> (eeeeeee), who made 1 commit of this release. " +
          "Tie the e-mail address to an account, or set `unknown-authors: accept` in the policy.",
      },
    ]);
    const accepted = count(asks(operations), {
      evidence: seen(unknown),
      settings: settings({ "unknown-authors": "accept" }),
    });
    expect(accepted.errors).toEqual([]);
    expect(accepted.relaxed).toEqual([
      "No account stands behind Eve <eve@example.org> (eeeeeee): the policy says `unknown-authors: accept`.",
    ]);
  });

  it("errs without the receipt that the policy asks for, except in evaluate", () => {
    const strict = settings({ receipt: "required" });
    expect(errorCodes({ settings: strict })).toEqual(["approvals.receipt-missing"]);
    expect(errorCodes({ settings: strict, mode: "evaluate" })).toEqual([]);
    expect(errorCodes({ settings: strict, receipt: receipt("2026-06-10T09:00:00Z") })).toEqual([]);
  });

  it("counts nothing when the clock cannot be read", () => {
    expect(count(asks(operations), { approvals: from("olga"), now: "soon" }).requirements[0]?.missing).toBe(1);
  });
});
