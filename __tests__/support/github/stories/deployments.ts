/** Environments with their rules, and deployments with their statuses. */
import type { App, Deployment, DeploymentState, Environment, Repository, Reviewer } from "../model.ts";
import { person, teamOf, type World } from "../world.ts";
import { appOf } from "./checks.ts";

export interface EnvironmentStory {
  readonly name: string;
  /** Logins and teams (`org/slug`). None: no such rule. At most six, as on GitHub. */
  readonly reviewers?: readonly string[];
  readonly preventSelfReview?: boolean;
  /** Minutes. */
  readonly waitTimer?: number;
  /** `protected`, or name patterns. */
  readonly branchPolicy?: "protected" | readonly string[];
  /** In the answer only if given: no published description has the field. */
  readonly canAdminsBypass?: boolean;
  /** Slugs of apps with a rule of their own. */
  readonly apps?: readonly string[];
  readonly createdAt?: string;
}

export interface StatusStory {
  readonly state: DeploymentState;
  readonly by?: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  readonly description?: string;
  readonly at?: string;
}

export interface DeploymentStory {
  readonly environment: string;
  readonly sha: string;
  readonly ref?: string;
  readonly by?: string;
  readonly task?: string;
  readonly payload?: unknown;
  readonly description?: string;
  readonly transient?: boolean;
  /** True for an environment called production when absent, as GitHub has it. */
  readonly production?: boolean;
  /** Slug of the app that made it. */
  readonly app?: string;
  /** Oldest first; `{ state: "success" }` when absent. */
  readonly statuses?: readonly StatusStory[];
  readonly at?: string;
}

/** The environment of that name, whatever its case; it is created without any protection where there is none, as GitHub does for a job. */
export function environmentNamed(world: World, repository: Repository, name: string): Environment {
  const known = repository.environments.get(name.toLowerCase());
  return known ?? addEnvironment(world, repository, { name });
}

function addEnvironment(world: World, repository: Repository, story: EnvironmentStory): Environment {
  const reviewers = (story.reviewers ?? []).map((name): Reviewer => {
    if (!name.includes("/")) return { kind: "User", name: person(world, name).login };
    if (teamOf(world, name) === null) throw new Error(`There is no team ${name} yet.`);
    return { kind: "Team", name };
  });
  if (reviewers.length > 6) throw new Error("GitHub takes at most six reviewers for an environment.");
  const needsPlan = repository.private && repository.plan !== "enterprise";
  if (needsPlan && (reviewers.length > 0 || story.waitTimer !== undefined))
    throw new Error(
      `Reviewers and wait timers of a private repository need the enterprise plan, not ${repository.plan}.`,
    );
  const environment: Environment = {
    id: world.nextId(),
    name: story.name,
    reviewers,
    preventSelfReview: story.preventSelfReview ?? false,
    waitTimer: story.waitTimer ?? null,
    branchPolicy: story.branchPolicy ?? null,
    canAdminsBypass: story.canAdminsBypass,
    apps: (story.apps ?? []).map(appOf),
    createdAt: story.createdAt ?? world.tick(),
  };
  repository.environments.set(story.name.toLowerCase(), environment);
  return environment;
}

/** Adds a status; a success makes earlier ones of that environment inactive, unless they are transient or of production. */
export function addStatus(world: World, repository: Repository, deployment: Deployment, story: StatusStory): void {
  const add = (to: Deployment, state: DeploymentState, creator: string): void => {
    to.statuses.push({
      id: world.nextId(),
      state,
      creator,
      description: story.description ?? "",
      environmentUrl: story.environmentUrl ?? "",
      logUrl: story.logUrl ?? "",
      createdAt: story.at ?? world.tick(),
    });
  };
  const creator = person(world, story.by ?? deployment.creator).login;
  add(deployment, story.state, creator);
  if (story.state !== "success") return;
  for (const other of repository.deployments) {
    const same = other.environment.toLowerCase() === deployment.environment.toLowerCase() && other.id < deployment.id;
    if (same && !other.transient && !other.production && other.statuses.at(-1)?.state === "success")
      add(other, "inactive", creator);
  }
}

export function addDeployment(world: World, repository: Repository, story: DeploymentStory): Deployment {
  const app: App | null = story.app === undefined ? null : appOf(story.app);
  const deployment: Deployment = {
    id: world.nextId(),
    sha: story.sha,
    ref: story.ref ?? story.sha,
    task: story.task ?? "deploy",
    environment: story.environment,
    payload: story.payload ?? {},
    description: story.description ?? null,
    creator: person(world, story.by ?? "ada").login,
    createdAt: story.at ?? world.tick(),
    transient: story.transient ?? false,
    production: story.production ?? story.environment.toLowerCase() === "production",
    app,
    statuses: [],
  };
  repository.deployments.push(deployment);
  for (const status of story.statuses ?? [{ state: "success" as const }])
    addStatus(world, repository, deployment, status);
  return deployment;
}

export function deploymentStories(world: World, repository: Repository) {
  return {
    /** Makes an environment, or replaces its rules. */
    environment: (story: EnvironmentStory): Environment => addEnvironment(world, repository, story),
    /** Posts a deployment, as anybody with `deployments: write` may. Those of jobs are made by `workflowRun`. */
    deployment: (story: DeploymentStory): Deployment => addDeployment(world, repository, story),
    deploymentStatus: (deployment: Deployment, story: StatusStory): void =>
      addStatus(world, repository, deployment, story),
  };
}
