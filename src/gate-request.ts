/** What is asked of the gate, after every input was checked: the same value whichever face it came in by. */
import type { ChangeType } from "./core/checks/check.ts";
import type { Mode } from "./core/decision/decision.ts";
import type { Secrets } from "./platforms/platform.ts";

export interface GateRequest {
  readonly environment: string;
  /** `auto`: whichever platform the surroundings name. */
  readonly platform: "auto" | "github" | "gitlab" | "local";
  /** A checkout, or any folder inside it; as given, relative to the working directory. */
  readonly repository: string;
  readonly base: string | null;
  readonly head: string | null;
  /** A path, or `builtin:NAME`; null where nobody named one. */
  readonly policy: string | null;
  /** The branch, tag or commit at which the policy is trusted; null: the platform's default branch. */
  readonly policyRef?: string | null;
  /** The moment asked about instead of now (ISO 8601, UTC, to the second); it makes the question hypothetical. */
  readonly at: string | null;
  readonly changeType: ChangeType;
  readonly reason: string | null;
  /** Globs of JUnit XML files. */
  readonly junit: readonly string[];
  /** Globs of coverage files. */
  readonly coverage: readonly string[];
  readonly approvalsFile: string | null;
  readonly receipt: string | null;
  /** A saved evidence file, judged in place of asking a platform; it makes the question hypothetical. */
  readonly evidenceFile: string | null;
  /** Files to write and to read, as given. */
  readonly saveEvidence: string | null;
  readonly record: string | null;
  readonly previous: string | null;
  readonly format: "text" | "json" | "markdown" | "job-log" | "junit" | "dotenv";
  readonly mode: Mode;
  readonly reportOnly: boolean;
  /** How mode `wait` waits; milliseconds. */
  readonly waiting: Waiting;
  /** Left out where no pipeline hands in what its platform is asked with. */
  readonly secrets?: Secrets;
  /** The job that asks, as the pipeline names it. */
  readonly checkRunId?: string | null;
}

export interface Waiting {
  /** For how long it is asked again. */
  readonly timeout: number;
  /** The longest pause between two looks. */
  readonly interval: number;
}
