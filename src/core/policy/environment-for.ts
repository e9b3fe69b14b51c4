/** Finds the entry of `environments` that holds for a target environment. */
import picomatch from "picomatch";
import { nearest } from "./nearest.ts";
import type { EnvironmentPolicy, Policy } from "./policy.ts";

/** Is this name in the policy a pattern? */
export const isGlob = (name: string): boolean => /[*?[\]{}]/u.test(name);

/** A name is no path: `*` goes across slashes, so `review/*` holds for `review/feature/login`. Compared without case. */
const options = { bash: true, dot: true, nocase: true, noextglob: true, nonegate: true } as const;

/** Do its brackets match? */
export function isUsableGlob(glob: string): boolean {
  try {
    picomatch.makeRe(glob, { ...options, strictBrackets: true });
    return true;
  } catch {
    return false;
  }
}

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
    exact ??
    environments.find((environment) => isGlob(environment.name) && picomatch.isMatch(name, environment.name, options));
  if (rules !== undefined) return { rules, suggestion: null };
  const names = environments.map((environment) => environment.name).filter((each) => !isGlob(each));
  return { rules: null, suggestion: nearest(name, names) };
}
