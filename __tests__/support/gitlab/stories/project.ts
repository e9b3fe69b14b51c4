/** All that can be told of one project. */
import type { Issue, Level, Project, Token } from "../model.ts";
import { person, type World } from "../world.ts";
import { deploymentStories } from "./deployments.ts";
import { gitStories } from "./git.ts";
import { mergeRequestStories } from "./merge-requests.ts";
import { pipelineStories } from "./pipelines.ts";

export interface TokenStory {
  readonly level?: Level;
  readonly scopes?: readonly string[];
  readonly limit?: number;
}

/** An access token's prefix, as GitLab has it. */
export const newToken = (world: World, given: Omit<Token, "value">): string => {
  const value = `glpat-${world.nextId().toString(16).padStart(20, "s")}`;
  world.tokens.set(value, { ...given, value });
  return value;
};

export function projectStories(world: World, state: Project) {
  const git = gitStories(world, state);
  return {
    state,
    id: state.id,
    path: state.path,
    ...git,
    ...mergeRequestStories(world, state, git),
    ...deploymentStories(world, state, git),
    ...pipelineStories(world, state, git),
    /** Gives a person a role; 30 is Developer, 40 Maintainer. */
    member: (username: string, level: Level = 30): void => {
      state.members.set(person(world, username).username, level);
    },
    /** Invites a group. */
    share: (groupPath: string, level: Level = 30): void => {
      state.sharedWith.set(groupPath, level);
    },
    issue: (story: { title: string; labels?: readonly string[]; by?: string; description?: string }): Issue => {
      const at = world.tick();
      const made: Issue = {
        id: world.nextId(),
        iid: state.issues.length + 1,
        title: story.title,
        description: story.description ?? "",
        labels: story.labels ?? [],
        author: person(world, story.by ?? "ada").username,
        state: "opened",
        createdAt: at,
        updatedAt: at,
      };
      state.issues.push(made);
      return made;
    },
    /** A project access token: a bot with a role in this project alone. */
    token: ({ level = 20, scopes = ["read_api"], limit = 2000 }: TokenStory = {}): string => {
      const user = person(world, `project_${state.id}_bot_${world.nextId()}`).username;
      state.members.set(user, level);
      return newToken(world, {
        kind: "project",
        user,
        scopes,
        project: state.id,
        group: null,
        level,
        job: null,
        limit,
      });
    },
  };
}

export type ProjectStories = ReturnType<typeof projectStories>;
