/** What lies between two commits, as GitHub tells it: how they stand to each other, the commits, the files. */
import { HttpFailure } from "../http.ts";
import type { Client } from "./client.ts";
import { type ComparisonReply, comparison, type RestCommit, type RestFile, restCommits } from "./schema/history.ts";
import type { Setting } from "./surroundings.ts";

export interface Compared {
  readonly status: ComparisonReply["status"];
  /** Commits that the head has and the base has not. */
  readonly total: number;
  readonly mergeBase: string;
  /** The files of the comparison; GitHub shows 300 at most, and `isCut` says that there may be more. */
  readonly files: readonly RestFile[];
  readonly isCut: boolean;
  /** All commits, newest first. Throws `HttpFailure`. */
  commits(): Promise<readonly RestCommit[]>;
}

export interface Comparisons {
  /** Full hashes. Asked once for each pair. Throws `HttpFailure`. */
  compare(base: string, head: string): Promise<Compared>;
  /** The same where it was asked already; null, and no request, where it was not. */
  asked(base: string, head: string): Promise<Compared> | null;
  /** Everything up to a commit, newest first. Throws `HttpFailure`. */
  upTo(head: string): Promise<readonly RestCommit[]>;
}

const perPage = 100;
/** GitHub lists so many files of a comparison, and says nothing of the rest. */
export const mostFiles = 300;

const asking = (what: string) => ({ what, permission: "contents: read" });

export function openComparisons(client: Client, { owner, name }: Setting): Comparisons {
  const repo = `/repos/${owner}/${name}`;
  const known = new Map<string, Promise<Compared>>();

  /** Throws where the hour does not hold so many more requests. */
  function budget(pages: number): void {
    if (client.restLeft !== null && pages > client.restLeft)
      throw new HttpFailure(
        `The commits of this release take ${pages} more requests than GitHub lets this token make in this hour (${client.restLeft} are left).`,
        {
          fix: "Check out with `fetch-depth: 0`, so that commits come from git; or give `base` once, nearer to the head.",
        },
      );
  }

  async function read(base: string, head: string): Promise<Compared> {
    const path = `${repo}/compare/${base}...${head}`;
    const what = `what lies between ${base.slice(0, 10)} and ${head.slice(0, 10)}`;
    const page = (number: number) =>
      client.get(path, comparison, asking(what), { per_page: String(perPage), page: String(number) });
    const { value: first } = await page(1);
    const { status, total_commits: total, merge_base_commit: mergeBase, files } = first;
    if (files === undefined)
      throw new HttpFailure(`GitHub was asked for ${what}, and left the files out.`, { fix: "Run the gate again." });
    const commits = async (): Promise<readonly RestCommit[]> => {
      const pages = Math.ceil(total / perPage);
      budget(pages - 1);
      const rest = Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 2));
      const all = [first, ...(await Promise.all(rest)).map(({ value }) => value)].flatMap((each) => each.commits);
      const shas = new Set(all.map(({ sha }) => sha));
      if (shas.size !== total)
        throw new HttpFailure(`GitHub was asked for ${what}, and listed ${shas.size} of ${total} commits.`, {
          fix: "Check out with `fetch-depth: 0`, so that commits come from git.",
        });
      return all.toReversed();
    };
    let asked: Promise<readonly RestCommit[]> | null = null;
    return {
      status,
      total,
      mergeBase: mergeBase.sha,
      files,
      isCut: files.length >= mostFiles,
      commits: () => {
        asked ??= commits();
        return asked;
      },
    };
  }
  return {
    compare(base, head) {
      const key = `${base}...${head}`;
      const found = known.get(key) ?? read(base, head);
      known.set(key, found);
      found.catch(() => {});
      return found;
    },
    asked: (base, head) => known.get(`${base}...${head}`) ?? null,
    async upTo(head) {
      const what = `all commits up to ${head.slice(0, 10)}`;
      const page = (number: number) =>
        client.get(`${repo}/commits`, restCommits, asking(what), {
          sha: head,
          per_page: String(perPage),
          page: String(number),
        });
      const first = await page(1);
      const last = lastPage(first.headers.link);
      // Each page of commits takes one more request for its pull requests.
      budget(2 * (last - 1));
      const rest = Array.from({ length: last - 1 }, (_, index) => page(index + 2));
      return [first, ...(await Promise.all(rest))].flatMap(({ value }) => value);
    },
  };
}

/** The number in the link to the last page; 1 where there is none. */
export function lastPage(link: string | undefined): number {
  const address = /<([^<>]+)>;\s*rel="last"/.exec(link ?? "")?.[1];
  if (address === undefined || !URL.canParse(address)) return 1;
  const number = Number(new URL(address).searchParams.get("page"));
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}
