/** What people left on the change requests of the release. */
import type { Identity } from "./identity.ts";

export interface Review {
  readonly reviewer: Identity;
  readonly state: "approved" | "changes-requested" | "commented" | "dismissed";
  /** The commit that was looked at; null where the platform does not say. */
  readonly commit: string | null;
  /** ISO 8601, UTC; null where unknown (trailers). */
  readonly submittedAt: string | null;
  /** May this person's review count here (push right on GitHub, eligible approver or Developer and above on GitLab)? */
  readonly eligible: "yes" | "no" | "unknown";
}

/** An owners' rule that the platform itself made of a line of CODEOWNERS: whom its names stood for. */
export interface OwnerRule {
  /** Accounts and groups without the @, in lower case, sorted. */
  readonly owners: readonly string[];
  /** Logins of all people behind them, sorted. */
  readonly people: readonly string[];
}

/** A change request, or on a platform without them a commit of its own, with the commits it brought into the range. */
export interface ReviewedChange {
  /** `#12`, `!12`, or the short hash of a commit. */
  readonly name: string;
  readonly title: string;
  readonly url: string | null;
  readonly author: Identity;
  /** Full hashes, all inside the release range. */
  readonly commits: readonly string[];
  /** The last commit of the change before it was merged. */
  readonly finalCommit: string;
  readonly reviews: readonly Review[];
  readonly paths: readonly string[];
  /** Who merged it; null or absent where it is not merged, or the platform does not say. */
  readonly mergedBy?: Identity | null | undefined;
  /** Author and committer of the final commit, who stand for whoever pushed last; null or absent where they are not known. */
  readonly lastPushedBy?: readonly Identity[] | null | undefined;
  /** Absent where the platform tells of none. */
  readonly ownerRules?: readonly OwnerRule[] | undefined;
}

export interface Reviews {
  readonly changes: readonly ReviewedChange[];
  /** Where they come from: change requests of a platform, or trailers in commit messages. */
  readonly channel: "change-requests" | "trailers";
}
