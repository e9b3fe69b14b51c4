/** The chain of first parents: which changes are asked about, and which came in the year before them. */
import type { Git } from "../git.ts";

const day = 86_400;

/** How far history is looked at before a change, in seconds: a year. */
export const historySpan = 365 * day;

/** The look back ends where so many changes in a row are older than a year: a single clock that went wrong does not end it. */
const olderInARow = 50;

export interface Link {
  readonly sha: string;
  /** The first parent; null for a root (or where a shallow clone ends). */
  readonly parent: string | null;
}

/** Oldest first. */
export interface Chain {
  /** Changes before those asked about, for their history. */
  readonly before: readonly Link[];
  readonly asked: readonly Link[];
  /** Older changes that were asked about as well, and are only counted. */
  readonly unread: number;
  /** The newest commit that is left out; null where everything is in. */
  readonly cutoff: string | null;
}

interface Dated extends Link {
  readonly at: number;
}

/** `<seconds> <sha> <parents>` per line. */
async function* readLinks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Dated> {
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [at, sha, parent] = line.split(" ");
      if (sha !== undefined) yield { at: Number(at), sha, parent: parent ?? null };
    }
  }
}

/** First parents from `from` on, newest first; with `base`, only those that it does not hold. */
const links = (git: Git, from: string, base: string | null): AsyncGenerator<Dated> => {
  const range = base === null ? [from] : [from, `^${base}`];
  return readLinks(git.stream(["rev-list", "--first-parent", "--parents", "--timestamp", ...range, "--"]));
};

/**
 * The chain from the head on, each link with whether it is asked about. Nearly always the base is itself a first parent: then one walk
 * tells both what came after it and what was before.
 */
async function* walk(
  git: Git,
  base: string | null,
  head: string,
  most: number,
): AsyncGenerator<readonly [Dated, boolean]> {
  if (base === head) return;
  const early: Dated[] = [];
  let isPast = base === null;
  for await (const link of links(git, head, null)) {
    if (!isPast && link.sha === base) {
      isPast = true;
      for (const each of early) yield [each, true];
    }
    if (isPast) yield [link, base === null];
    else if (early.push(link) > most) break;
  }
  if (isPast) return;
  let next: string | null = null;
  for await (const link of links(git, head, base)) {
    next = link.parent;
    yield [link, true];
  }
  if (next !== null) for await (const link of links(git, next, null)) yield [link, false];
}

/**
 * Reads the chain of `base..head` (all of it without a base): the newest `most` changes, and the year before the oldest of them.
 * One process, and two more where the base is no first parent of the head, or lies very far back.
 */
export async function readChain(git: Git, base: string | null, head: string, most: number): Promise<Chain> {
  const asked: Dated[] = [];
  const before: Dated[] = [];
  let total = 0;
  let since = Number.POSITIVE_INFINITY;
  let older = 0;
  const isEnough = () => older === olderInARow;
  for await (const [link, isAsked] of walk(git, base, head, most)) {
    if (isAsked) total++;
    if (isAsked && total <= most) {
      asked.push(link);
      since = Math.min(since, link.at - historySpan);
    } else if (!isEnough()) {
      older = link.at < since ? older + 1 : 0;
      before.push(link);
    } else if (!isAsked) break;
  }
  return {
    before: before.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    asked: asked.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    unread: total - asked.length,
    cutoff: (before.at(-1) ?? asked.at(-1))?.parent ?? null,
  };
}
