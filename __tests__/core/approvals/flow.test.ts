/** From the question to the decision: what is asked, handed on as a receipt, approved, and what comes of it when something changes. */
import { describe, expect, it } from "vitest";
import { decodeReceipt, encodeReceipt } from "../../../src/core/approvals/receipt.ts";
import type { Case } from "../../../src/core/case.ts";
import { evaluate } from "../../../src/core/evaluate.ts";
import type { EmergencyUse } from "../../../src/core/evidence/emergency-uses.ts";
import type { Facts } from "../../../src/core/evidence/evidence.ts";
import type { Policy } from "../../../src/core/policy/policy.ts";
import type { Question } from "../../../src/core/question.ts";
import type { Result } from "../../../src/core/result.ts";
import { loadPolicy } from "../../../src/load-policy.ts";
import { sha256 } from "../../../src/reporters/digest.ts";
import { policyDigest } from "../../../src/reporters/record.ts";
import {
  approval,
  changedFile,
  commit,
  deployment,
  head,
  ordinaryEvidence,
  person,
  release,
  review,
  reviewedChange,
} from "../../support/evidence.ts";

const load = async (text: string): Promise<Policy> => {
  const read = async (path: string) =>
    path === "policy.yml"
      ? ({ status: "found", bytes: new TextEncoder().encode(text), where: path } as const)
      : ({ status: "absent", where: path } as const);
  return (await loadPolicy("policy.yml", read)).policy;
};

const regulated = `
version: 1
extends: builtin:regulated
groups:
  operations: { users: [olga, otto], github: { environments: [approve-operations] } }
  change-advisory-board: { users: [bea], github: { teams: [acme/cab], environments: [approve-cab] } }
  on-call: { users: [rex], github: { environments: [approve-on-call] } }
environments:
  production:
    emergency: { groups: [on-call], waives: [reviews, documents, approvals] }
    rollback: { approvals: [{ group: operations }], waives: [documents], through-freezes: true }
`;

/** The same conditions at every level, so that a level can change alone. */
const alwaysCanary = `${regulated}    conditions: { low: { strategy: canary, calendar: early-week } }\n`;

const roundly = (text: string) => text.replaceAll(". ", ".\n\n");
const document = (path: string, text: string) => ({
  path,
  text,
  because: null,
  lastChangedAt: "2026-05-01T00:00:00Z",
});

/** Everything that the regulated policy asks of a release, except people. */
const ready: Partial<Facts> = {
  reviews: {
    channel: "change-requests",
    changes: [
      reviewedChange({
        reviews: [review(), review({ reviewer: person("cleo") })],
        paths: ["src/price.ts", "db/migrations/7.sql"],
      }),
    ],
  },
  codeOwners: { kind: "file", path: "CODEOWNERS", dialect: "github", ref: "main", text: "* @bob\n" },
  deployments: [
    deployment(),
    deployment({ id: "2", environment: "staging", commit: head, finishedAt: "2026-06-08T08:00:00Z" }),
  ],
  documents: [
    document(
      "docs/runbooks/shop/rollback.md",
      roundly("# Steps\n\nDeploy the tag before. # Verify\n\nThe old price is back. "),
    ),
    document("docs/runbooks/shop/README.md", "# Runbook\n\nRestart the pods one by one.\n"),
    document(".release/mitigation.md", roundly("# Risks\n\nPrices. # Mitigation\n\nWe watch them. ")),
  ],
  deploymentRequest: {
    kind: "markdown",
    from: ".release/request.md",
    text:
      "# Contents\n\nPrices with tax.\n\n# Testing\n\nBy machine and by hand.\n\n# Deployment plan\n\nIn one step.\n\n" +
      "# Rollback\n\nDeploy the tag before.\n\n# Customer impact\n\nNone is expected.\n",
  },
  environments: ["approve-operations", "approve-cab", "approve-on-call"].map((name) => ({
    name,
    exists: true,
    reviewers:
      name === "approve-cab"
        ? [
            { kind: "user", name: "bea" },
            { kind: "team", name: "acme/cab" },
          ]
        : (name === "approve-operations" ? ["olga", "otto"] : ["rex"]).map((login) => ({ kind: "user", name: login })),
    preventsSelfReview: true,
    adminsMayBypass: false,
    url: null,
  })),
};

/** Wednesday, within the windows of the policy. */
const asked = "2026-06-10T09:30:00Z";
const later = "2026-06-10T10:30:00Z";
const run = { id: "77", attempt: 1, createdAt: "2026-06-10T09:25:00Z" };

type Given = {
  readonly facts?: Partial<Facts>;
  readonly release?: Parameters<typeof release>[0];
  readonly platform?: string;
  readonly question?: Partial<Question>;
};

const ask = (policy: Policy, { facts = {}, release: over, platform = "github", question = {} }: Given): Result => {
  const policies: Case["policies"] = [{ role: "trusted", source: "policy.yml", policy }];
  return evaluate({
    policies,
    evidence: ordinaryEvidence({ ...ready, ...facts }, { release: release(over), platform }),
    question: {
      environment: "production",
      mode: "evaluate",
      changeType: "normal",
      reason: null,
      at: asked,
      hypothetical: null,
      receipt: null,
      policyDigest: policyDigest({ policies }),
      run,
      notes: [],
      ...question,
    },
  });
};

/** The receipt as the pipeline carries it: one line, read by the deploying job. */
const handed = ({ receipt }: Result, at = later, by: Question["run"] = run): Question["receipt"] => {
  if (receipt === null) throw new Error("It put out no receipt.");
  const encoded = encodeReceipt(receipt, sha256);
  if (encoded.status !== "encoded") throw new Error(encoded.because);
  const expected = { environment: "production", run: by?.id ?? null, attempt: by?.attempt ?? null, now: at };
  return decodeReceipt(encoded.text, expected, sha256);
};

const through = (login: string, environment: string, over: Parameters<typeof approval>[1] = {}) =>
  approval(login, { environment, at: null, ...over });
const operationsSaidYes = [through("olga", "approve-operations")];
const everybodySaidYes = [...operationsSaidYes, through("tina", "approve-cab")];

/** Files that the policy takes for high risk. */
const risky = { changedFiles: [changedFile({ path: "db/migrations/7.sql" })] };

const enforce = (policy: Policy, evaluated: Result, given: Given): Result =>
  ask(policy, {
    ...given,
    question: { mode: "enforce", at: later, receipt: handed(evaluated), ...given.question },
  });

const codes = ({ approvals }: Result): string[] => approvals.discounted.map(({ person: by, code }) => `${by} ${code}`);
const reasons = (result: Result): string[] => result.reasons.map(({ code }) => code);

describe("a release under the regulated policy", () => {
  it("is found right, waits for people alone, says whom to ask through what, and hands on a receipt", async () => {
    const result = ask(await load(regulated), { facts: risky });
    expect(result).toMatchObject({
      decision: "wait",
      isSettledButForTime: true,
      risk: { level: "high" },
      approvalEnvironments: ["approve-cab", "approve-operations"],
      approvals: { people: 2 },
      receipt: { head, riskLevel: "high", run: "77", attempt: 1, listed: [] },
    });
    expect(reasons(result)).toEqual(["approvals.missing", "approvals.missing"]);
  });

  it("is allowed once they have approved, with the receipt", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, { facts: risky });
    const result = enforce(policy, evaluated, { facts: { ...risky, deploymentApprovals: everybodySaidYes } });
    expect([result.decision, result.allowed, codes(result)]).toEqual(["allow", true, []]);
    expect(result.approvals.requirements.map(({ approvedBy }) => approvedBy)).toEqual([["@tina"], ["@olga"]]);
    expect(result.conditions).toMatchObject([{ name: "strategy", value: "canary" }, { name: "calendar" }]);
  });

  it("waits on while one of them has not", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, { facts: risky });
    const result = enforce(policy, evaluated, { facts: { ...risky, deploymentApprovals: operationsSaidYes } });
    expect([result.decision, reasons(result)]).toEqual(["wait", ["approvals.missing"]]);
  });

  it("is an error without the receipt, or with one that does not hold", async () => {
    const policy = await load(regulated);
    const facts = { deploymentApprovals: operationsSaidYes };
    const without = ask(policy, { facts, question: { mode: "enforce", at: later } });
    expect([without.decision, reasons(without)]).toEqual(["error", ["approvals.receipt-missing"]]);
    const ofAnotherRun = handed(ask(policy, {}), later, { ...run, id: "78" });
    const wrong = ask(policy, { facts, question: { mode: "enforce", at: later, receipt: ofAnotherRun } });
    expect([wrong.decision, reasons(wrong)[0]]).toEqual(["error", "receipt.other-run"]);
  });

  it("is an error when the approvals cannot be read, which for evaluate are merely missing", async () => {
    const policy = await load(regulated);
    const facts = { deploymentApprovals: { status: "unavailable", because: "No permission." } as const };
    const evaluated = ask(policy, { facts: facts as never });
    expect([evaluated.decision, evaluated.isSettledButForTime]).toEqual(["wait", true]);
    const receipt = handed(evaluated);
    expect(receipt).toMatchObject({ status: "error", code: "receipt.approvals-unreadable" });
    const result = ask(policy, { facts: facts as never, question: { mode: "enforce", at: later, receipt } });
    expect(result.decision).toBe("error");
  });

  it("keeps its approvals when failed jobs are run again, and whoever does that may have approved", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, {});
    const again = { ...run, attempt: 2 };
    const result = enforce(policy, evaluated, {
      facts: { deploymentApprovals: operationsSaidYes, triggerers: [person("dana"), person("olga")] },
      question: { run: again, receipt: handed(evaluated, later, again) },
    });
    expect([result.decision, codes(result)]).toEqual(["allow", []]);
  });

  it("asks again when all jobs are run again", async () => {
    const policy = await load(regulated);
    const facts = { deploymentApprovals: operationsSaidYes };
    const again = { ...run, attempt: 2 };
    const evaluated = ask(policy, { facts, question: { run: again } });
    const receipt = handed(evaluated, later, again);
    const result = enforce(policy, evaluated, { facts, question: { run: again, receipt } });
    expect([result.decision, codes(result)]).toEqual(["wait", ["@olga approval.before-asked"]]);
    const twice = { deploymentApprovals: [...operationsSaidYes, through("olga", "approve-operations")] };
    expect(enforce(policy, evaluated, { facts: twice, question: { run: again, receipt } }).decision).toBe("allow");
  });
});

describe("what changed after approvals were asked for", () => {
  const approved = { deploymentApprovals: everybodySaidYes };
  const dropped = async (given: Given, policy?: Policy, first: Given = {}) => {
    const before = await load(regulated);
    const result = enforce(policy ?? before, ask(before, first), { ...given, facts: { ...approved, ...given.facts } });
    return { decision: result.decision, codes: codes(result), because: result.approvals.discounted[0]?.because };
  };
  const other = "c".repeat(40);

  it("drops them for another head, and says so", async () => {
    const answer = await dropped({
      release: { head: { sha: other, name: "main" } },
      facts: {
        commits: [commit({ sha: other })],
        deploymentApprovals: [through("olga", "approve-operations", { commit: other })],
      },
    });
    expect(answer).toMatchObject({
      decision: "block",
      codes: ["@olga approval.lapsed-head"],
      because:
        "Approvals were asked for commit aaaaaaa, and this release is ccccccc. The approval of @olga was for what was asked then.",
    });
  });

  it("drops them for a changed policy", async () => {
    const answer = await dropped(
      {},
      await load(`${regulated}    checks: { concurrency: { enforcement: advisory } }\n`),
    );
    expect(answer).toMatchObject({
      decision: "wait",
      codes: ["@olga approval.lapsed-policy", "@tina approval.not-a-member"],
      because: "The policy changed since approvals were asked for. The approval of @olga was for what was asked then.",
    });
  });

  it("drops them for a level that rose", async () => {
    expect(await dropped({ facts: risky })).toMatchObject({
      decision: "wait",
      codes: expect.arrayContaining(["@olga approval.lapsed-conditions"]),
    });
    const calm = await load(alwaysCanary);
    const result = enforce(calm, ask(calm, {}), { facts: { ...approved, ...risky } });
    expect(result.approvals.discounted[0]).toEqual({
      person: "@olga",
      code: "approval.lapsed-risk",
      because:
        "The risk rose from low to high since approvals were asked for. The approval of @olga was for what was asked then.",
    });
  });

  it("keeps them for a level that fell, and for one that fell and rose again to what was asked", async () => {
    const calm = await load(alwaysCanary);
    const evaluated = ask(calm, { facts: risky });
    expect(enforce(calm, evaluated, { facts: approved }).decision).toBe("allow");
    expect(enforce(calm, evaluated, { facts: { ...approved, ...risky } }).decision).toBe("allow");
  });

  it("drops them for a longer range and for another change type", async () => {
    expect((await dropped({ release: { commits: 2 } })).codes[0]).toBe("@olga approval.lapsed-range");
    expect((await dropped({ question: { changeType: "standard" } })).codes[0]).toBe(
      "@olga approval.lapsed-change-type",
    );
  });

  it("lets them expire", async () => {
    const answer = await dropped({ question: { at: "2026-06-11T09:30:00Z" } });
    expect(answer.codes).toEqual(["@olga approval.expired", "@tina approval.not-a-member"]);
  });

  it("makes approvals of all groups unprovable when an environment begins to ask others", async () => {
    const environments = (ready.environments ?? []).map((each) =>
      each.name === "approve-cab" ? { ...each, reviewers: [{ kind: "team" as const, name: "acme/all" }] } : each,
    );
    const answer = await dropped({ facts: { ...risky, environments } }, undefined, { facts: risky });
    expect(answer.codes).toEqual(["@tina approval.membership-unproven"]);
  });
});

const emergency = { changeType: "emergency", reason: "Payments are down" } as const;
const unreviewed = { reviews: { channel: "change-requests" as const, changes: [reviewedChange({ reviews: [] })] } };
const use = (over: Partial<EmergencyUse> = {}): EmergencyUse => ({
  key: `${head}:production`,
  run: "1",
  isReviewOpen: true,
  url: "https://example.com/issues/7",
  ...over,
});

describe("an emergency", () => {
  it("is refused without a reason, and relaxes nothing", async () => {
    const result = ask(await load(regulated), { facts: unreviewed, question: { changeType: "emergency" } });
    expect(reasons(result)).toEqual(expect.arrayContaining(["emergency.no-reason"]));
    expect(result.decision).toBe("block");
    expect(result.waivers).toEqual([]);
  });

  it("asks its own group alone, and what it will leave out waits for that approval", async () => {
    const result = ask(await load(regulated), { facts: unreviewed, question: emergency });
    expect(result).toMatchObject({
      decision: "wait",
      isSettledButForTime: true,
      approvalEnvironments: ["approve-on-call"],
      approvals: { requirements: [{ anyOf: ["on-call"], missing: 1 }] },
      waivers: [],
    });
    const reviews = result.findings.find(({ check }) => check === "reviews");
    expect(reviews).toMatchObject({ status: "pending", code: "emergency.awaited", enforcement: "required" });
    expect(reviews?.summary).toMatch(
      /The emergency leaves it out once its approval is given; until then nothing is relaxed\.$/,
    );
  });

  it("is asked for although the level's own approvals could not be given any more", async () => {
    const policy = await load(regulated.replace("[olga, otto]", "[ann]"));
    expect(ask(policy, {}).isSettledButForTime).toBe(false);
    expect(ask(policy, { question: emergency })).toMatchObject({ decision: "wait", isSettledButForTime: true });
    const denied = ask(policy, { question: { ...emergency, mode: "enforce", at: later } });
    expect(denied.decision).not.toBe("allow");
  });

  it("blocks at the moment of deploying while nobody has granted it", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, { facts: unreviewed, question: emergency });
    const result = enforce(policy, evaluated, {
      facts: { ...unreviewed, deploymentApprovals: operationsSaidYes },
      question: emergency,
    });
    expect([result.decision, result.waivers]).toEqual(["block", []]);
  });

  it("is allowed once granted, and says in every output what was left out, by whom, why and until when", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, { facts: unreviewed, question: emergency });
    const result = enforce(policy, evaluated, {
      facts: { ...unreviewed, deploymentApprovals: [through("rex", "approve-on-call")] },
      question: emergency,
    });
    expect(result).toMatchObject({
      decision: "allow",
      emergency: { key: `${head}:production`, label: "release-gate-emergency" },
      authorizedUntil: "2026-06-10T13:30:00Z",
    });
    expect(reasons(result)).toEqual(["allowed", "waived.approvals", "waived.reviews"]);
    expect(result.waivers.map(({ sentence }) => sentence)).toEqual([
      "The approvals of the risk level are not asked for, as @rex allowed until 2026-06-10T13:30:00Z: “Payments are down”.",
      "reviews need not pass, as @rex allowed until 2026-06-10T13:30:00Z: “Payments are down”.",
    ]);
    expect(result.findings.find(({ check }) => check === "reviews")).toMatchObject({
      status: "fail",
      enforcement: "advisory",
    });
  });

  it("leaves nothing else out", async () => {
    const policy = await load(regulated);
    const facts = { ...unreviewed, deployments: [deployment()] };
    const evaluated = ask(policy, { facts, question: emergency });
    expect([evaluated.decision, evaluated.isSettledButForTime]).toEqual(["block", false]);
    const granted = { ...facts, deploymentApprovals: [through("rex", "approve-on-call")] };
    expect(enforce(policy, evaluated, { facts: granted, question: emergency }).decision).toBe("block");
  });

  it("holds once: not for another run, again for a re-run of its own", async () => {
    const policy = await load(regulated);
    const evaluated = ask(policy, { facts: unreviewed, question: emergency });
    const with_ = (uses: readonly EmergencyUse[]) =>
      enforce(policy, evaluated, {
        facts: { ...unreviewed, emergencyUses: uses, deploymentApprovals: [through("rex", "approve-on-call")] },
        question: emergency,
      });
    expect(reasons(with_([use()]))).toContain("emergency.used");
    expect(with_([use()]).decision).not.toBe("allow");
    expect(with_([use({ run: run.id })]).decision).toBe("allow");
  });

  it("blocks the next normal release until it is reviewed", async () => {
    const policy = await load(regulated);
    const uses = [use({ key: `${"d".repeat(40)}:production` })];
    const result = ask(policy, { facts: { emergencyUses: uses } });
    expect([result.decision, reasons(result)[0]]).toEqual(["block", "emergency.review-open"]);
    const closed = uses.map((each) => ({ ...each, isReviewOpen: false }));
    expect(ask(policy, { facts: { emergencyUses: closed } }).decision).toBe("wait");
  });

  it("passes a freeze that excepts emergencies only once it is granted", async () => {
    const policy = await load(`
version: 1
groups: { on-call: { users: [rex] } }
calendars:
  frozen:
    time-zone: UTC
    freezes: [{ from: 2026-06-01, to: 2026-07-01, reason: Fair, except-change-types: [emergency] }]
environments:
  production:
    checks: { change-window: { calendar: frozen } }
    emergency: { groups: [on-call], waives: [approvals] }
`);
    const enforced = (question: Partial<Question>, approvals: Facts["deploymentApprovals"] = []) =>
      ask(policy, {
        facts: { deploymentApprovals: approvals },
        question: { mode: "enforce", at: later, ...question },
      }).decision;
    expect(enforced({})).toBe("block");
    expect(enforced(emergency)).toBe("block");
    expect(enforced(emergency, [approval("rex")])).toBe("allow");
    expect(enforced(emergency, [approval("otto")])).toBe("block");
    expect(enforced({}, [approval("rex")])).toBe("block");
    const evaluated = ask(policy, { question: emergency });
    expect([evaluated.decision, evaluated.isSettledButForTime]).toEqual(["wait", true]);
  });
});

describe("a rollback", () => {
  const old = "d".repeat(40);
  const back = {
    release: {
      base: { sha: head, name: "v1.1.0" },
      head: { sha: old, name: "v1.0.0" },
      relation: "behind" as const,
      commits: 0,
      headCommit: commit({ sha: old, author: person("zoe"), committer: person("zoe") }),
    },
    facts: {
      commits: [],
      reviews: { channel: "change-requests" as const, changes: [] },
      deployments: [
        deployment({ commit: head, isAncestorOfHead: false }),
        deployment({ id: "0", commit: old, createdAt: "2026-05-01T08:00:00Z" }),
        deployment({ id: "3", environment: "staging", commit: old, finishedAt: "2026-05-01T08:00:00Z" }),
      ],
    },
  };
  const rollback = { changeType: "rollback" } as const;

  it("that is proven needs what its lane says, and says what the lane leaves out", async () => {
    const policy = await load(regulated);
    const given = { ...back, question: rollback };
    const evaluated = ask(policy, given);
    expect(evaluated).toMatchObject({ decision: "wait", isSettledButForTime: true, approvals: { people: 1 } });
    const result = enforce(policy, evaluated, {
      ...given,
      facts: {
        ...back.facts,
        documents: (ready.documents ?? []).filter(({ path }) => path.endsWith("rollback.md")),
        deploymentApprovals: [through("olga", "approve-operations", { commit: old })],
      },
    });
    expect([result.decision, reasons(result), result.allowed]).toEqual([
      "allow",
      ["allowed", "waived.documents"],
      true,
    ]);
    expect(result.waivers.map(({ sentence }) => sentence)).toEqual([
      "documents need not pass. The policy's rollback lane leaves it out.",
    ]);
  });

  it("is not approved by whoever made the commit that it goes back to", async () => {
    const policy = await load(regulated.replace("[olga, otto]", "[olga, zoe]"));
    const given = { ...back, question: rollback };
    const facts = { ...back.facts, deploymentApprovals: [through("zoe", "approve-operations", { commit: old })] };
    const result = enforce(policy, ask(policy, given), { ...given, facts });
    expect(codes(result)).toEqual(["@zoe approval.author"]);
  });

  it("that is not proven is an error, whatever it calls itself", async () => {
    const policy = await load(regulated);
    const facts = { ...back.facts, deployments: [deployment({ commit: head, isAncestorOfHead: false })] };
    const result = ask(policy, { ...back, facts, question: rollback });
    expect(["error", "block"]).toContain(result.decision);
    expect(reasons(result).some((code) => code.startsWith("release."))).toBe(true);
  });

  it("stops at a freeze unless the freeze or the lane excepts it", async () => {
    const policyWith = (lane: string, freeze = "") =>
      load(`
version: 1
calendars:
  frozen: { time-zone: UTC, freezes: [{ from: 2026-06-01, to: 2026-07-01, reason: Fair${freeze} }] }
environments:
  production:
    checks: { change-window: { calendar: frozen } }
    rollback: { ${lane} }
`);
    const decide = (policy: Policy) =>
      ask(policy, { ...back, question: { ...rollback, mode: "enforce", at: later } }).decision;
    expect(decide(await policyWith("waives: []"))).toBe("block");
    expect(decide(await policyWith("through-freezes: true"))).toBe("allow");
    expect(decide(await policyWith("waives: []", ", except-change-types: [rollback]"))).toBe("allow");
  });
});

describe("a checkout alone", () => {
  it("hands on a receipt without a run, and counts approvals given after it was asked", async () => {
    const policy = await load(`
version: 1
groups: { operations: { users: [olga@example.com] } }
environments:
  production:
    checks: { tests: {} }
    approvals: { low: [{ group: operations }], receipt: required }
`);
    const local = { platform: "local", question: { run: null } };
    const facts = { triggerers: [] };
    const evaluated = ask(policy, { ...local, facts });
    expect(evaluated).toMatchObject({ decision: "wait", receipt: { run: null, attempt: null } });
    const receipt = handed(evaluated, later, null);
    expect(receipt?.status).toBe("read");
    const decide = (at: string, over: Partial<Question> = {}) =>
      ask(policy, {
        platform: "local",
        facts: { ...facts, deploymentApprovals: [approval("olga", { at })] },
        question: { run: null, mode: "enforce", at: later, receipt, ...over },
      });
    expect(decide("2026-06-10T10:00:00Z").decision).toBe("allow");
    expect(codes(decide("2026-06-10T09:00:00Z"))).toEqual(["@olga approval.before-asked"]);
    expect(reasons(decide("2026-06-10T10:00:00Z", { receipt: null }))).toEqual(["approvals.receipt-missing"]);
  });
});
