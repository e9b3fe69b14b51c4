/** Shows the answer on GitHub's own pages. What cannot be shown is said, and changes nothing about the answer. */
import { PlatformError, type Publication, type Unpublished } from "../platform.ts";
import type { GithubContext } from "./context.ts";
import { writeCheckRun } from "./publish/check-run.ts";
import { writeComment } from "./publish/comment.ts";

export { openReviewIssue } from "./publish/review-issue.ts";

type Seen = Pick<GithubContext, "client" | "setting" | "surroundings" | "range" | "oneRequest">;

/** Writes what is wanted, side by side. Never throws for something that GitHub refuses. */
export async function publish(context: Seen, { comment, checkRun }: Publication): Promise<readonly Unpublished[]> {
  const { client, setting, surroundings, range } = context;
  const { environment, now } = surroundings;
  const failures = await Promise.all([
    comment === null
      ? null
      : attempt(async () => {
          const pullRequest = setting.pullRequest ?? (await context.oneRequest())?.number ?? null;
          if (pullRequest === null) return noPullRequest;
          await writeComment(client, setting, { pullRequest, environment, body: comment });
          return null;
        }),
    checkRun === null
      ? null
      : attempt(async () => {
          await writeCheckRun(client, setting, { sha: range.head.sha, environment, page: checkRun, now });
          return null;
        }),
  ]);
  return failures.filter((failure) => failure !== null);
}

const noPullRequest: Unpublished = {
  message: "No comment was written: this release has no pull request of its own.",
  fix: null,
};

async function attempt(write: () => Promise<Unpublished | null>): Promise<Unpublished | null> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof PlatformError) return { message: error.message, fix: error.fix };
    throw error;
  }
}
