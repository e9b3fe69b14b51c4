/** The action on a local GitHub: requests, rounds and time for releases of up to 10,000 commits, reviews and risk judged. */
import { onLocalGitHub } from "../local-github.mjs";
import { ratio } from "../table.mjs";

export const title = "The action: releases by number of commits";

const others = {
  10: "release-drafter: 5 requests, 15 x; release-changelog-builder: 17, 24 x",
  100: "release-drafter: 11, 28 x; release-changelog-builder: 152, 184 x",
  1000: "release-drafter: 71, 81 x; release-changelog-builder: 1,505, 1,071 x",
  10000: "least known: 100, 149 x in a chain, or 199, 58 x side by side",
};

export async function measure({ dist, pairs }) {
  const told = onLocalGitHub("--dist", dist, "--pairs", String(pairs), "--commits", "1,10,100,1000,10000");
  return told.map(({ commits, checkout, requests, rounds, time, near, memory }) => ({
    what: `${commits.toLocaleString("en")} commits, ${checkout ? "checkout" : "no checkout"}`,
    against: "`node -e 0`",
    more: {
      requests,
      rounds,
      "time, 0 ms": near === null ? "" : ratio(near),
      "time, 50 ms": ratio(time),
    },
    memory,
    others: checkout ? others[commits] : "",
  }));
}
