/** Reading: one statement with everything about it that several rules ask, worked out once. */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import { displayName, hasAccounts } from "../people/people.ts";
import { type Directives, readDirectives } from "./directives.ts";
import { foldEnvironment, type KnownEnvironments, provesMember } from "./environment-proof.ts";
import { type KnownGroups, type Membership, membershipOf, namesOf } from "./membership.ts";

export interface Reading {
  readonly statement: DeploymentApproval;
  /** The name shown. */
  readonly name: string;
  /**
   * When it was given: its own time, else the moment of asking, else the moment the run was made, which all lie before it. Null when
   * none is known, or when the time cannot be read; a plain checkout has neither asking nor run.
   */
  readonly given: Instant | null;
  readonly words: Directives;
  /** The environment, other than the target, through which a group asks and this was given; null where it is none. */
  readonly askedThrough: string | null;
  readonly standing: Standing;
}

/** How somebody stands to all groups together. What one person says in one way, under one name, shares one standing. */
export interface Standing {
  /** For each group. */
  readonly memberships: readonly Membership[];
  readonly members: readonly Extract<Membership, { status: "member" }>[];
  readonly isUnproven: boolean;
  /** Requirements, by index, of whose groups the environment alone proves them a member. */
  readonly proven: readonly number[];
}

const standingOf = (memberships: readonly Membership[], proven: readonly number[]): Standing => ({
  memberships,
  members: memberships.filter((each) => each.status === "member"),
  isUnproven: memberships.some(({ status }) => status === "unproven"),
  proven,
});

interface Place {
  readonly platform: string;
  readonly environment: string;
  readonly now: Instant;
  /** The moment of asking, else that of the run's making; null where there is neither. */
  readonly notEarlierThan: Instant | null;
  readonly environments: KnownEnvironments;
  /** Does an approval speak to a group wherever it was given? Else one in an approval environment speaks for its group alone. */
  readonly speaksAnywhere: boolean;
}

/** Reads statements for these groups. One person says many things; how they stand to the groups is worked out once. */
export function readerFor(groups: KnownGroups, place: Place): (statement: DeploymentApproval) => Reading {
  const { platform, environment, now, notEarlierThan, speaksAnywhere } = place;
  const { all } = groups;
  const target = foldEnvironment(environment, platform);
  const asking = new Set(all.flatMap(({ environments }) => [...environments]));
  const deputies = new Set(all.flatMap((group) => group.deputies.map(({ user }) => user)));
  const known = new Map<string | null, Known[]>();
  const folded = (name: string | null): string =>
    name === environment ? target : name === null ? "" : foldEnvironment(name, platform);
  return (statement) => {
    const { person, at } = statement;
    const fallback = hasAccounts(platform) ? notEarlierThan : null;
    const given = at === null ? fallback : parseInstant(at);
    const name = folded(statement.environment);
    const askedThrough = name !== target && asking.has(name) ? name : null;
    const { login, email } = person;
    const mayStandIn =
      deputies.size > 0 && (deputies.has(login?.toLowerCase() ?? "") || deputies.has(email?.toLowerCase() ?? ""));
    const moment = mayStandIn ? given : null;
    const namesakes = known.get(login) ?? [];
    let same = namesakes.find((each) => each.name === name && each.moment === moment && saysAlike(each, statement));
    if (same === undefined) {
      const setting = {
        names: namesOf(person, platform),
        askedThrough: speaksAnywhere ? null : askedThrough,
        moments: { given, now },
      };
      const standing = standingOf(
        all.map((group) => membershipOf(statement, group, setting)),
        provenBy(statement, groups, { name, isTarget: name === target, environments: place.environments }),
      );
      same = { statement, shown: displayName(person), name, moment, standing };
      namesakes.push(same);
      known.set(login, namesakes);
    }
    return {
      statement,
      name: same.shown,
      given,
      words: readDirectives(statement.comment),
      askedThrough,
      standing: same.standing,
    };
  };
}

/** A standing that was worked out, and for what. Compared part by part: thousands of keys made of text would cost more than they save. */
interface Known {
  readonly statement: DeploymentApproval;
  /** The name of the person as it is shown. */
  readonly shown: string;
  /** Of the environment, folded. */
  readonly name: string;
  /** Where it matters when it was said. */
  readonly moment: Instant | null;
  readonly standing: Standing;
}

function saysAlike({ statement }: Known, said: DeploymentApproval): boolean {
  const { person, memberOf, unreadTeams, through, job, isAdmin } = said;
  const other = statement.person;
  return (
    other.email === person.email &&
    other.name === person.name &&
    other.kind === person.kind &&
    statement.through === through &&
    statement.job === job &&
    statement.isAdmin === isAdmin &&
    statement.unreadTeams === unreadTeams &&
    statement.memberOf.length === memberOf.length &&
    statement.memberOf.every((team, index) => team === memberOf[index])
  );
}

interface Where {
  readonly name: string;
  readonly isTarget: boolean;
  readonly environments: KnownEnvironments;
}

/** The requirements of whose groups an approval there proves a member; an environment of one group answers for no other. */
function provenBy(
  statement: DeploymentApproval,
  { all, ofRequirement }: KnownGroups,
  { name, isTarget, environments }: Where,
): readonly number[] {
  const environment = statement.through === undefined ? environments.get(name) : undefined;
  if (environment === undefined) return [];
  return ofRequirement.flatMap((places, index) => {
    const groups = places.flatMap((place) => all[place] ?? []);
    const isAsked = isTarget || groups.some((group) => group.environments.has(name));
    return isAsked && provesMember(environment, statement, groups) ? [index] : [];
  });
}
