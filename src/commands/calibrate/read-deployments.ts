/** The deployments to an environment, as the platform lists its newest ones. */
import type { Deployment } from "../../core/evidence/deployments.ts";
import { noParticulars } from "../../core/evidence/query.ts";
import { PlatformError } from "../../platforms/platform.ts";
import { openPlatform } from "../../platforms/registry.ts";
import type { Terminal } from "../command.ts";

/** Throws `PlatformError` where the platform does not tell: that nothing is known of failures must not look like none. */
export async function readDeployments(
  { platform, environment }: { readonly platform: string; readonly environment: string },
  repository: string,
  { env, now, progress }: Terminal,
): Promise<readonly Deployment[]> {
  const surroundings = {
    environment,
    repository,
    base: null,
    head: null,
    junit: [],
    coverage: [],
    approvalsFile: null,
  };
  const session = await openPlatform(platform, { ...surroundings, env, now, progress });
  const { deployments } = await session.collect({ ...noParticulars, environment, kinds: ["deployments"] });
  if (deployments?.status === "observed")
    return deployments.value.filter((each) => each.environment.toLowerCase() === environment.toLowerCase());
  throw new PlatformError(
    "unreadable",
    `The deployments to ${environment} could not be read. ${deployments?.because ?? ""}`.trim(),
    deployments?.fix ?? "Give the commits that failed with --failed instead.",
  );
}
