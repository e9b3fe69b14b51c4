/** Accounts, organizations, teams, memberships, and who may do what in a repository. */
import { metadata, readsPrivately } from "../access.ts";
import {
  type Answer,
  type Call,
  failure,
  forAccount,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  text,
} from "../call.ts";
import type { Role, Team } from "../model.ts";
import { membersOf, person, roleOf, seesTeam, teamOf, type World } from "../world.ts";
import { accountShape, type Body, nodeId, userShape } from "./shapes.ts";

export function simpleTeam(world: World, team: Team): Body {
  const url = `${world.origin}/organizations/${person(world, team.org).id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    url,
    html_url: `${world.origin}/orgs/${team.org}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: "",
    privacy: team.secret ? "secret" : "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
  };
}

export function teamShape(world: World, team: Team): Body {
  const parent = team.parent === null ? null : teamOf(world, `${team.org}/${team.parent}`);
  return { ...simpleTeam(world, team), parent: parent === null ? null : simpleTeam(world, parent) };
}

/** Reading teams takes a token with the organization's `members`; GITHUB_TOKEN can't have it. */
const ofOrganization = readsPrivately("members");

const withTeam =
  (then: (call: Call, team: Team) => Answer) =>
  (call: Call): Answer => {
    const team = teamOf(call.world, `${text(call.path["org"])}/${text(call.path["team_slug"])}`);
    if (team === null || !seesTeam(call.world, call.token, team)) return missing();
    const organized = call.world.organizations.get(team.org.toLowerCase());
    // A person outside the organization is told nothing of its teams.
    if (call.token?.kind === "user" && organized?.members.has(call.token.login) !== true) return missing();
    return then(call, team);
  };

const coarse = (role: Role | null): string =>
  role === null ? "none" : role === "maintain" ? "write" : role === "triage" ? "read" : role;

export const people: Handlers = {
  "users/get-authenticated": forAccount(metadata, ({ world, token }) => {
    if (token === null) return failure(401, "Requires authentication");
    if (token.kind !== "user") return failure(403, "Resource not accessible by integration");
    return ok(publicUser(world, token.login));
  }),
  "users/get-by-username": forAccount(metadata, ({ world, path }) => {
    const user = world.users.get(text(path["username"]).toLowerCase());
    return user === undefined ? missing() : ok(publicUser(world, user.login));
  }),
  "orgs/get": forAccount(metadata, ({ world, path }) => {
    const organized = world.organizations.get(text(path["org"]).toLowerCase());
    return organized === undefined ? missing() : ok(organizationShape(world, organized.login));
  }),
  "teams/list": forAccount(ofOrganization, (call) => {
    const organized = call.world.organizations.get(text(call.path["org"]).toLowerCase());
    if (organized === undefined) return missing();
    const teams = [...organized.teams.values()].filter((team) => seesTeam(call.world, call.token, team));
    return listed(call, teams, (team) => teamShape(call.world, team));
  }),
  "teams/get-by-name": forAccount(
    ofOrganization,
    withTeam(({ world }, team) =>
      ok({
        ...teamShape(world, team),
        members_count: membersOf(world, team).size,
        repos_count: 0,
        created_at: "2020-01-01T00:00:00Z",
        updated_at: "2020-01-01T00:00:00Z",
        organization: organizationShape(world, team.org),
      }),
    ),
  ),
  "teams/list-members-in-org": forAccount(
    ofOrganization,
    withTeam((call, team) => {
      const role = text(call.query["role"] ?? "all");
      const members = [...membersOf(call.world, team)].filter(([, one]) => role === "all" || one === role);
      return listed(call, members, ([login]) => userShape(call.world, login));
    }),
  ),
  "teams/list-child-in-org": forAccount(
    ofOrganization,
    withTeam((call, team) => {
      const all = call.world.organizations.get(team.org.toLowerCase())?.teams.values() ?? [];
      return listed(
        call,
        [...all].filter((one) => one.parent === team.slug),
        (one) => teamShape(call.world, one),
      );
    }),
  ),
  "teams/get-membership-for-user-in-org": forAccount(
    ofOrganization,
    withTeam((call, team) => {
      const login = text(call.path["username"]);
      const found = [...membersOf(call.world, team)].find(([one]) => one.toLowerCase() === login.toLowerCase());
      if (found === undefined) return missing();
      const owner = call.world.organizations.get(team.org.toLowerCase())?.members.get(found[0]) === "admin";
      const url = `${call.world.origin}/organizations/${person(call.world, team.org).id}/team/${team.id}/memberships/${login}`;
      return ok({ url, role: owner ? "maintainer" : found[1], state: "active" });
    }),
  ),
  "orgs/get-membership-for-user": forAccount(ofOrganization, (call) => {
    const org = text(call.path["org"]);
    const organized = call.world.organizations.get(org.toLowerCase());
    const user = call.world.users.get(text(call.path["username"]).toLowerCase());
    const role = user === undefined ? undefined : organized?.members.get(user.login);
    if (organized === undefined || user === undefined || role === undefined) return missing();
    const { origin } = call.world;
    return ok({
      url: `${origin}/orgs/${org}/memberships/${user.login}`,
      state: "active",
      role,
      organization_url: `${origin}/orgs/${org}`,
      organization: simpleOrganization(call.world, org),
      user: accountShape(call.world, user),
    });
  }),
  "orgs/check-membership-for-user": forAccount(ofOrganization, (call) => {
    const organized = call.world.organizations.get(text(call.path["org"]).toLowerCase());
    const user = call.world.users.get(text(call.path["username"]).toLowerCase());
    return user !== undefined && organized?.members.has(user.login) === true ? { status: 204 } : missing();
  }),
  "repos/get-collaborator-permission-level": inRepository(metadata, ({ world, repository, path, token }) => {
    if (token === null) return failure(401, "Requires authentication");
    const user = world.users.get(text(path["username"]).toLowerCase());
    if (user === undefined) return missing();
    const role = roleOf(world, repository, user.login) ?? (repository.private ? null : "read");
    const permissions = permissionsOf(role);
    return ok({
      permission: coarse(role),
      role_name: role ?? "none",
      user: { ...accountShape(world, user), permissions, role_name: role ?? "none" },
    });
  }),
  "repos/list-collaborators": inRepository(readsPrivately("metadata"), (call) => {
    const all = [...call.world.users.values()].filter((user) => user.kind === "User");
    const rows = all.map((user) => [user.login, roleOf(call.world, call.repository, user.login)] as const);
    const named = rows.filter(([, role]) => role !== null);
    return listed(call, named, ([login, role]) => ({
      ...userShape(call.world, login),
      permissions: permissionsOf(role),
      role_name: role,
    }));
  }),
};

function permissionsOf(role: Role | null): Body {
  const order: readonly (Role | null)[] = [null, "read", "triage", "write", "maintain", "admin"];
  const least = (wanted: Role): boolean => order.indexOf(role) >= order.indexOf(wanted);
  return {
    pull: least("read"),
    triage: least("triage"),
    push: least("write"),
    maintain: least("maintain"),
    admin: least("admin"),
  };
}

function publicUser(world: World, login: string): Body {
  const user = person(world, login);
  const nothing = ["company", "blog", "location", "email", "hireable", "bio"];
  return {
    ...accountShape(world, user),
    ...Object.fromEntries(nothing.map((key) => [key, null])),
    name: user.name,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: "2015-01-01T00:00:00Z",
    updated_at: "2015-01-01T00:00:00Z",
  };
}

function simpleOrganization(world: World, login: string): Body {
  const { id } = person(world, login);
  const url = `${world.origin}/orgs/${login}`;
  return {
    login,
    id,
    node_id: nodeId("O", id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin}/avatars/${id}`,
    description: null,
  };
}

function organizationShape(world: World, login: string): Body {
  return {
    ...simpleOrganization(world, login),
    html_url: `${world.origin}/${login}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: "Organization",
    created_at: "2015-01-01T00:00:00Z",
    updated_at: "2015-01-01T00:00:00Z",
    archived_at: null,
  };
}
