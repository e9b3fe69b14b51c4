/** The ways in which a platform says that it was asked too often. */
import { type FaultKind, lasting, told, transient } from "./kind.ts";

const seconds = (): number => Math.floor(Date.now() / 1000);
const spent = (lasts: number): Record<string, string> => ({
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(seconds() + lasts),
});

export const limits: readonly FaultKind[] = [
  transient("secondary limit with Retry-After", (_answer, _asked, chance) =>
    told(chance.pick([403, 429]), "You have exceeded a secondary rate limit.", {
      "retry-after": String(1 + chance.below(20)),
    }),
  ),
  transient("limit with a date in Retry-After", (_answer, _asked, chance) => {
    const now = seconds() * 1000;
    return told(429, "Retry later", {
      date: new Date(now).toUTCString(),
      "retry-after": new Date(now + 1000 * (1 + chance.below(10))).toUTCString(),
    });
  }),
  transient("too many requests, without Retry-After", () => told(429, "Too many requests")),
  transient("primary limit that ends in some seconds", (_answer, _asked, chance) =>
    told(chance.pick([403, 429]), "API rate limit exceeded for installation ID 1.", spent(2 + chance.below(6))),
  ),
  transient("GitLab's limit, in plain text", (_answer, _asked, chance) => ({
    status: 429,
    headers: {
      "content-type": "text/plain",
      "ratelimit-remaining": "0",
      "ratelimit-reset": String(seconds() + 2 + chance.below(6)),
    },
    body: "Retry later\n",
  })),
  lasting("primary limit until the hour ends", (_answer, _asked, chance) =>
    told(chance.pick([403, 429]), "API rate limit exceeded for installation ID 1.", spent(2400)),
  ),
  lasting("limit with a senseless Retry-After", (_answer, _asked, chance) =>
    told(429, "Retry later", { "retry-after": chance.pick(["-5", "0", "soon", "1e9", "999999999999", "NaN"]) }),
  ),
];
