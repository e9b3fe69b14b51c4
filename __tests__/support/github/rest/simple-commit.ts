/** The short form of a commit that runs and suites show. */
import type { Repository } from "../model.ts";
import type { Body } from "./shapes.ts";

export function simpleCommit(repository: Repository, sha: string): Body | null {
  const commit = repository.store.commit(sha);
  if (commit === undefined) return null;
  const { tree, message, author, committer } = commit;
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: committer.at,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  };
}
