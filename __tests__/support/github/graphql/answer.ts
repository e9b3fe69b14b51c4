/** From a GraphQL request to its answer. */
import { type Answer, failure } from "../call.ts";
import type { Token } from "../model.ts";
import type { RateLimits } from "../rate-limit.ts";
import type { World } from "../world.ts";

export function answerGraphql(
  world: World,
  limits: RateLimits,
  token: Token | null,
  body: unknown,
  nodes: number,
): { answer: Answer; cost: number } {
  return {
    answer: failure(501, `${world.origin} ${limits.headers(token, "graphql")} ${String(body)} ${nodes}`),
    cost: 1,
  };
}
