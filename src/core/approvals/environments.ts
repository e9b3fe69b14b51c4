/** Approval environments: through which of them GitHub is to ask, so that enough different clicks can answer what is missing. */
import { labelOf, shortfallSentence } from "./explain.ts";
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
 * groups list no environment are asked in other ways and are left out here. The target environment is never asked through.
 */
export function askThrough(
  requirements: readonly Requirement[],
  counted: readonly CountedRequirement[],
  target: string,
): Asking {
  const listed = requirements.map(({ anyOf }) => [
    ...new Set(
      anyOf
        .flatMap(({ github }) => github.environments)
        .map((name) => name.toLowerCase())
        .filter((name) => name !== target.toLowerCase()),
    ),
  ]);
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
  const seats = missing.map((count, index) => (listed[index]?.length === 0 ? 0 : count));
  const all = [...new Set(listed.flat())].sort(compare);
  const seating = seat(
    seats,
    all.map((name) => listed.flatMap((names, index) => (names.includes(name) ? [index] : []))),
  );
  const used = all.filter((_, place) => seating[place] !== null);
  const shortfalls = requirements.flatMap(({ anyOf }, index) => {
    const needed = seats[index] ?? 0;
    const found = seating.filter((at) => at === index).length;
    return found < needed ? [shortfallSentence(labelOf(anyOf.map(({ name }) => name)), needed, found)] : [];
  });
  return { environments: used.map((name) => written.get(name) ?? name), shortfalls };
}
