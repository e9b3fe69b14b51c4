/** When a waiting gate looks again, and when a look is worth a whole judgement. Pure. */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const firstPause = 10 * second;
const growth = 1.5;

/** The pause before look number `look` (from 0): ten seconds, then longer and longer, up to `longest`. Milliseconds. */
export const pauseBefore = (look: number, longest: number): number =>
  Math.min(longest, Math.round(firstPause * growth ** Math.min(look, 20)));

/** At least as often everything is judged anew, for what no look can see. */
export const longestWithoutJudgement = 15 * minute;

/** About so many requests one judgement takes. */
export const costOfJudgement = 10;

/** Half of what an hour of waiting may cost is there at once, the other half comes back during the hour. */
const purse = 30;

/** What may still be spent: a purse that fills itself again, so that a busy hour costs no more than a quiet one by much. */
export interface Allowance {
  readonly left: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const fullAllowance = (at: number): Allowance => ({ left: purse, at });

export const spend = ({ left, at }: Allowance, cost: number, now: number): Allowance => ({
  left: Math.min(purse, left + (purse * Math.max(0, now - at)) / hour) - cost,
  at: Math.max(at, now),
});

/** While the purse is empty one looks less often. */
const pauseWithoutMeans = 5 * minute;

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
  const pause = spend(allowance, 0, now).left <= 0 ? pauseWithoutMeans : pauseBefore(look, longest);
  const until = Math.min(now + pause, deadline, wakeAt === null || wakeAt <= now ? Number.POSITIVE_INFINITY : wakeAt);
  return Math.max(0, until - now);
}

/** Is it time to judge anew? Decisive news and the moments that time brings are never put off; other news waits until it can be paid for. */
export function isWorthJudging({
  news,
  now,
  judgedAt,
  wakeAt,
  allowance,
}: {
  readonly news: "none" | "some" | "decisive";
  readonly now: number;
  readonly judgedAt: number;
  readonly wakeAt: number | null;
  readonly allowance: Allowance;
}): boolean {
  if (news === "decisive") return true;
  if (wakeAt !== null && wakeAt > judgedAt && wakeAt <= now) return true;
  if (now - judgedAt >= longestWithoutJudgement) return true;
  return news === "some" && spend(allowance, 0, now).left >= costOfJudgement;
}
