/** Who made the release and what brought it in: its commits, and its merge requests. Asked once, when first needed. */
import type { Commit } from "../../core/evidence/commits.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import type { Checkout } from "../checkout/checkout.ts";
import { pathsByCommit } from "../checkout/paths.ts";
import { HttpFailure } from "../http.ts";
import { once } from "../settled.ts";
import { withAccounts } from "./accounts.ts";
import { type Brought, readBrought } from "./brought.ts";
import type { Client } from "./client.ts";
import type { History } from "./history.ts";
import { routes } from "./routes.ts";
import { changedPath } from "./schema/changes.ts";

export interface Made {
  /** Throws `PlatformError`. */
  commits(): Promise<readonly Commit[]>;
  /** Throws `PlatformError`. */
  requests(): Promise<readonly Brought[]>;
  /** All paths that a merge request changes, sorted. Throws `PlatformError`. */
  pathsOf(brought: Brought): Promise<readonly string[]>;
}

interface Means {
  readonly client: Client;
  readonly projectId: number | null;
  /** Full path; null where nobody told. */
  readonly path: string | null;
  readonly checkout: Checkout | null;
  readonly history: History;
  readonly head: string;
}

export function openMade({ client, projectId, path, checkout, history, head }: Means): Made {
  const plain = (): readonly Commit[] => {
    const { commits } = history;
    if (commits.status === "observed") return commits.value;
    throw new HttpFailure(commits.because, { fix: commits.fix ?? null });
  };
  const paths = once(async () =>
    checkout === null
      ? new Map<string, readonly string[]>()
      : pathsByCommit(
          checkout,
          plain().map(({ sha }) => sha),
        ),
  );
  return {
    commits: once(async () => withAccounts(client, path, plain())),
    requests: once(async () => readBrought({ client, projectId, head, commits: plain(), parents: history.parents })),
    async pathsOf({ request: { iid }, commits }) {
      if (history.isFromCheckout) {
        const byCommit = await paths();
        return [...new Set(commits.flatMap((sha) => byCommit.get(sha) ?? []))].sort(byCodeUnit);
      }
      const asking = { route: routes.mergeRequestDiffs, at: { iid }, what: `the files of !${iid}` };
      const listed = await client.list(changedPath, asking);
      return [...new Set(listed.flatMap(({ old_path, new_path }) => [old_path, new_path]))].sort(byCodeUnit);
    },
  };
}
