/** All that can be told of one repository. */
import type { Repository, Role } from "../model.ts";
import { person, type World } from "../world.ts";
import { checkStories } from "./checks.ts";
import { deploymentStories } from "./deployments.ts";
import { gitStories } from "./git.ts";
import { issueStories } from "./issues.ts";
import { pullStories } from "./pulls.ts";
import { runStories } from "./runs.ts";

export function repositoryStories(world: World, state: Repository) {
  const git = gitStories(world, state);
  return {
    state,
    owner: state.owner,
    name: state.name,
    fullName: `${state.owner}/${state.name}`,
    ...git,
    ...pullStories(world, state, git),
    ...checkStories(world, state),
    ...deploymentStories(world, state),
    ...runStories(world, state),
    ...issueStories(world, state),
    /** Gives a person a role; members and owners of the organization have theirs without. */
    collaborator: (login: string, role: Role): void => {
      state.collaborators.set(person(world, login).login, role);
    },
    /** Gives a team (`org/slug`) a role. */
    teamRole: (team: string, role: Role): void => {
      state.teams.set(team, role);
    },
  };
}

export type RepositoryStories = ReturnType<typeof repositoryStories>;
