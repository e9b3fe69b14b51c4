/**
 * Whether a deployment can be believed. Anybody with `deployments: write` can post one, so it counts only where a job of this repository
 * made it: the job succeeded, its run is of that very commit, and the commit lies on the default branch, on a protected one, or
 * under the tag of a published release. Whoever may push chooses the name of a branch or tag, so the name alone proves nothing.
 */

import { HttpFailure } from "../http.ts";
import type { Ancestry } from "./ancestry.ts";
import type { Client } from "./client.ts";
import type { Opening } from "./opening.ts";
import { branch } from "./schema/history.ts";
import type { DeploymentReply } from "./schema/repository.ts";
import { job, type RunReply, run } from "./schema/runs.ts";
import type { Setting } from "./surroundings.ts";

export interface Provenance {
  /** Asked once for each deployment. What cannot be read is not believed. */
  isProven(deployment: DeploymentReply): Promise<boolean>;
  /** Could a job of this repository have made it? Told without asking anybody. */
  maybe(deployment: DeploymentReply): boolean;
  /** The branch that a job deployed it from and that no longer has its commit; null for any other, and before it was asked about. */
  lostFrom(deployment: DeploymentReply): string | null;
}

interface JobAddress {
  readonly run: string;
  readonly job: string;
}

/** The run and job that a link leads to; null for any other address, also of another host or repository. */
export function jobAt(logUrl: string | null, { serverUrl, owner, name }: Setting): JobAddress | null {
  const prefix = `${serverUrl}/${owner}/${name}/actions/runs/`.toLowerCase();
  if (logUrl === null || !logUrl.toLowerCase().startsWith(prefix)) return null;
  const [, runId, jobId] = /^(\d+)\/jobs?\/(\d+)(?:[?#].*)?$/.exec(logUrl.slice(prefix.length)) ?? [];
  return runId === undefined || jobId === undefined ? null : { run: runId, job: jobId };
}

const successJob = (deployment: DeploymentReply, setting: Setting): JobAddress | null =>
  (deployment.statuses?.nodes ?? [])
    .filter(({ state }) => state === "SUCCESS")
    .map(({ logUrl }) => jobAt(logUrl, setting))
    .find((address) => address !== null) ?? null;

interface Means {
  readonly client: Client;
  readonly setting: Setting;
  readonly opening: Pick<Opening, "repository" | "releases">;
  readonly ancestry: Ancestry;
}

export function openProvenance({ client, setting, opening, ancestry }: Means): Provenance {
  const repo = `/repos/${setting.owner}/${setting.name}`;
  const { id, defaultBranch } = opening.repository;
  const known = new Map<string, Promise<boolean>>();
  const lost = new Map<string, string>();

  async function isOnTrustedBranch({ head_branch: name, head_sha: sha }: RunReply): Promise<boolean> {
    if (name === null || defaultBranch === null) return false;
    if (name === defaultBranch.name) return ancestry.isOn(defaultBranch.sha, sha);
    const releases = opening.releases.ok ? opening.releases.value : [];
    if (releases.some(({ isDraft, tagName, tagCommit }) => !isDraft && tagName === name && tagCommit?.oid === sha))
      return ancestry.isOn(defaultBranch.sha, sha);
    const asking = { what: `the branch ${name}`, permission: "contents: read" };
    const { value } = await client.get(`${repo}/branches/${encodeURIComponent(name)}`, branch, asking);
    return value.protected && value.name === name && ancestry.isOn(value.commit.sha, sha);
  }

  async function prove(deployment: DeploymentReply): Promise<boolean> {
    const address = successJob(deployment, setting);
    if (address === null) return false;
    // In step with the two questions, so that it costs no round of its own.
    if (defaultBranch !== null) ancestry.isOn(defaultBranch.sha, deployment.commitOid).catch(() => {});
    const asking = { what: `the job that deployed ${deployment.commitOid.slice(0, 10)}`, permission: "actions: read" };
    const [{ value: its }, { value: whole }] = await Promise.all([
      client.get(`${repo}/actions/jobs/${address.job}`, job, asking),
      client.get(`${repo}/actions/runs/${address.run}`, run, asking),
    ]);
    const isItsJob =
      String(its.id) === address.job &&
      String(its.run_id) === address.run &&
      its.head_sha === deployment.commitOid &&
      its.status === "completed" &&
      its.conclusion === "success";
    const isOurRun =
      String(whole.id) === address.run &&
      whole.head_sha === deployment.commitOid &&
      whole.repository.id === id &&
      whole.head_repository?.id === id &&
      !whole.event.startsWith("pull_request");
    if (!isItsJob || !isOurRun) return false;
    const isThere = await isOnTrustedBranch(whole);
    if (!isThere && whole.head_branch !== null && whole.head_branch === defaultBranch?.name)
      lost.set(deployment.id, whole.head_branch);
    return isThere;
  }
  return {
    maybe: (deployment) => successJob(deployment, setting) !== null,
    lostFrom: ({ id: deploymentId }) => lost.get(deploymentId) ?? null,
    isProven(deployment) {
      const found =
        known.get(deployment.id) ??
        prove(deployment).catch((error: unknown) => {
          // A run that was deleted proves nothing; a permission that is missing is said, since it would hide what was deployed.
          if (error instanceof HttpFailure && (error.status === 404 || error.status === 410)) return false;
          throw error;
        });
      known.set(deployment.id, found);
      found.catch(() => {});
      return found;
    },
  };
}
