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

/**
 * Reads the chain of `base..head` (all of it without a base): the newest `most` changes, and the year before the oldest of them.
 * Two processes.
 */
export async function readChain(git: Git, base: string | null, head: string, most: number): Promise<Chain> {
  const range = base === null ? [head] : [head, `^${base}`];
  const counted = await git.read(["rev-list", "--first-parent", "--count", ...range, "--"]);
  const total = Number(counted.toString("latin1").trim());
  const asked: Dated[] = [];
  const before: Dated[] = [];
  const looked = Math.min(total, most);
  let since = Number.POSITIVE_INFINITY;
  let older = 0;
  if (looked > 0)
    for await (const link of readLinks(
      git.stream(["rev-list", "--first-parent", "--parents", "--timestamp", head, "--"]),
    )) {
      if (asked.length < looked) {
        asked.push(link);
        since = Math.min(since, link.at - historySpan);
        continue;
      }
      older = link.at < since ? older + 1 : 0;
      before.push(link);
      if (older === olderInARow) break;
    }
  return {
    before: before.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    asked: asked.toReversed().map(({ sha, parent }) => ({ sha, parent })),
    unread: total - looked,
    cutoff: (before.at(-1) ?? asked.at(-1))?.parent ?? null,
  };
}
