/** When a waiting gate looks again, and when a look is worth a whole judgement. Pure. */
import type { Sight } from "./platforms/platform.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const firstPause = 10 * second;
const growth = 1.5;

/** The pause before look number `look` (from 0): ten seconds, then longer and longer, up to `longest`. Milliseconds. */
export const pauseBefore = (look: number, longest: number): number =>
  Math.min(longest, Math.round(firstPause * growth ** Math.min(look, 20)));

/** As often everything is judged anew, for what no look can see: where it can be paid for, and at the latest. */
export const longestWithoutJudgement = { affordable: 15 * minute, utmost: 30 * minute } as const;

/** About so many requests one judgement takes, where the platform does not count them. */
export const costOfJudgement = 12;

/** Requests that are there at once, and that come back in an hour; with the last judgement of all an hour stays within 75. */
const purse = 20;
const refill = 28;

/** What may still be spent: a purse that fills itself again, so that a busy hour costs hardly more than a quiet one. */
export interface Allowance {
  readonly left: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const fullAllowance = (at: number): Allowance => ({ left: purse, at });

export const spend = ({ left, at }: Allowance, cost: number, now: number): Allowance => ({
  left: Math.min(purse, left + (refill * Math.max(0, now - at)) / hour) - cost,
  at: Math.max(at, now),
});

/** So far in debt one looks less often. */
const deepDebt = -30;
const pauseInDebt = 5 * minute;

/** While the purse is empty only what people say is looked for, and the rest now and then. */
const longestBrief = 10 * minute;

/** What to look for now. `wholeAt` is when everything was looked at last. */
export const depthOfLook = (allowance: Allowance, wholeAt: number, now: number): "whole" | "brief" =>
  spend(allowance, 0, now).left <= 0 && now - wholeAt < longestBrief ? "brief" : "whole";

/** Milliseconds until the next look: never beyond the deadline, and no later than the moment at which time itself brings news. */
export function pauseUntilNextLook({
  look,
  longest,
  now,
  deadline,
  wakeAt,
  allowance,
}: {
  readonly look: number;
  readonly longest: number;
  readonly now: number;
  readonly deadline: number;
  /** Milliseconds since the epoch; null where no such moment is known. */
  readonly wakeAt: number | null;
  readonly allowance: Allowance;
}): number {
  const pause = spend(allowance, 0, now).left <= deepDebt ? pauseInDebt : pauseBefore(look, longest);
  const until = Math.min(now + pause, deadline, wakeAt === null || wakeAt <= now ? Number.POSITIVE_INFINITY : wakeAt);
  return Math.max(0, until - now);
}

/**
 * Is it time to judge anew? What people say and the moments that time brings are never put off; that the last check ended may be
 * judged on credit once; other news waits until it can be paid for.
 */
export function isWorthJudging({
  news,
  now,
  judgedAt,
  wakeAt,
  allowance,
  cost = costOfJudgement,
}: {
  readonly news: Sight["news"];
  readonly now: number;
  readonly judgedAt: number;
  readonly wakeAt: number | null;
  readonly allowance: Allowance;
  /** What the last judgement took. */
  readonly cost?: number;
}): boolean {
  const { left } = spend(allowance, 0, now);
  const since = now - judgedAt;
  if (news === "decisive" || since >= longestWithoutJudgement.utmost) return true;
  if (wakeAt !== null && wakeAt > judgedAt && wakeAt <= now) return true;
  if (news === "ended") return left > 0;
  return left >= cost && (news === "some" || since >= longestWithoutJudgement.affordable);
}
