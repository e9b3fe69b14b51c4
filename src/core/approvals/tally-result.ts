/** What the tally says: which approvals count for what, which do not and why, and what is missing. */

/** Somebody named in a group who cannot approve this release, and what stands against it: "wrote a commit". */
export interface RuledOut {
  readonly person: string;
  readonly because: string;
}

/** Names are display names (`@login`, else the git name). */
export interface CountedRequirement {
  /** Names of the groups, any of which may approve. */
  readonly anyOf: readonly string[];
  readonly count: number;
  /** Why it is asked: "risk is high", "src/auth/** changed". */
  readonly because: string;
  readonly approvedBy: readonly string[];
  readonly missing: number;
  /** Who could still approve; null where the members cannot be read. */
  readonly couldApprove: readonly string[] | null;
  /** True when it is certain that too few people are left to satisfy it. */
  readonly impossible: boolean;
  /** May people outside its groups approve as well? Absent where they may not. */
  readonly takesOutsiders?: true;
  /** How many people the groups name; null where the members cannot be read. */
  readonly members?: number | null;
  /** Members who cannot approve this release. */
  readonly ruledOut?: readonly RuledOut[];
  /** Other requirements that need the same people, when it is impossible only together with them: "operations", "a or b". */
  readonly competesWith?: readonly string[];
  /** Where one person approved in several environments: which approval job to run again, and who may still approve there. */
  readonly askAgain?: readonly string[];
}

/** An approval that does not count, with a stable code (`approval.author`) and a sentence. A rejection has `rejection.author`. */
export interface Discounted {
  readonly person: string;
  readonly code: string;
  readonly because: string;
}

export interface Rejection {
  readonly person: string;
  readonly comment: string;
  /** Who can lift it, and how, in a sentence. */
  readonly fix?: string;
}

/** What an approver asks of the deployment, for people and for the deploy job: `only canary`. */
export interface ApproverCondition {
  readonly person: string;
  readonly name: "only" | "not-before" | "not-after";
  readonly value: string;
}

export interface Tally {
  readonly requirements: readonly CountedRequirement[];
  readonly discounted: readonly Discounted[];
  readonly rejections: readonly Rejection[];
  /** Why approvals could not be read, when a requirement needs them; null otherwise. */
  readonly unreadable: string | null;
  /** Why the tally cannot be trusted (unknown authors, unknown triggerer): each is an `error`. */
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  /** Exclusions that the policy turned off, one sentence each. */
  readonly relaxed: readonly string[];
  /** Earliest expiry among the approvals that count (ISO 8601, UTC); null without one. */
  readonly expiresAt: string | null;
  /** Conditions in the comments of approvals that count. */
  readonly conditions?: readonly ApproverCondition[];
  /** Before this moment an approver does not want the deployment, however many others approve (ISO 8601, UTC); null without one ahead. */
  readonly notBefore?: string | null;
  /** Worth knowing about approvals that count: given before any evaluation, given in a review. */
  readonly remarks?: readonly string[];
  /** People whose approval would count and was not needed. */
  readonly spare?: readonly string[];
  /** How many different people it takes at least. */
  readonly people?: number;
}

/** The tally where nobody has to approve. */
export const nothingAsked: Tally = {
  requirements: [],
  discounted: [],
  rejections: [],
  unreadable: null,
  errors: [],
  relaxed: [],
  expiresAt: null,
  conditions: [],
  notBefore: null,
  remarks: [],
  spare: [],
  people: 0,
};
