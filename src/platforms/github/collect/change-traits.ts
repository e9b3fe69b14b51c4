/** What risk looks at in each change: from git where the checkout has the history, else what titles and files alone say. */
import { observed } from "../../../core/evidence/observed.ts";
import { changeTraits as readTraits } from "../../checkout/traits/change-traits.ts";
import { chainFrom, type ToldRequest, toldTraits } from "../../checkout/traits/told-traits.ts";
import { settle } from "../../settled.ts";
import type { Brought } from "../changes.ts";
import type { Collector } from "../context.ts";
import { useCheckout } from "../history.ts";

export const changeTraits: Collector<"changeTraits"> = async (context) => {
  const { moved, checkout, surroundings, made } = context;
  const { commits, changes, isFromCheckout } = moved.history;
  // Where the commits of the release are not all here, traits of some of them would pass for traits of the whole.
  if (commits.status === "unavailable") return commits;
  const { base, head } = moved.range;
  if (isFromCheckout && checkout !== null)
    return readTraits(
      checkout.git,
      { base: base?.sha ?? null, head: head.sha },
      { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial, now: surroundings.now },
    );
  const requests = await settle(made.requests());
  return observed(
    toldTraits({
      chain: chainFrom(head.sha, commits.value, (sha) => moved.history.firstParents.get(sha) ?? null),
      requests: new Map(requests.ok ? requests.value.flatMap(toldOf) : []),
      paths: changes.status === "observed" ? changes.value.files.map(({ path }) => path) : null,
      useCheckout,
    }),
    "GitHub's commits and pull requests",
    surroundings.now,
  );
};

function toldOf({ request, commits }: Brought): readonly (readonly [string, ToldRequest])[] {
  const { title, author, files, mergeCommit } = request;
  const paths = files == null || files.pageInfo.hasNextPage ? null : files.nodes.map(({ path }) => path);
  const told = { title, author: author?.login ?? null, commits: commits.length, paths };
  return mergeCommit == null ? [] : [[mergeCommit.oid, told]];
}
