/** Approval environments: through which of them GitHub is to ask, so that enough different clicks can answer what is missing. */
import { flawOf, type KnownEnvironments } from "./environment-proof.ts";
import { labelOf, shortfallSentence } from "./explain.ts";
import { environmentBecause } from "./explain-environments.ts";
import { seat } from "./matching.ts";
import { compare } from "./order.ts";
import type { Requirement } from "./requirements.ts";
import type { CountedRequirement } from "./tally-result.ts";

export interface Asking {
  /** Names of environments, sorted, each once: what a matrix of approval jobs runs over. Empty when nothing is missing. */
  readonly environments: readonly string[];
  /** One sentence for each requirement that has too few environments; each is an `error`. */
  readonly shortfalls: readonly string[];
}

/**
 * One environment answers for one missing person, since GitHub lets an environment through after one approval. Requirements whose
 * groups list no environment are asked in other ways and are left out here. The target environment is never asked through, nor is one
 * that does not exist or has no reviewers: GitHub would make it, or pass it, without asking anybody.
 */
export function askThrough(
  requirements: readonly Requirement[],
  counted: readonly CountedRequirement[],
  target: string,
  known: KnownEnvironments = new Map(),
): Asking {
  const named = requirements.map(({ anyOf }) => [
    ...new Set(
      anyOf
        .flatMap(({ github }) => github.environments)
        .map((name) => name.toLowerCase())
        .filter((name) => name !== target.toLowerCase()),
    ),
  ]);
  const listed = named.map((names) => names.filter((name) => flawOf(known.get(name)) === null));
  const written = new Map(
    requirements
      .flatMap(({ anyOf }) => anyOf.flatMap(({ github }) => github.environments))
      .toSorted(compare)
      .map((name) => [name.toLowerCase(), name] as const),
  );
  const missing = requirements.map(({ anyOf }) => {
    const label = labelOf(anyOf.map(({ name }) => name));
    return counted
      .filter((each) => labelOf(each.anyOf) === label)
      .reduce((most, each) => Math.max(most, each.missing), 0);
  });
  const seats = missing.map((count, index) => (named[index]?.length === 0 ? 0 : count));
  const all = [...new Set(listed.flat())].sort(compare);
  const seating = seat(
    seats,
    all.map((name) => listed.flatMap((names, index) => (names.includes(name) ? [index] : []))),
  );
  const used = all.filter((_, place) => seating[place] !== null);
  const shortfalls = requirements.flatMap(({ anyOf }, index) => {
    const needed = seats[index] ?? 0;
    const found = seating.filter((at) => at === index).length;
    if (found >= needed) return [];
    const flaws = (named[index] ?? []).sort(compare).flatMap((name) => {
      const flaw = flawOf(known.get(name));
      return flaw === null ? [] : [environmentBecause[flaw](written.get(name) ?? name)];
    });
    return [[shortfallSentence(labelOf(anyOf.map(({ name }) => name)), needed, found), ...flaws].join(" ")];
  });
  return { environments: used.map((name) => written.get(name) ?? name), shortfalls };
}
