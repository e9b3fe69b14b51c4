/** What `init` saw in a repository, and what it makes of it. */
import { gatesIn, holds } from "../pipeline/gate-step.ts";
import type { PipelineFile, Workflow } from "../pipeline/workflow.ts";

export interface Traits {
  readonly platform: "github" | "gitlab";
  /** As people call them, sorted. */
  readonly languages: readonly string[];
  /** The environment that releases go to. */
  readonly environment: string;
  /** Does the platform ask somebody before a job of that environment begins? Null where it was not asked. */
  readonly asksInEnvironment: boolean | null;
  /** Names under which the policy requires CI runs. */
  readonly ciRuns: readonly string[];
  /** Who might approve, and where that was seen; null where nothing tells. */
  readonly approvers: Approvers | null;
  /** Documents that say how to go back. */
  readonly rollbackDocuments: readonly string[];
  readonly changelog: string | null;
  /** Folders that hold changes of a database's schema. */
  readonly migrations: readonly string[];
  /** Jobs that deploy already. */
  readonly deployJobs: readonly DeployPlace[];
}

export interface Approvers {
  /** The name of the group. */
  readonly name: string;
  readonly users: readonly string[];
  /** `acme/operations`: teams of GitHub, groups of GitLab. */
  readonly teams: readonly string[];
  /** `the reviewers of production`, `CODEOWNERS`. */
  readonly seenIn: string;
}

export interface DeployPlace {
  readonly path: string;
  readonly line: number;
  readonly job: string;
  readonly environment: string;
}

/** A file to be written. */
export type Draft = PipelineFile;

/** Whatever an expression puts into a name may stand there. */
const asGlob = (name: string): string => name.replace(/\$\{\{.*?\}\}/g, "*");

/**
 * Names of the CI runs that every pushed commit gets, as the policy writes them: `workflow / job`. Jobs that deploy, or that run in a
 * workflow that does, are no tests.
 */
export function ciRunsOf(workflows: readonly Workflow[]): readonly string[] {
  const names = workflows
    .filter(({ runsOnEveryPush, jobs }) => runsOnEveryPush && jobs.every(({ environment }) => environment === null))
    .flatMap(({ name, jobs }) =>
      jobs.map((job) => {
        const isMatrix = /\bmatrix\s*:/.test(job.strategy);
        const shown = asGlob(job.name ?? job.id);
        const suffix = job.uses !== null ? " / *" : isMatrix && job.name === null ? " (*)" : "";
        return name === null ? `${shown}${suffix}` : `${asGlob(name)} / ${shown}${suffix}`;
      }),
    );
  return [...new Set(names)].sort();
}

/** Jobs that belong to an environment by name and do not ask the gate yet, in the order of files and lines. */
export const deployPlacesOf = (workflows: readonly Workflow[]): readonly DeployPlace[] =>
  workflows.flatMap(({ path, jobs }) =>
    jobs.flatMap((job) =>
      job.environment === null || job.environment.name.includes("${{") || gatesIn(job).some(holds)
        ? []
        : [{ path, line: job.line, job: job.id, environment: job.environment.name }],
    ),
  );
