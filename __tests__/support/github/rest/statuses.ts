/** Commit statuses and their combination. */
import { reads, writes } from "../access.ts";
import { created, type Handlers, inRepository, listed, ok, paged } from "../call.ts";
import type { Repository, Status } from "../model.ts";
import type { World } from "../world.ts";
import { newestStatuses } from "./check-lists.ts";
import { type Body, nodeId, repositoryShape, repoUrl, userShape } from "./shapes.ts";
import { withCommit } from "./with-commit.ts";

function statusShape(world: World, repository: Repository, status: Status): Body {
  return {
    url: `${repoUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: userShape(world, status.creator)["avatar_url"],
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}

/** `pending` while nothing was posted, whatever the check runs say. */
function combined(statuses: readonly Status[]): "failure" | "pending" | "success" {
  if (statuses.some(({ state }) => state === "error" || state === "failure")) return "failure";
  return statuses.length === 0 || statuses.some(({ state }) => state === "pending") ? "pending" : "success";
}

export const statuses: Handlers = {
  "repos/get-combined-status-for-ref": inRepository(
    reads("statuses"),
    withCommit((call, sha) => {
      const { world, repository } = call;
      const newest = newestStatuses(repository, sha);
      const { items, headers } = paged(call, newest);
      const api = repoUrl(world, repository);
      return ok(
        {
          state: combined(newest),
          statuses: items.map((status) => statusShape(world, repository, status)),
          sha,
          total_count: newest.length,
          repository: repositoryShape(world, repository),
          commit_url: `${api}/commits/${sha}`,
          url: `${api}/commits/${sha}/status`,
        },
        headers,
      );
    }),
  ),
  "repos/list-commit-statuses-for-ref": inRepository(
    reads("statuses"),
    withCommit((call, sha) => {
      const all = call.repository.statuses.filter((status) => status.sha === sha).reverse();
      return listed(call, all, (status) => ({
        ...statusShape(call.world, call.repository, status),
        creator: userShape(call.world, status.creator),
      }));
    }),
  ),
  "repos/create-commit-status": inRepository(
    writes("statuses"),
    withCommit(({ world, repository, body, token }, sha) => {
      const posted = body as { state: Status["state"]; context?: string; description?: string; target_url?: string };
      const status: Status = {
        id: world.nextId(),
        sha,
        state: posted.state,
        context: posted.context ?? "default",
        description: posted.description ?? null,
        targetUrl: posted.target_url ?? null,
        creator: token?.login ?? "ghost",
        createdAt: world.now(),
      };
      repository.statuses.push(status);
      return created({ ...statusShape(world, repository, status), creator: userShape(world, status.creator) });
    }),
  ),
};
