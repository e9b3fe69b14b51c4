/** Which changes failed in production, as far as deployments tell: those of a release of one change that failed, or was rolled back. */
import type { Deployment } from "../evidence/deployments.ts";

export interface FailedChanges {
  /** Hashes of the changes, sorted. */
  readonly changes: readonly string[];
  /** Failed deployments that brought several changes: which of them was wrong is not told, so that none is blamed. */
  readonly severalAtOnce: number;
  /** Failed deployments of commits that are none of the changes, or with no success before them: what they brought is not told. */
  readonly untold: number;
}

/** A deployment that ended by itself, and never in success. What somebody called off says nothing. */
const hasFailed = ({ state, everSucceeded }: Deployment): boolean => state === "failed" && !everSucceeded;

const inOrder = (a: Deployment, b: Deployment): number =>
  Date.parse(a.createdAt) - Date.parse(b.createdAt) || Number(a.id) - Number(b.id) || (a.id < b.id ? -1 : 1);

/**
 * `chain`: hashes of all changes, oldest first; `deployments` to one environment, in any order. A release was rolled back where the next
 * success deploys an older change than it did. The same release that fails twice counts once.
 */
export function failedChanges(chain: readonly string[], deployments: readonly Deployment[]): FailedChanges {
  const placeOf = new Map(chain.map((sha, place) => [sha, place]));
  const changes = new Set<string>();
  const several = new Set<string>();
  const untold = new Set<string>();
  const blame = (commit: string, from: number | null, to: number | undefined): void => {
    if (from === null || to === undefined || to < from) untold.add(commit);
    else if (to - from === 1) changes.add(commit);
    // Going back to an older change, or deploying the same one again, brings no change that could be wrong.
    else if (to > from) several.add(commit);
  };
  let running: { readonly commit: string; readonly place: number; readonly before: number | null } | null = null as {
    readonly commit: string;
    readonly place: number;
    readonly before: number | null;
  } | null;
  for (const deployment of [...deployments].sort(inOrder)) {
    const { commit } = deployment;
    const place = placeOf.get(commit);
    if (hasFailed(deployment)) blame(commit, running?.place ?? null, place);
    if (!deployment.everSucceeded || place === undefined || place === running?.place) continue;
    if (running !== null && place < running.place) blame(running.commit, running.before, running.place);
    running = { commit, place, before: running === null || place < running.place ? null : running.place };
  }
  return { changes: [...changes].sort(), severalAtOnce: several.size, untold: untold.size };
}
