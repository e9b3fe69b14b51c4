/** What people said to this run or this deployment. Only these are counted by the tally. */
import type { Identity } from "./identity.ts";

/** A team or group whose members could not be read, so that nobody can tell whether somebody is in it. */
export interface UnreadTeam {
  readonly team: string;
  readonly because: string;
  readonly fix: string | null;
}

export interface DeploymentApproval {
  readonly person: Identity;
  readonly state: "approved" | "rejected";
  /** ISO 8601, UTC; null where the platform gives no time. */
  readonly at: string | null;
  readonly comment: string;
  /** Full hash of the commit that was approved; null where the channel cannot say. */
  readonly commit: string | null;
  /** The target environment that was approved; null where the channel cannot say. */
  readonly environment: string | null;
  /** Platform teams or groups (`acme/operations`) of which the platform proved this person a member. */
  readonly memberOf: readonly string[];
  /** Of the policy's teams those that could not be read, sorted; empty: all of them were. Absent where no team was asked. */
  readonly unreadTeams?: readonly UnreadTeam[] | undefined;
  /** Whether the approval was changed after it was given; null where the platform does not show it. */
  readonly edited: boolean | null;
  readonly url: string | null;
  /** May this person administer the repository, and so pass an environment unasked? Null or absent where nobody can tell. */
  readonly isAdmin?: boolean | null | undefined;
  /**
   * `pull-request-review`: left on the release's one change request, which is tied to no environment and no run. `manual-job`: by pressing
   * the button of a job in the run that asks. Absent: said to the deployment itself.
   */
  readonly through?: "pull-request-review" | "manual-job" | undefined;
  /** The run of a pipeline to which it was said. Null or absent where the channel knows of none. */
  readonly run?: string | null | undefined;
  /** The name of that job. */
  readonly job?: string | undefined;
}
