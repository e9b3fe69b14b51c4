/** What risk looks at in each change: from git where the checkout has the history, else what titles and files alone say. */
import { observed } from "../../../core/evidence/observed.ts";
import { changeTraits as readTraits } from "../../checkout/traits/change-traits.ts";
import { chainFrom, type ToldRequest, toldTraits } from "../../checkout/traits/told-traits.ts";
import { settle } from "../../settled.ts";
import type { Brought } from "../brought.ts";
import type { Collector } from "../context.ts";
import { useCheckout } from "../trees.ts";

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
      chain: chainFrom(head.sha, commits.value, (sha) => moved.history.parents.get(sha)?.[0] ?? null),
      requests: new Map(requests.ok ? requests.value.flatMap(toldOf) : []),
      paths: changes.status === "observed" ? changes.value.files.map(({ path }) => path) : null,
      useCheckout,
    }),
    "GitLab's commits and merge requests",
    surroundings.now,
  );
};

/** GitLab tells the files of the whole release alone. */
function toldOf({ request, commits }: Brought): readonly (readonly [string, ToldRequest])[] {
  const told = {
    title: request.title,
    author: request.author?.username ?? null,
    commits: commits.length,
    paths: null,
  };
  return [request.merge_commit_sha, request.squash_commit_sha].flatMap((sha) =>
    sha == null ? [] : [[sha, told] as const],
  );
}
