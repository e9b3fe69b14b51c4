/** Who made the release and what brought it in: its commits with their accounts, and its pull requests. Asked once, when first needed. */
import type { Commit } from "../../core/evidence/commits.ts";
import type { Checkout } from "../checkout/checkout.ts";
import { pathsByCommit } from "../checkout/paths.ts";
import { HttpFailure } from "../http.ts";
import { once } from "../settled.ts";
import { type Brought, broughtBy, withAccounts } from "./changes.ts";
import type { Client } from "./client.ts";
import { commitsQuery, completed, readCommitPages } from "./commit-pages.ts";
import type { History } from "./history.ts";
import type { Opening } from "./opening.ts";
import { type CommitReply, commit as commitSchema } from "./schema/changes.ts";
import type { Setting } from "./surroundings.ts";

export interface Made {
  /** Throws `PlatformError`. */
  commits(): Promise<readonly Commit[]>;
  /** With all their reviews. Throws `PlatformError`. */
  requests(): Promise<readonly Brought[]>;
  /** All paths that a pull request changes, as far as they can be told, sorted. */
  pathsOf(brought: Brought): Promise<readonly string[]>;
}

interface Means {
  readonly client: Client;
  readonly setting: Setting;
  readonly opening: Opening;
  readonly checkout: Checkout | null;
  readonly history: History;
  readonly head: string;
}

export function openMade({ client, setting, opening, checkout, history, head }: Means): Made {
  const withFiles = !history.isFromCheckout;
  const asked = { client, setting, rate: opening.rate, withFiles };

  const plain = (): readonly Commit[] => {
    const { commits } = history;
    if (commits.status === "observed") return commits.value;
    throw new HttpFailure(commits.because, { fix: commits.fix ?? null });
  };
  const replies = once(async (): Promise<ReadonlyMap<string, CommitReply>> => {
    const pages = new Map(
      await readCommitPages(
        plain().map(({ sha }) => sha),
        asked,
      ),
    );
    // Seldom: a commit that belongs to more pull requests than came along.
    for (const [sha, reply] of pages)
      if (reply.associatedPullRequests?.pageInfo.hasNextPage === true) pages.set(sha, await readWhole(sha));
    return pages;
  });

  async function readWhole(sha: string): Promise<CommitReply> {
    const asking = { what: `the pull requests of ${sha.slice(0, 10)}`, permission: "pull-requests: read" };
    const query = commitsQuery([sha], withFiles).replace(
      "associatedPullRequests(first: 3)",
      "associatedPullRequests(first: 100)",
    );
    const answer = await client.graph(query, { owner: setting.owner, name: setting.name }, asking);
    const reply = answer.part(["repository", "c0"], commitSchema, asking);
    if (reply === null || reply.associatedPullRequests?.pageInfo.hasNextPage === true)
      throw new HttpFailure(`The commit ${sha.slice(0, 10)} belongs to more than 100 pull requests.`);
    return reply;
  }
  const requests = once(async () => {
    const brought = broughtBy(await replies(), head, opening.repository.id);
    return Promise.all(
      brought.map(async (each) => ({ ...each, request: await completed(each.request, asked, { files: false }) })),
    );
  });
  const paths = once(async () =>
    checkout === null
      ? new Map()
      : pathsByCommit(
          checkout,
          plain().map(({ sha }) => sha),
        ),
  );
  return {
    requests,
    commits: once(async () => {
      const found = await replies();
      return plain().map((commit) => {
        const reply = found.get(commit.sha);
        if (reply === undefined) throw new HttpFailure(`GitHub did not tell who made ${commit.sha.slice(0, 10)}.`);
        return withAccounts(commit, reply);
      });
    }),
    async pathsOf({ request, commits }) {
      if (history.isFromCheckout) {
        const byCommit: ReadonlyMap<string, readonly string[]> = await paths();
        return [...new Set(commits.flatMap((sha) => byCommit.get(sha) ?? []))].sort();
      }
      const whole = await completed(request, asked, { files: true });
      return [...new Set((whole.files?.nodes ?? []).map(({ path }) => path))].sort();
    },
  };
}
