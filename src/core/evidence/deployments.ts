/** Deployments to the environments that the policy asks about, newest first. */

export interface Deployment {
  readonly id: string;
  readonly environment: string;
  readonly commit: string;
  readonly state: "succeeded" | "failed" | "in-progress" | "queued" | "waiting" | "inactive" | "unknown";
  /** Did any of its statuses say success? The newest status alone does not tell. */
  readonly everSucceeded: boolean;
  /** Made by a job of this repository from a default or protected branch, or by somebody the policy names: anyone may post one. */
  readonly trusted: boolean;
  /** Belongs to the run that asks. */
  readonly isOwn: boolean;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly url: string | null;
  /** Is its commit an ancestor of the head? null where the history at hand cannot tell. */
  readonly isAncestorOfHead: boolean | null;
  /** Login of whoever posted it; null or absent where the platform does not say. */
  readonly creator?: string | null | undefined;
}
