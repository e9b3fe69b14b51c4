/** Mode `wait`: the question is asked again until it is settled, nobody is being asked any more, time is up, or somebody cancels. */
import type { Clock } from "./clock.ts";
import type { PolicyInForce } from "./core/case.ts";
import type { Result } from "./core/result.ts";
import type { Waiting } from "./gate-request.ts";
import { PlatformError, type Session } from "./platforms/platform.ts";
import { nobodyAskedFor, takesReviews } from "./wait-asked.ts";
import {
  costOfJudgement,
  depthOfLook,
  fullAllowance,
  isWorthJudging,
  pauseUntilNextLook,
  spend,
} from "./wait-schedule.ts";

/** One judgement, as far as waiting is concerned. */
interface Judged {
  readonly result: Result;
  readonly policies: readonly PolicyInForce[];
  readonly session: Session | null;
}

export interface WaitMeans<T extends Judged> {
  /** Judges everything as of a moment (ISO 8601, UTC). Throws what a judgement throws. */
  judge(now: string): Promise<T>;
  readonly clock: Clock;
  readonly cancelled: AbortSignal | null;
  readonly waiting: Waiting;
  /** Takes a sentence for the log. */
  say(sentence: string): void;
}

export interface Waited<T> {
  readonly judged: T;
  /** Why it ended without being settled; null where it is. */
  readonly because: string | null;
}

/** So many judgements in a row may fail to see something before the wait is given up. */
const mostFailures = 3;
/** What it waits for is said when it changes, and else no more often than this. */
const silence = 5 * 60_000;

const cancelledNow = "The wait was cancelled.";

/** Throws what the first judgement throws, and what failed too often in a row later. */
export async function waitUntilSettled<T extends Judged>(means: WaitMeans<T>): Promise<Waited<T>> {
  const { clock, cancelled, waiting, say } = means;
  const ms = (): number => Date.parse(clock.now());
  const deadline = ms() + waiting.timeout;
  const first = await unlessCancelled(means.judge(clock.now()), cancelled);
  if (first === null)
    throw new PlatformError("unreadable", "The gate was cancelled before it could judge anything.", "Start it again.");
  let judged: T = first;
  const look = first.session?.watch?.({ reviews: takesReviews(first.policies) });
  if (look === undefined || first.result.decision !== "wait") return { judged, because: null };

  let judgedAt = ms();
  let failures = 0;
  let cost = costOf(first.session);
  let allowance = spend(fullAllowance(judgedAt), cost, judgedAt);
  const speak = speaker(say, ms);
  let wholeAt = ms();
  let unseen = false;
  let sight = await unlessCancelled(look(), cancelled);
  for (let looks = 0; ; looks += 1) {
    if (sight === null) return { judged, because: cancelledNow };
    const isOpen = judged.result.decision === "wait" || (failures > 0 && failures < mostFailures);
    if (!isOpen) return { judged, because: null };
    const unasked = nobodyAskedFor(judged.result, judged.policies, sight);
    if (unasked.length > 0)
      return { judged, because: `Nobody is being asked for ${unasked.join(", ")}, so waiting would bring nothing.` };
    if (ms() >= deadline) return { judged, because: "The time for waiting is up." };
    speak(judged.result.reasons.map(({ message }) => message).join(" "));

    const wakeAt = wakeOf(judged.result);
    allowance = spend(allowance, sight.cost, ms());
    await clock.sleep(
      pauseUntilNextLook({ look: looks, longest: waiting.interval, now: ms(), deadline, wakeAt, allowance }),
      cancelled,
    );
    const depth = depthOfLook(allowance, wholeAt, ms());
    sight = await unlessCancelled(look(depth), cancelled);
    if (sight === null) return { judged, because: cancelledNow };
    if (depth === "whole") wholeAt = ms();
    // News that could not be paid for stays news until it is judged.
    unseen ||= sight.news !== "none";
    const news = sight.news === "none" && unseen ? "some" : sight.news;
    const isDue = failures > 0 || ms() >= deadline;
    if (!isDue && !isWorthJudging({ news, now: ms(), judgedAt, wakeAt, allowance, cost })) continue;
    const again: T | Error | null = await unlessCancelled(means.judge(clock.now()).catch(unreadable), cancelled);
    if (again === null) return { judged, because: cancelledNow };
    judgedAt = ms();
    unseen = false;
    cost = again instanceof Error ? costOfJudgement : costOf(again.session);
    allowance = spend(allowance, cost, judgedAt);
    if (again instanceof Error) {
      failures += 1;
      if (failures >= mostFailures) throw again;
      say(`The last look failed and is repeated. ${again.message}`);
      continue;
    }
    failures = again.result.decision === "error" ? failures + 1 : 0;
    judged = again;
  }
}

/** Each judgement opens a session of its own. */
const costOf = (session: Session | null): number => session?.requestsSent?.() ?? costOfJudgement;

/** Says what is new at once, and what is known only now and then. */
function speaker(say: (sentence: string) => void, ms: () => number): (words: string) => void {
  let spoken = "";
  let spokenAt = 0;
  return (words) => {
    if (words === spoken && ms() - spokenAt < silence) return;
    say(`Waiting: ${words}`);
    spoken = words;
    spokenAt = ms();
  };
}

/** What is wrong with the question does not mend itself; what could not be read may well. */
function unreadable(error: unknown): Error {
  if (error instanceof PlatformError && error.kind === "unreadable") return error;
  throw error;
}

/** When time itself changes the answer: the window opens, or an approver's moment comes. */
function wakeOf({ window, approvals }: Result): number | null {
  const moments = [window === null || window.open ? null : window.opensAt, approvals.notBefore ?? null];
  const known = moments.flatMap((moment) => (moment === null ? [] : [Date.parse(moment)]));
  return known.length === 0 ? null : Math.min(...known);
}

/** Null as soon as the signal comes; the work itself is left alone. Nothing stays behind on the signal. */
function unlessCancelled<V>(work: Promise<V>, signal: AbortSignal | null): Promise<V | null> {
  if (signal === null) return work;
  return new Promise((resolve, reject) => {
    const cancel = (): void => resolve(null);
    signal.addEventListener("abort", cancel, { once: true });
    if (signal.aborted) cancel();
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", cancel));
  });
}
