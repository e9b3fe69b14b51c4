/**
 * Which jobs of the run that asks belong to an environment, and whether one got past its protection. Told by the deployments that GitHub
 * itself makes for such jobs: each names its job in `log_url`. A job with `deployment: false` makes none and is not seen.
 */
import type { ProtectedEnvironment } from "../../core/evidence/environments.ts";
import { need, settle } from "../settled.ts";
import type { Opening } from "./opening.ts";
import type { OwnRun } from "./own-run.ts";
import { jobAt } from "./provenance.ts";
import type { Setting } from "./surroundings.ts";

export type JobsThere = Pick<ProtectedEnvironment, "jobs" | "wasPassed">;

/** A job has begun only once its environment let it. That it failed does not tell: a rejection fails it as well. */
const begun: ReadonlySet<string> = new Set(["IN_PROGRESS", "SUCCESS"]);

/**
 * Nothing where no run asks, or GitHub does not know its commit. Where GitHub lists only the newest deployments of a much deployed commit,
 * what they do not show is null, never zero. Throws `PlatformError` where deployments cannot be read.
 */
export async function jobsThere(
  name: string,
  { opening, setting, own }: { readonly opening: Opening; readonly setting: Setting; readonly own: OwnRun | null },
): Promise<JobsThere> {
  if (own === null || setting.run === null) return {};
  const listed = need(opening.ownDeployments)?.deployments;
  if (listed == null) return {};
  const here = listed.nodes.flatMap(({ environment, statuses }) => {
    if (environment?.toLowerCase() !== name.toLowerCase()) return [];
    const ours = (statuses?.nodes ?? []).flatMap(({ state, logUrl }) => {
      const address = jobAt(logUrl, setting);
      return address !== null && address.run === setting.run?.id ? [{ state, job: address.job }] : [];
    });
    const job = ours[0]?.job;
    return job === undefined ? [] : [{ job, hasBegun: ours.some(({ state }) => begun.has(state)) }];
  });
  const ids = [...new Set(here.map(({ job }) => job))];
  const jobs = ids.length < 2 ? ids.length : await countJobs(ids, own);
  const isWhole = !listed.pageInfo.hasNextPage;
  // The newest of them: an earlier attempt got past what asks again now.
  const wasPassed = here[0]?.hasBegun ?? false;
  return { jobs: isWhole || jobs > 1 ? jobs : null, wasPassed: isWhole || here.length > 0 ? wasPassed : null };
}

/**
 * One job that ran again in a later attempt has one name and several ids. Jobs of one name in one attempt are several all the same, and
 * where the names cannot be read every id counts by itself.
 */
async function countJobs(ids: readonly string[], own: OwnRun): Promise<number> {
  const all = await settle(own.jobs());
  const known = new Map((all.ok ? all.value : []).map((each) => [String(each.id), each]));
  const byName = new Map<string, Map<number, number>>();
  for (const id of ids) {
    const job = known.get(id);
    const key = job === undefined ? `#${id}` : job.name;
    const attempts = byName.get(key) ?? new Map<number, number>();
    const attempt = job?.run_attempt ?? 0;
    byName.set(key, attempts.set(attempt, (attempts.get(attempt) ?? 0) + 1));
  }
  return [...byName.values()].reduce((sum, attempts) => sum + Math.max(...attempts.values()), 0);
}
