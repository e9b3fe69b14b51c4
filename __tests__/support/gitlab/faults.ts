/** What goes wrong on the way: slow, refused, cut off, half answered. A fault matches requests, takes effect so many times, and is spent. */
export type { Effect, Fault, FaultStory } from "../github/faults.ts";
export { badGateway, cutOff, reset, strike, truncated } from "../github/faults.ts";

import type { Effect } from "../github/faults.ts";

const json = { "content-type": "application/json" };

export const answered = (status: number, message: string, headers: Readonly<Record<string, string>> = {}): Effect => ({
  kind: "answer",
  status,
  body: JSON.stringify({ message }),
  headers: { ...json, ...headers },
});

/** GitLab's own limit: text, not JSON, with or without saying when to come again (seconds). */
export const tooMany = (retryAfter?: number): Effect => ({
  kind: "answer",
  status: 429,
  body: "Retry later\n",
  headers: {
    "content-type": "text/plain",
    ...(retryAfter === undefined
      ? {}
      : { "retry-after": String(retryAfter), "ratelimit-limit": "2000", "ratelimit-remaining": "0" }),
  },
});
