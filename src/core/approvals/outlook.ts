/** The outlook: where each requirement stands, who could still approve, and whether anybody can. */
import { type Candidates, candidatesFor, impossibleTogether } from "./candidates.ts";
import type { Deployment } from "./deployment.ts";
import { labelOf, standIn } from "./explain.ts";
import type { Approver } from "./statements.ts";
import type { CountedRequirement } from "./tally-result.ts";

interface Counted {
  /** For each requirement the people who count for it. */
  readonly seats: readonly (readonly Approver[])[];
  readonly approvers: readonly Approver[];
  readonly distinct: boolean;
}

/** Everybody who may sit in each requirement; null where that cannot be known. */
function poolsOf(
  candidates: readonly Candidates[],
  approvers: readonly Approver[],
): readonly (ReadonlySet<string> | null)[] {
  const pools = candidates.map(({ able, hasUnknownMembers }) => (hasUnknownMembers ? null : new Set(able.keys())));
  for (const approver of approvers) for (const index of approver.seats.keys()) pools[index]?.add(approver.person);
  return pools;
}

/** Each requirement with its people, and with those who could still come. */
export function look(
  { requirements, platform, now, exclusionOf, personOf, letsIn }: Deployment,
  { seats, approvers, distinct }: Counted,
): readonly CountedRequirement[] {
  const takesOutsiders = letsIn.has("outsiders");
  const candidates = candidatesFor(requirements, { platform, now, personOf, exclusionOf, takesOutsiders });
  // Where everybody who is asked for is there, it was possible.
  const isFull = requirements.every(({ count }, index) => seats[index]?.length === count);
  const starving = isFull ? [] : impossibleTogether(requirements, poolsOf(candidates, approvers), distinct);
  const seated = new Set(seats.flat().map(({ person }) => person));
  return requirements.map(({ anyOf, count, because }, index) => {
    const people = seats[index] ?? [];
    const { able, ruledOut, hasUnknownMembers } = candidates[index] as (typeof candidates)[number];
    const taken = distinct ? seated : new Set(people.map(({ person }) => person));
    const rivals = (starving[index] ?? []).filter((other) => other !== index);
    return {
      anyOf: anyOf.map(({ name }) => name),
      count,
      because,
      approvedBy: people.map((approver) => standIn(approver.name, approver.seats.get(index)?.deputyFor ?? null)),
      missing: count - people.length,
      couldApprove: hasUnknownMembers
        ? null
        : [...able]
            .filter(([person]) => !taken.has(person))
            .map(([, name]) => name)
            .sort(),
      impossible: (starving[index] ?? null) !== null,
      members: hasUnknownMembers ? null : able.size + ruledOut.length,
      ruledOut,
      ...(takesOutsiders ? { takesOutsiders } : {}),
      ...(rivals.length === 0
        ? {}
        : { competesWith: rivals.map((rival) => labelOf((requirements[rival]?.anyOf ?? []).map(({ name }) => name))) }),
    };
  });
}
