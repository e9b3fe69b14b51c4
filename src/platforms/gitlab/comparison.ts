/** What lies between two commits, as GitLab tells it: the commits, and the files where its list is whole. */
import type { ChangedFile } from "../../core/evidence/changed-files.ts";
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import { routes } from "./routes.ts";
import { type CommitReply, commit, comparison, type DiffReply, mergeBase } from "./schema/repository.ts";

export interface Compared {
  /** Newest first; null where GitLab gave up before it had compared all. */
  readonly commits: readonly CommitReply[] | null;
  /** Null where some may be missing. */
  readonly files: readonly ChangedFile[] | null;
}

export interface Comparisons {
  /** Full hashes; what the head has since the two parted. Asked once for each pair. Throws `HttpFailure`. */
  compare(base: string, head: string): Promise<Compared>;
  /** The commit at which two lines part; null where they share none. Throws `HttpFailure`. */
  parting(a: string, b: string): Promise<string | null>;
  /** All commits of a range, or up to a head, newest first. Throws `HttpFailure`. */
  commits(range: string): Promise<readonly CommitReply[]>;
}

const short = (sha: string): string => sha.slice(0, 10);

export function openComparisons(client: Client): Comparisons {
  const known = new Map<string, Promise<Compared>>();
  const partings = new Map<string, Promise<string | null>>();

  async function read(base: string, head: string): Promise<Compared> {
    const { commits, diffs, compare_timeout } = await client.get(comparison, {
      route: routes.compare,
      what: `what lies between ${short(base)} and ${short(head)}`,
      query: { from: base, to: head, straight: "false" },
    });
    if (compare_timeout) return { commits: null, files: null };
    return { commits: newestFirst(commits), files: diffs.map(toFile) };
  }

  async function part(a: string, b: string): Promise<string | null> {
    try {
      const asking = {
        route: routes.mergeBase,
        what: `where ${short(a)} and ${short(b)} part`,
        query: { "refs[]": [a, b] },
      };
      return (await client.get(mergeBase, asking)).id;
    } catch (error) {
      const said = error instanceof HttpFailure ? (error.answer?.text ?? "") : "";
      if (error instanceof HttpFailure && error.status === 404 && /merge base/i.test(said)) return null;
      throw error;
    }
  }
  const once = <T>(map: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> => {
    const found = map.get(key) ?? ask();
    map.set(key, found);
    found.catch(() => {});
    return found;
  };
  return {
    compare: (base, head) => once(known, `${base}...${head}`, () => read(base, head)),
    parting: (a, b) => once(partings, [a, b].sort().join(" "), () => part(a, b)),
    commits: (range) =>
      client.list(commit, {
        route: routes.commits,
        what: `the commits of ${range.replace(/[0-9a-f]{40,}/g, short)}`,
        query: { ref_name: range },
      }),
  };
}

/** GitLab lists a comparison oldest first; where it does not, dates tell. */
const newestFirst = (commits: readonly CommitReply[]): readonly CommitReply[] => {
  const first = Date.parse(commits[0]?.committed_date ?? "");
  const last = Date.parse(commits.at(-1)?.committed_date ?? "");
  return first > last ? commits : commits.toReversed();
};

/** Lines by the text of the diff; a binary file, and one whose text was left out, has none that could be counted. */
export function toFile({
  old_path,
  new_path,
  a_mode,
  b_mode,
  new_file,
  renamed_file,
  deleted_file,
  diff,
  ...cut
}: DiffReply): ChangedFile {
  const isTypeChanged =
    !new_file && !deleted_file && a_mode?.slice(0, 3) !== b_mode?.slice(0, 3) && a_mode != null && b_mode != null;
  const change = new_file
    ? "added"
    : deleted_file
      ? "deleted"
      : renamed_file
        ? "renamed"
        : isTypeChanged
          ? "type-changed"
          : "modified";
  const text = diff ?? "";
  const isUntold =
    cut.too_large === true ||
    cut.collapsed === true ||
    /^Binary files /m.test(text) ||
    (text === "" && change !== "renamed" && (a_mode == null || a_mode === b_mode || new_file || deleted_file));
  const count = (sign: string): number => text.split("\n").filter((line) => line.startsWith(sign)).length;
  return {
    path: new_path,
    previousPath: change === "renamed" ? old_path : null,
    change,
    additions: isUntold ? null : count("+"),
    deletions: isUntold ? null : count("-"),
  };
}
