/** The numbers of the risk model. Written by `npm run fit-risk`; never edited by hand. docs/risk-model.md says what they mean. */
import type { Model } from "./model.ts";

export const model: Model = {
  version: 2,
  provenance:
    "143830 changes merged into 19 public repositories, 2021 to 2026: 18F/identity-idp, Homebrew/brew, PrefectHQ/prefect, artsy/force, denoland/deno, dependabot/dependabot-core, element-hq/synapse, getsentry/snuba, guardian/dotcom-rendering, microsoft/playwright, ministryofjustice/modernisation-platform, openfoodfoundation/openfoodnetwork, pulumi/pulumi, pypi/warehouse, rails/rails, renovatebot/renovate, saleor/saleor, spring-projects/spring-boot, temporalio/temporal. Logistic regression on steps, signs fixed, one intercept per repository, penalty 3 on squares, whole points; percentiles and rates from simulated releases of one day.",
  baseline: { reverted: 1.15, hotFixed: 2.2 },
  cards: {
    full: {
      rollback: {
        intercept: -5.2782,
        slope: 0.07488,
      },
      hotfix: {
        intercept: -8.2868,
        slope: 0.07252,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 45,
          },
        ],
        "code-lines": [
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
        hunks: [
          {
            rollback: 0,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
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
            rollback: 5,
            hotfix: 2,
          },
        ],
        migration: [
          {
            rollback: 3,
            hotfix: 0,
          },
        ],
        "routine-update": [
          {
            rollback: -7,
            hotfix: -19,
          },
          {
            rollback: -5,
            hotfix: -13,
          },
        ],
        housekeeping: [
          {
            rollback: -5,
            hotfix: -5,
          },
        ],
        tentative: [
          {
            rollback: 12,
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
            hotfix: 2,
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
            rollback: 3,
            hotfix: 0,
          },
        ],
        "reverts-nearby": [
          {
            rollback: 4,
            hotfix: 1,
          },
          {
            rollback: 3,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 0,
          },
          {
            rollback: 1,
            hotfix: 0,
          },
        ],
        "fixes-nearby": [
          {
            rollback: 2,
            hotfix: 1,
          },
          {
            rollback: 2,
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
        intercept: -7.9463,
        slope: 0.07151,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 45,
          },
        ],
        "code-lines": [
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
        hunks: [
          {
            rollback: 1,
            hotfix: 3,
          },
          {
            rollback: 0,
            hotfix: 2,
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
        "routine-update": [
          {
            rollback: -9,
            hotfix: -18,
          },
          {
            rollback: -8,
            hotfix: -12,
          },
        ],
        housekeeping: [
          {
            rollback: -5,
            hotfix: -5,
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
        "reverts-nearby": [
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
        "fixes-nearby": [
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
        intercept: -5.2543,
        slope: 0.07014,
      },
      hotfix: {
        intercept: -7.7476,
        slope: 0.06875,
      },
      points: {
        "product-code": [
          {
            rollback: 0,
            hotfix: 59,
          },
        ],
        "code-lines": [
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
        hunks: [
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
            rollback: -9,
            hotfix: -9,
          },
        ],
        "pipeline-or-infrastructure": [
          {
            rollback: 5,
            hotfix: 5,
          },
        ],
        migration: [
          {
            rollback: 3,
            hotfix: 4,
          },
        ],
        "routine-update": [
          {
            rollback: -8,
            hotfix: -24,
          },
          {
            rollback: -6,
            hotfix: -15,
          },
        ],
        housekeeping: [
          {
            rollback: -5,
            hotfix: -10,
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
            hotfix: -3,
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
            hotfix: 6,
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
        "reverts-nearby": [
          {
            rollback: 5,
            hotfix: 2,
          },
          {
            rollback: 4,
            hotfix: 0,
          },
          {
            rollback: 2,
            hotfix: 1,
          },
          {
            rollback: 2,
            hotfix: 4,
          },
        ],
        "fixes-nearby": [
          {
            rollback: 2,
            hotfix: 3,
          },
          {
            rollback: 2,
            hotfix: 3,
          },
        ],
        "last-changed": [
          {
            rollback: 0,
            hotfix: 2,
          },
          {
            rollback: 3,
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
        "code-lines": [
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
        hunks: [
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
        "routine-update": [
          {
            rollback: -10,
            hotfix: -25,
          },
          {
            rollback: -8,
            hotfix: -14,
          },
        ],
        housekeeping: [
          {
            rollback: -6,
            hotfix: -10,
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
        "reverts-nearby": [
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
        "fixes-nearby": [
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
    0.0021973, 0.0098909, 0.015306, 0.019383, 0.024163, 0.029033, 0.032735, 0.036438, 0.04063, 0.043882, 0.048071,
    0.052681, 0.055967, 0.060103, 0.064532, 0.068753, 0.072894, 0.077073, 0.081673, 0.08595, 0.090716, 0.0952, 0.09975,
    0.10541, 0.10977, 0.11477, 0.11947, 0.12437, 0.1291, 0.13333, 0.13855, 0.14357, 0.14878, 0.15327, 0.15842, 0.16371,
    0.16909, 0.17463, 0.17962, 0.18539, 0.19059, 0.19668, 0.20199, 0.20731, 0.21344, 0.21886, 0.22481, 0.23103, 0.23654,
    0.2432, 0.25038, 0.25697, 0.26346, 0.26995, 0.27662, 0.28361, 0.29059, 0.29809, 0.30462, 0.31168, 0.31836, 0.32623,
    0.33398, 0.34152, 0.34981, 0.35866, 0.36743, 0.37682, 0.38667, 0.39632, 0.40547, 0.41473, 0.42437, 0.43373, 0.44465,
    0.45479, 0.46553, 0.47815, 0.48945, 0.50343, 0.51658, 0.53115, 0.54698, 0.56351, 0.57947, 0.59575, 0.61471, 0.63436,
    0.65666, 0.68074, 0.70721, 0.73363, 0.76855, 0.80676, 0.84953, 0.90076, 0.96381, 1.0408, 1.1705, 1.4074, 16.633,
  ],
  rates: [
    [2.5, 0.005],
    [7.5, 0.014],
    [12.5, 0.015],
    [17.5, 0.029],
    [22.5, 0.04],
    [27.5, 0.055],
    [32.5, 0.065],
    [37.5, 0.092],
    [42.5, 0.096],
    [47.5, 0.124],
    [52.5, 0.126],
    [57.5, 0.142],
    [62.5, 0.166],
    [67.5, 0.18],
    [72.5, 0.216],
    [77.5, 0.237],
    [82.5, 0.24],
    [87.5, 0.31],
    [92.5, 0.364],
    [96.25, 0.439],
    [98.25, 0.496],
    [99.5, 0.623],
  ],
};
