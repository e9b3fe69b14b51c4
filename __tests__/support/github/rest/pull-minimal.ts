/** The short form of pull requests that runs and checks show. */
import type { PullRequest, Repository } from "../model.ts";
import type { World } from "../world.ts";
import { type Body, repoUrl } from "./shapes.ts";

function pullMinimal(world: World, repository: Repository, pull: PullRequest): Body {
  const repo = { id: repository.id, url: repoUrl(world, repository), name: repository.name };
  return {
    id: pull.id,
    number: pull.number,
    url: `${repoUrl(world, repository)}/pulls/${pull.number}`,
    head: { ref: pull.head, sha: pull.headSha, repo },
    base: { ref: pull.base, sha: pull.baseSha, repo },
  };
}

/** Open pull requests whose head this commit is. */
export const openPulls = (world: World, repository: Repository, sha: string): Body[] =>
  [...repository.pulls.values()]
    .filter((pull) => pull.state === "open" && pull.headSha === sha)
    .map((pull) => pullMinimal(world, repository, pull));
