/** Several policies in force: each is tallied by itself, and all of them must be met. */
import { nothingAsked, type Tally } from "./tally-result.ts";

/** Every value once, in the order of its first appearance. */
function distinct<T>(values: readonly T[]): readonly T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText.values()];
}

/** Requirements of all, doubles shown once; the earliest expiry; the first reason why something could not be read. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const [first, ...rest] = tallies;
  if (first === undefined) return nothingAsked;
  if (rest.length === 0) return first;
  const needed = new Set(tallies.flatMap(({ requirements }) => requirements.flatMap(({ approvedBy }) => approvedBy)));
  return {
    requirements: distinct(tallies.flatMap(({ requirements }) => requirements)),
    discounted: distinct(tallies.flatMap(({ discounted }) => discounted)),
    rejections: distinct(tallies.flatMap(({ rejections }) => rejections)),
    unreadable: tallies.find(({ unreadable }) => unreadable !== null)?.unreadable ?? null,
    errors: distinct(tallies.flatMap(({ errors }) => errors)),
    relaxed: distinct(tallies.flatMap(({ relaxed }) => relaxed)),
    expiresAt: tallies.flatMap(({ expiresAt }) => expiresAt ?? []).sort()[0] ?? null,
    conditions: distinct(tallies.flatMap(({ conditions = [] }) => conditions)),
    notBefore:
      tallies
        .flatMap(({ notBefore }) => notBefore ?? [])
        .sort()
        .at(-1) ?? null,
    remarks: distinct(tallies.flatMap(({ remarks = [] }) => remarks)),
    // Whom one policy needs is not spare, though another could do without them.
    spare: distinct(tallies.flatMap(({ spare = [] }) => spare)).filter((name) => !needed.has(name)),
    // Each policy is tallied by itself, so that one person may count under each.
    people: Math.max(...tallies.map(({ people = 0 }) => people)),
  };
}
