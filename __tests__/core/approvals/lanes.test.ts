import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  emergencyKey,
  emergencySettings,
  emergencyStanding,
  openReview,
} from "../../../src/core/approvals/emergency.ts";
import { rollbackRequirements, rollbackSettings, rollbackWaivers } from "../../../src/core/approvals/rollback-lane.ts";
import { waive, waiversUsed } from "../../../src/core/approvals/waivers.ts";
import type { Finding } from "../../../src/core/checks/finding.ts";
import type { EmergencyUse } from "../../../src/core/evidence/emergency-uses.ts";
import { observed, unavailable } from "../../../src/core/evidence/observed.ts";
import { approval, collectedAt, head, ordinaryEvidence } from "../../support/evidence.ts";
import { asks, group, now, schemaFor, settings } from "./support.ts";

const onCall = group("on-call", ["otto"]);
const references = { group: schemaFor(onCall).shape.overrule.unwrap(), checks: ["tests", "change-window"] };
const section = emergencySettings(references);
const emergency = section.parse({ groups: ["on-call"], waives: ["tests", "change-window", "tests"] });
const uses = (...list: readonly EmergencyUse[]) => observed(list, "a test", collectedAt);
const use = (over: Partial<EmergencyUse> = {}): EmergencyUse => ({
  key: emergencyKey(head, "production"),
  run: "1",
  isReviewOpen: true,
  url: "https://example.com/issues/7",
  ...over,
});
const counting = {
  settings: settings(),
  evidence: ordinaryEvidence({ deploymentApprovals: [approval("otto")] }),
  environment: "production",
  now,
  mode: "enforce" as const,
};
const asked = { emergency, changeType: "emergency" as const, reason: "Payments are down", run: "2", uses: uses() };

describe("emergency in the policy", () => {
  it("holds four hours, takes one person and blocks until it is reviewed, unless written otherwise", () => {
    expect(emergency).toMatchObject({
      count: 1,
      "expires-after": 4 * 3_600_000,
      "review-open": "block",
      "review-label": "release-gate-emergency",
    });
  });

  it.each([
    [{ groups: [], waives: ["tests"] }, "groups"],
    [{ groups: ["on-call"], waives: [] }, "waives"],
    [{ groups: ["on-call"], waives: ["test"] }, "waives.0"],
    [{ groups: ["nobody"], waives: ["tests"] }, "groups.0"],
    [{ groups: ["on-call"] }, "waives"],
  ])("refuses %j", (written, path) => {
    expect(section.safeParse(written).error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });

  it("has a JSON Schema", () => {
    expect(() => z.toJSONSchema(section, { io: "input" })).not.toThrow();
    expect(() => z.toJSONSchema(rollbackSettings(references), { io: "input" })).not.toThrow();
  });
});

describe("breaking the glass", () => {
  it("grants what is named, to whom, why, until when, and how the review is marked", () => {
    expect(emergencyStanding(asked, counting)).toMatchObject({
      status: "granted",
      until: "2026-06-10T13:30:00Z",
      key: `${head}:production`,
      label: "release-gate-emergency",
      waivers: [
        { check: "change-window", by: ["@otto"], because: "Payments are down", until: "2026-06-10T13:30:00Z" },
        {
          check: "tests",
          by: ["@otto"],
          because: "Payments are down",
          until: "2026-06-10T13:30:00Z",
          sentence: "tests need not pass, as @otto allowed until 2026-06-10T13:30:00Z: “Payments are down”.",
        },
      ],
    });
  });

  it("is over when the permission has expired", () => {
    expect(emergencyStanding(asked, { ...counting, now: "2026-06-10T13:30:00Z" }).status).toBe("asked");
  });

  it.each([
    ["commits", ordinaryEvidence({ commits: unavailable("No."), deploymentApprovals: [approval("otto")] })],
    ["who started it", ordinaryEvidence({ triggerers: unavailable("No."), deploymentApprovals: [approval("otto")] })],
    ["approvals", ordinaryEvidence({ deploymentApprovals: unavailable("No.") })],
  ])("relaxes nothing when %s cannot be read", (_what, evidence) => {
    expect(emergencyStanding(asked, { ...counting, evidence }).status).toBe("asked");
  });

  it("relaxes nothing when nobody can tell whether it was used before", () => {
    for (const unknown of [undefined, unavailable("Issues cannot be read.")])
      expect(emergencyStanding({ ...asked, uses: unknown }, counting)).toMatchObject({
        status: "refused",
        errors: [{ code: "emergency.uses-unknown" }],
      });
  });

  it("is refused when another run used it here, or one that nobody knows", () => {
    for (const run of ["1", null])
      expect(emergencyStanding({ ...asked, uses: uses(use({ run })) }, counting)).toMatchObject({
        errors: [{ code: "emergency.used" }],
      });
    expect(
      emergencyStanding({ ...asked, uses: uses(use({ key: emergencyKey(head, "staging") })) }, counting).status,
    ).toBe("granted");
  });

  it("is nothing to a release that is no emergency", () => {
    expect(emergencyStanding({ ...asked, changeType: "normal" }, counting)).toEqual({ status: "none" });
  });
});

describe("an open review", () => {
  it("blocks or warns the next normal release, as the policy says", () => {
    const message =
      "An emergency in this environment has not been reviewed yet: https://example.com/issues/7. Finish the review and close it.";
    expect(openReview(emergency, "normal", "Production", uses(use()))).toEqual({
      effect: "block",
      code: "emergency.review-open",
      message,
    });
    expect(openReview({ ...emergency, "review-open": "warn" }, "normal", "production", uses(use()))?.effect).toBe(
      "warn",
    );
  });

  it("says nothing when it is closed, elsewhere, or the release is no normal one", () => {
    expect(openReview(emergency, "normal", "production", uses(use({ isReviewOpen: false })))).toBeNull();
    expect(openReview(emergency, "normal", "staging", uses(use()))).toBeNull();
    expect(openReview(emergency, "rollback", "production", uses(use()))).toBeNull();
    expect(openReview(null, "normal", "production", uses(use()))).toBeNull();
  });

  it("is an error where nobody can tell and the policy would block", () => {
    expect(openReview(emergency, "normal", "production", unavailable("No."))).toMatchObject({
      effect: "error",
      code: "emergency.reviews-unknown",
    });
    expect(openReview(emergency, "normal", "production", undefined)?.effect).toBe("error");
  });
});

const finding = (check: string, over: Partial<Finding> = {}): Finding => ({
  check,
  subject: null,
  askedBy: "trusted",
  enforcement: "required",
  applied: true,
  status: "fail",
  code: `${check}.failed`,
  summary: "It failed.",
  details: [],
  fix: null,
  ...over,
});

describe("waivers", () => {
  const waiver = { check: "tests", by: ["@otto"], because: "Down", until: null, sentence: "" };

  it("turn what they name advisory and leave what it found", () => {
    const findings = [finding("tests"), finding("reviews")];
    expect(waive(findings, [waiver])).toEqual([finding("tests", { enforcement: "advisory" }), finding("reviews")]);
  });

  it("are used for approvals where somebody would have been asked", () => {
    const approvals = { ...waiver, check: "approvals" };
    expect(waiversUsed([], [approvals], true)).toEqual([approvals]);
    expect(waiversUsed([], [approvals], false)).toEqual([]);
  });

  it("are used only where something required did not pass", () => {
    expect(waiversUsed([finding("tests")], [waiver], false)).toEqual([waiver]);
    for (const status of ["pass", "skipped"] as const)
      expect(waiversUsed([finding("tests", { status }), finding("reviews")], [waiver], true)).toEqual([]);
  });
});

const lane = (written: object) => rollbackSettings(references).parse(written);

describe("the rollback lane", () => {
  it("asks nobody where nobody is asked going forward", () => {
    expect(rollbackRequirements([], lane({ approvals: [{ group: "on-call" }] }))).toEqual([]);
  });

  it("asks one of each requirement without a section, and nobody with an empty list", () => {
    const forward = [asks(onCall, 3)];
    expect(rollbackRequirements(forward, null)).toEqual([asks(onCall, 1)]);
    expect(rollbackRequirements(forward, lane({}))).toEqual([asks(onCall, 1)]);
    expect(rollbackRequirements(forward, lane({ approvals: [] }))).toEqual([]);
  });

  it("leaves out the checks it names, on the record", () => {
    expect(rollbackWaivers(lane({ waives: ["tests"] }))).toEqual([
      {
        check: "tests",
        by: [],
        because: "The policy's rollback lane leaves it out.",
        until: null,
        sentence: "tests need not pass. The policy's rollback lane leaves it out.",
      },
    ]);
    expect(rollbackWaivers(null)).toEqual([]);
  });

  it("stops at freezes unless it says otherwise", () => {
    expect(lane({})["through-freezes"]).toBe(false);
  });
});
