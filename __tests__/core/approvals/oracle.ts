/** A second, slow answer to "can all of these be satisfied at once?": it tries every assignment. */

/** `fits[p]` are the requirements that person p may count for; each requirement r needs `seats[r]` different people. */
export function canSatisfy(seats: readonly number[], fits: readonly (readonly number[])[]): boolean {
  const tryFrom = (person: number, open: readonly number[]): boolean => {
    if (open.every((count) => count <= 0)) return true;
    const requirements = fits[person];
    if (requirements === undefined) return false;
    if (tryFrom(person + 1, open)) return true;
    return requirements.some(
      (requirement) =>
        (open[requirement] ?? 0) > 0 &&
        tryFrom(
          person + 1,
          open.map((count, index) => (index === requirement ? count - 1 : count)),
        ),
    );
  };
  return tryFrom(0, seats);
}

/** The most seats that can be filled at once, by the same slow way. */
export function mostSeats(seats: readonly number[], fits: readonly (readonly number[])[]): number {
  const from = (person: number, open: readonly number[]): number => {
    const requirements = fits[person];
    if (requirements === undefined) return 0;
    let best = from(person + 1, open);
    for (const requirement of requirements)
      if ((open[requirement] ?? 0) > 0)
        best = Math.max(
          best,
          1 +
            from(
              person + 1,
              open.map((count, index) => (index === requirement ? count - 1 : count)),
            ),
        );
    return best;
  };
  return from(0, seats);
}
