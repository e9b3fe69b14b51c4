/** Capacities: for which requirements somebody counts, and as what: a member, a deputy, or an outsider whom the policy lets in. */
import type { Deployment } from "./deployment.ts";
import { type Membership, userNamed } from "./membership.ts";
import type { Standing } from "./reading.ts";

/** May a deputy speak, or is the member they stand in for ruled out? Nobody approves their own release through somebody else. */
export function isRuledOutAsDeputy(membership: Membership, deployment: Deployment): boolean {
  if (membership.status !== "member" || membership.deputyFor === null) return false;
  const principal = userNamed(membership.deputyFor, deployment.platform);
  return principal === null || deployment.exclusionOf(principal) !== null;
}

/** In which capacity somebody counts for a requirement. */
export interface Capacity {
  /** For whom they stand in; null: for themselves. */
  readonly deputyFor: string | null;
  /** Do they belong to none of its groups, and count because the policy lets outsiders in? */
  readonly isOutsider: boolean;
}

export const ownCapacity: Capacity = { deputyFor: null, isOutsider: false };
const outsideCapacity: Capacity = { deputyFor: null, isOutsider: true };

/** Members before deputies, deputies by the member's name, and outsiders last. */
export const isBetter = (a: Capacity, b: Capacity): boolean =>
  a.isOutsider === b.isOutsider
    ? a.deputyFor !== b.deputyFor && b.deputyFor !== null && (a.deputyFor === null || a.deputyFor < b.deputyFor)
    : b.isOutsider;

export const isOutside = ({ status }: Membership): boolean => status !== "member" && status !== "not-asked";

function capacityIn(membership: Membership, deployment: Deployment): Capacity | null {
  if (membership.status !== "member")
    return isOutside(membership) && deployment.letsIn.has("outsiders") ? outsideCapacity : null;
  if (membership.deputyFor === null) return ownCapacity;
  return isRuledOutAsDeputy(membership, deployment) ? null : { deputyFor: membership.deputyFor, isOutsider: false };
}

/** By requirement, and in no order: those that somebody in this standing may count for, and in which capacity. */
export function fitsOf({ memberships, proven }: Standing, deployment: Deployment): ReadonlyMap<number, Capacity> {
  const fits = new Map<number, Capacity>();
  for (const index of proven) fits.set(index, ownCapacity);
  for (const [place, membership] of memberships) {
    const found = capacityIn(membership, deployment);
    if (found === null) continue;
    for (const index of deployment.groups.requirementsOf[place] ?? []) {
      const best = fits.get(index);
      if (best === undefined || isBetter(found, best)) fits.set(index, found);
    }
  }
  return fits;
}
