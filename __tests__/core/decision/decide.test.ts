import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTallies } from "../../../src/core/approvals/merge.ts";
import type { CountedRequirement, Tally } from "../../../src/core/approvals/tally-result.ts";
import type { Enforcement, Finding, FindingStatus } from "../../../src/core/checks/finding.ts";
import { decide, type Grounds } from "../../../src/core/decision/decide.ts";

const nothing = mergeTallies([]);

const finding = (status: FindingStatus, over: Partial<Finding> = {}): Finding => ({
  check: "tests",
  subject: null,
  askedBy: "trusted",
  enforcement: "required",
  applied: true,
  status,
  code: `tests.${status}`,
  summary: `Tests: ${status}.`,
  details: [],
  fix: null,
  ...over,
});

const requirement = (over: Partial<CountedRequirement> = {}): CountedRequirement => ({
  anyOf: ["operations"],
  count: 1,
  because: "risk is medium",
  approvedBy: [],
  missing: 1,
  couldApprove: ["@olga"],
  impossible: false,
  ...over,
});

const decideOn = (findings: readonly Finding[], over: Partial<Tally> = {}, more: Partial<Grounds> = {}) =>
  decide({ findings, approvals: { ...nothing, ...over }, mode: "enforce", obstacles: [], ...more });

const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);

describe("the order of precedence", () => {
  it("allows when every required check passes and nobody has to approve", () => {
    const decision = decideOn([finding("pass"), finding("skipped")]);
    expect(decision).toEqual({
      kind: "allow",
      isSettledButForTime: true,
      reasons: [
        { code: "allowed", message: "The one required check passes, and nobody has to approve at this risk level." },
      ],
    });
  });

  it("says how many checks passed, leaving out the skipped ones, and that every approval was given", () => {
    const given = requirement({ missing: 0, approvedBy: [] });
    const [reason] = decideOn([finding("pass"), finding("pass"), finding("skipped")], {
      requirements: [given],
    }).reasons;
    expect(reason?.message).toBe("All 2 required checks pass, and every approval that is asked for was given.");
  });

  it("blocks on a failed check although another is unknown, and tells both", () => {
    const decision = decideOn([finding("unknown"), finding("fail"), finding("pending")]);
    expect(decision.kind).toBe("block");
    expect(codes(decision.reasons)).toEqual(["tests.fail", "tests.unknown", "tests.pending"]);
  });

  it("blocks on a rejection and quotes it", () => {
    const decision = decideOn([finding("pass")], { rejections: [{ person: "@olga", comment: "Not on a Friday." }] });
    expect(decision).toMatchObject({
      kind: "block",
      reasons: [{ code: "approvals.rejected", message: "@olga rejected this deployment: “Not on a Friday.”" }],
    });
  });

  it("is an error when a required check cannot be answered, even while another is pending", () => {
    expect(decideOn([finding("pending"), finding("unknown")]).kind).toBe("error");
  });

  it("waits for a pending check and for a missing approval", () => {
    expect(decideOn([finding("pending")]).kind).toBe("wait");
    expect(codes(decideOn([finding("pass")], { requirements: [requirement()] }).reasons)).toEqual([
      "approvals.missing",
    ]);
  });

  it("tells an approval that can still come from one that cannot", () => {
    const requirements = [
      requirement(),
      requirement({ impossible: true }),
      requirement({ missing: 0, impossible: true }),
    ];
    expect(codes(decideOn([], { requirements }).reasons)).toEqual(["approvals.missing", "approvals.impossible"]);
  });

  it("waits until the moment that an approver named", () => {
    const decision = decideOn([finding("pass")], { notBefore: "2026-12-01T20:00:00.000Z" });
    expect(decision).toMatchObject({ kind: "wait", isSettledButForTime: true });
    expect(decision.reasons).toEqual([
      { code: "approvals.not-before", message: expect.stringContaining("2026-12-01") as string },
    ]);
    expect(decideOn([finding("pass")], { notBefore: null }).kind).toBe("allow");
    const { notBefore: _notBefore, ...untimed } = nothing;
    expect(decide({ findings: [finding("pass")], approvals: untimed, mode: "enforce", obstacles: [] }).kind).toBe(
      "allow",
    );
  });

  it("lets advisory findings move nothing", () => {
    const advisory: Enforcement = "advisory";
    const statuses: FindingStatus[] = ["fail", "unknown", "pending"];
    const decision = decideOn([
      finding("pass"),
      ...statuses.map((status) => finding(status, { enforcement: advisory })),
    ]);
    expect(decision.kind).toBe("allow");
  });

  it("is an error, whatever else, when something stands in the way of judging", () => {
    const obstacles = [{ code: "policy.environment-unknown", message: "No such environment." }];
    expect(decideOn([finding("pass")], {}, { obstacles }).kind).toBe("error");
  });

  it("is an error in enforce and wait when approvals cannot be read, and counts them as missing in evaluate", () => {
    const tally = { requirements: [requirement()], unreadable: "The approvals could not be read." };
    const decision = decideOn([finding("pass")], tally);
    expect(decision.kind).toBe("error");
    expect(decision.reasons[0]).toEqual({ code: "approvals.unreadable", message: tally.unreadable });
    expect(decideOn([finding("pass")], tally, { mode: "wait" }).kind).toBe("error");
    expect(decideOn([finding("pass")], tally, { mode: "evaluate" }).kind).toBe("wait");
  });
});

describe("what evaluate lets through", () => {
  const window = (status: FindingStatus) => finding(status, { check: "change-window", code: "change-window.closed" });

  it("is settled but for time when only people and a window worth waiting for are missing", () => {
    expect(decideOn([window("pending")], { requirements: [requirement()] }).isSettledButForTime).toBe(true);
  });

  it("is settled when what is missing can come and what is given is left alone", () => {
    const requirements = [requirement(), requirement({ missing: 0, impossible: true })];
    expect(decideOn([finding("pass")], { requirements }).isSettledButForTime).toBe(true);
  });

  it("is not settled when of two approvals one cannot come any more", () => {
    const requirements = [requirement(), requirement({ impossible: true })];
    expect(decideOn([finding("pass")], { requirements }).isSettledButForTime).toBe(false);
  });

  it("is not settled while a test runs, nor when nobody is left who could approve", () => {
    expect(decideOn([finding("pending")]).isSettledButForTime).toBe(false);
    expect(decideOn([finding("pass")], { requirements: [requirement({ impossible: true })] }).isSettledButForTime).toBe(
      false,
    );
    expect(decideOn([window("fail")]).isSettledButForTime).toBe(false);
  });
});

describe("always", () => {
  const statuses: FindingStatus[] = ["pass", "fail", "pending", "unknown", "skipped"];
  const anyFinding = fc
    .record({ status: fc.constantFrom(...statuses), enforcement: fc.constantFrom<Enforcement>("required", "advisory") })
    .map(({ status, enforcement }) => finding(status, { enforcement }));

  it("never allows when a required finding is anything but pass or skipped", () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 8 }), (findings) => {
        const clean = findings.every(
          ({ enforcement, status }) => enforcement === "advisory" || status === "pass" || status === "skipped",
        );
        expect(decideOn(findings).kind === "allow").toBe(clean);
      }),
    );
  });

  it("gives at least one reason", () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 8 }), (findings) => {
        expect(decideOn(findings).reasons.length).toBeGreaterThan(0);
      }),
    );
  });
});
