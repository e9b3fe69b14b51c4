/** When to ask again: which answers are worth another attempt, and how long to wait before it. */
import type { Answer } from "./transport.ts";

const second = 1000;
/** Where a server limits us and does not say for how long. */
const unsaidLimit = 60 * second;

/** Asking again may help: after `wait` milliseconds. `isLimit`: the server wants fewer questions, rather than having failed. */
export interface Again {
  readonly wait: number;
  readonly isLimit: boolean;
}

const limited = /rate limit|abuse detection/i;

/** Is this the answer of a server that was asked too often? */
export const isLimited = ({ status, headers, text }: Answer): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers["retry-after"] !== undefined ||
      headers["x-ratelimit-remaining"] === "0" ||
      limited.test(text.slice(0, 2000))));

/** Short and longer pauses after failures, with a little chance in them so that many gates do not come back at once. */
export const pauseAfter = (attempt: number): number => 300 * 3 ** (attempt - 1) * (0.8 + Math.random() * 0.4);

/** By the server's own clock where it tells it: ours may be wrong. */
function serverNow(headers: Answer["headers"], now: number): number {
  const told = Date.parse(headers.date ?? "");
  return Number.isNaN(told) ? now : told;
}

function retryAfter(headers: Answer["headers"], now: number): number | null {
  const text = headers["retry-after"];
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * second;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? null : Math.max(0, moment - serverNow(headers, now));
}

/** How long a limit lasts: as said by `Retry-After`, else until the window of the primary limit ends, else a minute and doubling. */
export function limitLasts(headers: Answer["headers"], attempt: number, now: number): number {
  const said = retryAfter(headers, now);
  if (said !== null) return said;
  const reset = Number(headers["x-ratelimit-reset"] ?? headers["ratelimit-reset"]);
  if (
    (headers["x-ratelimit-remaining"] ?? headers["ratelimit-remaining"]) === "0" &&
    Number.isFinite(reset) &&
    reset > 0
  )
    return Math.max(0, reset * second - serverNow(headers, now)) + second;
  return unsaidLimit * 2 ** (attempt - 1);
}

/** Null where the answer is final. `attempt` counts from 1; `now` is this machine's clock in milliseconds. */
export function againAfter(answer: Answer, attempt: number, now: number): Again | null {
  if (isLimited(answer)) return { wait: limitLasts(answer.headers, attempt, now), isLimit: true };
  if (![408, 500, 502, 503, 504].includes(answer.status)) return null;
  const said = retryAfter(answer.headers, now);
  return { wait: Math.max(said ?? 0, pauseAfter(attempt)), isLimit: false };
}
