/** Whose deployments the trusted policy believes besides those that the platform can prove (`deployed-by`). */
import { environmentFor } from "./core/policy/environment-for.ts";
import { PolicyError } from "./core/policy/problems.ts";
import { loadPolicy } from "./load-policy.ts";
import { type FileReading, PlatformError } from "./platforms/platform.ts";
import { usualPolicyFile } from "./policy-from-disk.ts";

/**
 * Logins. `policy` is a path below the root of the repository, a built-in, or null for the usual file. Where the policy cannot be
 * read or names nobody, nobody is believed: what is wrong with the policy is said by whoever judges by it.
 */
export async function trustedDeployers(
  policy: string | null,
  environment: string,
  read: (path: string) => Promise<FileReading>,
  readFreezePeriods?: () => Promise<FileReading>,
): Promise<readonly string[]> {
  try {
    const loaded = await loadPolicy(policy ?? usualPolicyFile, read, { readFreezePeriods });
    return environmentFor(loaded.policy, environment).rules?.["deployed-by"] ?? [];
  } catch (error) {
    if (error instanceof PolicyError || error instanceof PlatformError) return [];
    throw error;
  }
}
