/** What goes wrong in one run: drawn from its seed, so that the run can be had again. */
import { type FaultKind, faultKinds } from "./kinds.ts";
import { type Chance, chanceOf } from "./random.ts";

export interface Plan {
  readonly seed: number;
  readonly kinds: readonly FaultKind[];
  /** Every fault of it mends itself before the gate's patience ends: the right decision is expected. */
  readonly isTransient: boolean;
  readonly chance: Chance;
  /** The fault that strikes this request, or null. Counts. */
  strike(key: string): FaultKind | null;
}

/** So often at most is one question struck in a transient run; it may be asked four times. */
const mostPerQuestion = 2;
/** These make the gate wait a minute and more each time. */
const longest = "too many requests, without Retry-After";

/** Half of all plans are transient; every kind comes about equally often. */
export function planOf(seed: number): Plan {
  const chance = chanceOf(seed);
  const isTransient = chance.happens(0.5);
  const pool = faultKinds.filter((kind) => kind.isTransient === isTransient);
  const kinds = [pool[seed % pool.length] ?? chance.pick(pool)];
  // A bad day rarely has one fault only.
  if (chance.happens(0.3)) kinds.push(chance.pick(isTransient ? pool : faultKinds));
  const share = chance.pick([0.1, 0.3, 0.6, 1]);
  const startsAt = chance.below(6);
  const struck = new Map<string, number>();
  let requests = 0;
  let long = 0;
  let revoked = false;
  return {
    seed,
    kinds,
    isTransient,
    chance,
    strike(key) {
      requests += 1;
      if (revoked) return kinds.find(({ name }) => name === "token revoked midway") ?? null;
      if (requests <= startsAt || !chance.happens(share)) return null;
      const kind = chance.pick(kinds);
      if (kind.name === "token revoked midway") revoked = true;
      if (!kind.isTransient) return kind;
      const times = struck.get(key) ?? 0;
      if (isTransient && times >= mostPerQuestion) return null;
      if (kind.name === longest && isTransient) {
        long += 1;
        if (long > 1) return null;
      }
      struck.set(key, times + 1);
      return kind;
    },
  };
}
