/** Issues and the comments of issues and pull requests. */
import { reads, writes } from "../access.ts";
import {
  type Answer,
  created,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  type RepositoryCall,
  text,
  unprocessable,
} from "../call.ts";
import type { Comment, Issue } from "../model.ts";
import { addIssue } from "../stories/issues.ts";
import { commentShape, issueShape } from "./issue-shapes.ts";

const everything = ({ repository }: RepositoryCall): Issue[] => [
  ...repository.issues.values(),
  ...repository.pulls.values(),
];

const withIssue =
  (then: (call: RepositoryCall, issue: Issue) => Answer) =>
  (call: RepositoryCall): Answer => {
    const issue = everything(call).find((one) => one.number === call.path["issue_number"]);
    return issue === undefined ? missing() : then(call, issue);
  };

const withComment =
  (then: (call: RepositoryCall, issue: Issue, comment: Comment) => Answer) =>
  (call: RepositoryCall): Answer => {
    for (const issue of everything(call))
      for (const comment of issue.comments)
        if (comment.id === call.path["comment_id"]) return then(call, issue, comment);
    return missing();
  };

/** GitHub's longest body of an issue or comment, in characters. */
const longest = 65_536;

export const issues: Handlers = {
  "issues/list-for-repo": inRepository(reads("issues", "pull-requests"), (call) => {
    const { state = "open", labels, creator, since, direction = "desc" } = call.query;
    const wanted = text(labels).split(",").filter(Boolean);
    const found = everything(call).filter(
      (issue) =>
        (state === "all" || issue.state === state) &&
        wanted.every((label) => issue.labels.some((one) => one.toLowerCase() === label.toLowerCase())) &&
        (creator === undefined || issue.author === creator) &&
        (since === undefined || (issue.closedAt ?? issue.createdAt) >= text(since)),
    );
    const sorted = found.sort((a, b) => (direction === "desc" ? b.number - a.number : a.number - b.number));
    return listed(call, sorted, (issue) => issueShape(call.world, call.repository, issue));
  }),
  "issues/get": inRepository(
    reads("issues", "pull-requests"),
    withIssue(({ world, repository }, issue) => ok(issueShape(world, repository, issue))),
  ),
  "issues/create": inRepository(writes("issues"), ({ world, repository, body, token }) => {
    const {
      title,
      body: words,
      labels,
    } = body as { title: string; body?: string; labels?: (string | { name: string })[] };
    if ((words?.length ?? 0) > longest)
      return unprocessable("Validation Failed: body is too long (maximum is 65536 characters)");
    const issue = addIssue(world, repository, {
      title: text(title),
      body: words ?? "",
      labels: (labels ?? []).map((label) => (typeof label === "string" ? label : label.name)),
      by: token?.login ?? "ghost",
      at: world.now(),
    });
    return created(issueShape(world, repository, issue));
  }),
  "issues/list-comments": inRepository(
    reads("issues", "pull-requests"),
    withIssue((call, issue) =>
      listed(call, issue.comments, (comment) => commentShape(call.world, call.repository, issue, comment)),
    ),
  ),
  "issues/create-comment": inRepository(
    writes("issues", "pull-requests"),
    withIssue(({ world, repository, body, token }, issue) => {
      const words = text(body["body"] as string);
      if (words.length > longest)
        return unprocessable("Validation Failed: body is too long (maximum is 65536 characters)");
      const at = world.now();
      const comment = {
        id: world.nextId(),
        author: token?.login ?? "ghost",
        body: words,
        createdAt: at,
        updatedAt: at,
      };
      issue.comments.push(comment);
      return created(commentShape(world, repository, issue, comment));
    }),
  ),
  "issues/get-comment": inRepository(
    reads("issues", "pull-requests"),
    withComment(({ world, repository }, issue, comment) => ok(commentShape(world, repository, issue, comment))),
  ),
  "issues/update-comment": inRepository(
    writes("issues", "pull-requests"),
    withComment(({ world, repository, body }, issue, comment) => {
      const words = text(body["body"] as string);
      if (words.length > longest)
        return unprocessable("Validation Failed: body is too long (maximum is 65536 characters)");
      comment.body = words;
      comment.updatedAt = world.now();
      return ok(commentShape(world, repository, issue, comment));
    }),
  ),
};
