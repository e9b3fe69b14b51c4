/** The hour's allowance of each token, and the headers that tell of it. */
import type { Token } from "./model.ts";
import type { World } from "./world.ts";

export type Resource = "core" | "graphql";

interface Allowance {
  used: number;
  /** Epoch seconds. */
  readonly reset: number;
}

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  readonly reset: number;
}

export class RateLimits {
  readonly #world: World;
  readonly #allowances = new Map<string, Allowance>();

  constructor(world: World) {
    this.#world = world;
  }

  #of(token: Token | null, resource: Resource): Allowance {
    const key = `${token?.value ?? ""} ${resource}`;
    const now = Date.parse(this.#world.now()) / 1000;
    const known = this.#allowances.get(key);
    if (known !== undefined && known.reset > now) return known;
    const made = { used: 0, reset: now + 3600 };
    this.#allowances.set(key, made);
    return made;
  }

  state(token: Token | null, resource: Resource): RateState {
    const limit = token?.limit ?? 60;
    const { used, reset } = this.#of(token, resource);
    return { limit, used: Math.min(used, limit), remaining: Math.max(limit - used, 0), reset };
  }

  charge(token: Token | null, resource: Resource, points: number): void {
    this.#of(token, resource).used += points;
  }

  headers(token: Token | null, resource: Resource): Record<string, string> {
    const { limit, remaining, used, reset } = this.state(token, resource);
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(remaining),
      "x-ratelimit-used": String(used),
      "x-ratelimit-reset": String(reset),
      "x-ratelimit-resource": resource,
    };
  }
}
