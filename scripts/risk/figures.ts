/** Figures of merit for a ranking with known outcomes. */

export type Scored = readonly (readonly [score: number, hit: boolean])[];

/** The chance that a hit scores above a miss; equal scores count half. */
export function areaUnderCurve(rows: Scored): number {
  const sorted = [...rows].sort(([a], [b]) => a - b);
  let ranks = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.[0] === sorted[i]?.[0]) end++;
    const rank = (i + 1 + end) / 2;
    for (; i < end; i++) if (sorted[i]?.[1] === true) ranks += rank;
  }
  const hits = rows.filter(([, hit]) => hit).length;
  return (ranks - (hits * (hits + 1)) / 2) / (hits * (rows.length - hits));
}

/** Which share of the hits lies among the riskiest share of all; equal scores are shared out evenly. */
export function shareCaught(rows: Scored, share: number): number {
  const sorted = [...rows].sort(([a], [b]) => b - a);
  const most = share * rows.length;
  let caught = 0;
  for (let i = 0; i < most; ) {
    let end = i;
    let hits = 0;
    while (end < sorted.length && sorted[end]?.[0] === sorted[i]?.[0]) if (sorted[end++]?.[1] === true) hits++;
    caught += hits * Math.min(1, (most - i) / (end - i));
    i = end;
  }
  return caught / rows.filter(([, hit]) => hit).length;
}

/** Mean distance of what was foretold from what happened, over ten equal groups by score. */
export function calibrationError(rows: Scored): number {
  const sorted = [...rows].sort(([a], [b]) => a - b);
  const errors = Array.from({ length: 10 }, (_, i) => {
    const group = sorted.slice(Math.floor((i * sorted.length) / 10), Math.floor(((i + 1) * sorted.length) / 10));
    const foretold = group.reduce((sum, [score]) => sum + score, 0) / group.length;
    return Math.abs(foretold - group.filter(([, hit]) => hit).length / group.length);
  });
  return errors.reduce((a, b) => a + b, 0) / errors.length;
}
