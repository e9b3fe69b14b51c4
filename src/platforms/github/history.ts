/** The commits and files of the release: from git where the checkout holds them all, else from GitHub. The verdict is the same. */
import type { ChangedFile } from "../../core/evidence/changed-files.ts";
import type { Commit } from "../../core/evidence/commits.ts";
import { type Observed, observed, unavailable } from "../../core/evidence/observed.ts";
import { byCodeUnit } from "../checkout/bytes.ts";
import type { FileChanges } from "../checkout/changed-files.ts";
import type { Checkout } from "../checkout/checkout.ts";
import { gitIdentity, parseIdentity } from "../checkout/identity.ts";
import { coAuthorsOf, titleOf } from "../checkout/message.ts";
import type { Range } from "../checkout/range.ts";
import { measureRelease } from "../checkout/release.ts";
import { fromTrees, type Tree } from "../checkout/tree-changes.ts";
import { HttpFailure } from "../http.ts";
import { type Settled, settle, unseen } from "../settled.ts";
import type { Client } from "./client.ts";
import type { Compared, Comparisons } from "./comparison.ts";
import { has } from "./files.ts";
import { wholeTree } from "./schema/files.ts";
import type { RestCommit, RestFile } from "./schema/history.ts";
import type { Setting } from "./surroundings.ts";

/** Commits with what only some readers need. Nobody has a login here: git's names are free text. */
export interface History {
  /** Newest first. */
  readonly commits: Observed<readonly Commit[]>;
  readonly changes: Observed<FileChanges>;
  /** Did git tell both? Then it can tell more: paths of each commit, a year of history. */
  readonly isFromCheckout: boolean;
  /** Each commit's first parent (null: it has none), where GitHub told the commits; empty else. */
  readonly firstParents: ReadonlyMap<string, string | null>;
}

interface Means {
  readonly client: Client;
  readonly setting: Setting;
  readonly checkout: Checkout | null;
  readonly comparisons: Comparisons;
  readonly now: string;
}

/** Reads one range whose ends and relation are known. */
export async function readHistory(range: Range, means: Means): Promise<History> {
  const { checkout, now } = means;
  const [hasHead, hasBase] = await Promise.all([
    has(checkout, range.head.sha),
    range.base === null ? true : has(checkout, range.base.sha),
  ]);
  if (checkout !== null && hasHead && hasBase) {
    const { commits, changes } = await measureRelease(checkout, range, now);
    if (commits.status === "observed" && changes.status === "observed") {
      const plain = commits.value.map(({ vouchedBy: _trailers, ...commit }): Commit => commit);
      return { commits: observed(plain, commits.source, now), changes, isFromCheckout: true, firstParents: new Map() };
    }
  }
  const { base, head } = range;
  if (base === null) return wholeHistory(head.sha, means);
  const source = `GitHub's comparison ${base.sha}...${head.sha}`;
  const compared = await settle(means.comparisons.compare(base.sha, head.sha));
  if (!compared.ok)
    return {
      commits: unseen(compared.failure),
      changes: unseen(compared.failure),
      isFromCheckout: false,
      firstParents: new Map(),
    };
  const [commits, changes] = await Promise.all([
    settle(compared.value.commits()),
    settle(filesOf(compared.value, head.sha, means)),
  ]);
  return {
    commits: commits.ok ? observed(commits.value.map(toCommit), source, now) : unseen(commits.failure),
    changes: changes.ok ? observed(changes.value, source, now) : unseen(changes.failure),
    isFromCheckout: false,
    firstParents: parentsIn(commits),
  };
}

async function wholeHistory(head: string, { comparisons, client, setting, now }: Means): Promise<History> {
  const [commits, files] = await Promise.all([settle(comparisons.upTo(head)), settle(listTree(client, setting, head))]);
  const source = `GitHub's history of ${head}`;
  return {
    commits: commits.ok ? observed(commits.value.map(toCommit), source, now) : unseen(commits.failure),
    changes: !files.ok
      ? unseen(files.failure)
      : files.value === null
        ? unavailable("GitHub does not list all files of the head: there are too many.", useCheckout)
        : observed(fromTrees(new Map(), files.value, byTreesOnly), `GitHub's tree of ${head}`, now),
    isFromCheckout: false,
    firstParents: parentsIn(commits),
  };
}

const parentsIn = (commits: Settled<readonly RestCommit[]>): ReadonlyMap<string, string | null> =>
  new Map(commits.ok ? commits.value.map(({ sha, parents }) => [sha, parents[0]?.sha ?? null]) : []);

export const useCheckout = "Check out with `fetch-depth: 0`, so that files and history come from git.";

export function toCommit({ sha, commit: { message, author, committer }, parents }: RestCommit): Commit {
  return {
    sha,
    title: titleOf(message),
    author: gitIdentity(author?.name ?? "", author?.email ?? ""),
    committer: gitIdentity(committer?.name ?? "", committer?.email ?? ""),
    coAuthors: coAuthorsOf(message).map(parseIdentity),
    committedAt: new Date(committer?.date ?? author?.date ?? 0).toISOString(),
    isMerge: parents.length > 1,
  };
}

const changes: Readonly<Record<string, ChangedFile["change"]>> = {
  added: "added",
  removed: "deleted",
  modified: "modified",
  renamed: "renamed",
  copied: "copied",
  changed: "type-changed",
};

function toFile({
  filename,
  previous_filename,
  status,
  additions,
  deletions,
  changes: lines,
  patch,
}: RestFile): ChangedFile {
  const change = changes[status] ?? "modified";
  // A binary file has no lines and no patch; an empty or purely renamed one has neither, too, and changed none.
  const isBinary =
    lines === 0 && patch === undefined && (change === "modified" || change === "added" || change === "deleted");
  return {
    path: filename,
    previousPath: change === "renamed" || change === "copied" ? (previous_filename ?? null) : null,
    change,
    additions: isBinary ? null : additions,
    deletions: isBinary ? null : deletions,
  };
}

/** The list of the comparison where it is whole, else the difference of two trees, which knows no renames and no lines. */
async function filesOf(compared: Compared, head: string, { client, setting }: Means): Promise<FileChanges> {
  if (!compared.isCut) {
    const files = compared.files.map(toFile).sort((a, b) => byCodeUnit(a.path, b.path));
    const sum = (key: "additions" | "deletions"): number => files.reduce((total, file) => total + (file[key] ?? 0), 0);
    return { files, count: files.length, additions: sum("additions"), deletions: sum("deletions"), limit: null };
  }
  const [before, after] = await Promise.all([
    listTree(client, setting, compared.mergeBase),
    listTree(client, setting, head),
  ]);
  if (before === null || after === null)
    throw new HttpFailure("GitHub lists 300 files of a comparison at most, and the trees are too large to compare.", {
      fix: useCheckout,
    });
  return fromTrees(before, after, byTreesOnly);
}

const byTreesOnly = `GitHub lists 300 files of a comparison at most, so files were compared by their trees: renames and lines are not told. ${useCheckout}`;

/** Every file below a commit; null where GitHub left some out. */
export async function listTree(client: Client, { owner, name }: Setting, commit: string): Promise<Tree | null> {
  const asking = { what: `the files of ${commit.slice(0, 10)}`, permission: "contents: read" };
  const path = `/repos/${owner}/${name}/git/trees/${commit}`;
  const { value } = await client.get(path, wholeTree, asking, { recursive: "1" });
  if (value.truncated) return null;
  return new Map(
    value.tree.filter(({ type }) => type !== "tree").map(({ path: file, mode, sha }) => [file, { mode, sha }]),
  );
}
