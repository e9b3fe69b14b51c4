/** Candidates: who could still approve, who named in a group cannot, and whether enough people are left at all. */
import { formatInstant, type Instant } from "../calendar/instant.ts";
import type { Identity } from "../evidence/identity.ts";
import { displayName } from "../people/people.ts";
import type { Exclusion } from "./exclusions.ts";
import { deedOf } from "./explain.ts";
import type { Group } from "./groups.ts";
import { seat, shortages } from "./matching.ts";
import { platformTeams, userNamed } from "./membership.ts";
import { compare } from "./order.ts";
import type { Requirement } from "./requirements.ts";
import type { RuledOut } from "./tally-result.ts";

/** The people that a requirement's groups name. */
export interface Candidates {
  /** Person -> the name shown, of those whom nothing rules out. */
  readonly able: ReadonlyMap<string, string>;
  readonly ruledOut: readonly RuledOut[];
  /** Platform teams belong to the groups, and nobody here knows who is in them; or outsiders may approve, and nobody knows all of those. */
  readonly hasUnknownMembers: boolean;
}

interface Outlook {
  readonly platform: string;
  readonly now: Instant;
  readonly takesOutsiders: boolean;
  personOf(identity: Identity): string;
  exclusionOf(identity: Identity): Exclusion | null;
}

/** Somebody whom a group names, as they stand to this release. */
interface Named {
  readonly person: string;
  readonly name: string;
  readonly exclusion: Exclusion | null;
}

/** Everybody whom the groups of each requirement name, by what they may still do. */
export function candidatesFor(requirements: readonly Requirement[], outlook: Outlook): readonly Candidates[] {
  const { platform, personOf, exclusionOf } = outlook;
  // Many groups name the same people.
  const known = new Map<string, Named | null>();
  const namedBy = (user: string): Named | null => {
    let found = known.get(user);
    if (found === undefined) {
      const identity = userNamed(user, platform);
      found =
        identity === null
          ? null
          : { person: personOf(identity), name: displayName(identity), exclusion: exclusionOf(identity) };
      known.set(user, found);
    }
    return found;
  };
  return requirements.map((requirement) => candidatesOf(requirement, namedBy, outlook));
}

function candidatesOf({ anyOf }: Requirement, namedBy: (user: string) => Named | null, outlook: Outlook): Candidates {
  const { platform, takesOutsiders } = outlook;
  const able = new Map<string, string>();
  const ruledOut = new Map<string, RuledOut>();
  for (const user of anyOf.flatMap((group) => [...group.users, ...deputiesOf(group, outlook)])) {
    const named = namedBy(user);
    if (named === null) continue;
    const { person, name, exclusion } = named;
    const shown = able.get(person) ?? ruledOut.get(person)?.person;
    // One person may be named twice; the name that sorts first is shown, whatever the order of the list.
    const first = shown === undefined || name < shown ? name : shown;
    if (exclusion === null) able.set(person, first);
    else ruledOut.set(person, { person: first, because: deedOf[exclusion.role] });
  }
  return {
    able,
    ruledOut: [...ruledOut.values()].sort((a, b) => (a.person < b.person ? -1 : 1)),
    hasUnknownMembers: takesOutsiders || anyOf.some((group) => platformTeams(group, platform).length > 0),
  };
}

/** Who stands in at this moment, for somebody who may approve themselves. */
function deputiesOf({ deputies = [] }: Group, { platform, now, exclusionOf }: Outlook): readonly string[] {
  const today = Number.isNaN(now) ? "" : formatInstant(now).slice(0, 10);
  return deputies
    .filter(({ from, through }) => from <= today && today <= through)
    .filter(({ for: principal }) => {
      const identity = userNamed(principal, platform);
      return identity !== null && exclusionOf(identity) === null;
    })
    .map(({ user }) => user);
}

/** For each requirement: which others it starves with (itself included), or null while enough people may be left. */
export function impossibleTogether(
  requirements: readonly Requirement[],
  /** Everybody who may sit in each requirement; null where that cannot be known. */
  pools: readonly (ReadonlySet<string> | null)[],
  distinct: boolean,
): readonly (readonly number[] | null)[] {
  if (!distinct)
    return requirements.map(({ count }, index) => {
      const pool = pools[index];
      return pool !== null && pool !== undefined && pool.size < count ? [index] : null;
    });
  // A requirement with unknown members competes for nobody: it may well have enough people of its own.
  const seats = requirements.map(({ count }, index) => (pools[index] === null ? 0 : count));
  const places = new Map<string, number[]>();
  for (const [index, pool] of pools.entries())
    for (const person of pool ?? []) {
      const known = places.get(person);
      if (known === undefined) places.set(person, [index]);
      else known.push(index);
    }
  const fits = [...places].sort(([a], [b]) => compare(a, b)).map(([, indexes]) => indexes);
  const starving = shortages(seats, fits, seat(seats, fits));
  return requirements.map((_, index) => starving.find((group) => group.includes(index)) ?? null);
}
