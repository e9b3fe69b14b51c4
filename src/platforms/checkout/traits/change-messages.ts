/** What the messages of a change say: its title, who made most of it, how many commits it brought, what it takes back. */
import type { CommitMessage, Unit } from "./messages.ts";

export interface ChangeMessage {
  readonly title: string;
  /** Who made most of its commits. Used to count, never handed on. */
  readonly author: string;
  readonly commits: number;
  /** Number of the change request, where the message names it. */
  readonly request: string | null;
}

const merges = /^Merge (?:pull request|PR) #(\d+)/i;
const numbered = /\(#(\d+)\)\s*$/;

const firstLineOf = (body: string): string | undefined =>
  body
    .split("\n")
    .map((line) => line.trim())
    .find((line) => line !== "");

/** The most frequent author; the first one seen among equals. */
function mainAuthor(commits: readonly CommitMessage[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { author } of commits) counts.set(author, (counts.get(author) ?? 0) + 1);
  let best: string | undefined;
  for (const [author, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = author;
  return best;
}

/** Reads title, author and commits of a change; a merge speaks for the branch that it brought. */
export function readMessage({ commit, inner }: Unit): ChangeMessage {
  const merge = merges.exec(commit.title);
  const first = firstLineOf(commit.body);
  if (commit.parents.length < 2) {
    const title = merge !== null && first !== undefined ? first : commit.title;
    const bullets = commit.body.match(/^\* \S/gm)?.length ?? 0;
    return {
      title,
      author: commit.author,
      commits: Math.max(1, bullets),
      request: numbered.exec(title)?.[1] ?? merge?.[1] ?? null,
    };
  }
  const own = inner.filter(({ parents }) => parents.length < 2);
  const tip = inner.find(({ sha }) => sha === commit.parents[1]);
  const speaksForBranch = tip !== undefined && (merge !== null || commit.title.startsWith("Merge"));
  const title = speaksForBranch ? (merge !== null && first !== undefined ? first : tip.title) : commit.title;
  return {
    title,
    author: (tip === undefined ? undefined : (mainAuthor(own) ?? tip.author)) ?? commit.author,
    commits: Math.max(1, own.length),
    request: numbered.exec(title)?.[1] ?? merge?.[1] ?? null,
  };
}
