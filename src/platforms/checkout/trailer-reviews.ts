/** Reviews from `Reviewed-by:` and `Acked-by:` trailers: one change for each commit that is no merge. */
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import type { Reviews } from "../../core/evidence/reviews.ts";
import { byCodeUnit, decode, splitAtNul } from "./bytes.ts";
import { type Checkout, fullContents } from "./checkout.ts";
import { type LoggedCommit, plainLog, revisions } from "./commits.ts";
import { GitError } from "./git.ts";
import type { Range } from "./range.ts";

/**
 * Every reviewer named counts as eligible: git knows nobody's rights, and by asking for trailers the policy has said that the
 * word of the commit is enough. Newest change first.
 */
export async function readTrailerReviews(
  checkout: Checkout,
  range: Range,
  commits: readonly LoggedCommit[],
  now: string,
): Promise<Observed<Reviews>> {
  const source = "trailers in commit messages";
  const single = commits.filter(({ isMerge }) => !isMerge);
  if (single.length === 0) return observed({ channel: "trailers", changes: [] }, source, now);
  try {
    const paths = await pathsByCommit(checkout, range);
    const changes = single.map(({ sha, title, author, vouchedBy }) => ({
      name: sha.slice(0, 10),
      title,
      url: null,
      author,
      commits: [sha],
      finalCommit: sha,
      reviews: vouchedBy.map((reviewer) => ({
        reviewer,
        state: "approved" as const,
        commit: sha,
        submittedAt: null,
        eligible: "yes" as const,
      })),
      paths: [...(paths.get(sha) ?? [])].sort(byCodeUnit),
    }));
    return observed({ channel: "trailers", changes }, source, now);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unavailable(`git could not list the files of each commit: ${error.message}`, fullContents);
  }
}

/** Both sides of a rename are listed, so nothing hides behind a new name. */
async function pathsByCommit({ git }: Checkout, range: Range): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths = new Map<string, string[]>();
  let current: string[] = [];
  const options = ["--no-merges", "--no-renames", "--name-only"];
  const args = [...plainLog, ...options, "--format=tformat:%x01%H", revisions(range), "--"];
  let isFirst = false;
  for await (const records of splitAtNul(git.stream(args)))
    for (const record of records) {
      const text = decode(record);
      if (text.startsWith("\u0001")) {
        current = [];
        paths.set(text.slice(1), current);
        isFirst = true;
        continue;
      }
      const path = isFirst ? text.replace(/^\n/, "") : text;
      isFirst = false;
      if (path !== "") current.push(path);
    }
  return paths;
}
