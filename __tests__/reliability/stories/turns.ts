/** Which story is told in which run: each once in so many rounds as its rarity says. */

/** Indexes of stories, over as many rounds as the rarest has. */
export function turnsOf(rarities: readonly number[]): readonly number[] {
  const rounds = Math.max(...rarities);
  return Array.from({ length: rounds }, (_, round) =>
    rarities.flatMap((rarity, index) => (round % rarity === index % rarity ? [index] : [])),
  ).flat();
}
