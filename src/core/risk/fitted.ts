/** The numbers of the risk model. Written by `npm run fit-risk`; never edited by hand. docs/risk-model.md says what they mean. */
import type { Model } from "./model.ts";

export const model: Model = {
  version: 4,
  provenance:
    "143830 changes merged into 19 public repositories, 2021 to 2026: 18F/identity-idp, Homebrew/brew, PrefectHQ/prefect, artsy/force, denoland/deno, dependabot/dependabot-core, element-hq/synapse, getsentry/snuba, guardian/dotcom-rendering, microsoft/playwright, ministryofjustice/modernisation-platform, openfoodfoundation/openfoodnetwork, pulumi/pulumi, pypi/warehouse, rails/rails, renovatebot/renovate, saleor/saleor, spring-projects/spring-boot, temporalio/temporal. Logistic regression on steps, signs fixed, one intercept per repository, penalty 3 on squares, whole points; percentiles and rates from simulated releases of one day.",
  baseline: {
    reverted: 1.15,
    hotFixed: 2.1,
  },
  cards: {
    full: {
      rollback: {
        intercept: -5.2632,
        slope: 0.06956,
      },
      hotfix: {
        intercept: -8.2694,
        slope: 0.07228,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 45,
          },
        ],
        size: [
          {
            rollback: 1,
            hotfix: 12,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 0,
            hotfix: 4,
          },
          {
            rollback: 0,
            hotfix: 4,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 0,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
          },
        ],
        decisions: [
          {
            rollback: 1,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
        "documents-only": [
          {
            rollback: -9,
            hotfix: -8,
          },
        ],
        "pipeline-or-infrastructure": [
          {
            rollback: 4,
            hotfix: 2,
          },
        ],
        migration: [
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
        "routine-work": [
          {
            rollback: -4,
            hotfix: -5,
          },
          {
            rollback: -6,
            hotfix: -19,
          },
          {
            rollback: -4,
            hotfix: -13,
          },
        ],
        tentative: [
          {
            rollback: 10,
            hotfix: 0,
          },
        ],
        repair: [
          {
            rollback: -4,
            hotfix: 4,
          },
        ],
        "switch-or-performance": [
          {
            rollback: 6,
            hotfix: 0,
          },
        ],
        "commits-in-change": [
          {
            rollback: 3,
            hotfix: 3,
          },
          {
            rollback: 5,
            hotfix: 1,
          },
        ],
        "unfamiliar-files": [
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
        "reverted-words": [
          {
            rollback: 2,
            hotfix: 1,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
        ],
        "trouble-nearby": [
          {
            rollback: 4,
            hotfix: 0,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 7,
            hotfix: 3,
          },
          {
            rollback: 3,
            hotfix: 1,
          },
          {
            rollback: 3,
            hotfix: 2,
          },
        ],
        "last-changed": [
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
      },
    },
    "without-history": {
      rollback: {
        intercept: -4.5056,
        slope: 0.06618,
      },
      hotfix: {
        intercept: -7.9464,
        slope: 0.07152,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 45,
          },
        ],
        size: [
          {
            rollback: 2,
            hotfix: 11,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 0,
            hotfix: 4,
          },
          {
            rollback: 0,
            hotfix: 4,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 1,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
          },
        ],
        decisions: [
          {
            rollback: 1,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
          },
          {
            rollback: 0,
            hotfix: 5,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
        ],
        "documents-only": [
          {
            rollback: -10,
            hotfix: -8,
          },
        ],
        "pipeline-or-infrastructure": [
          {
            rollback: 6,
            hotfix: 2,
          },
        ],
        migration: [
          {
            rollback: 5,
            hotfix: 1,
          },
        ],
        "routine-work": [
          {
            rollback: -5,
            hotfix: -5,
          },
          {
            rollback: -9,
            hotfix: -18,
          },
          {
            rollback: -8,
            hotfix: -12,
          },
        ],
        tentative: [
          {
            rollback: 13,
            hotfix: 0,
          },
        ],
        repair: [
          {
            rollback: -5,
            hotfix: 4,
          },
        ],
        "switch-or-performance": [
          {
            rollback: 6,
            hotfix: 0,
          },
        ],
        "commits-in-change": [
          {
            rollback: 5,
            hotfix: 3,
          },
          {
            rollback: 6,
            hotfix: 1,
          },
        ],
        "unfamiliar-files": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "reverted-words": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "trouble-nearby": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "last-changed": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
      },
    },
    "without-contents": {
      rollback: {
        intercept: -5.2168,
        slope: 0.06796,
      },
      hotfix: {
        intercept: -7.7262,
        slope: 0.06905,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 59,
          },
        ],
        size: [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        decisions: [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "documents-only": [
          {
            rollback: -10,
            hotfix: -9,
          },
        ],
        "pipeline-or-infrastructure": [
          {
            rollback: 4,
            hotfix: 5,
          },
        ],
        migration: [
          {
            rollback: 2,
            hotfix: 4,
          },
        ],
        "routine-work": [
          {
            rollback: -5,
            hotfix: -10,
          },
          {
            rollback: -7,
            hotfix: -24,
          },
          {
            rollback: -5,
            hotfix: -15,
          },
        ],
        tentative: [
          {
            rollback: 11,
            hotfix: 0,
          },
        ],
        repair: [
          {
            rollback: -4,
            hotfix: -4,
          },
        ],
        "switch-or-performance": [
          {
            rollback: 6,
            hotfix: 0,
          },
        ],
        "commits-in-change": [
          {
            rollback: 4,
            hotfix: 10,
          },
          {
            rollback: 6,
            hotfix: 7,
          },
        ],
        "unfamiliar-files": [
          {
            rollback: 4,
            hotfix: 0,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
        "reverted-words": [
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
        ],
        "trouble-nearby": [
          {
            rollback: 4,
            hotfix: 3,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 7,
            hotfix: 4,
          },
          {
            rollback: 3,
            hotfix: 4,
          },
          {
            rollback: 3,
            hotfix: 4,
          },
        ],
        "last-changed": [
          {
            rollback: 0,
            hotfix: 2,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
        ],
      },
    },
    "without-history-and-contents": {
      rollback: {
        intercept: -4.408,
        slope: 0.06605,
      },
      hotfix: {
        intercept: -6.6921,
        slope: 0.05691,
      },
      points: {
        "product-code": [
          {
            rollback: 1,
            hotfix: 59,
          },
        ],
        size: [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        decisions: [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "documents-only": [
          {
            rollback: -11,
            hotfix: -9,
          },
        ],
        "pipeline-or-infrastructure": [
          {
            rollback: 5,
            hotfix: 6,
          },
        ],
        migration: [
          {
            rollback: 6,
            hotfix: 5,
          },
        ],
        "routine-work": [
          {
            rollback: -6,
            hotfix: -10,
          },
          {
            rollback: -10,
            hotfix: -25,
          },
          {
            rollback: -8,
            hotfix: -14,
          },
        ],
        tentative: [
          {
            rollback: 13,
            hotfix: 1,
          },
        ],
        repair: [
          {
            rollback: -5,
            hotfix: -4,
          },
        ],
        "switch-or-performance": [
          {
            rollback: 6,
            hotfix: 0,
          },
        ],
        "commits-in-change": [
          {
            rollback: 6,
            hotfix: 11,
          },
          {
            rollback: 7,
            hotfix: 7,
          },
        ],
        "unfamiliar-files": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "reverted-words": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "trouble-nearby": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
        "last-changed": [
          {
            rollback: 0,
            hotfix: 0,
          },
          {
            rollback: 0,
            hotfix: 0,
          },
        ],
      },
    },
  },
  percentiles: [
    0.0031496, 0.010371, 0.015864, 0.019815, 0.024406, 0.029063, 0.032847, 0.036447, 0.040365, 0.044209, 0.048223,
    0.052611, 0.05665, 0.060908, 0.065083, 0.06904, 0.073499, 0.078024, 0.082677, 0.087309, 0.091833, 0.096372, 0.10096,
    0.10555, 0.11015, 0.11521, 0.12013, 0.12517, 0.12977, 0.13487, 0.13941, 0.14409, 0.14909, 0.15387, 0.15913, 0.16409,
    0.16939, 0.17519, 0.18105, 0.18619, 0.19172, 0.19769, 0.20325, 0.20984, 0.21539, 0.22064, 0.22724, 0.23316, 0.23853,
    0.24435, 0.25017, 0.25572, 0.26244, 0.26897, 0.27601, 0.2835, 0.29012, 0.29744, 0.3044, 0.31258, 0.32058, 0.32824,
    0.33586, 0.34378, 0.35143, 0.35964, 0.36724, 0.37626, 0.3856, 0.39474, 0.40343, 0.41349, 0.42399, 0.4345, 0.4464,
    0.45687, 0.46816, 0.47954, 0.49086, 0.50428, 0.51612, 0.529, 0.54443, 0.55952, 0.57688, 0.59466, 0.61485, 0.63287,
    0.65719, 0.68151, 0.70512, 0.7347, 0.76594, 0.80408, 0.84591, 0.89403, 0.95533, 1.0431, 1.1722, 1.4107, 14.886,
  ],
  rates: [
    [2.5, 0.004],
    [7.5, 0.015],
    [12.5, 0.015],
    [17.5, 0.032],
    [22.5, 0.045],
    [27.5, 0.048],
    [32.5, 0.062],
    [37.5, 0.088],
    [42.5, 0.097],
    [47.5, 0.114],
    [52.5, 0.133],
    [57.5, 0.133],
    [62.5, 0.156],
    [67.5, 0.195],
    [72.5, 0.201],
    [77.5, 0.239],
    [82.5, 0.253],
    [87.5, 0.306],
    [92.5, 0.374],
    [96.25, 0.429],
    [98.25, 0.536],
    [99.5, 0.615],
  ],
};
