/** Reads commits with their messages, parents before children, and gathers those that each change of the chain brought in. */
import { decode, splitAtNul } from "../bytes.ts";
import type { Git } from "../git.ts";

export interface CommitMessage {
  readonly sha: string;
  readonly parents: readonly string[];
  /** The author's name as git has it, lower case. Used to count, never handed on. */
  readonly author: string;
  /** When it was committed, in seconds. */
  readonly at: number;
  readonly title: string;
  /** Everything after the first line, at most 64 KiB of it. */
  readonly body: string;
}

/** A change of the chain with the commits that came in by it (none for a direct push or a squash). */
export interface Unit {
  readonly commit: CommitMessage;
  readonly inner: readonly CommitMessage[];
  /** False where the clone ends inside the branch, so that commits of it are missing. */
  readonly isWhole: boolean;
}

const longestMessage = 65_536;

async function* readCommits(chunks: AsyncIterable<Buffer>): AsyncGenerator<CommitMessage> {
  let fields: Buffer[] = [];
  for await (const pieces of splitAtNul(chunks))
    for (const piece of pieces) {
      fields.push(piece);
      const [sha, parents, author, at, message] = fields;
      if (
        sha === undefined ||
        parents === undefined ||
        author === undefined ||
        at === undefined ||
        message === undefined
      )
        continue;
      fields = [];
      const text = decode(message.subarray(0, longestMessage));
      const end = text.indexOf("\n");
      yield {
        sha: sha.toString("latin1"),
        parents: parents.length === 0 ? [] : parents.toString("latin1").split(" "),
        author: decode(author).trim().toLowerCase(),
        at: Number(at.toString("latin1")),
        title: (end === -1 ? text : text.slice(0, end)).trim(),
        body: end === -1 ? "" : text.slice(end + 1),
      };
    }
}

/**
 * Gives the changes of `chain` (oldest first) in this order. A commit belongs to the oldest change that contains it.
 * Held in memory: the commits of branches that are not merged yet at that point of the history. One process.
 */
export async function* readUnits(
  git: Git,
  chain: Iterable<{ readonly sha: string }>,
  head: string,
  cutoff: string | null,
  isShallow: boolean,
): AsyncGenerator<Unit> {
  const commits = readCommits(
    git.stream([
      "log",
      "-z",
      "--topo-order",
      "--reverse",
      "--encoding=UTF-8",
      "--format=%H%x00%P%x00%an%x00%ct%x00%B",
      head,
      ...(cutoff === null ? [] : [`^${cutoff}`]),
      "--",
    ]),
  );
  const waiting = new Map<string, CommitMessage>();
  try {
    for (const { sha } of chain) {
      let commit: CommitMessage | null = null;
      while (commit === null) {
        const next = await commits.next();
        if (next.done === true) throw new Error(`git log left out ${sha}`);
        if (next.value.sha === sha) commit = next.value;
        else waiting.set(next.value.sha, next.value);
      }
      const inner: CommitMessage[] = [];
      let isWhole = true;
      const open = commit.parents.slice(1);
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        const found = waiting.get(at);
        if (found === undefined) continue;
        waiting.delete(at);
        inner.push(found);
        if (isShallow && found.parents.length === 0) isWhole = false;
        for (const parent of found.parents) open.push(parent);
      }
      yield { commit, inner, isWhole };
    }
  } finally {
    await commits.return(undefined);
  }
}
