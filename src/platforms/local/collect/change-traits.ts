/** What risk looks at in each change of the release. */
import { changeTraits as readTraits } from "../../checkout/traits/change-traits.ts";
import type { Collector } from "../context.ts";

export const changeTraits: Collector<"changeTraits"> = async (context) => {
  const { checkout, commits, range, release, surroundings } = context;
  // Where the commits of the release are not all here, traits of some of them would pass for traits of the whole.
  if (commits.status === "unavailable") return commits;
  const [base, head] = [range.base?.sha ?? null, range.head.sha];
  // Going back takes out what lies between: that is what can break.
  const isBehind = base !== null && release.relation === "behind";
  return readTraits(checkout.git, isBehind ? { base: head, head: base } : { base, head }, {
    shallow: checkout.cutAt.size > 0,
    blobless: checkout.isPartial,
    now: surroundings.now,
  });
};
