/** What runs of the services that a release depends on, and how that stands to the versions it needs. */
import type { Deployment } from "./deployments.ts";
import type { Unseen } from "./observed.ts";
import type { Relation } from "./release.ts";

/** A service that is deployed from a repository to an environment, and a version of it. */
export interface ServiceVersion {
  /** `owner/name`. */
  readonly repository: string;
  readonly environment: string;
  /** A tag, a branch or a commit of that repository. */
  readonly version: string;
}

/** A deployment of the service; `trusted` as in `Deployment`. */
export type ServiceDeployment = Pick<Deployment, "commit" | "state" | "trusted" | "createdAt" | "url">;

export interface ServiceSeen {
  readonly status: "observed";
  /** The commit that the version names; null where it names none. */
  readonly needed: string | null;
  /** The newest deployment that succeeded; null where none ever did. */
  readonly current: ServiceDeployment | null;
  /** Deployments that began after it, newest first; all that are known, where none ever succeeded. */
  readonly later: readonly ServiceDeployment[];
  /** How the current deployment's commit stands to the needed one: `ahead` has it and more. Null where there is nothing to compare. */
  readonly relation: Relation | null;
}

export interface DependencyDeployment {
  readonly service: ServiceVersion;
  readonly seen: ServiceSeen | Unseen;
}
