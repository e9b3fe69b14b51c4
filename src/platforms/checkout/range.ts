/** Settles which range is judged: base..head, why this base, and how the two stand to each other. */
import type { BaseOrigin, Relation } from "../../core/evidence/release.ts";
import { PlatformError } from "../platform.ts";
import { type Checkout, fullHistory } from "./checkout.ts";
import { GitError } from "./git.ts";
import { newestReleaseTag } from "./tags.ts";

export interface Point {
  /** Full hash of a commit. */
  readonly sha: string;
  /** As it was asked for, or the tag that was found. */
  readonly name: string;
}

export interface Range {
  readonly base: Point | null;
  readonly baseOrigin: BaseOrigin;
  readonly baseBecause: string;
  readonly head: Point;
  /** ISO 8601, UTC; null where the commit says no date. */
  readonly headCommittedAt: string | null;
  readonly relation: Relation;
  readonly limits: readonly string[];
}

interface Asked {
  readonly base: string | null;
  readonly head: string | null;
}

interface ResolvedPoint extends Point {
  readonly committedAt: string | null;
}

/**
 * Resolves what was asked. Without a base: the newest release tag on an ancestor other than the head, else everything including
 * the root. Throws `PlatformError` for a name that is no commit here.
 */
export async function resolveRange(checkout: Checkout, asked: Asked): Promise<Range> {
  const [head, given] = await Promise.all([
    resolvePoint(checkout, "head", asked.head),
    asked.base === null ? null : resolvePoint(checkout, "base", asked.base),
  ]);
  const common = { head: { sha: head.sha, name: head.name }, headCommittedAt: head.committedAt };
  if (given === null) return { ...common, ...(await defaultBase(checkout, head)) };
  const { relation, limits } = await relate(checkout, given, head);
  return {
    ...common,
    base: { sha: given.sha, name: given.name },
    baseOrigin: "given",
    baseBecause: `The base ${given.name} was given.`,
    relation,
    limits,
  };
}

/** A year in seconds: a release further back is seldom the one that runs now. */
const farBack = 365 * 86_400;
const otherBranches =
  "It is more than a year older than the head: if releases are tagged on branches of their own, give the one that runs now with --base.";

async function defaultBase(
  checkout: Checkout,
  head: ResolvedPoint,
): Promise<Pick<Range, "base" | "baseOrigin" | "baseBecause" | "relation" | "limits">> {
  let doubt: string | null = null;
  const tag = await newestReleaseTag(checkout, head.sha).catch((error: unknown) => {
    if (!(error instanceof GitError)) throw error;
    doubt = `The tags could not be read (${error.message}), so no release tag was looked for: give the base with --base.`;
    return null;
  });
  if (tag !== null) {
    const because = tag.isPreRelease
      ? `${tag.name} is the newest pre-release tag on an ancestor of the head, and there is no tag of a final release.`
      : `${tag.name} is the newest release tag on an ancestor of the head.`;
    const isFarBack = head.committedAt !== null && Date.parse(head.committedAt) / 1000 - tag.committedAt > farBack;
    const base = { sha: tag.commit, name: tag.name };
    return {
      base,
      baseOrigin: "release-tag",
      baseBecause: isFarBack ? `${because} ${otherBranches}` : because,
      relation: "ahead",
      limits: [],
    };
  }
  if (checkout.cutAt.size > 0)
    doubt ??= `This is a shallow clone: a release tag may lie in the part of the history that is not here. ${fullHistory}`;
  return {
    base: null,
    baseOrigin: "whole-history",
    baseBecause:
      "No base was given and no release tag lies on an ancestor of the head, so everything is judged, from the first commit on.",
    relation: "no-base",
    limits: doubt === null ? [] : [doubt],
  };
}

async function resolvePoint(checkout: Checkout, role: "base" | "head", asked: string | null): Promise<ResolvedPoint> {
  const name = asked ?? "HEAD";
  if (name.trim() === "" || name.startsWith("-") || /\p{Cc}/u.test(name))
    throw new PlatformError(
      "usage",
      `The ${role} ${JSON.stringify(name)} is no name of a commit.`,
      "Give a branch, a tag or a commit hash.",
    );
  const reading = await checkout.objects.read(`${name}^{commit}`);
  if (reading.status === "found")
    return { sha: reading.oid, name, committedAt: committedAt(reading.bytes?.toString("latin1") ?? "") };
  throw await unresolved(checkout, role, name, asked === null, reading);
}

async function unresolved(
  { git, place, cutAt }: Checkout,
  role: string,
  name: string,
  isDefault: boolean,
  reading: { readonly status: string; readonly because?: string },
): Promise<PlatformError> {
  if (reading.status === "unreadable")
    return new PlatformError("unreadable", `The ${role} ${name} cannot be read in ${place}: ${reading.because}`);
  if (reading.status === "ambiguous")
    return new PlatformError(
      "usage",
      `The ${role} ${name} fits several objects in ${place}.`,
      "Give more digits of the hash.",
    );
  const hash = await git
    .read(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
    .then((output) => output.toString("latin1").trim())
    .catch(() => null);
  if (isDefault && hash === null)
    return new PlatformError(
      "usage",
      `${place} has no commit yet, so there is nothing to judge.`,
      "Make a first commit, or give the commit with --head.",
    );
  // A whole hash, or a name that leads to one, may well be right: only the object is not here.
  if (hash !== null && !(await isThere(git, hash)))
    return new PlatformError(
      "unreadable",
      `The ${role} ${name} leads to ${hash}, which is not in ${place}.`,
      cutAt.size > 0 ? fullHistory : `Fetch it: git fetch origin ${hash}`,
    );
  return new PlatformError(
    "usage",
    `The ${role} ${name} names no commit in ${place}.`,
    cutAt.size > 0
      ? `This is a shallow clone, so it may only be missing here. ${fullHistory}`
      : "Check the spelling with `git tag` and `git branch --all`; `git fetch --tags` brings what is missing.",
  );
}

const isThere = (git: Checkout["git"], hash: string): Promise<boolean> =>
  git.read(["cat-file", "-e", hash]).then(
    () => true,
    () => false,
  );

function committedAt(commit: string): string | null {
  const headers = commit.slice(0, commit.indexOf("\n\n") + 1 || undefined);
  const seconds = /^committer .* (-?\d+) [+-]\d+$/m.exec(headers)?.[1];
  return seconds === undefined ? null : instant(Number(seconds));
}

/** Seconds since 1970 as ISO 8601 in UTC; null where no calendar has such a date. */
export function instant(seconds: number): string | null {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

async function relate(
  { git, cutAt }: Checkout,
  base: Point,
  head: Point,
): Promise<{ readonly relation: Relation; readonly limits: readonly string[] }> {
  if (base.sha === head.sha) return { relation: "same", limits: [] };
  const shared = await git.read(["merge-base", base.sha, head.sha]).then(
    (output) => output.toString("latin1").trim(),
    (error: unknown) => {
      if (error instanceof GitError) return error.exitCode === 1 ? null : error;
      throw error;
    },
  );
  if (shared === base.sha) return { relation: "ahead", limits: [] };
  if (shared === head.sha) return { relation: "behind", limits: [] };
  if (shared instanceof GitError)
    return {
      relation: "unknown",
      limits: [`Where base and head part cannot be told: ${shared.message}. ${fullHistory}`],
    };
  if (cutAt.size > 0)
    return {
      relation: "unknown",
      limits: [`This is a shallow clone: where base and head part cannot be told for certain. ${fullHistory}`],
    };
  if (shared === null)
    return {
      relation: "diverged",
      limits: [
        `${base.name} and ${head.name} share no commit, so there is no difference that git could measure. Give a base from the same history with --base.`,
      ],
    };
  return { relation: "diverged", limits: [] };
}
