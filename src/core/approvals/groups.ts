/** Reviewer groups: who may approve. */

/** A group of the policy, under the name that requirements use. */
export interface Group {
  readonly name: string;
  /** Logins, and on a platform without accounts e-mail addresses; compared without case. */
  readonly users: readonly string[];
  readonly github: {
    readonly teams: readonly string[];
    readonly environments: readonly string[];
    readonly "pull-request-reviews": boolean;
  };
  readonly gitlab: { readonly groups: readonly (string | number)[] };
}
