/** Users, bots, organizations and teams. */
import { readsPrivately } from "../access.ts";
import type { Organization, Team } from "../model.ts";
import { nodeId } from "../rest/shapes.ts";
import { membersOf, person, seesTeam, type World } from "../world.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes } from "./context.ts";

const base = (world: World, login: string, kind: string): Node => {
  const user = person(world, login);
  return {
    id: nodeId(kind, user.id),
    databaseId: user.id,
    avatarUrl: `${world.origin}/avatars/${user.id}`,
    resourcePath: `/${encodeURIComponent(login)}`,
    url: `${world.origin}/${encodeURIComponent(login)}`,
    createdAt: "2015-01-01T00:00:00Z",
    updatedAt: "2015-01-01T00:00:00Z",
  };
};

export function peopleNodes(context: Context): Pick<Nodes, "actor" | "user" | "team"> {
  const { world, nodes } = context;

  const user = (login: string): Node => {
    const { name, kind } = person(world, login);
    return {
      __typename: "User",
      ...base(world, login, kind === "Bot" ? "BOT" : "U"),
      login,
      name,
      email: "",
      isSiteAdmin: false,
      isViewer: context.token?.login === login,
    };
  };

  const organization = (login: string): Node => {
    const found = world.organizations.get(login.toLowerCase()) as Organization;
    const members = [...found.members.keys()];
    const teams = (): Team[] => {
      guard(context, readsPrivately("members"), null);
      return [...found.teams.values()].filter((team) => seesTeam(world, context.token, team));
    };
    return {
      __typename: "Organization",
      ...base(world, login, "O"),
      login: found.login,
      name: found.login,
      team: ({ slug }: Args) => {
        const team = teams().find((one) => one.slug.toLowerCase() === String(slug).toLowerCase());
        return team === undefined ? null : nodes.team(team);
      },
      teams: (args: Args) => connection(context, teams(), args, nodes.team),
      membersWithRole: (args: Args) => {
        guard(context, readsPrivately("members"), null);
        return connection(context, members, args, nodes.user);
      },
      viewerIsAMember: found.members.has(context.token?.login ?? ""),
    };
  };

  return {
    user,
    actor: (login) => {
      if (login === "ghost") return null;
      const { kind } = person(world, login);
      if (kind === "Organization") return organization(login);
      // As an actor a bot has no `[bot]` behind its name; as a commit's user it does.
      if (kind === "Bot")
        return { __typename: "Bot", ...base(world, login, "BOT"), login: login.replace(/\[bot\]$/, "") };
      return user(login);
    },
    team: (team) => {
      const siblings = [...(world.organizations.get(team.org.toLowerCase())?.teams.values() ?? [])];
      const parent = siblings.find((one) => one.slug === team.parent);
      const url = `${world.origin}/orgs/${team.org}/teams/${team.slug}`;
      return {
        __typename: "Team",
        id: nodeId("T", team.id),
        databaseId: team.id,
        slug: team.slug,
        name: team.name,
        combinedSlug: `${team.org}/${team.slug}`,
        description: null,
        privacy: team.secret ? "SECRET" : "VISIBLE",
        url,
        resourcePath: `/orgs/${team.org}/teams/${team.slug}`,
        organization: () => organization(team.org),
        parentTeam: () => (parent === undefined ? null : nodes.team(parent)),
        childTeams: (args: Args) =>
          connection(
            context,
            siblings.filter((one) => one.parent === team.slug),
            args,
            nodes.team,
          ),
        members: (args: Args) => {
          guard(context, readsPrivately("members"), null);
          const own = [...team.members.keys()];
          const all = [...membersOf(world, team).keys()];
          const membership = args["membership"] ?? "ALL";
          const chosen =
            membership === "IMMEDIATE"
              ? own
              : membership === "CHILD_TEAM"
                ? all.filter((one) => !own.includes(one))
                : all;
          const words = String(args["query"] ?? "").toLowerCase();
          return connection(
            context,
            chosen.filter((one) => one.toLowerCase().includes(words)),
            args,
            nodes.user,
          );
        },
      };
    },
  };
}
