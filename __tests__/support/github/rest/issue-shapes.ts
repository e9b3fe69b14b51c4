/** Shapes of issues, comments and labels. */
import type { Comment, Issue, Repository } from "../model.ts";
import type { World } from "../world.ts";
import { type Body, htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

export function labelShape(world: World, repository: Repository, name: string): Body {
  const id = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7);
  return {
    id,
    node_id: nodeId("LA", id),
    url: `${repoUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: "",
    color: "ededed",
    default: false,
  };
}

export function issueShape(world: World, repository: Repository, issue: Issue): Body {
  const mergedAt = repository.pulls.get(issue.number)?.mergedAt ?? null;
  const api = `${repoUrl(world, repository)}/issues/${issue.number}`;
  const isPull = repository.pulls.has(issue.number);
  const html = `${htmlUrl(world, repository)}/${isPull ? "pull" : "issues"}/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId("I", issue.id),
    url: api,
    repository_url: repoUrl(world, repository),
    labels_url: `${api}/labels{/name}`,
    comments_url: `${api}/comments`,
    events_url: `${api}/events`,
    html_url: html,
    number: issue.number,
    state: issue.state,
    state_reason: issue.state === "closed" ? "completed" : null,
    title: issue.title,
    body: issue.body === "" ? null : issue.body,
    user: userShape(world, issue.author),
    labels: issue.labels.map((name) => labelShape(world, repository, name)),
    assignee: null,
    assignees: [],
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: issue.comments.length,
    closed_at: issue.closedAt,
    created_at: issue.createdAt,
    updated_at: issue.closedAt ?? issue.createdAt,
    author_association: "NONE",
    ...(isPull
      ? {
          pull_request: {
            url: `${repoUrl(world, repository)}/pulls/${issue.number}`,
            html_url: html,
            diff_url: `${html}.diff`,
            patch_url: `${html}.patch`,
            ...(mergedAt === null ? {} : { merged_at: mergedAt }),
          },
        }
      : {}),
  };
}

export function commentShape(world: World, repository: Repository, issue: Issue, comment: Comment): Body {
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url: `${repoUrl(world, repository)}/issues/comments/${comment.id}`,
    html_url: `${htmlUrl(world, repository)}/issues/${issue.number}#issuecomment-${comment.id}`,
    body: comment.body,
    user: userShape(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    issue_url: `${repoUrl(world, repository)}/issues/${issue.number}`,
    author_association: "NONE",
  };
}
