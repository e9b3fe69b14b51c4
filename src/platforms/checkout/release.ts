/** Puts the release together: the range with its numbers, and what this checkout cannot know about it. */
import type { Commit } from "../../core/evidence/commits.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import type { Release } from "../../core/evidence/release.ts";
import { type FileChanges, readChangedFiles } from "./changed-files.ts";
import { type Checkout, fullContents, fullHistory } from "./checkout.ts";
import { type LoggedCommit, readCommit, readCommits } from "./commits.ts";
import { GitError } from "./git.ts";
import { type Range, resolveRange } from "./range.ts";

export interface ReadRelease {
  readonly range: Range;
  readonly release: Release;
  readonly commits: Observed<readonly LoggedCommit[]>;
  readonly changes: Observed<FileChanges>;
}

/** Resolves the range and counts it. Throws `PlatformError` where the range itself cannot be told. */
export async function readRelease(
  checkout: Checkout,
  asked: { readonly base: string | null; readonly head: string | null },
  now: string,
): Promise<ReadRelease> {
  return measureRelease(checkout, await resolveRange(checkout, asked), now);
}

/** Counts a range that is settled already. */
export async function measureRelease(checkout: Checkout, range: Range, now: string): Promise<ReadRelease> {
  const [commits, changes] = await Promise.all([
    readCommits(checkout, range, now),
    observeChanges(checkout, range, now),
  ]);
  const headCommit = await headOf(checkout, range, commits);
  return {
    range,
    commits,
    changes,
    release: {
      ...releaseOf(checkout.name, range, { commits, changes }),
      ...(headCommit === undefined ? {} : { headCommit }),
    },
  };
}

/** The release as evidence has it: the range with its numbers, and what of it could not be told, whoever told the rest. */
export function releaseOf(
  repository: string,
  range: Range,
  { commits, changes }: { readonly commits: Observed<readonly Commit[]>; readonly changes: Observed<FileChanges> },
): Release {
  const { base, baseOrigin, baseBecause, head, headCommittedAt, relation } = range;
  const counted = changes.status === "observed" ? changes.value : null;
  const limits = [
    ...range.limits,
    ...(commits.status === "unavailable" ? [sentence(commits)] : []),
    ...(changes.status === "unavailable" ? [sentence(changes)] : []),
    ...(counted === null || counted.limit === null ? [] : [counted.limit]),
  ];
  return {
    repository,
    base,
    baseOrigin,
    baseBecause,
    head: { sha: head.sha, name: head.name },
    relation,
    commits: commits.status === "observed" ? commits.value.length : null,
    changedFiles: counted?.count ?? null,
    additions: counted?.additions ?? null,
    deletions: counted?.deletions ?? null,
    headCommittedAt,
    limits: [...new Set(limits)],
  };
}

/** The head itself where the range does not hold it (a redeploy, a rollback), null where git cannot read it; else nothing. */
async function headOf(
  checkout: Checkout,
  { head }: Range,
  commits: Observed<readonly LoggedCommit[]>,
): Promise<Commit | null | undefined> {
  if (commits.status !== "observed" || commits.value.some(({ sha }) => sha === head.sha)) return undefined;
  return readCommit(checkout, head.sha);
}

async function observeChanges(checkout: Checkout, range: Range, now: string): Promise<Observed<FileChanges>> {
  const { base, head, relation, limits } = range;
  if (relation === "unknown") return unavailable(limits[0] ?? "Where base and head part cannot be told.", fullHistory);
  const source =
    base === null ? `git diff from the empty tree to ${head.sha}` : `git diff -M ${base.sha}...${head.sha}`;
  try {
    return observed(await readChangedFiles(checkout, range), source, now);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.message.includes("no merge base"))
      return unavailable(
        limits[0] ?? "Base and head share no commit.",
        "Give a base from the same history with --base.",
      );
    return unavailable(
      `git could not compare base and head: ${error.message}`,
      checkout.isPartial ? fullContents : undefined,
    );
  }
}

const sentence = ({ because, fix }: { readonly because: string; readonly fix?: string }): string =>
  fix === undefined || because.includes(fix) ? because : `${because} ${fix}`;
