/** An exact answer to who counts for what: a maximum matching of people to the seats of requirements. */

/** For each person the requirement they sit in, or null. */
export type Seating = readonly (number | null)[];

/**
 * Seats as many people as can be seated at once. `seats[r]` is how many people requirement r takes; `fits[p]` are the requirements
 * that person p may sit in. Nobody sits twice.
 *
 * People come one after another; somebody who finds every seat taken asks a sitting person to move to another requirement, who may
 * ask the next one (an augmenting path). Whoever sits stays seated, so people who come first are seated first wherever that costs no
 * seat at all, and the answer depends on the order of people and requirements alone: give both in a fixed order.
 */
export function seat(seats: readonly number[], fits: readonly (readonly number[])[]): Seating {
  const seating: (number | null)[] = fits.map(() => null);
  const sitting: number[][] = seats.map(() => []);
  // Requirements from which no free seat can be reached. They stay so until the next person is seated, which changes nothing for
  // them either: a search that failed has seen everything that can be reached from there.
  const full = new Set<number>();
  let free = seats.reduce((sum, count) => sum + count, 0);

  const isFree = (requirement: number): boolean => (sitting[requirement]?.length ?? 0) < (seats[requirement] ?? 0);

  const makeRoom = (requirement: number): boolean => {
    if (isFree(requirement)) return true;
    const people = sitting[requirement] ?? [];
    for (const [place, person] of people.entries())
      for (const other of fits[person] ?? []) {
        if (full.has(other)) continue;
        full.add(other);
        if (!makeRoom(other)) continue;
        people.splice(place, 1);
        sitting[other]?.push(person);
        seating[person] = other;
        return true;
      }
    return false;
  };

  for (const [person, requirements] of fits.entries()) {
    if (free === 0) break;
    const at = requirements.find(isFree);
    if (at !== undefined) {
      sitting[at]?.push(person);
      seating[person] = at;
      free--;
      continue;
    }
    const before = new Set(full);
    for (const requirement of requirements) {
      if (full.has(requirement)) continue;
      full.add(requirement);
      if (!makeRoom(requirement)) continue;
      sitting[requirement]?.push(person);
      seating[person] = requirement;
      free--;
      // What this search marked on its way to a seat is not full for certain; what earlier ones marked is.
      full.clear();
      for (const each of before) full.add(each);
      break;
    }
  }
  return seating;
}

/**
 * Requirements that stay short whatever one does, together with all that compete for the same people: in each group of the answer
 * there are fewer people than seats. Empty when everybody asked for is there.
 */
export function shortages(
  seats: readonly number[],
  fits: readonly (readonly number[])[],
  seating: Seating,
): readonly (readonly number[])[] {
  const sitting = seats.map(() => 0);
  // Requirement -> where the people sit who could have come.
  const rivals = seats.map(() => new Set<number>());
  for (const [person, requirements] of fits.entries()) {
    const at = seating[person] ?? null;
    if (at === null) continue;
    sitting[at] = (sitting[at] ?? 0) + 1;
    for (const requirement of requirements) rivals[requirement]?.add(at);
  }
  const found = new Map<string, readonly number[]>();
  for (const [short, count] of seats.entries()) {
    if ((sitting[short] ?? 0) >= count) continue;
    const competing = new Set([short]);
    for (const requirement of competing) for (const rival of rivals[requirement] ?? []) competing.add(rival);
    const group = [...competing].sort((a, b) => a - b);
    found.set(group.join(), group);
  }
  return [...found.values()];
}
