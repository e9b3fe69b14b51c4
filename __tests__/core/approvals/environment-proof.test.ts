/** What an environment proves, whatever it looks like. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askThrough } from "../../../src/core/approvals/environments.ts";
import type { Group } from "../../../src/core/approvals/groups.ts";
import type { ProtectedEnvironment } from "../../../src/core/evidence/environments.ts";
import { unavailable } from "../../../src/core/evidence/observed.ts";
import { approval, ordinaryEvidence } from "../../support/evidence.ts";
import { asks, count, group, receipt } from "./support.ts";

const cab: Group = {
  ...group("cab", ["rita", "rolf"]),
  github: { teams: ["acme/cab", "acme/board"], environments: ["approve-cab"], "pull-request-reviews": false },
};
const security: Group = {
  ...group("security", ["sam"]),
  github: {
    teams: ["acme/security"],
    environments: ["approve-cab", "approve-security"],
    "pull-request-reviews": false,
  },
};

const team = (name: string) => ({ kind: "team" as const, name });
const user = (name: string) => ({ kind: "user" as const, name });
const ofCab = [team("acme/cab"), team("ACME/Board"), user("Rita")];
const ofSecurity = [team("acme/security"), user("sam")];
const ofNeither = [team("acme/everybody"), user("eve")];

const environments = fc.record({
  name: fc.constantFrom("approve-cab", "Approve-CAB"),
  exists: fc.constantFrom(true, true, true, false),
  reviewers: fc.option(fc.subarray([...ofCab, ...ofSecurity, ...ofNeither]), { freq: 9, nil: null }),
  preventsSelfReview: fc.constant(true),
  adminsMayBypass: fc.constantFrom(false, true, null),
  url: fc.constant(null),
});
const statements = fc
  .record({ login: fc.constantFrom("tina", "root", "rita", "eve"), isAdmin: fc.constantFrom(false, true, null) })
  .map(({ login, isAdmin }) => approval(login, { environment: "approve-cab", at: null, isAdmin }));

const judged = (
  requirements: Parameters<typeof count>[0],
  environment: ProtectedEnvironment,
  approvals: readonly ReturnType<typeof approval>[],
) =>
  count(requirements, {
    receipt: receipt("2026-06-10T09:00:00Z"),
    evidence: ordinaryEvidence({ environments: [environment], deploymentApprovals: approvals }),
  });
const missing = (...given: Parameters<typeof judged>): number =>
  judged(...given).requirements.reduce((sum, requirement) => sum + requirement.missing, 0);

/** The rule as the design words it, said again without the code. */
function shouldCount({ exists, reviewers, adminsMayBypass }: ProtectedEnvironment, login: string, isAdmin: unknown) {
  if (!exists || reviewers?.length === 0) return false;
  if (["rita", "rolf"].includes(login)) return true;
  if (reviewers === null || reviewers.some(({ name }) => name.toLowerCase() === login)) return false;
  const isOfCab = ({ name }: { name: string }) => ofCab.some((known) => known.name === name);
  const cameByTeam = reviewers.some(({ kind }) => kind === "team");
  return cameByTeam && reviewers.every(isOfCab) && (adminsMayBypass === false || isAdmin === false);
}

describe("an approval in a group's environment", () => {
  it("counts exactly where everybody asked belongs to the group and nobody passed it unasked", () => {
    fc.assert(
      fc.property(environments, statements, (environment, statement) => {
        const { login } = statement.person;
        const wanted = shouldCount(environment, login ?? "", statement.isAdmin) ? 0 : 1;
        expect(missing(asks(cab), environment, [statement])).toBe(wanted);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it("proves no more when somebody else is asked as well, when less is known, or when it asks for another group", () => {
    fc.assert(
      fc.property(environments, statements, fc.constantFrom(...ofSecurity, ...ofNeither), (environment, said, more) => {
        const before = missing(asks(cab), environment, [said]);
        const { reviewers } = environment;
        const asked = { ...environment, reviewers: reviewers === null ? null : [...reviewers, more] };
        if (reviewers !== null && reviewers.length > 0)
          expect(missing(asks(cab), asked, [said])).toBeGreaterThanOrEqual(before);
        expect(missing(asks(cab), { ...environment, adminsMayBypass: null }, [said])).toBeGreaterThanOrEqual(before);
        expect(missing(asks(cab), environment, [{ ...said, isAdmin: null }])).toBeGreaterThanOrEqual(before);
        expect(missing(asks([cab, security]), environment, [said])).toBeLessThanOrEqual(before);
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it("leaves no trace of the order of reviewers, approvals and groups, and one more never takes anything away", () => {
    fc.assert(
      fc.property(environments, fc.array(statements, { maxLength: 4 }), statements, (environment, said, more) => {
        const asked = [asks(cab), asks([cab, security])];
        const turned = { ...environment, reviewers: environment.reviewers?.toReversed() ?? null };
        expect(judged(asked.toReversed(), turned, said.toReversed())).toEqual(judged(asked, environment, said));
        expect(missing(asked, environment, [...said, more])).toBeLessThanOrEqual(missing(asked, environment, said));
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  it("proves nothing where environments could not be read, and people by name need no proof", () => {
    const evidence = (login: string) =>
      ordinaryEvidence({
        environments: unavailable("No permission."),
        deploymentApprovals: [approval(login, { environment: "approve-cab", at: null })],
      });
    const given = { receipt: receipt("2026-06-10T09:00:00Z") };
    expect(count(asks(cab), { ...given, evidence: evidence("tina") }).requirements[0]?.missing).toBe(1);
    expect(count(asks(cab), { ...given, evidence: evidence("rita") }).requirements[0]?.missing).toBe(0);
  });
});

describe("asking through environments", () => {
  const facts = (over: Partial<ProtectedEnvironment>): ProtectedEnvironment => ({
    name: "approve-cab",
    exists: true,
    reviewers: [team("acme/cab")],
    preventsSelfReview: true,
    adminsMayBypass: false,
    url: null,
    ...over,
  });
  const ask = (over: Partial<ProtectedEnvironment>) => {
    const requirements = [asks(cab)];
    const counted = count(requirements, { mode: "evaluate" }).requirements;
    return askThrough(requirements, counted, "production", new Map([["approve-cab", facts(over)]]));
  };

  it("never goes through one that GitHub would make or pass without asking anybody, and says so", () => {
    expect(ask({})).toEqual({ environments: ["approve-cab"], shortfalls: [] });
    expect(ask({ reviewers: null }).environments).toEqual(["approve-cab"]);
    for (const [flaw, words] of [
      [{ exists: false }, "approve-cab does not exist, so nobody can approve there."],
      [
        { reviewers: [] },
        "approve-cab has no required reviewers, so whoever passes it has approved nothing. Give it some.",
      ],
    ] as const) {
      const { environments: none, shortfalls } = ask(flaw);
      expect(none).toEqual([]);
      expect(shortfalls).toEqual([
        "cab is missing 1 approval and has 0 environments of its own to ask through. " +
          `GitHub lets an environment through after one approval: list one for each person. ${words}`,
      ]);
    }
  });
});
