/** What risk looks at in each change, from what a platform's API tells: titles and files alone, and the word that the rest was not seen. */
import type { ChangeTraits, ReleaseTraits, ShapeTraits } from "../../../core/evidence/change-traits.ts";
import type { Commit } from "../../../core/evidence/commits.ts";
import { mostChanges } from "./change-traits.ts";
import { shapeOf } from "./shape.ts";
import { touchedBy } from "./touched-files.ts";

/** The change request that brought a commit, as far as its traits go. */
export interface ToldRequest {
  readonly title: string;
  /** A login; null where nobody stands behind it any more. */
  readonly author: string | null;
  readonly commits: number;
  /** Null where not all of them are known. */
  readonly paths: readonly string[] | null;
}

export interface Told {
  /** The changes as git's first parents give them, newest first. */
  readonly chain: readonly Commit[];
  /** By the commit that a request was merged as. */
  readonly requests: ReadonlyMap<string, ToldRequest>;
  /** The files of the whole release, which are those of its one change; null where they are not known. */
  readonly paths: readonly string[] | null;
  /** How to get a checkout with history. */
  readonly useCheckout: string;
}

/** Of at most so many changes as a checkout is asked for too. */
export function toldTraits({ chain, requests, paths, useCheckout }: Told): ReleaseTraits {
  const isOnly = chain.length === 1;
  const changes = chain.slice(0, mostChanges).map((commit): ChangeTraits => {
    const request = requests.get(commit.sha);
    const title = commit.isMerge && request !== undefined ? request.title : commit.title;
    const known = (isOnly ? paths : null) ?? request?.paths ?? null;
    return { sha: commit.sha, title, diff: null, shape: shapeFrom(commit, title, request, known), history: null };
  });
  const isEmpty = changes.length === 0;
  const missing = (what: string): string => `There is no checkout with history, so ${what}. ${useCheckout}`;
  return {
    changes,
    unread: chain.length - changes.length,
    diffMissing: isEmpty ? null : missing("the added code was not looked at"),
    shapeMissing: changes.some(({ shape }) => shape === null)
      ? missing("which files each change touches is not known")
      : null,
    historyMissing: isEmpty ? null : missing("a year of history before the changes is not there"),
  };
}

/** From the head along first parents, as long as the commits are those of the release. */
export function chainFrom(
  head: string,
  commits: readonly Commit[],
  firstParentOf: (sha: string) => string | null,
): readonly Commit[] {
  const known = new Map(commits.map((commit) => [commit.sha, commit]));
  const chain: Commit[] = [];
  for (let at: string | null = head; at !== null; at = firstParentOf(at)) {
    const commit = known.get(at);
    if (commit === undefined) break;
    known.delete(at);
    chain.push(commit);
  }
  return chain;
}

/** Null where not all files of the change are known. */
function shapeFrom(
  { author, isMerge }: Commit,
  title: string,
  request: ToldRequest | undefined,
  paths: readonly string[] | null,
): ShapeTraits | null {
  if (paths === null) return null;
  const touched = touchedBy(paths.map((path) => ({ status: "M", path, previousPath: null })));
  const commits = request === undefined ? 1 : Math.max(1, request.commits - (isMerge ? 1 : 0));
  return shapeOf(touched, { title, author: request?.author ?? author.name, commits }, false);
}
