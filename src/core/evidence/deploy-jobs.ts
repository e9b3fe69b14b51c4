/** How the pipeline's jobs that deploy begin: whether the gate is asked again the moment they start. */

export interface DeployJob {
  readonly name: string;
  /** As it is written, variables that the configuration itself sets filled in; others stay (`$NAME`). */
  readonly environment: string;
  /** Null where what it begins with stands in a file that could not be read. */
  readonly beginsWithGate: boolean | null;
}

export interface DeployJobs {
  /** Sorted by name. Only jobs that record a deployment. */
  readonly jobs: readonly DeployJob[];
  /** What the configuration takes in and could not be read: jobs may be hidden there. Sorted. */
  readonly unread: readonly string[];
  /** Why the configuration of this very pipeline is told nowhere (a child pipeline's); null where it was read. */
  readonly untold: string | null;
}
