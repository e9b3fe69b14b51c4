/** What GitHub will keep as deployed: the commit that the run was started from, whatever its job deploys. */
import { PlatformError } from "../platform.ts";
import type { Settled } from "../settled.ts";
import type { Ancestry } from "./ancestry.ts";
import { everSucceeded, isOwn } from "./deployments.ts";
import type { DeploymentReply } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

interface Asked {
  readonly setting: Setting;
  readonly environment: string;
  readonly deployments: Settled<readonly DeploymentReply[]>;
  readonly ancestry: Ancestry;
  readonly head: { readonly sha: string; readonly name: string };
  /** Where the release begins; null where everything is judged. */
  readonly base: { readonly sha: string; readonly name: string } | null;
  isTrusted(deployment: DeploymentReply): Promise<boolean>;
}

/**
 * A run that deploys another commit than the one it was started from is recorded under the latter, and the next release begins there.
 * Where that one was never deployed, what lies between would be judged by nobody. Throws `PlatformError` (`usage`).
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export async function refuseToRecordMore(asked: Asked): Promise<void> {
  const { setting, environment, deployments, ancestry, head, base } = asked;
  const all = deployments.ok ? deployments.value : [];
  const recorded = all.find((each) => isOwn(each, setting))?.commitOid;
  if (recorded === undefined || recorded === head.sha) return;
  const before = all.filter((each) => each.commitOid === recorded && everSucceeded(each) && !isOwn(each, setting));
  for (const each of before) if (await asked.isTrusted(each)) return;
  if (base !== null && ["same", "ahead"].includes(await ancestry.relation(recorded, base.sha))) return;
  const short = recorded.slice(0, 10);
  throw new PlatformError(
    "usage",
    `The gate was asked about ${head.name}, and GitHub records this job's deployment to ${environment} as ${short}, from which its run was started. ${short} was not deployed there before, so the next release would leave out what it adds.`,
    `Start the run from a branch or tag whose commit is ${head.name}, or from one that was deployed to ${environment} already.`,
  );
}
