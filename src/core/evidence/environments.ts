/** How the environments that matter to this release are protected on the platform. */

/** A person or a team that may approve there: a login, or `owner/team`. */
export interface EnvironmentReviewer {
  readonly kind: "user" | "team";
  readonly name: string;
  /** How many of them have to approve; absent where one is enough, or the platform does not say. */
  readonly count?: number | undefined;
}

/** A field is null where the platform does not say. */
export interface ProtectedEnvironment {
  /** As the platform spells it; where it does not exist, as the policy does. */
  readonly name: string;
  readonly exists: boolean;
  /** Empty: nobody has to approve there. */
  readonly reviewers: readonly EnvironmentReviewer[] | null;
  readonly preventsSelfReview: boolean | null;
  readonly adminsMayBypass: boolean | null;
  readonly url: string | null;
  /** How many jobs of the run that asks belong to it, in this attempt; null or absent where the platform does not say. */
  readonly jobs?: number | null | undefined;
  /** Did a job of the run that asks get past its protection? Null or absent where the platform does not say. */
  readonly wasPassed?: boolean | null | undefined;
}
