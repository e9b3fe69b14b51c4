/** What a policy says about risk, for a range that is scored by hand. */
import { environmentFor } from "../../core/policy/environment-for.ts";
import { type RiskSettings, riskSettings } from "../../core/risk/settings.ts";
import { loadFromDisk, loadUsual, usualPolicyFile } from "../../policy-from-disk.ts";
import { UsageError } from "../command.ts";

export interface Ruled {
  readonly settings: RiskSettings;
  /** Which policy the score rests on, as a sentence. */
  readonly says: string;
}

const byModel = (says: string): Ruled => ({ settings: riskSettings.parse({}), says });

/**
 * The rules of an environment by the named policy, else by the repository's own, else by none. Without an environment the only one holds;
 * of several none does. Throws `UsageError` for an environment that the policy does not have, and what reading a policy throws.
 */
export async function readSettings(
  asked: { readonly policy: string | null; readonly environment: string | null },
  directory: string,
  cwd: string,
): Promise<Ruled> {
  const found = await find(asked.policy, directory, cwd);
  if (found === null) {
    if (asked.environment === null) return byModel(`There is no ${usualPolicyFile} here: by the model alone.`);
    throw new UsageError(
      `there is no ${usualPolicyFile} here that could have rules for ${asked.environment}.`,
      "Name a policy with --policy.",
    );
  }
  const { policy, name } = found;
  const [first, ...others] = policy.environments;
  const { rules, suggestion } =
    asked.environment === null
      ? { rules: others.length === 0 ? (first ?? null) : null, suggestion: null }
      : environmentFor(policy, asked.environment);
  if (rules !== null) {
    const { "customer-impact": impact, ...settings } = rules.risk;
    const left = impact === undefined ? "" : " What the deployment request declares is looked at by `check` alone.";
    return { settings, says: `By the policy ${name} for ${asked.environment ?? rules.name}.${left}` };
  }
  if (asked.environment === null)
    return byModel(`The policy ${name} has several environments: by the model alone. Name one with --environment.`);
  throw new UsageError(
    `the policy ${name} names no environment "${asked.environment}".`,
    suggestion === null ? null : `Did you mean ${suggestion}?`,
  );
}

async function find(named: string | null, directory: string, cwd: string) {
  if (named !== null) return { policy: (await loadFromDisk(named, cwd)).policy, name: named };
  const { loaded, note } = await loadUsual(directory);
  return note === null ? { policy: loaded.policy, name: usualPolicyFile } : null;
}
