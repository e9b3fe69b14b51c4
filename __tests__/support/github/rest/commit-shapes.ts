/** Shapes of commits and of the files that they change. */
import { lineChanges } from "../git/lines.ts";
import type { Commit } from "../git/objects.ts";
import { compareTrees, type FileChange, textOf } from "../git/trees.ts";
import type { Repository } from "../model.ts";
import { accountOf, type World } from "../world.ts";
import { accountShape, type Body, htmlUrl, nodeId, repoUrl } from "./shapes.ts";

export function verification(repository: Repository, sha: string): Body {
  const by = repository.signatures.get(sha) ?? null;
  if (by === null) return { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  const signature = "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----";
  const at = repository.store.commit(sha)?.committer.at ?? null;
  return {
    verified: true,
    reason: "valid",
    signature,
    payload: `tree ${repository.store.commit(sha)?.tree}`,
    verified_at: at,
  };
}

export function commitShape(world: World, repository: Repository, commit: Commit): Body {
  const { sha, author, committer } = commit;
  const [api, html] = [repoUrl(world, repository), htmlUrl(world, repository)];
  const person = ({ name, email, at }: Commit["author"]): Body => ({ name, email, date: at });
  const account = (email: string): Body | null => {
    const found = accountOf(world, email);
    return found === null ? null : accountShape(world, found);
  };
  return {
    sha,
    node_id: nodeId("C", sha),
    url: `${api}/commits/${sha}`,
    html_url: `${html}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      author: person(author),
      committer: person(committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: verification(repository, sha),
    },
    author: account(author.email),
    committer: account(committer.email),
    parents: commit.parents.map((one) => ({
      sha: one,
      url: `${api}/commits/${one}`,
      html_url: `${html}/commit/${one}`,
    })),
  };
}

/** Trees never change, so the last few comparisons are kept: a list of 3,000 files is asked for page by page. */
const kept = new WeakMap<Repository, Map<string, readonly FileChange[]>>();
const mostKept = 16;

/** What changed from one commit's tree to another's (null: from nothing). */
export function filesBetween(repository: Repository, from: string | null, to: string): readonly FileChange[] {
  const { store } = repository;
  const known = kept.get(repository) ?? new Map<string, readonly FileChange[]>();
  kept.set(repository, known);
  const key = `${from ?? ""} ${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const before = from === null ? null : (store.commit(from)?.tree ?? null);
  const made = compareTrees(store, before, store.commit(to)?.tree ?? "");
  const [oldest] = known.keys();
  if (known.size >= mostKept && oldest !== undefined) known.delete(oldest);
  known.set(key, made);
  return made;
}

/** Lines added and deleted, and the patch; nothing of the kind for what is no text. */
export function linesOf(repository: Repository, { before, after }: FileChange): ReturnType<typeof lineChanges> | null {
  const [old, now] = [textOf(repository.store, before), textOf(repository.store, after)];
  return old === null || now === null ? null : lineChanges(old, now);
}

export function fileShape(world: World, repository: Repository, ref: string, change: FileChange): Body {
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  const lines = linesOf(repository, change);
  const { additions = 0, deletions = 0 } = lines ?? {};
  return {
    sha: (change.after ?? change.before)?.sha ?? null,
    filename: change.path,
    status: change.status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${htmlUrl(world, repository)}/blob/${ref}/${path}`,
    raw_url: `${htmlUrl(world, repository)}/raw/${ref}/${path}`,
    contents_url: `${repoUrl(world, repository)}/contents/${path}?ref=${ref}`,
    ...(lines === null || lines.patch === "" ? {} : { patch: lines.patch }),
    ...(change.status === "renamed" ? { previous_filename: change.before?.path } : {}),
  };
}
