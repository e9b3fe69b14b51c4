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
 * Reads the chain of `base..head` (all of it without a base): the newest `most` changes, and the year before the oldest of them.
 * One process, and one more where a base hides the year before.
 */
export async function readChain(git: Git, base: string | null, head: string, most: number): Promise<Chain> {
  const asked: Dated[] = [];
  const before: Dated[] = [];
  let total = 0;
  let since = Number.POSITIVE_INFINITY;
  let older = 0;
  const isEnough = () => older === olderInARow;
  const look = (link: Dated): void => {
    if (isEnough()) return;
    older = link.at < since ? older + 1 : 0;
    before.push(link);
  };
  for await (const link of links(git, head, base)) {
    total++;
    if (total > most) look(link);
    else {
      asked.push(link);
      since = Math.min(since, link.at - historySpan);
    }
  }
  const next = (before.at(-1) ?? asked.at(-1))?.parent ?? null;
  if (base !== null && next !== null && !isEnough())
    for await (const link of links(git, next, null)) {
      look(link);
      if (isEnough()) break;
    }
  return {
    before: before.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    asked: asked.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    unread: total - asked.length,
    cutoff: (before.at(-1) ?? asked.at(-1))?.parent ?? null,
  };
}
