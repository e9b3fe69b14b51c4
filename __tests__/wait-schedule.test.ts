/** When a waiting gate looks, and when it judges anew. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  depthOfLook,
  fullAllowance,
  isWorthJudging,
  longestWithoutJudgement,
  pauseBefore,
  pauseUntilNextLook,
  spend,
} from "../src/wait-schedule.ts";

const minute = 60_000;
const rich = fullAllowance(0);
const poor = { left: 0, at: 0 };
const inDebt = { left: -20, at: 0 };
const quiet = { news: "none", now: minute, judgedAt: 0, wakeAt: null, allowance: rich } as const;

test("it begins with ten seconds and backs off to the longest pause", () => {
  expect([0, 1, 2, 3, 4, 5, 100].map((look) => pauseBefore(look, minute))).toEqual([
    10_000, 15_000, 22_500, 33_750, 50_625, 60_000, 60_000,
  ]);
});

test("it never sleeps beyond the deadline, nor past the moment at which the window opens", () => {
  const next = { look: 9, longest: minute, now: 0, deadline: 90_000, wakeAt: null, allowance: rich };
  expect(pauseUntilNextLook(next)).toBe(minute);
  expect(pauseUntilNextLook({ ...next, deadline: 5_000 })).toBe(5_000);
  expect(pauseUntilNextLook({ ...next, wakeAt: 7_000 })).toBe(7_000);
  expect(pauseUntilNextLook({ ...next, wakeAt: 0 })).toBe(minute);
  expect(pauseUntilNextLook({ ...next, deadline: -1 })).toBe(0);
});

test("an answer by people, and the moment that a window opens, are never put off", () => {
  expect(isWorthJudging({ ...quiet, news: "decisive", allowance: poor })).toBe(true);
  expect(isWorthJudging({ ...quiet, wakeAt: minute, allowance: poor })).toBe(true);
  expect(isWorthJudging({ ...quiet, wakeAt: minute, judgedAt: minute, now: 2 * minute, allowance: poor })).toBe(false);
});

test("other news waits until it can be paid for, and nothing new is judged only now and then", () => {
  expect(isWorthJudging({ ...quiet, news: "some" })).toBe(true);
  expect(isWorthJudging({ ...quiet, news: "some", allowance: poor })).toBe(false);
  expect(isWorthJudging(quiet)).toBe(false);
  expect(isWorthJudging({ ...quiet, now: longestWithoutJudgement.affordable })).toBe(true);
  expect(isWorthJudging({ ...quiet, now: longestWithoutJudgement.affordable, allowance: inDebt })).toBe(false);
  expect(isWorthJudging({ ...quiet, now: longestWithoutJudgement.utmost, allowance: inDebt })).toBe(true);
});

test("that the last check ended is judged on credit, once", () => {
  expect(isWorthJudging({ ...quiet, news: "ended", allowance: { left: 1, at: minute } })).toBe(true);
  expect(isWorthJudging({ ...quiet, news: "ended", allowance: inDebt })).toBe(false);
});

test("without means only what people say is looked for, and the rest every ten minutes", () => {
  expect(depthOfLook(rich, 0, minute)).toBe("whole");
  expect(depthOfLook(inDebt, 0, 9 * minute)).toBe("brief");
  expect(depthOfLook(inDebt, 0, 10 * minute)).toBe("whole");
});

test("the purse holds no more than it may, and an hour gives back so much and no more", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ cost: fc.integer({ min: 0, max: 20 }), after: fc.integer({ min: 0, max: minute }) }), {
        maxLength: 60,
      }),
      (steps) => {
        let allowance = rich;
        let now = 0;
        let spent = 0;
        for (const { cost, after } of steps) {
          now += after;
          const affordable = spend(allowance, 0, now).left >= cost ? cost : 0;
          allowance = spend(allowance, affordable, now);
          spent += affordable;
          expect(allowance.left).toBeLessThanOrEqual(rich.left);
        }
        expect(spent).toBeLessThanOrEqual(rich.left + (28 * now) / (60 * minute) + 1e-6);
      },
    ),
    { numRuns: 100 },
  );
});
