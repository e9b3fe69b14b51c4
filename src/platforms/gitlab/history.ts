/** The commits and files of the release: from git where the checkout holds them all, else from GitLab. The verdict is the same. */
import type { Commit } from "../../core/evidence/commits.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import type { FileChanges } from "../checkout/changed-files.ts";
import type { Checkout } from "../checkout/checkout.ts";
import { gitIdentity, parseIdentity } from "../checkout/identity.ts";
import { coAuthorsOf, titleOf } from "../checkout/message.ts";
import type { Range } from "../checkout/range.ts";
import { measureRelease } from "../checkout/release.ts";
import { fromTrees } from "../checkout/tree-changes.ts";
import { type Settled, settle, unseen } from "../settled.ts";
import type { Client } from "./client.ts";
import type { Comparisons } from "./comparison.ts";
import { has } from "./files.ts";
import type { CommitReply } from "./schema/repository.ts";
import { listTree, useCheckout } from "./trees.ts";

export interface History {
  /** Newest first. Nobody has a login here: git's names are free text. */
  readonly commits: Observed<readonly Commit[]>;
  readonly changes: Observed<FileChanges>;
  /** Did git tell both? Then it can tell more: paths of each commit, a year of history. */
  readonly isFromCheckout: boolean;
  /** Each commit's parents, first one first, where they are known. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

interface Means {
  readonly client: Client;
  readonly checkout: Checkout | null;
  readonly comparisons: Comparisons;
  readonly now: string;
}

/** Reads one range whose ends and relation are known. */
export async function readHistory(range: Range, means: Means): Promise<History> {
  const { checkout, now } = means;
  const { base, head } = range;
  const [hasHead, hasBase] = await Promise.all([
    has(checkout, head.sha),
    base === null ? true : has(checkout, base.sha),
  ]);
  if (checkout !== null && hasHead && hasBase) {
    const { commits, changes } = await measureRelease(checkout, range, now);
    if (commits.status === "observed" && changes.status === "observed") {
      const plain = commits.value.map(({ vouchedBy: _trailers, ...commit }): Commit => commit);
      const parents = await parentsInCheckout(checkout, plain);
      return { commits: observed(plain, commits.source, now), changes, isFromCheckout: true, parents };
    }
  }
  return base === null ? wholeHistory(head.sha, means) : between(base.sha, head.sha, means);
}

async function between(base: string, head: string, { client, comparisons, now }: Means): Promise<History> {
  const source = `GitLab's comparison ${base}...${head}`;
  if (base === head)
    return {
      commits: observed([], source, now),
      changes: observed(noChanges, source, now),
      isFromCheckout: false,
      parents: new Map(),
    };
  const compared = await settle(comparisons.compare(base, head));
  if (!compared.ok)
    return {
      commits: unseen(compared.failure),
      changes: unseen(compared.failure),
      isFromCheckout: false,
      parents: new Map(),
    };
  const [commits, changes] = await Promise.all([
    settle(
      compared.value.commits === null
        ? comparisons.commits(`${base}..${head}`)
        : Promise.resolve(compared.value.commits),
    ),
    settle(
      compared.value.files === null
        ? byTrees(base, head, client, comparisons)
        : Promise.resolve(toChanges(compared.value.files)),
    ),
  ]);
  return {
    commits: commits.ok ? observed(commits.value.map(toCommit), source, now) : unseen(commits.failure),
    changes: !changes.ok
      ? unavailable(
          `GitLab gave up comparing ${base.slice(0, 10)} with ${head.slice(0, 10)} before it had told all files. ${changes.failure.message}`,
          useCheckout,
        )
      : observed(changes.value, source, now),
    isFromCheckout: false,
    parents: parentsIn(commits),
  };
}

const byTreesOnly = `Files were compared by their trees, so renames and lines are not told. ${useCheckout}`;

/** From where the two lines part, as a comparison means it. */
async function byTrees(base: string, head: string, client: Client, comparisons: Comparisons): Promise<FileChanges> {
  const parting = (await comparisons.parting(base, head)) ?? base;
  const [before, after] = await Promise.all([listTree(client, parting), listTree(client, head)]);
  return fromTrees(before, after, byTreesOnly);
}

async function wholeHistory(head: string, { comparisons, client, now }: Means): Promise<History> {
  const [commits, files] = await Promise.all([settle(comparisons.commits(head)), settle(listTree(client, head))]);
  return {
    commits: commits.ok
      ? observed(commits.value.map(toCommit), `GitLab's history of ${head}`, now)
      : unseen(commits.failure),
    changes: files.ok
      ? observed(fromTrees(new Map(), files.value, byTreesOnly), `GitLab's tree of ${head}`, now)
      : unavailable(files.failure.message, files.failure.fix ?? useCheckout),
    isFromCheckout: false,
    parents: parentsIn(commits),
  };
}

const noChanges: FileChanges = { files: [], count: 0, additions: 0, deletions: 0, limit: null };

function toChanges(listed: FileChanges["files"]): FileChanges {
  const files = listed.toSorted((a, b) => byCodeUnit(a.path, b.path));
  const sum = (key: "additions" | "deletions"): number => files.reduce((total, file) => total + (file[key] ?? 0), 0);
  return { files, count: files.length, additions: sum("additions"), deletions: sum("deletions"), limit: null };
}

const parentsIn = (commits: Settled<readonly CommitReply[]>): History["parents"] =>
  new Map(commits.ok ? commits.value.map(({ id, parent_ids }) => [id, parent_ids]) : []);

async function parentsInCheckout({ git }: Checkout, commits: readonly Commit[]): Promise<History["parents"]> {
  if (commits.length === 0) return new Map();
  const input = `${commits.map(({ sha }) => sha).join("\n")}\n`;
  const told = (await git.read(["rev-list", "--no-walk=unsorted", "--parents", "--stdin"], input)).toString("latin1");
  return new Map(
    told.split("\n").flatMap((line) => {
      const [sha, ...parents] = line.split(" ");
      return sha === undefined || sha === "" ? [] : [[sha, parents] as const];
    }),
  );
}

export const toCommit = ({ id, message, parent_ids, ...its }: CommitReply): Commit => ({
  sha: id,
  title: titleOf(message),
  author: gitIdentity(its.author_name ?? "", its.author_email ?? ""),
  committer: gitIdentity(its.committer_name ?? "", its.committer_email ?? ""),
  coAuthors: coAuthorsOf(message).map(parseIdentity),
  committedAt: its.committed_date ?? its.created_at ?? "1970-01-01T00:00:00.000Z",
  isMerge: parent_ids.length > 1,
});
