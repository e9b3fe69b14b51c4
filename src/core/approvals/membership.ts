/** Membership: may this person speak for this group? */
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import type { Group } from "./groups.ts";

export type Membership = "member" | "not-a-member" | "unproven";

/** Where the people of this release are known by account. A plain checkout knows them by e-mail address. */
export const hasAccounts = (platform: string): boolean => platform !== "local";

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

/** A group, ready to be asked many times. */
export interface KnownGroup {
  readonly name: string;
  /** Without case. */
  readonly users: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
}

/** Every group that is asked, once, and for each requirement which of them may approve, by index. */
export interface KnownGroups {
  readonly all: readonly KnownGroup[];
  readonly ofRequirement: readonly (readonly number[])[];
}

/** Reads the groups of all requirements. */
export function knowGroups(
  requirements: readonly { readonly anyOf: readonly Group[] }[],
  platform: string,
): KnownGroups {
  const places = new Map<string, number>();
  const all: KnownGroup[] = [];
  const ofRequirement = requirements.map(({ anyOf }) =>
    anyOf.map((group) => {
      const key = JSON.stringify(group);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, all.length);
      const users = new Set(group.users.map((user) => user.toLowerCase()));
      return all.push({ name: group.name, users, teams: new Set(platformTeams(group, platform)) }) - 1;
    }),
  );
  return { all, ofRequirement };
}

/**
 * A person is a member when the group names them, or when the platform proved that they belong to one of its teams. Only the name
 * that the approval itself carries counts; a name that seems to be the same person elsewhere proves nothing.
 */
export function membershipOf(
  { person, memberOf }: Pick<DeploymentApproval, "person" | "memberOf">,
  { users, teams }: KnownGroup,
  platform: string,
): Membership {
  const names = [person.login, hasAccounts(platform) ? null : person.email];
  if (names.some((name) => name !== null && users.has(name.toLowerCase()))) return "member";
  if (memberOf.some((team) => teams.has(team.toLowerCase()))) return "member";
  return teams.size > 0 ? "unproven" : "not-a-member";
}
