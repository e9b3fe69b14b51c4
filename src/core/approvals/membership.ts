/** Membership: may this person speak for this group? */
import { type Instant, parseInstant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import { hasAccounts } from "../people/people.ts";
import { type Group, textOf } from "./groups.ts";

/**
 * The teams or groups of a platform that feed this group there; who is in them only the platform can tell. A checkout alone asks no
 * platform, so whatever the group names is out of its sight.
 */
export function platformTeams({ github, gitlab }: Group, platform: string): readonly string[] {
  const [teams, groups] = [github.teams, gitlab.groups.map(String)];
  const all = platform === "github" ? teams : platform === "gitlab" ? groups : [...teams, ...groups];
  return all.map((team) => team.toLowerCase());
}

/** Somebody as a group names them: a login, or an e-mail address where there are no accounts. Null where the name cannot be anybody. */
export function userNamed(user: string, platform: string): Identity | null {
  const isAddress = user.includes("@");
  if (isAddress && hasAccounts(platform)) return null;
  return { name: user, email: isAddress ? user : null, login: isAddress ? null : user, kind: "person" };
}

/** Somebody who stands in for a member, from the first instant to before the second. */
interface KnownDeputy {
  readonly user: string;
  readonly for: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** A group, ready to be asked many times. Names are without case. */
export interface KnownGroup {
  readonly name: string;
  readonly users: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  /** Environments that ask on its behalf. */
  readonly environments: ReadonlySet<string>;
  readonly takesReviews: boolean;
  /** Manual jobs by whose button its members approve. */
  readonly jobs: ReadonlySet<string>;
  readonly deputies: readonly KnownDeputy[];
}

/** Every group that is asked, once, and for each requirement which of them may approve, by index. */
export interface KnownGroups {
  readonly all: readonly KnownGroup[];
  readonly ofRequirement: readonly (readonly number[])[];
  /** For each group the requirements for which it may approve, by index. */
  readonly requirementsOf: readonly (readonly number[])[];
  /** Name, without case -> the groups that list it as a member or a deputy, by index. */
  readonly naming: ReadonlyMap<string, readonly number[]>;
  /** Groups to which teams belong, by index. */
  readonly withTeams: readonly number[];
}

const oneDay = 86_400_000;

/** Reads the groups of all requirements. */
export function knowGroups(
  requirements: readonly { readonly anyOf: readonly Group[] }[],
  platform: string,
): KnownGroups {
  const places = new Map<string, number>();
  const all: KnownGroup[] = [];
  const requirementsOf: number[][] = [];
  const ofRequirement = requirements.map(({ anyOf }, index) =>
    anyOf.map((group) => {
      const key = textOf(group);
      let place = places.get(key);
      if (place === undefined) {
        place = all.push(knowGroup(group, platform)) - 1;
        places.set(key, place);
        requirementsOf.push([]);
      }
      requirementsOf[place]?.push(index);
      return place;
    }),
  );
  return { all, ofRequirement, requirementsOf, ...directoryOf(all) };
}

/** Where each name stands. Nearly every group names other people than the one who speaks. */
function directoryOf(all: readonly KnownGroup[]): Pick<KnownGroups, "naming" | "withTeams"> {
  const naming = new Map<string, number[]>();
  const withTeams: number[] = [];
  for (const [place, { users, deputies, teams }] of all.entries()) {
    if (teams.size > 0) withTeams.push(place);
    for (const name of deputies.length === 0 ? users : new Set([...users, ...deputies.map(({ user }) => user)])) {
      const known = naming.get(name);
      if (known === undefined) naming.set(name, [place]);
      else known.push(place);
    }
  }
  return { naming, withTeams };
}

/** The groups, by index and in their order, that may say of somebody under these names anything but that they are no member. */
export function groupsNaming(names: readonly string[], { naming, withTeams }: KnownGroups): readonly number[] {
  const [name = "", ...others] = names;
  const listed = naming.get(name) ?? [];
  if (others.length === 0 && withTeams.length === 0) return listed;
  const found = new Set([...listed, ...others.flatMap((other) => naming.get(other) ?? []), ...withTeams]);
  return [...found].sort((a, b) => a - b);
}

function knowGroup(group: Group, platform: string): KnownGroup {
  const { github, gitlab } = group;
  return {
    name: group.name,
    users: lowered(group.users),
    teams: new Set(platformTeams(group, platform)),
    environments: lowered(platform === "github" ? github.environments : []),
    takesReviews: platform === "gitlab" ? gitlab["merge-request-approvals"] === true : github["pull-request-reviews"],
    jobs: new Set(platform === "gitlab" ? (gitlab.jobs ?? []) : []),
    deputies: (group.deputies ?? []).map(({ user, for: principal, from, through }) => ({
      user: user.toLowerCase(),
      for: principal,
      from: parseInstant(`${from}T00:00Z`) ?? Number.NaN,
      to: (parseInstant(`${through}T00:00Z`) ?? Number.NaN) + oneDay,
    })),
  };
}

const lowered = (names: readonly string[]): ReadonlySet<string> => new Set(names.map((name) => name.toLowerCase()));

/** How somebody stands to a group. `away`: a deputy, and not in their time. `not-asked`: what they said does not speak to this group at all. */
export type Membership =
  | { readonly status: "not-asked" }
  | { readonly status: "member"; readonly deputyFor: string | null }
  | { readonly status: "unproven" }
  | { readonly status: "away"; readonly deputyFor: string }
  | { readonly status: "not-a-member" };

/** When the approval was given (null: nobody knows), and when it is judged. */
export interface Moments {
  readonly given: Instant | null;
  readonly now: Instant;
}

/** What a statement is held against: where, for which group's environment it was given (null: the target itself), and when. */
export interface Setting {
  /** As `namesOf` gives them. */
  readonly names: readonly string[];
  readonly askedThrough: string | null;
  readonly moments: Moments;
}

/**
 * A review on a change request answers for groups that take reviews; the button of a manual job for groups that list the job; a click on another environment that the platform asks through
 * answers for the groups that list that environment; a click on the target itself answers for every group.
 */
function speaksFor({ through, job }: DeploymentApproval, group: KnownGroup, askedThrough: string | null): boolean {
  if (through === "pull-request-review") return group.takesReviews;
  if (through === "manual-job") return job !== undefined && group.jobs.has(job);
  return askedThrough === null || group.environments.has(askedThrough);
}

const member: Membership = { status: "member", deputyFor: null };
const unproven: Membership = { status: "unproven" };
const notAsked: Membership = { status: "not-asked" };
const notAMember: Membership = { status: "not-a-member" };

/** The names under which a group may list this person, without case: the account, and where there are none the address. */
export const namesOf = ({ login, email }: Identity, platform: string): readonly string[] =>
  [login, hasAccounts(platform) ? null : email].flatMap((name) => name?.toLowerCase() ?? []);

/**
 * A person is a member when the group names them, or when the platform proved that they belong to one of its teams. Only the name that
 * the approval itself carries counts; a name that seems to be the same person elsewhere proves nothing. A deputy is a member while they
 * stand in, both when they approve and when it is judged. What an environment proves stands beside this, by requirement.
 */
export function membershipOf(statement: DeploymentApproval, group: KnownGroup, setting: Setting): Membership {
  const { names, askedThrough, moments } = setting;
  if (!speaksFor(statement, group, askedThrough)) return notAsked;
  for (const name of names) if (group.users.has(name)) return member;
  for (const team of statement.memberOf) if (group.teams.has(team.toLowerCase())) return member;
  // Asked for every person and every group, and most groups name no deputy.
  if (group.deputies.length === 0) return group.teams.size > 0 ? unproven : notAMember;
  const standIns = group.deputies.filter(({ user }) => names.includes(user));
  const present = standIns.find(({ from, to }) =>
    [moments.given ?? Number.NaN, moments.now].every((moment) => from <= moment && moment < to),
  );
  if (present !== undefined) return { status: "member", deputyFor: present.for };
  if (group.teams.size > 0) return unproven;
  const [away] = standIns;
  return away === undefined ? notAMember : { status: "away", deputyFor: away.for };
}
