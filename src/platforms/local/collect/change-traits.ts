/** What risk looks at in each change of the release. */
import { changeTraits as readTraits } from "../../checkout/traits/change-traits.ts";
import type { Collector } from "../context.ts";

export const changeTraits: Collector<"changeTraits"> = async ({ checkout, commits, range, surroundings }) => {
  // Where the commits of the release are not all here, traits of some of them would pass for traits of the whole.
  if (commits.status === "unavailable") return commits;
  return readTraits(
    checkout.git,
    { base: range.base?.sha ?? null, head: range.head.sha },
    { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial, now: surroundings.now },
  );
};
