/** Environments, their protection, deployments that people approve, and freeze periods. */
import { decideOn, protectionOf } from "../deploying.ts";
import type { Deployment, DeploymentStatus, Environment, Holder, Project, ProtectedEnvironment } from "../model.ts";
import { person, type World } from "../world.ts";
import type { gitStories } from "./git.ts";

export interface ProtectionStory {
  readonly name: string;
  /** Who may deploy; maintainers when absent. */
  readonly deployers?: readonly Holder[];
  readonly rules?: readonly (Holder & { readonly required?: number })[];
  /** The older way: one number for all who may deploy. */
  readonly requiredCount?: number;
}

export interface DeploymentStory {
  readonly environment: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly by?: string;
  readonly status?: DeploymentStatus;
}

export interface DeploymentHandle {
  readonly id: number;
  readonly state: Deployment;
  /** Throws where GitLab would refuse it. */
  approve(
    by: string,
    given?: { readonly comment?: string; readonly as?: string; readonly at?: string },
  ): DeploymentHandle;
  reject(by: string, given?: { readonly comment?: string; readonly at?: string }): DeploymentHandle;
}

/** The environment of that name, which the first deployment to it makes. */
export function environmentOf(world: World, project: Project, name: string): Environment {
  const known = project.environments.get(name);
  if (known !== undefined) return known;
  const tier = /^prod/i.test(name) ? "production" : /^stag/i.test(name) ? "staging" : "other";
  const made: Environment = { id: world.nextId(), name, tier, state: "available", createdAt: world.tick() };
  project.environments.set(name, made);
  return made;
}

export function deploymentHandle(world: World, project: Project, state: Deployment): DeploymentHandle {
  const decide = (
    status: "approved" | "rejected",
    by: string,
    given: { readonly comment?: string; readonly as?: string; readonly at?: string } = {},
  ): DeploymentHandle => {
    const user = person(world, by).username;
    const refusal = decideOn(world, project, state, {
      user,
      status,
      comment: given.comment ?? "",
      as: given.as,
      at: given.at,
    });
    if (refusal !== null) throw new Error(`Deployment ${state.id}, ${by}: ${refusal}`);
    return deploymentHandle(world, project, state);
  };
  return {
    id: state.id,
    state,
    approve: (by, given) => decide("approved", by, given),
    reject: (by, given) => decide("rejected", by, given),
  };
}

export function protectionFrom(world: World, story: ProtectionStory): ProtectedEnvironment {
  return {
    name: story.name,
    deployers: (story.deployers ?? [{ level: 40 as const }]).map((one) => ({ ...one, id: world.nextId() })),
    rules: (story.rules ?? []).map(({ required = 1, ...holder }) => ({ ...holder, required, id: world.nextId() })),
    requiredCount: story.requiredCount ?? 0,
  };
}

export function deploymentStories(world: World, project: Project, git: ReturnType<typeof gitStories>) {
  return {
    environment: (name: string): Environment => environmentOf(world, project, name),
    /** Protects an environment, which need not be there yet. */
    protect: (story: ProtectionStory): ProtectedEnvironment => {
      const made = protectionFrom(world, story);
      project.protectedEnvironments.set(story.name, made);
      return made;
    },
    /** A deployment that the API made: no job stands behind it. */
    deployment: (story: DeploymentStory): DeploymentHandle => {
      environmentOf(world, project, story.environment);
      const at = world.tick();
      const isHeld = protectionOf(project, story.environment) !== null && story.status === undefined;
      const made: Deployment = {
        id: world.nextId(),
        iid: project.deployments.length + 1,
        environment: story.environment,
        sha: git.at(story.sha ?? project.defaultBranch),
        ref: story.ref ?? project.defaultBranch,
        user: person(world, story.by ?? "ada").username,
        job: null,
        status: story.status ?? (isHeld ? "blocked" : "success"),
        createdAt: at,
        updatedAt: at,
        approvals: [],
      };
      project.deployments.push(made);
      return deploymentHandle(world, project, made);
    },
    freeze: (start: string, end: string, zone = "UTC"): void => {
      project.freezePeriods.push({ id: world.nextId(), start, end, zone, createdAt: world.tick() });
    },
  };
}
