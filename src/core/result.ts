/** Result: the one value that leaves the core. */
import type { Explanation } from "./approvals/explanation.ts";
import type { Receipt } from "./approvals/receipt.ts";
import type { Tally } from "./approvals/tally-result.ts";
import type { Waiver } from "./approvals/waivers.ts";
import type { WindowAnswer } from "./calendar/window.ts";
import type { ChangeType } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import type { DecisionKind, Mode, Reason } from "./decision/decision.ts";
import type { Release } from "./evidence/release.ts";
import type { RiskAssessment } from "./risk/assessment.ts";

/** One policy that was judged: the trusted one, and those of base and head where they differ. */
export interface JudgedPolicy {
  readonly role: "trusted" | "base" | "head";
  /** Where it stands, for people: `.release-gate.yml in the working tree`. */
  readonly source: string;
  /** The entry of `environments` that holds for the target: an exact name or a glob. */
  readonly environment: string | null;
}

export interface Condition {
  readonly name: string;
  readonly value: string;
  readonly because: string;
}

export interface Result {
  readonly decision: DecisionKind;
  /** May the deployment go ahead now? Never true for a hypothetical question. */
  readonly allowed: boolean;
  readonly reasons: readonly Reason[];
  /** What `evaluate` needs to know for its exit code. */
  readonly isSettledButForTime: boolean;
  readonly environment: string;
  readonly mode: Mode;
  readonly changeType: ChangeType;
  readonly reason: string | null;
  /** The moment judged (ISO 8601, UTC). */
  readonly at: string;
  /** Why this is a "what if" and allows nothing; null for a real question. */
  readonly hypothetical: string | null;
  readonly platform: string;
  readonly policies: readonly JudgedPolicy[];
  /** What must be said aloud about how the question was put: a default policy, a policy file that is not committed. */
  readonly notes: readonly string[];
  readonly release: Release;
  readonly findings: readonly Finding[];
  readonly risk: RiskAssessment;
  readonly approvals: Tally;
  /** The approvals in sentences: what holds, what is missing, who can clear it, and what does not count. */
  readonly explanation: Explanation;
  /** Environments through which missing approvals are to be asked (GitHub), sorted. */
  readonly approvalEnvironments: readonly string[];
  /** What approvals were asked for; only from `evaluate`. */
  readonly receipt: Receipt | null;
  readonly window: WindowAnswer | null;
  readonly conditions: readonly Condition[];
  /** Permissions that made a difference: what was waived, by whom and why. */
  readonly waivers: readonly Waiver[];
  /** What the review issue of a granted emergency must carry; null without one. */
  readonly emergency: { readonly key: string; readonly label: string } | null;
  /** Until when an `allow` holds (ISO 8601, UTC); null when nothing ends it, or when it is none. */
  readonly authorizedUntil: string | null;
  /** What a person does next, most useful first, at most three. */
  readonly nextSteps: readonly string[];
}
