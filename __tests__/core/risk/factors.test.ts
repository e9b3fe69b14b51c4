import { describe, expect, it } from "vitest";
import type { ChangeTraits } from "../../../src/core/evidence/change-traits.ts";
import { model } from "../../../src/core/risk/fitted.ts";
import { riskFactors } from "../../../src/core/risk/registry.ts";
import { change } from "./traits.ts";

const factor = (id: string) => {
  const found = riskFactors.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no factor ${id}`);
  return found;
};

/** How many steps of the factor hold. */
const steps = (id: string, seen: ChangeTraits) => factor(id).stepsOf(seen)?.filter(Boolean).length;

const routine = (shape: { isRoutineUpdate: boolean; isByBot: boolean }) =>
  factor("routine-work").assess(change({ shape }), model.cards.full);

describe("the registry", () => {
  it("has unique ids, and a card has points for every step of every factor", () => {
    expect(new Set(riskFactors.map(({ id }) => id)).size).toBe(riskFactors.length);
    expect(Object.keys(model.cards.full.points).sort()).toEqual(riskFactors.map(({ id }) => id).sort());
    for (const { id, steps: count } of riskFactors) expect(model.cards.full.points[id], id).toHaveLength(count);
  });

  it("sees nothing in a quiet change", () => {
    for (const each of riskFactors)
      expect(each.assess(change(), model.cards.full), each.id).toMatchObject({ rollback: 0, hotfix: 0 });
  });

  it("has no opinion where its facts are missing, and what it then counts is the most it can add", () => {
    for (const each of riskFactors) {
      expect(each.assess(change({ [each.reads]: null }), model.cards.full), each.id).toBeNull();
      expect(each.most(model.cards.full).rollback, each.id).toBeGreaterThanOrEqual(0);
      expect(each.most(model.cards.full).hotfix, each.id).toBeGreaterThanOrEqual(0);
    }
  });

  it("says what each factor is about", () => {
    for (const each of riskFactors) {
      expect(each.why, each.id).toMatch(/\.$/);
      expect(each.assess(change(), model.cards.full)?.saw, each.id).toBeTruthy();
    }
  });
});

describe("levels", () => {
  it.each([
    ["size", "codeLinesAdded", [5, 15, 40, 100, 300]],
    ["decisions", "decisionsAdded", [2, 8, 25]],
    ["decisions", "decisionsRemoved", [5]],
    ["size", "hunks", [8, 20]],
  ] as const)("%s: %s opens a step at each of %j", (id, key, edges) => {
    edges.forEach((edge, i) => {
      expect(steps(id, change({ diff: { [key]: edge - 1 } }))).toBe(i);
      expect(steps(id, change({ diff: { [key]: edge } }))).toBe(i + 1);
    });
  });

  it("commits-in-change opens at 5 and 15", () => {
    expect([4, 5, 14, 15].map((commits) => steps("commits-in-change", change({ shape: { commits } })))).toEqual([
      0, 1, 1, 2,
    ]);
  });

  it("unfamiliar-files counts more the smaller the author's share", () => {
    expect(
      [0.5, 0.49, 0.2, 0.19, 0.05, 0.04].map((ownShare) =>
        steps("unfamiliar-files", change({ history: { ownShare } })),
      ),
    ).toEqual([0, 1, 1, 2, 2, 3]);
  });

  it("trouble-nearby and reverted-words open with how much more often such changes were taken back", () => {
    expect(
      [0, 0.2, 0.5, 1].map((pathSetbacks) => steps("trouble-nearby", change({ history: { pathSetbacks } }))),
    ).toEqual([0, 1, 2, 3]);
    expect(
      [-0.6, -0.5, 0.3, 1, 2].map((wordSetbacks) => steps("reverted-words", change({ history: { wordSetbacks } }))),
    ).toEqual([0, 1, 2, 3, 4]);
  });

  it("last-changed counts hot files and forgotten ones, and nothing for new ones", () => {
    expect(
      [6.9, 7, 60, 60.1, null].map((daysSinceChanged) =>
        steps("last-changed", change({ history: { daysSinceChanged } })),
      ),
    ).toEqual([1, 0, 0, 1, 0]);
  });

  it("a bot lowers the risk of a routine update and of nothing else", () => {
    expect(routine({ isRoutineUpdate: false, isByBot: true })).toMatchObject({ rollback: 0, hotfix: 0 });
    const person = routine({ isRoutineUpdate: true, isByBot: false });
    const bot = routine({ isRoutineUpdate: true, isByBot: true });
    expect(bot?.rollback).toBeLessThan(person?.rollback ?? 0);
    expect(bot?.hotfix).toBeLessThan(person?.hotfix ?? 0);
  });
});
