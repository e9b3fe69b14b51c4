/** A calibration in words, and as lines for the policy. */
import { type Calibration, policyRate } from "../../core/risk/calibration.ts";
import type { Interval } from "../../core/risk/ranking.ts";
import { counted, grouped } from "../../core/risk/wording.ts";
import type { Past } from "./read-past.ts";

const area = ({ value, low, high }: Interval): string =>
  `${value.toFixed(2)} (95 % range ${low.toFixed(2)} to ${high.toFixed(2)})`;

const verdict = ({ low, value }: Interval): string =>
  low <= 0.5 ? "not clearly better than chance" : value >= 0.65 ? "it ranks well here" : "it ranks here, weakly";

/** Lines to paste into the policy; empty where nothing is proposed. */
export function policyLines({ rates, weights }: Calibration): readonly string[] {
  const rate = policyRate(rates);
  if (rate === undefined && weights.proposed.length === 0) return [];
  const map = (entries: readonly (readonly [string, number])[]): string =>
    `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
  return [
    "defaults:",
    "  risk:",
    ...(rate === undefined ? [] : [`    own-rate: ${map(Object.entries(rate))}`]),
    ...(weights.proposed.length === 0
      ? []
      : [`    weights: ${map(weights.proposed.map(({ factor, weight }) => [factor, weight] as const))}`]),
  ];
}

function deploymentLines(told: Past["deployments"]): readonly string[] {
  if (told === null) return [];
  const { looked, failed, severalAtOnce, untold } = told;
  const left = [
    ...(severalAtOnce === 0
      ? []
      : [`${grouped(severalAtOnce)} that failed with several changes at once, so that none is blamed`]),
    ...(untold === 0 ? [] : [`${grouped(untold)} of which it is not known what they brought`]),
  ];
  return [
    `The newest ${grouped(looked)} deployments: ${counted(failed, "change")} failed or was rolled back alone and counts as reverted${left.length === 0 ? "" : `; left out: ${left.join(", ")}`}.`,
  ];
}

/** Text for people, ending with a line break. */
export function renderCalibration(calibration: Calibration, past: Past): string {
  const { changes, judged, reverted, either, rates, weights, typicalScore, caughtInRiskiestFifth } = calibration;
  const ranking = (what: string, { area: found, hits }: Calibration["either"]): string =>
    found === null
      ? `  ${what}: not enough data (${hits} of them).`
      : `  ${what}: area under the curve ${area(found)}, ${grouped(hits)} of them: ${verdict(found)}.`;
  const rate = (
    what: string,
    { perHundred, inTheData, proposed, because }: Calibration["rates"]["reverted"],
  ): string[] => [
    `  Here ${perHundred.value.toFixed(1)} of 100 changes are ${what} (95 % range ${perHundred.low.toFixed(1)} to ${perHundred.high.toFixed(1)}); ${inTheData} in the data behind the model.`,
    `    ${proposed === null ? "Nothing is proposed" : `Proposed: ${proposed}`}. ${because}`,
  ];
  const lines = policyLines(calibration);
  return [
    `${grouped(changes)} changes up to ${past.head.slice(0, 10)}, fitted on the first ${grouped(changes - judged)} and judged on the last ${grouped(judged)}.`,
    `Left out: ${grouped(past.reverts)} reverts, ${grouped(past.tooYoung)} changes younger than 30 days.`,
    ...(past.isBlobless ? ["This clone has no file contents: hotfixes cannot be seen."] : []),
    ...(past.isShallow ? ["This clone is shallow: only what it holds was looked at, and without history."] : []),
    ...deploymentLines(past.deployments),
    ...past.notFound.map((hash) => `Not among the changes: ${hash}.`),
    "",
    "How well the default ranks here (0.5 is chance, 1 is perfect)",
    ranking("reverted within 30 days", reverted),
    ranking("that, or mended within 7 days", either),
    ...(caughtInRiskiestFifth === null
      ? []
      : [`  The riskiest fifth holds ${Math.round(100 * caughtInRiskiestFifth)} % of what went wrong.`]),
    "",
    "How often changes go wrong",
    ...rate("reverted within 30 days", rates.reverted),
    ...rate("hot-fixed within 7 days", rates.hotFixed),
    "",
    "Weights",
    ...(weights.gain === null
      ? []
      : [
          `  Gain on the later changes: ${weights.gain.value.toFixed(3)} (95 % range ${weights.gain.low.toFixed(3)} to ${weights.gain.high.toFixed(3)}).`,
        ]),
    `  ${weights.because}`,
    "",
    ...(lines.length === 0
      ? ["Keep the defaults: nothing is clearly better for this repository."]
      : [
          `For the policy (a typical change then scores ${typicalScore.proposed} instead of ${typicalScore.now}):`,
          "",
          ...lines,
        ]),
    "",
  ].join("\n");
}
