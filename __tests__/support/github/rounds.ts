/** Counts over a log of requests: what was charged, and how many had to wait for one another. */
import type { LoggedRequest } from "./server.ts";

/** Requests that counted against the hour. */
export const charged = (requests: readonly Pick<LoggedRequest, "charged">[]): number =>
  requests.filter((one) => one.charged).length;

/** GraphQL points of all requests. */
export const points = (requests: readonly LoggedRequest[]): number =>
  requests.reduce((sum, one) => sum + (one.graphql?.cost ?? 0), 0);

/** The longest chain of requests of which each began after the one before had ended: the sequential rounds. */
export function rounds(requests: readonly Pick<LoggedRequest, "began" | "ended">[]): number {
  const byEnd = [...requests].sort((a, b) => a.ended - b.ended);
  let [count, last] = [0, Number.NEGATIVE_INFINITY];
  for (const request of byEnd)
    if (request.began >= last) {
      count += 1;
      last = request.ended;
    }
  return count;
}
