/** People, bots, organizations, teams and tokens. */
import { randomUUID } from "node:crypto";
import type { Team, Token, User } from "../model.ts";
import { organization, person, type World } from "../world.ts";

export interface TeamStory {
  readonly org: string;
  readonly slug: string;
  readonly name?: string;
  readonly members?: readonly string[];
  readonly maintainers?: readonly string[];
  /** The slug of the team above. */
  readonly parent?: string;
  readonly secret?: boolean;
}

export interface TokenStory {
  /** `workflow` when absent: GITHUB_TOKEN of one repository. */
  readonly kind?: Token["kind"];
  /** As in `permissions:` of a workflow; organization's as `members`. Null: a classic token of `user`. Nothing when absent. */
  readonly permissions?: Token["permissions"];
  /** Whose token it is (`kind: "user"`), or the app's slug. */
  readonly user?: string;
  /** `owner/name`; every repository there is when absent. */
  readonly repositories?: readonly string[];
  /** Requests and points an hour: 1,000 for a workflow's, else 5,000. */
  readonly limit?: number;
  readonly value?: string;
}

export function peopleStories(world: World) {
  return {
    person: (login: string, more: { name?: string; emails?: readonly string[] } = {}): User => {
      const user = person(world, login);
      user.name = more.name ?? user.name;
      user.emails.unshift(...(more.emails ?? []));
      return user;
    },
    /** An app's account: `bot("renovate")` is `renovate[bot]`. */
    bot: (slug: string): User => person(world, `${slug}[bot]`),
    organization: (login: string, more: { owners?: readonly string[]; members?: readonly string[] } = {}): void => {
      const made = organization(world, login);
      for (const member of more.members ?? []) made.members.set(person(world, member).login, "member");
      for (const owner of more.owners ?? []) made.members.set(person(world, owner).login, "admin");
    },
    /** A team; its members become members of the organization. */
    team: (story: TeamStory): Team => {
      const org = organization(world, story.org);
      const team: Team = {
        id: world.nextId(),
        org: org.login,
        slug: story.slug,
        name: story.name ?? story.slug,
        secret: story.secret ?? false,
        parent: story.parent ?? null,
        members: new Map(),
      };
      for (const login of story.members ?? []) team.members.set(person(world, login).login, "member");
      for (const login of story.maintainers ?? []) team.members.set(person(world, login).login, "maintainer");
      for (const login of team.members.keys()) if (!org.members.has(login)) org.members.set(login, "member");
      org.teams.set(story.slug.toLowerCase(), team);
      return team;
    },
    /** Makes a token and gives its text. */
    token: (story: TokenStory = {}): string => {
      const kind = story.kind ?? "workflow";
      const value = story.value ?? `${kind === "user" ? "github_pat_" : "ghs_"}${randomUUID().replaceAll("-", "")}`;
      const login = kind === "user" ? (story.user ?? "ada") : `${story.user ?? "github-actions"}[bot]`;
      world.tokens.set(value, {
        value,
        kind,
        permissions: story.permissions === undefined ? {} : story.permissions,
        login: person(world, login).login,
        repositories: story.repositories?.map((name) => name.toLowerCase()) ?? null,
        limit: story.limit ?? (kind === "workflow" ? 1000 : 5000),
      });
      return value;
    },
  };
}
