/** Runs of a release pipeline as whoever starts one of them again sees them: how far the job behind the gate got in each. */

export interface PipelineRun {
  /** By the platform; names the run when it is started again. */
  readonly id: string;
  /** `#41`, as people know it. */
  readonly name: string;
  /** Where people look at it. */
  readonly url: string;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly job: JobProgress;
}

/** How far the deploy job got in the newest attempt. */
export type JobProgress =
  /** It was not reached, was left out, or still waits for people. */
  | { readonly state: "not-reached" }
  /** It waits in line or runs. */
  | { readonly state: "going" }
  | { readonly state: "deployed" }
  /** Nothing but the window of the environment held it back; `until` is when the gate said to come back (ISO 8601, UTC). */
  | { readonly state: "held"; readonly until: string }
  /** It failed for another reason. */
  | { readonly state: "failed" };

/** Reads what the gate left behind (`sayHeld`) in a line of the job; null where it is something else. */
export function heldUntil(message: string, environment: string): string | null {
  const [, name, until] =
    /^Held for the change window of (.+), which opens at (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\.$/.exec(
      message.trim(),
    ) ?? [];
  return name?.toLowerCase() === environment.toLowerCase() ? (until ?? null) : null;
}
