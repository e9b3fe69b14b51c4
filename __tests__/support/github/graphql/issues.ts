/** Issues, comments and releases. */
import { reads } from "../access.ts";
import type { Issue, Repository } from "../model.ts";
import { association } from "../rest/pulls.ts";
import { peel } from "../rest/resolve.ts";
import { htmlUrl, nodeId } from "../rest/shapes.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes } from "./context.ts";

export function issueNodes(context: Context): Pick<Nodes, "issue" | "release"> {
  const { world, nodes } = context;
  return {
    issue: (repository: Repository, issue: Issue): Node => {
      guard(context, reads("issues", "pull-requests"), repository);
      const url = `${htmlUrl(world, repository)}/issues/${issue.number}`;
      return {
        __typename: "Issue",
        id: nodeId("I", issue.id),
        databaseId: issue.id,
        number: issue.number,
        title: issue.title,
        body: issue.body,
        bodyText: issue.body,
        url,
        resourcePath: url.slice(world.origin.length),
        state: issue.state === "open" ? "OPEN" : "CLOSED",
        stateReason: issue.state === "open" ? null : "COMPLETED",
        closed: issue.state === "closed",
        closedAt: issue.closedAt,
        createdAt: issue.createdAt,
        updatedAt: issue.closedAt ?? issue.createdAt,
        author: () => nodes.actor(issue.author),
        authorAssociation: association(world, repository, issue.author),
        repository: () => nodes.repository(repository),
        labels: (args: Args) =>
          connection(context, issue.labels, args, (name) => ({
            __typename: "Label",
            id: nodeId("LA", name),
            name,
            color: "ededed",
            isDefault: false,
          })),
        assignees: (args: Args) => connection(context, [] as string[], args, nodes.user),
        comments: (args: Args) =>
          connection(context, issue.comments, args, (comment) => ({
            __typename: "IssueComment",
            id: nodeId("IC", comment.id),
            databaseId: comment.id,
            fullDatabaseId: String(comment.id),
            body: comment.body,
            bodyText: comment.body,
            author: () => nodes.actor(comment.author),
            authorAssociation: association(world, repository, comment.author),
            createdAt: comment.createdAt,
            updatedAt: comment.updatedAt,
            url: `${url}#issuecomment-${comment.id}`,
            viewerDidAuthor: comment.author === context.token?.login,
            isMinimized: false,
          })),
      };
    },
    release: (repository, release) => {
      const url = `${htmlUrl(world, repository)}/releases/tag/${release.tag}`;
      const sha = repository.refs.get(`refs/tags/${release.tag}`);
      const commit = sha === undefined ? undefined : repository.store.commit(peel(repository, sha));
      const latest = repository.releases
        .filter((one) => !one.draft && !one.prerelease)
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
      return {
        __typename: "Release",
        id: nodeId("RE", release.id),
        databaseId: release.id,
        tagName: release.tag,
        name: release.name,
        description: release.body,
        isDraft: release.draft,
        isPrerelease: release.prerelease,
        isLatest: release === latest,
        createdAt: release.createdAt,
        publishedAt: release.draft ? null : release.createdAt,
        updatedAt: release.createdAt,
        url,
        resourcePath: url.slice(world.origin.length),
        author: () => nodes.user(release.author),
        repository: () => nodes.repository(repository),
        tag: () => nodes.ref(repository, `refs/tags/${release.tag}`),
        tagCommit: () => (commit === undefined ? null : nodes.commit(repository, commit)),
      };
    },
  };
}
