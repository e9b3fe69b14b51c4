/** How well a ranking did on what happened, with its uncertainty: areas under the curve and resampling with a fixed seed. */

export interface Ranked {
  readonly score: number;
  readonly hit: boolean;
}

/** A figure and the range in which it lies in 95 of 100 resamplings. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Draws from 0 <= x < 1, the same for the same seed (mulberry32). */
export function draws(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Places of the rows in rising order of score, equal scores in one group. */
function groupsOf(rows: readonly Ranked[]): readonly (readonly number[])[] {
  const order = rows.map((_, i) => i).sort((a, b) => (rows[a]?.score ?? 0) - (rows[b]?.score ?? 0));
  const groups: number[][] = [];
  let last: number | null = null;
  for (const i of order) {
    const score = rows[i]?.score ?? 0;
    if (score === last) groups.at(-1)?.push(i);
    else groups.push([i]);
    last = score;
  }
  return groups;
}

/** The chance that a hit scores above a miss, equal scores counting half; each row counts as often as `times` says. NaN without hits or misses. */
function areaOf(rows: readonly Ranked[], groups: readonly (readonly number[])[], times: ArrayLike<number>): number {
  let [misses, hits, below] = [0, 0, 0];
  for (const group of groups) {
    let [m, h] = [0, 0];
    for (const i of group) {
      const n = times[i] ?? 0;
      if (rows[i]?.hit === true) h += n;
      else m += n;
    }
    below += h * (misses + m / 2);
    misses += m;
    hits += h;
  }
  return below / (hits * misses);
}

const resamplings = 400;

/** How often each of `n` rows is drawn in each resampling; the same for the same seed. */
export function* resampled(n: number, seed: number): Generator<ArrayLike<number>> {
  const draw = draws(seed);
  for (let k = 0; k < resamplings; k++) {
    const times = new Uint16Array(n);
    for (let i = 0; i < n; i++) {
      const at = Math.floor(draw() * n);
      times[at] = (times[at] ?? 0) + 1;
    }
    yield times;
  }
}

/** Value and 95 % range of a statistic; resamplings in which it is not defined are left out. */
export function withRange(n: number, seed: number, statistic: (times: ArrayLike<number>) => number): Interval {
  const values: number[] = [];
  for (const times of resampled(n, seed)) {
    const value = statistic(times);
    if (Number.isFinite(value)) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return { value: statistic(new Uint16Array(n).fill(1)), low: at(0.025), high: at(0.975) };
}

const seed = 20_240_229;

/** Area under the curve with its range. */
export function areaUnderCurve(rows: readonly Ranked[]): Interval {
  const groups = groupsOf(rows);
  return withRange(rows.length, seed, (times) => areaOf(rows, groups, times));
}

/** How much better the second ranking is than the first, on the same rows and the same resamplings. */
export function gainInArea(rows: readonly Ranked[], other: readonly number[]): Interval {
  const others = rows.map(({ hit }, i) => ({ hit, score: other[i] ?? 0 }));
  const [a, b] = [groupsOf(rows), groupsOf(others)];
  return withRange(rows.length, seed, (times) => areaOf(others, b, times) - areaOf(rows, a, times));
}

/** Mean of per-row numbers, with its range. */
export const meanWithRange = (values: readonly number[]): Interval =>
  withRange(
    values.length,
    seed,
    (times) => values.reduce((sum, value, i) => sum + value * (times[i] ?? 0), 0) / values.length,
  );

/** Which share of the hits lies among the riskiest `share` of all; rows of equal score are shared out evenly. */
export function shareCaught(rows: readonly Ranked[], share: number): number {
  const hits = rows.filter(({ hit }) => hit).length;
  let left = share * rows.length;
  let caught = 0;
  for (const group of groupsOf(rows).toReversed()) {
    if (left <= 0) break;
    caught += group.filter((i) => rows[i]?.hit === true).length * Math.min(1, left / group.length);
    left -= group.length;
  }
  return caught / hits;
}
