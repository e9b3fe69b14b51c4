/** The policy in the one form that its digest is taken of: the order of keys and comments leave no trace. */
import type { Policy } from "./policy.ts";

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const keys = Object.keys(value).sort();
  const entries = keys.map((key) => [key, (value as Record<string, unknown>)[key]] as const);
  return Object.fromEntries(
    entries.filter(([, each]) => each !== undefined).map(([key, each]) => [key, canonical(each)]),
  );
}

/**
 * Plain JSON: keys sorted by code unit, nothing undefined. The order of lists stays, for it carries meaning (among globs of environments
 * the first wins). `parsePolicy` returns policies in this form already, so a policy read back from a record is the same value.
 */
export const canonicalPolicy = (policy: Policy): Policy => canonical(policy) as Policy;
