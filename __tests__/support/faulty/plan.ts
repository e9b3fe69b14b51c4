/** What goes wrong in one run: drawn from its seed, so that the run can be had again. */
import type { FaultKind } from "./kinds/kind.ts";
import { limits } from "./kinds/limits.ts";
import { faultKinds } from "./kinds/registry.ts";
import { type Chance, chanceOf, seedOf } from "./random.ts";

export interface Plan {
  readonly seed: number;
  readonly kinds: readonly FaultKind[];
  /** Every fault of it mends itself before the gate's patience ends: the right decision is expected. */
  readonly isTransient: boolean;
  /** Milliseconds by which the gate's own clock is wrong from the start. */
  readonly ownClock: number;
  /** The fault that strikes this request, and the chance that it strikes with; or null. Counts. */
  strike(key: string): { readonly kind: FaultKind; readonly chance: Chance } | null;
}

/** So often at most is one question struck in a transient run; it may be asked four times. */
const mostPerQuestion = 2;
/** These make the gate wait a minute and more each time. */
const longest = "too many requests, without Retry-After";
/** So many limits of some seconds fit into the gate's patience, which all questions of a run share. */
const mostLimits = 6;
const revocation = "token revoked midway";
const misreading = "own clock that jumps by hours";

/** What of a question is the same in every campaign: addresses, hashes, numbers and dates are made anew each time. */
const lastingPartOf = (key: string): string =>
  key.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?|[0-9a-f]{7,}|\d+|[A-Za-z0-9+/_-]{24,}={0,2}/g, "#");

/** Half of all plans are transient; every kind comes about equally often. Requests that go out side by side do not change each other's fate. */
export function planOf(seed: number): Plan {
  const chance = chanceOf(seed);
  const isTransient = chance.happens(0.5);
  const pool = faultKinds.filter((kind) => kind.isTransient === isTransient);
  const kinds = [pool[seed % pool.length] ?? chance.pick(pool)];
  // A bad day rarely has one fault only.
  if (chance.happens(0.3)) kinds.push(chance.pick(isTransient ? pool : faultKinds));
  const share = chance.pick([0.1, 0.3, 0.6, 1]);
  const startsAt = chance.below(6);
  const isMisread = kinds.some(({ name }) => name === misreading) && chance.happens(0.5);
  const ownClock = isMisread ? (chance.happens(0.5) ? 1 : -1) * 3_600_000 * (1 + chance.below(2400)) : 0;
  const struck = new Map<string, number>();
  const asked = new Map<string, number>();
  let requests = 0;
  let long = 0;
  let limited = 0;
  let revoked: FaultKind | null = null;
  return {
    seed,
    kinds,
    isTransient,
    ownClock,
    strike(key) {
      requests += 1;
      const part = lastingPartOf(key);
      const time = (asked.get(part) ?? 0) + 1;
      asked.set(part, time);
      const own = chanceOf(seedOf(`${seed} ${part} ${time}`));
      if (revoked !== null) return { kind: revoked, chance: own };
      if (requests <= startsAt || !own.happens(share)) return null;
      const kind = own.pick(kinds);
      if (kind.name === revocation) revoked = kind;
      if (!kind.isTransient) return { kind, chance: own };
      const times = struck.get(key) ?? 0;
      if (isTransient && times >= mostPerQuestion) return null;
      if (kind.name === longest && isTransient) {
        long += 1;
        if (long > 1) return null;
      }
      if (isTransient && limits.includes(kind)) {
        limited += 1;
        if (limited > mostLimits) return null;
      }
      struck.set(key, times + 1);
      return { kind, chance: own };
    },
  };
}
