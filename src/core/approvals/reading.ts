/** Reading: one statement with everything about it that several rules ask, worked out once. */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import { displayName, hasAccounts } from "../people/people.ts";
import { type Directives, readDirectives } from "./directives.ts";
import { foldEnvironment, type KnownEnvironments, provesMember } from "./environment-proof.ts";
import {
  groupsNaming,
  type KnownGroup,
  type KnownGroups,
  type Membership,
  membershipOf,
  namesOf,
  type Setting,
} from "./membership.ts";

export interface Reading {
  readonly statement: DeploymentApproval;
  /** The name shown. */
  readonly name: string;
  /** The same for every name of one person. */
  readonly person: string;
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
  /** By group, in their order. What they said does not speak to a group that is left out, or it does not name them. */
  readonly memberships: ReadonlyMap<number, Membership>;
  readonly members: readonly Extract<Membership, { status: "member" }>[];
  readonly isUnproven: boolean;
  /** Requirements, by index, of whose groups the environment alone proves them a member. */
  readonly proven: readonly number[];
}

function standingOf(memberships: ReadonlyMap<number, Membership>, proven: readonly number[]): Standing {
  const members: Extract<Membership, { status: "member" }>[] = [];
  let isUnproven = false;
  for (const each of memberships.values()) {
    if (each.status === "member") members.push(each);
    else if (each.status === "unproven") isUnproven = true;
  }
  return { memberships, members, isUnproven, proven };
}

interface Place {
  readonly platform: string;
  readonly environment: string;
  readonly now: Instant;
  /** The moment of asking, else that of the run's making; null where there is neither. */
  readonly notEarlierThan: Instant | null;
  readonly environments: KnownEnvironments;
  /** Does an approval speak to a group wherever it was given? Else one in an approval environment speaks for its group alone. */
  readonly speaksAnywhere: boolean;
  /** Must groups be asked that do not name somebody? */
  readonly asksEveryGroup: boolean;
  /** Who is who, as `Acquaintance` tells. */
  personOf(identity: Identity): string;
}

/** Reads statements for these groups. One person says many things; how they stand to the groups is worked out once. */
export function readerFor(groups: KnownGroups, place: Place): (statement: DeploymentApproval) => Reading {
  const { platform, environment, now, notEarlierThan, speaksAnywhere, asksEveryGroup, personOf } = place;
  const { all } = groups;
  const target = foldEnvironment(environment, platform);
  const asking = new Set(all.flatMap(({ environments }) => [...environments]));
  const deputies = new Set(all.flatMap((group) => group.deputies.map(({ user }) => user)));
  const everyGroup = all.map((_, index) => index);
  const known = new Map<string | null, Known[]>();
  const standing = (statement: DeploymentApproval, name: string, setting: Setting): Standing => {
    const memberships = new Map<number, Membership>();
    for (const index of asksEveryGroup ? everyGroup : groupsNaming(setting.names, groups)) {
      const membership = membershipOf(statement, all[index] as KnownGroup, setting);
      if (membership.status !== "not-asked") memberships.set(index, membership);
    }
    const where = { name, isTarget: name === target, environments: place.environments };
    return standingOf(memberships, provenBy(statement, groups, where));
  };
  const fallback = hasAccounts(platform) ? notEarlierThan : null;
  const folded = (name: string | null): string =>
    name === environment ? target : name === null ? "" : foldEnvironment(name, platform);
  return (statement) => {
    const { person, at } = statement;
    const given = at === null ? fallback : parseInstant(at);
    const name = folded(statement.environment);
    const askedThrough = name !== target && asking.has(name) ? name : null;
    const { login, email } = person;
    const mayStandIn =
      deputies.size > 0 && (deputies.has(login?.toLowerCase() ?? "") || deputies.has(email?.toLowerCase() ?? ""));
    const moment = mayStandIn ? given : null;
    const namesakes = known.get(login);
    let same: Known | undefined;
    for (const each of namesakes ?? none)
      if (each.name === name && each.moment === moment && saysAlike(each, statement)) {
        same = each;
        break;
      }
    if (same === undefined) {
      const setting = {
        names: namesOf(person, platform),
        askedThrough: speaksAnywhere ? null : askedThrough,
        moments: { given, now },
      };
      same = {
        statement,
        shown: displayName(person),
        person: personOf(person),
        name,
        moment,
        standing: standing(statement, name, setting),
      };
      if (namesakes === undefined) known.set(login, [same]);
      else namesakes.push(same);
    }
    return {
      statement,
      name: same.shown,
      person: same.person,
      given,
      words: readDirectives(statement.comment),
      askedThrough,
      standing: same.standing,
    };
  };
}

const none: readonly Known[] = [];

/** A standing that was worked out, and for what. Compared part by part: thousands of keys made of text would cost more than they save. */
interface Known {
  readonly statement: DeploymentApproval;
  /** The name of the person as it is shown. */
  readonly shown: string;
  readonly person: string;
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

const provenNowhere: readonly number[] = [];

/** The requirements of whose groups an approval there proves a member; an environment of one group answers for no other. */
function provenBy(
  statement: DeploymentApproval,
  { all, ofRequirement }: KnownGroups,
  { name, isTarget, environments }: Where,
): readonly number[] {
  const environment = statement.through === undefined ? environments.get(name) : undefined;
  if (environment === undefined) return provenNowhere;
  return ofRequirement.flatMap((places, index) => {
    const groups = places.flatMap((place) => all[place] ?? []);
    const isAsked = isTarget || groups.some((group) => group.environments.has(name));
    return isAsked && provesMember(environment, statement, groups) ? [index] : [];
  });
}
