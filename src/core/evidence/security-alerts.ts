/** Open alerts about the code and about what it depends on, source by source: one that could not be read hides no other. */
import type { Unseen } from "./observed.ts";

export const alertSources = ["code-scanning", "dependabot"] as const;
export type AlertSource = (typeof alertSources)[number];

/** From the mildest to the gravest. */
export const alertSeverities = ["low", "medium", "high", "critical"] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** Where to look. A branch matters to code scanning alone; null is the default branch. */
export interface AlertSearch {
  readonly source: AlertSource;
  readonly branch: string | null;
}

export interface SecurityAlert {
  /** Number of the alert, as the platform shows it. */
  readonly number: number;
  readonly title: string;
  /** `unknown`: the platform gives none, or one that the gate does not know. */
  readonly severity: AlertSeverity | "unknown";
  /** A file, or where the dependency is declared; null where it was not said. */
  readonly place: string | null;
  readonly url: string | null;
}

/** What one source says. */
export interface AlertsSeen {
  readonly status: "observed";
  /** What the platform calls the source; absent where it is known by the name that the policy uses. */
  readonly name?: string | undefined;
  /** The branch that was looked at, by name; null where the platform does not say. */
  readonly branch: string | null;
  /** When the newest analysis ended (ISO 8601); null for a source that looks all the time. */
  readonly analysedAt: string | null;
  /** The commit of that analysis. */
  readonly analysedCommit: string | null;
  /** Sorted by number. */
  readonly alerts: readonly SecurityAlert[];
  /** False: there are more than were read. */
  readonly isWhole: boolean;
}

export interface SourceAlerts {
  readonly search: AlertSearch;
  readonly seen: AlertsSeen | Unseen;
}
