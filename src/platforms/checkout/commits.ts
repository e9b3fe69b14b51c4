/** The commits of a range, with everybody whom git names as having had a hand in them. */
import type { Commit } from "../../core/evidence/commits.ts";
import type { Identity } from "../../core/evidence/identity.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import { decode, splitAtNul } from "./bytes.ts";
import { type Checkout, fullHistory } from "./checkout.ts";
import { GitError } from "./git.ts";
import { gitIdentity, parseIdentity } from "./identity.ts";
import { coAuthorsOf, titleOf, trailersOf } from "./message.ts";
import { instant, type Range } from "./range.ts";

export interface LoggedCommit extends Commit {
  /** From `Reviewed-by:` and `Acked-by:` trailers; one review each person. */
  readonly vouchedBy: readonly Identity[];
}

const fields = ["%H", "%P", "%an", "%ae", "%cn", "%ce", "%ct", "%B"];

/**
 * What makes `git log` say the same whatever the configuration. The mailmap stays out: it is a file of the change that is judged,
 * and could turn an author into somebody else.
 */
export const plainLog = [
  "log",
  "-z",
  "--no-mailmap",
  "--no-show-signature",
  "--no-color",
  "--no-decorate",
  "--no-notes",
  "--no-ext-diff",
  "--no-textconv",
  "--no-follow",
  "--no-relative",
  "--ignore-submodules=none",
  "--root",
  "-O/dev/null",
  "--encoding=UTF-8",
] as const;

/** base..head as git takes it; the whole history of the head without a base. */
export const revisions = ({ base, head }: Pick<Range, "base" | "head">): string =>
  base === null ? head.sha : `${base.sha}..${head.sha}`;

/** Newest first, as git lists them. Unavailable where the history at hand does not hold all of them. */
export async function readCommits(
  checkout: Checkout,
  range: Range,
  now: string,
): Promise<Observed<readonly LoggedCommit[]>> {
  const { git, cutAt } = checkout;
  if (range.relation === "unknown") return unavailable(cutShort(range), fullHistory);
  const source = `git log ${revisions(range)}`;
  if (range.relation === "same") return observed([], source, now);
  const commits: LoggedCommit[] = [];
  const meet = acquaintances();
  try {
    let pending: Buffer[] = [];
    const format = `--format=tformat:${fields.join("%x00")}`;
    for await (const pieces of splitAtNul(git.stream([...plainLog, format, revisions(range), "--"]))) {
      pending.push(...pieces);
      const whole = pending.length - (pending.length % fields.length);
      for (let at = 0; at < whole; at += fields.length) {
        const commit = toCommit(pending.slice(at, at + fields.length), meet);
        if (cutAt.has(commit.sha)) return unavailable(cutShort(range), fullHistory);
        commits.push(commit);
      }
      pending = pending.slice(whole);
    }
    if (pending.length > 0) return unavailable("git's list of commits ended in the middle of one.");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unavailable(`git could not list the commits: ${error.message}`, fullHistory);
  }
  return observed(commits, source, now);
}

/** One commit by its full hash; null where git cannot read it. */
export async function readCommit({ git }: Checkout, sha: string): Promise<Commit | null> {
  const format = `--format=tformat:${fields.join("%x00")}`;
  try {
    const pieces: Buffer[] = [];
    for await (const some of splitAtNul(git.stream([...plainLog, format, "--max-count=1", sha, "--"])))
      pieces.push(...some);
    if (pieces.length !== fields.length) return null;
    const { vouchedBy: _, ...commit } = toCommit(pieces, acquaintances());
    return commit.sha === sha ? commit : null;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return null;
  }
}

const cutShort = ({ base }: Range): string =>
  base === null
    ? "This is a shallow clone: its history is cut off, so the commits of the release are not all here."
    : `This is a shallow clone: its history is cut off between ${base.name} and the head, so the commits are not all here.`;

/** One value for everybody who is named alike: a long history names few people very often. */
function acquaintances(): (make: () => Identity, ...names: readonly string[]) => Identity {
  const known = new Map<string, Identity>();
  return (make, ...names) => {
    const key = names.join("\0");
    let identity = known.get(key);
    if (identity === undefined) {
      identity = make();
      known.set(key, identity);
    }
    return identity;
  };
}

function toCommit(pieces: readonly Buffer[], meet: ReturnType<typeof acquaintances>): LoggedCommit {
  const [sha = "", parents = "", an = "", ae = "", cn = "", ce = "", ct = "", message = ""] = pieces.map(decode);
  const named = (text: string): Identity => meet(() => parseIdentity(text), text);
  const vouched = trailersOf(message).filter(({ key, value }) => /^(?:reviewed|acked)-by$/i.test(key) && value !== "");
  return {
    sha,
    title: titleOf(message),
    author: meet(() => gitIdentity(an, ae), an, ae),
    committer: meet(() => gitIdentity(cn, ce), cn, ce),
    coAuthors: [...new Set(coAuthorsOf(message).map(named))],
    committedAt: instant(Number(ct)) ?? "1970-01-01T00:00:00.000Z",
    isMerge: parents.includes(" "),
    vouchedBy: [...new Set(vouched.map(({ value }) => named(value)))],
  };
}
