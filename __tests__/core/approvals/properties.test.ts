/** What must hold for every tally, against a slow second answer and against itself. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Group } from "../../../src/core/approvals/groups.ts";
import { seat, shortages } from "../../../src/core/approvals/matching.ts";
import { mergeRequirements, type Requirement } from "../../../src/core/approvals/requirements.ts";
import type { ExclusionSettings } from "../../../src/core/approvals/settings.ts";
import { tally } from "../../../src/core/approvals/tally.ts";
import type { Tally } from "../../../src/core/approvals/tally-result.ts";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import { approval, ordinaryEvidence } from "../../support/evidence.ts";
import { canSatisfy, mostSeats } from "./oracle.ts";
import { group, now, settings } from "./support.ts";

const seed = 20_260_610;
const logins = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"] as const;

const groups = fc
  .array(fc.subarray([...logins]), { minLength: 1, maxLength: 4 })
  .map((lists) => lists.map((users, index) => group(`g${index}`, users)));

/** Up to six requirements over some groups, and approvals of up to eight people. */
const cases = groups.chain((list) =>
  fc.record({
    groups: fc.constant(list),
    requirements: fc.array(
      fc.record({
        anyOf: fc.subarray(list, { minLength: 1 }),
        count: fc.integer({ min: 1, max: 3 }),
        because: fc.constant("risk is high"),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    people: fc.subarray([...logins]),
  }),
);

const written = { strict: settings(), lenient: settings({ distinct: false }) };

const judge = (
  requirements: readonly Requirement[],
  approvals: readonly DeploymentApproval[],
  { distinct = true } = {},
): Tally =>
  tally({
    requirements,
    settings: distinct ? written.strict : written.lenient,
    evidence: ordinaryEvidence({ deploymentApprovals: approvals }),
    environment: "production",
    now,
    mode: "enforce",
  });

const missingIn = ({ requirements }: Tally): number => requirements.reduce((sum, { missing }) => sum + missing, 0);
const from = (people: readonly string[]) => people.map((login) => approval(login));
const fitsOf = (people: readonly string[], requirements: readonly Requirement[]) =>
  people.map((login) =>
    requirements.flatMap(({ anyOf }, index) => (anyOf.some(({ users }) => users.includes(login)) ? [index] : [])),
  );
const seatsOf = (requirements: readonly Requirement[]) => requirements.map(({ count }) => count);

const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe("every tally", () => {
  it("agrees with trying every assignment: satisfied or not, and how many are missing at least", () => {
    fc.assert(
      fc.property(cases, ({ requirements, people }) => {
        const merged = mergeRequirements(requirements);
        const [seats, fits] = [seatsOf(merged), fitsOf(people, merged)];
        const missing = missingIn(judge(requirements, from(people)));
        expect(missing === 0).toBe(canSatisfy(seats, fits));
        expect(missing).toBe(seats.reduce((sum, count) => sum + count, 0) - mostSeats(seats, fits));
      }),
      { seed, numRuns: 400 },
    );
  });

  it("seats people only where they fit, and nobody twice", () => {
    fc.assert(
      fc.property(cases, ({ requirements, people }) => {
        const counted = judge(requirements, from(people)).requirements;
        const merged = mergeRequirements(requirements);
        const everybody = counted.flatMap(({ approvedBy }) => approvedBy);
        expect(new Set(everybody).size).toBe(everybody.length);
        for (const [index, { approvedBy }] of counted.entries())
          for (const name of approvedBy)
            expect(merged[index]?.anyOf.some(({ users }) => users.includes(name.slice(1)))).toBe(true);
      }),
      { seed, numRuns: 200 },
    );
  });

  it("says impossible exactly when all members together could not do it", () => {
    fc.assert(
      fc.property(cases, ({ requirements, people }) => {
        const merged = mergeRequirements(requirements);
        const impossible = judge(requirements, from(people)).requirements.some((each) => each.impossible);
        expect(impossible).toBe(!canSatisfy(seatsOf(merged), fitsOf(logins, merged)));
      }),
      { seed, numRuns: 200 },
    );
  });

  it("is never less satisfied by one approval more, whatever is wrong with it", () => {
    const odd = fc.record(
      {
        at: fc.constantFrom("2026-06-10T09:50:00Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", null),
        commit: fc.constantFrom("f".repeat(40), null),
        environment: fc.constantFrom("staging", null),
        edited: fc.constantFrom(true, null),
      },
      { requiredKeys: [] },
    );
    const statements = fc.array(
      fc.record({ login: fc.constantFrom(...logins, "ann", "eve"), over: odd, no: fc.boolean() }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(cases, statements, fc.constantFrom(...logins, "ann", "eve"), odd, (given, said, login, over) => {
        const before = [
          ...from(given.people),
          ...said.map((each) => approval(each.login, { ...each.over, state: each.no ? "rejected" : "approved" })),
        ];
        const [first, second] = [before, [...before, approval(login, over)]].map((list) =>
          judge(given.requirements, list),
        );
        if (first === undefined || second === undefined) throw new Error("unreachable");
        expect(missingIn(second)).toBeLessThanOrEqual(missingIn(first));
        expect(second.rejections.length).toBeLessThanOrEqual(first.rejections.length);
        expect(second.errors).toEqual(first.errors);
      }),
      { seed, numRuns: 300 },
    );
  });

  it("is never less satisfied when the policy lets in what it excluded", () => {
    const odd = fc.record(
      {
        at: fc.constantFrom(
          "2026-06-10T09:50:00Z",
          "2026-06-10T07:00:00Z",
          "2026-01-01T00:00:00Z",
          "2027-01-01T00:00:00Z",
          null,
        ),
        commit: fc.constantFrom("f".repeat(40), null),
        environment: fc.constantFrom("staging", "approve", null),
        edited: fc.constantFrom(true, null),
        run: fc.constantFrom("1", "2"),
        comment: fc.constantFrom("gate: not-after 2026-06-10T09:00Z", "gate: only canary"),
        through: fc.constant("pull-request-review" as const),
      },
      { requiredKeys: [] },
    );
    const everybody = [...logins, "ann", "dana", "eve", "gate[bot]"] as const;
    const statements = fc.array(fc.record({ login: fc.constantFrom(...everybody), over: odd }), { maxLength: 8 });
    const keys = Object.keys(settings().exclude) as (keyof ExclusionSettings)[];
    fc.assert(
      fc.property(
        cases,
        statements,
        fc.subarray(keys),
        fc.constantFrom(...keys),
        fc.boolean(),
        (given, said, off, one, distinct) => {
          const exclude = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, false]));
          const [strict, lenient] = [off.filter((name) => name !== one), [...off, one]].map((names) =>
            tally({
              requirements: given.requirements.map((each, index) => ({
                ...each,
                anyOf: each.anyOf.map((one) => ({
                  ...one,
                  github: { ...one.github, environments: index === 0 ? ["approve"] : [] },
                })),
              })),
              settings: settings({ distinct, exclude: exclude(names) }),
              evidence: ordinaryEvidence({ deploymentApprovals: said.map(({ login, over }) => approval(login, over)) }),
              environment: "production",
              now,
              mode: "enforce",
              run: "2",
              startedAt: "2026-06-10T08:00:00Z",
              receipt: {
                askedAt: "2026-06-10T08:30:00Z",
                listed: [],
                triggerers: [],
                isOfThisAttempt: true,
                lapses: [],
              },
            }),
          );
          if (strict === undefined || lenient === undefined) throw new Error("unreachable");
          expect(missingIn(lenient)).toBeLessThanOrEqual(missingIn(strict));
          expect(lenient.relaxed.length).toBe(strict.relaxed.length + (one === "merged-by" ? 0 : 1));
          // Nothing counts by a switch without being said: every sentence of the strict answer that is gone has a switch to name.
          if (missingIn(lenient) < missingIn(strict))
            expect(lenient.relaxed.some((sentence) => sentence.includes(`exclude: { ${one}: false }`))).toBe(true);
        },
      ),
      { seed, numRuns: 400 },
    );
  });

  it("is never more satisfied when somebody leaves a group", () => {
    fc.assert(
      fc.property(
        cases,
        fc.nat(3),
        fc.constantFrom(...logins),
        ({ groups: all, requirements, people }, index, login) => {
          const smaller = all.map(
            (each, place): Group =>
              place === index ? { ...each, users: each.users.filter((user) => user !== login) } : each,
          );
          const changed = requirements.map((each) => ({
            ...each,
            anyOf: each.anyOf.map(({ name }) => smaller.find((one) => one.name === name) as Group),
          }));
          expect(missingIn(judge(changed, from(people)))).toBeGreaterThanOrEqual(
            missingIn(judge(requirements, from(people))),
          );
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it("does not know the order of approvals, requirements, groups and people", () => {
    fc.assert(
      fc.property(
        cases.chain((given) =>
          fc.record({
            given: fc.constant(given),
            people: shuffled(given.people),
            requirements: shuffled(given.requirements).map((list) =>
              list.map((each) => ({
                ...each,
                anyOf: each.anyOf.toReversed().map((one) => ({ ...one, users: one.users.toReversed() })),
              })),
            ),
          }),
        ),
        fc.boolean(),
        ({ given, people, requirements }, distinct) => {
          const [a, b] = [
            judge(given.requirements, from(given.people), { distinct }),
            judge(requirements, from(people), { distinct }),
          ];
          expect(JSON.stringify(b)).toBe(JSON.stringify(a));
        },
      ),
      { seed, numRuns: 200 },
    );
  });

  it("without distinct needs no more people than the largest requirement", () => {
    fc.assert(
      fc.property(cases, ({ requirements, people }) => {
        const merged = mergeRequirements(requirements);
        const fits = fitsOf(people, merged);
        const counted = judge(requirements, from(people), { distinct: false }).requirements;
        for (const [index, { missing, count }] of counted.entries())
          expect(missing).toBe(Math.max(0, count - fits.filter((each) => each.includes(index)).length));
      }),
      { seed, numRuns: 100 },
    );
  });
});

describe("seat", () => {
  it("gives way along a chain of any length", () => {
    const length = 300;
    const seats = Array.from({ length }, () => 1);
    // Everybody but the last sits in their first choice; the last one fits only where the first sits, and all have to move on.
    const fits = seats.map((_, index) => (index + 1 < length ? [index, index + 1] : [0]));
    const seating = seat(seats, fits);
    expect(seating.every((at) => at !== null)).toBe(true);
  });

  it("finds for every shortage a group of requirements with fewer people than seats", () => {
    const problem = fc
      .record({
        seats: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 }),
        people: fc.integer({ min: 0, max: 8 }),
      })
      .chain(({ seats, people }) =>
        fc.record({
          seats: fc.constant(seats),
          fits: fc.array(fc.subarray(seats.map((_, index) => index)), { minLength: people, maxLength: people }),
        }),
      );
    fc.assert(
      fc.property(problem, ({ seats, fits }) => {
        const seating = seat(seats, fits);
        const found = shortages(seats, fits, seating);
        expect(found.length === 0).toBe(canSatisfy(seats, fits));
        for (const requirements of found) {
          const wanted = requirements.reduce((sum, index) => sum + (seats[index] ?? 0), 0);
          const people = fits.filter((each) => each.some((index) => requirements.includes(index))).length;
          expect(people).toBeLessThan(wanted);
        }
      }),
      { seed, numRuns: 300 },
    );
  });
});
