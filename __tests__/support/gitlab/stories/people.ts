/** People, groups and the tokens that are not one project's. */
import type { Group, Level, User } from "../model.ts";
import { group, person, type World } from "../world.ts";
import { type ProtectionStory, protectionFrom } from "./deployments.ts";
import { newToken, type TokenStory } from "./project.ts";

export interface GroupStory {
  readonly path: string;
  readonly visibility?: "private" | "public";
  readonly members?: readonly string[];
  readonly level?: Level;
}

export function peopleStories(world: World) {
  return {
    user: (username: string, { name, email }: { name?: string; email?: string } = {}): User => {
      const user = person(world, username);
      if (name !== undefined) user.name = name;
      if (email !== undefined) user.emails.push(email);
      return user;
    },
    group: ({ path, visibility = "private", members = [], level = 30 }: GroupStory): Group => {
      const made = group(world, path, visibility);
      for (const one of members) made.members.set(person(world, one).username, level);
      return made;
    },
    /** Protects a tier (`production`, `staging` ...) in all projects of a group. */
    protectTier: (path: string, story: ProtectionStory): void => {
      group(world, path).protectedEnvironments.set(story.name, protectionFrom(world, story));
    },
    /** A person's own token. */
    personalToken: (username: string, { scopes = ["read_api"], limit = 2000 }: TokenStory = {}): string => {
      const user = person(world, username).username;
      return newToken(world, {
        kind: "personal",
        user,
        scopes,
        project: null,
        group: null,
        level: null,
        job: null,
        limit,
      });
    },
    groupToken: (path: string, { level = 20, scopes = ["read_api"], limit = 2000 }: TokenStory = {}): string => {
      const made = group(world, path);
      const user = person(world, `group_${made.id}_bot_${world.nextId()}`).username;
      made.members.set(user, level);
      return newToken(world, { kind: "group", user, scopes, project: null, group: path, level, job: null, limit });
    },
  };
}
