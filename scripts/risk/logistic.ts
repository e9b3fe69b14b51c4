/** Logistic regression on yes-or-no columns: bounded weights, one free intercept per repository, a penalty on squares. */

/** Equal rows of one repository, taken together. */
export interface Group {
  readonly repository: number;
  /** Columns that hold. */
  readonly columns: readonly number[];
  readonly rows: number;
  readonly hits: number;
}

export type Sign = "raises" | "lowers" | "either";

export interface Fitted {
  readonly weights: readonly number[];
  readonly intercepts: readonly number[];
}

const bounded = (weight: number, sign: Sign): number =>
  sign === "raises" ? Math.max(0, weight) : sign === "lowers" ? Math.min(0, weight) : weight;

/** Coordinate descent with Newton steps until no weight moves by more than a ten-thousandth. */
export function fitLogistic(
  groups: readonly Group[],
  signs: readonly Sign[],
  repositories: number,
  penalty: number,
): Fitted {
  const weights = signs.map(() => 0);
  const intercepts: number[] = Array.from({ length: repositories }, () => -4);
  const logOdds = groups.map(({ repository }) => intercepts[repository] ?? 0);
  const byColumn: number[][] = signs.map(() => []);
  const byRepository: number[][] = intercepts.map(() => []);
  groups.forEach(({ columns, repository }, i) => {
    for (const column of columns) byColumn[column]?.push(i);
    byRepository[repository]?.push(i);
  });
  const step = (members: readonly number[], ridge: number, at: number): number => {
    let slope = ridge * at;
    let bend = ridge + 1e-9;
    for (const i of members) {
      const group = groups[i] as Group;
      const p = 1 / (1 + Math.exp(-(logOdds[i] ?? 0)));
      slope += group.rows * p - group.hits;
      bend += group.rows * p * (1 - p);
    }
    return Math.max(-1, Math.min(1, -slope / bend));
  };
  const move = (members: readonly number[], by: number): void => {
    for (const i of members) logOdds[i] = (logOdds[i] ?? 0) + by;
  };
  for (let sweep = 0; sweep < 400; sweep++) {
    let largest = 0;
    byRepository.forEach((members, r) => {
      const by = members.length === 0 ? 0 : step(members, 0, 0);
      intercepts[r] = (intercepts[r] ?? 0) + by;
      move(members, by);
      largest = Math.max(largest, Math.abs(by));
    });
    byColumn.forEach((members, j) => {
      const at = weights[j] ?? 0;
      const by = bounded(at + step(members, penalty, at), signs[j] ?? "either") - at;
      if (by === 0) return;
      weights[j] = at + by;
      move(members, by);
      largest = Math.max(largest, Math.abs(by));
    });
    if (largest < 1e-4) break;
  }
  return { weights, intercepts };
}

/** Intercept and slope of one column of numbers, over all rows alike. */
export function fitCurve(points: readonly number[], hits: readonly boolean[]): { intercept: number; slope: number } {
  let intercept = -4;
  let slope = 0.07;
  for (let turn = 0; turn < 50; turn++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9];
    points.forEach((x, i) => {
      const p = 1 / (1 + Math.exp(-(intercept + slope * x)));
      const off = p - (hits[i] === true ? 1 : 0);
      const v = p * (1 - p);
      g0 += off;
      g1 += off * x;
      h00 += v;
      h01 += v * x;
      h11 += v * x * x;
    });
    const det = h00 * h11 - h01 * h01;
    const by0 = (h11 * g0 - h01 * g1) / det;
    const by1 = (h00 * g1 - h01 * g0) / det;
    intercept -= by0;
    slope -= by1;
    if (Math.abs(by0) + Math.abs(by1) < 1e-9) break;
  }
  return { intercept, slope };
}
