/** The exact tally of approvals, beside a simple greedy count. */
import { tallyBesideGreedy } from "../tally.mjs";

export const title = "Approvals: 10,000 of 1,000 people for 50 requirements";

export async function measure({ temporary, pairs }) {
  const { ratio, seconds, first } = await tallyBesideGreedy(temporary, pairs);
  return [
    {
      what: "the tally, with a reason for each",
      takes: ratio,
      against: "a greedy count, which checks nothing",
      more: { milliseconds: (seconds * 1000).toFixed(1), "the first": (first * 1000).toFixed(1) },
    },
  ];
}
