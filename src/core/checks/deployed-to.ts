/** Deployments by environment. */
import type { Deployment } from "../evidence/deployments.ts";

/** Names of environments are compared without case, as GitHub compares them. */
export const sameEnvironment = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const isFor = (deployment: Deployment, environment: string): boolean =>
  sameEnvironment(deployment.environment, environment);

/** Newest first; of two from the same moment the one whose id is greater, so that the order of the evidence leaves no trace. */
export const newestFirst = (deployments: readonly Deployment[]): readonly Deployment[] =>
  [...deployments].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || (a.id > b.id ? -1 : a.id < b.id ? 1 : 0),
  );
