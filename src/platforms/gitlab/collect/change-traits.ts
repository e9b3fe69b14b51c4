/** What risk looks at in each change: from git where the checkout has the history, else what titles and files alone say. */
import type { ChangeTraits, ShapeTraits } from "../../../core/evidence/change-traits.ts";
import type { Commit } from "../../../core/evidence/commits.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { mostChanges, changeTraits as readTraits } from "../../checkout/traits/change-traits.ts";
import { shapeOf } from "../../checkout/traits/shape.ts";
import { touchedBy } from "../../checkout/traits/touched-files.ts";
import { settle } from "../../settled.ts";
import type { Brought } from "../brought.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { useCheckout } from "../trees.ts";

export const changeTraits: Collector<"changeTraits"> = async (context) => {
  const { moved, checkout, surroundings, made } = context;
  const { commits, isFromCheckout } = moved.history;
  // Where the commits of the release are not all here, traits of some of them would pass for traits of the whole.
  if (commits.status === "unavailable") return commits;
  const { base, head } = moved.range;
  if (isFromCheckout && checkout !== null)
    return readTraits(
      checkout.git,
      { base: base?.sha ?? null, head: head.sha },
      { shallow: checkout.cutAt.size > 0, blobless: checkout.isPartial, now: surroundings.now },
    );
  const chain = chainOf(context, commits.value);
  const requests = await settle(made.requests());
  const byMerge = new Map(
    (requests.ok ? requests.value : []).flatMap((each) =>
      [each.request.merge_commit_sha, each.request.squash_commit_sha].flatMap((sha) =>
        sha == null ? [] : [[sha, each] as const],
      ),
    ),
  );
  const changes = chain.slice(0, mostChanges).map((commit): ChangeTraits => {
    const brought = byMerge.get(commit.sha);
    const title = commit.isMerge && brought !== undefined ? brought.request.title : commit.title;
    const shape = shapeFrom(context, commit, brought, title, chain.length === 1);
    return { sha: commit.sha, title, diff: null, shape, history: null };
  });
  const isEmpty = changes.length === 0;
  const missing = (what: string): string => `There is no checkout with history, so ${what}. ${useCheckout}`;
  return observed(
    {
      changes,
      unread: chain.length - changes.length,
      diffMissing: isEmpty ? null : missing("the added code was not looked at"),
      shapeMissing: changes.some(({ shape }) => shape === null)
        ? missing("which files each change touches is not known")
        : null,
      historyMissing: isEmpty ? null : missing("a year of history before the changes is not there"),
    },
    "GitLab's commits and merge requests",
    surroundings.now,
  );
};

/** The changes as git's first parents give them, newest first. */
function chainOf({ moved }: GitlabContext, commits: readonly Commit[]): readonly Commit[] {
  const known = new Map(commits.map((commit) => [commit.sha, commit]));
  const chain: Commit[] = [];
  let at: string | null = moved.range.head.sha;
  while (at !== null) {
    const commit = known.get(at);
    if (commit === undefined) break;
    known.delete(at);
    chain.push(commit);
    at = moved.history.parents.get(at)?.[0] ?? null;
  }
  return chain;
}

/** Null where the files of the change are not known: GitLab tells them of the whole release alone. */
function shapeFrom(
  { moved }: GitlabContext,
  commit: Commit,
  brought: Brought | undefined,
  title: string,
  isOnly: boolean,
): ShapeTraits | null {
  const { changes } = moved.history;
  const paths = isOnly && changes.status === "observed" ? changes.value.files.map(({ path }) => path) : null;
  if (paths === null) return null;
  const touched = touchedBy(paths.map((path) => ({ status: "M", path, previousPath: null })));
  const brings = brought === undefined ? 1 : Math.max(1, brought.commits.length - (commit.isMerge ? 1 : 0));
  return shapeOf(
    touched,
    { title, author: brought?.request.author?.username ?? commit.author.name, commits: brings },
    false,
  );
}
