/** Finds the entry of `environments` that holds for a target environment. */
import { compileNameGlob } from "../evidence/globs.ts";
import { nearest } from "../nearest.ts";
import type { EnvironmentPolicy, Policy } from "./policy.ts";

/** Is this name in the policy a pattern? */
export const isGlob = (name: string): boolean => /[*?[\]{}\\]/u.test(name);

/**
 * Does a name match the pattern? A name is no path: `*` goes across slashes, so `review/*` holds for `review/feature/login`. Compared
 * without case. Throws `GlobError` for what is no pattern, which a parsed policy never holds.
 */
export const globFor = (pattern: string): ((name: string) => boolean) => {
  const matches = compileNameGlob(pattern.toLowerCase());
  return (name) => matches(name.toLowerCase());
};

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export interface EnvironmentLookup {
  /** Null where the policy names no such environment: it never falls back to another's rules. */
  readonly rules: EnvironmentPolicy | null;
  /** The nearest name that the policy has; only where `rules` is null. */
  readonly suggestion: string | null;
}

/** An exact name wins; among globs the first listed. Names are compared without case, as GitHub compares them. */
export function environmentFor({ environments }: Policy, name: string): EnvironmentLookup {
  const exact = environments.find((environment) => !isGlob(environment.name) && same(environment.name, name));
  const rules =
    exact ?? environments.find((environment) => isGlob(environment.name) && globFor(environment.name)(name));
  if (rules !== undefined) return { rules, suggestion: null };
  const names = environments.map((environment) => environment.name).filter((each) => !isGlob(each));
  return { rules: null, suggestion: nearest(name, names) };
}
