/** Open incidents: issues under the labels that the policy names, repository by repository. */
import type { Unseen } from "./observed.ts";

/** Where to look for incidents, and by which labels. */
export interface IncidentSearch {
  /** `owner/name`; null for the repository of the release. */
  readonly repository: string | null;
  /** An issue with one of them is an incident. Sorted. */
  readonly labels: readonly string[];
}

export interface Incident {
  readonly number: number;
  readonly title: string;
  /** Those of the labels looked for that it has, spelt as they were asked for. Sorted. */
  readonly labels: readonly string[];
  readonly openedAt: string;
  readonly url: string | null;
}

export interface IncidentsSeen {
  readonly status: "observed";
  /** Sorted by number. */
  readonly open: readonly Incident[];
  /** Open ones that were counted, but not read. */
  readonly unlisted: number;
  /** Labels that the repository does not have: nothing can ever be found by them. Sorted. */
  readonly missingLabels: readonly string[];
}

export interface RepositoryIncidents {
  readonly search: IncidentSearch;
  readonly seen: IncidentsSeen | Unseen;
}
