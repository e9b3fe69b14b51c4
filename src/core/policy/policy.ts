/** The policy as everything behind the parser sees it: references resolved, defaults filled in. */

import type { EmergencySettings } from "../approvals/emergency.ts";
import type { Group } from "../approvals/groups.ts";
import type { RollbackSettings } from "../approvals/rollback-lane.ts";
import type { ApprovalSettings } from "../approvals/settings.ts";
import type { Calendar } from "../calendar/calendar.ts";
import type { RequestSource } from "../evidence/query.ts";
import type { RiskLevel } from "../risk/level.ts";
import type { RiskSettings } from "../risk/settings.ts";

/** What goes with an `allow` at a risk level. */
export interface LevelConditions {
  readonly strategy?: string | undefined;
  /** A narrower calendar that must be open as well. */
  readonly calendar?: Calendar | undefined;
  /** Milliseconds. */
  readonly "max-age"?: number | undefined;
}

/** What is asked of a release to one environment. Keys of settings are those of the policy file. */
export interface EnvironmentPolicy {
  /** An exact name, or a glob. */
  readonly name: string;
  readonly request: RequestSource | null;
  /** Check id -> that check's settings, as its own schema put them out. */
  readonly checks: Readonly<Record<string, unknown>>;
  readonly risk: RiskSettings;
  readonly approvals: ApprovalSettings;
  readonly conditions: { readonly [L in RiskLevel]?: LevelConditions | undefined };
  /** Without it there is no break-glass. */
  readonly emergency?: EmergencySettings | undefined;
  /** Without it a rollback needs one person of each requirement. */
  readonly rollback?: RollbackSettings | undefined;
  /** Logins whose deployments are believed although no workflow run of this repository made them. */
  readonly "deployed-by": readonly string[];
}

export interface Policy {
  readonly version: 1;
  readonly groups: Readonly<Record<string, Group>>;
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** Exact names first, sorted; then globs as the file lists them. */
  readonly environments: readonly EnvironmentPolicy[];
}
