/** Deployment: what every statement of a tally is held against. */
import type { Instant } from "../calendar/instant.ts";
import type { DeploymentApproval } from "../evidence/deployment-approvals.ts";
import type { Identity } from "../evidence/identity.ts";
import type { KnownEnvironments } from "./environment-proof.ts";
import type { Exclusion, Flaw } from "./exclusions.ts";
import type { KnownGroups } from "./membership.ts";
import type { Standing } from "./reading.ts";
import type { HeldReceipt } from "./receipt-standing.ts";
import type { Requirement } from "./requirements.ts";

/** A reason without the `approval.` or `rejection.` before its code. */
export interface Reason {
  readonly code: string;
  readonly because: string;
}

/** What every statement of this deployment is held against. */
export interface Deployment {
  readonly platform: string;
  readonly environment: string;
  /** Full hash. */
  readonly head: string;
  readonly now: Instant;
  readonly mode: "enforce" | "evaluate" | "wait";
  /** The run that asks; null where there is none. */
  readonly run: string | null;
  readonly receipt: HeldReceipt | null;
  /** Statements that were there before approvals were asked for. */
  readonly old: ReadonlySet<DeploymentApproval>;
  /** Before this moment nobody can have approved: when the run was made; null where there is none. */
  readonly startedAt: Instant | null;
  readonly requirements: readonly Requirement[];
  readonly groups: KnownGroups;
  readonly environments: KnownEnvironments;
  /** Milliseconds; infinite where the policy lets approvals count that have expired. */
  readonly expiresAfter: number;
  /** Must people be comparable with the makers of the release? */
  readonly excludesMakers: boolean;
  /** How long an approval holds where nothing is let in, in milliseconds. */
  readonly usualLife: number;
  /** What may be wrong with an approval that counts nevertheless, since the policy says so. */
  readonly letsIn: ReadonlySet<Flaw>;
  exclusionOf(person: Identity): Exclusion | null;
  /** Who is who, as `Acquaintance` tells. */
  personOf(identity: Identity): string;
  /** What speaks against somebody in one standing is worked out once; it goes with the groups. */
  readonly known: Map<Standing, Reason | null>;
}
