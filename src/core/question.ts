/** What is asked about a release, besides the policy and the evidence. */
import type { ReceiptReading } from "./approvals/receipt.ts";
import type { ChangeType } from "./checks/check.ts";
import type { Mode, Reason } from "./decision/decision.ts";

/** The run of a pipeline that asks. */
export interface AskingRun {
  readonly id: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** ISO 8601, UTC; null where it could not be read. */
  readonly createdAt: string | null;
}

export interface Question {
  readonly environment: string;
  readonly mode: Mode;
  readonly changeType: ChangeType;
  /** Why the release is made, in the words of whoever started it. */
  readonly reason: string | null;
  /** The moment judged (ISO 8601, UTC). */
  readonly at: string;
  /** Why this is a "what if"; null for a real question. */
  readonly hypothetical: string | null;
  /** The receipt that was handed in, as it could be read; null without one. */
  readonly receipt: ReceiptReading | null;
  /** Digest of the policies in force. */
  readonly policyDigest: string;
  /** Null where no run asks. */
  readonly run: AskingRun | null;
  /** What must be said aloud about how the question was put. */
  readonly notes: readonly string[];
  /** What went wrong while the answer was to be acted on, so that it cannot be given after all: each is an `error`. */
  readonly obstacles?: readonly Reason[];
}
