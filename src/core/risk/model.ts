/** The numbers of the risk model and where they come from. Nothing here is made up, and nothing here knows a repository or a person. */
import type { Card, Points } from "./card.ts";

export interface Model {
  /** Counts up when any number changes, so that a record says which numbers it was judged by. */
  readonly version: number;
  readonly full: Card;
  /** Hazard of a release at every full percentile 0..100 of the day releases in the data. */
  readonly percentiles: readonly number[];
  /** Percentile -> share of the day releases there that contained a change that was reverted within 30 days or hot-fixed within 7. */
  readonly rates: readonly (readonly [percentile: number, rate: number])[];
}

const points = (rollback: number, hotfix: number): Points => ({ rollback, hotfix });

/**
 * Fitted on 143,271 changes merged into 19 public repositories between July 2021 and May 2026 (1.15 % were reverted within 30 days,
 * 3.2 % were reverted or hot-fixed). Each kind of points is a logistic regression with weights that may not be negative for what
 * raises risk, one free intercept per repository, L2 penalty 3, rounded to whole points. On repositories that it was not fitted on it
 * ranks rollbacks with an area under the curve of 0.668 and rollbacks or hotfixes with 0.745. `percentiles` and `rates` come from 24,775
 * simulated releases of the same repositories, all changes of one day (UTC) each; rates are made to rise by pooling neighbours.
 * Of 100 rollbacks about 40 lie among the riskiest fifth of changes: this ranks, it does not foretell. It must not be used to judge people.
 */
export const model: Model = {
  version: 1,
  full: {
    without: null,
    rollback: { intercept: -5.3809, slope: 0.0726 },
    hotfix: { intercept: -4.8064, slope: 0.06336 },
    points: {
      "code-lines": [points(1, 11), points(1, 5), points(0, 4), points(0, 4), points(0, 5)],
      decisions: [points(1, 4), points(0, 2), points(0, 6), points(2, 0)],
      hunks: [points(0, 3), points(0, 2)],
      "documents-only": [points(-8, 0)],
      "pipeline-or-infrastructure": [points(5, 3)],
      migration: [points(3, 1)],
      "routine-update": [points(-4, -18), points(-9, -7)],
      housekeeping: [points(-4, -6)],
      tentative: [points(12, 0)],
      "switch-or-performance": [points(6, 0)],
      "commits-in-change": [points(3, 2), points(6, 1)],
      "unfamiliar-files": [points(3, 0), points(5, 0), points(1, 0)],
      "reverts-nearby": [points(4, 1), points(3, 0), points(2, 0), points(2, 0)],
      "fixes-nearby": [points(1, 1), points(2, 2)],
      "last-changed": [points(0, 5), points(2, 0)],
    },
  },
  percentiles: [
    0.003821, 0.0149, 0.02192, 0.02669, 0.03168, 0.03579, 0.03868, 0.04331, 0.04749, 0.05141, 0.05575, 0.06021, 0.06469,
    0.0689, 0.07278, 0.07709, 0.08166, 0.08589, 0.09081, 0.09536, 0.1003, 0.1051, 0.1102, 0.1152, 0.12, 0.125, 0.1303,
    0.1354, 0.1398, 0.1449, 0.1505, 0.1566, 0.1614, 0.1666, 0.1715, 0.1769, 0.182, 0.1876, 0.1934, 0.1987, 0.2035,
    0.2092, 0.2148, 0.2208, 0.226, 0.2324, 0.2385, 0.2452, 0.2517, 0.2581, 0.2649, 0.2718, 0.2777, 0.2846, 0.2913,
    0.298, 0.3053, 0.3125, 0.32, 0.3275, 0.3348, 0.342, 0.3499, 0.3582, 0.3669, 0.3758, 0.3836, 0.393, 0.4019, 0.4122,
    0.4216, 0.4323, 0.4433, 0.4528, 0.4631, 0.4732, 0.4851, 0.4969, 0.509, 0.5222, 0.5357, 0.5492, 0.5649, 0.5804,
    0.5961, 0.615, 0.6333, 0.6555, 0.6773, 0.7028, 0.7288, 0.7562, 0.7885, 0.8215, 0.8649, 0.9168, 0.9757, 1.057, 1.191,
    1.428, 16.91,
  ],
  rates: [
    [2.5, 0.006],
    [7.5, 0.015],
    [12.5, 0.017],
    [17.5, 0.033],
    [22.5, 0.033],
    [27.5, 0.06],
    [32.5, 0.069],
    [37.5, 0.094],
    [42.5, 0.095],
    [47.5, 0.114],
    [52.5, 0.131],
    [57.5, 0.149],
    [62.5, 0.168],
    [67.5, 0.172],
    [72.5, 0.215],
    [77.5, 0.232],
    [82.5, 0.254],
    [87.5, 0.305],
    [92.5, 0.362],
    [96.25, 0.423],
    [98.25, 0.511],
    [99.5, 0.577],
  ],
};
