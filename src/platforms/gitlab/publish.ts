/** Shows the answer on GitLab's own pages. What cannot be shown is said, and changes nothing about the answer. */
import { PlatformError, type Publication, type Unpublished } from "../platform.ts";
import type { GitlabContext } from "./context.ts";
import { writeNote } from "./publish/note.ts";

export { openReviewIssue } from "./publish/review-issue.ts";

type Seen = Pick<GitlabContext, "client" | "own" | "surroundings" | "oneRequest">;

/** Writes what is wanted. Never throws for something that GitLab refuses. Findings stand in the JUnit report, so there is no check of its own. */
export async function publish(context: Seen, { comment }: Publication): Promise<readonly Unpublished[]> {
  if (comment === null) return [];
  const { client, own, surroundings } = context;
  try {
    const [, iid] = /^refs\/merge-requests\/(\d+)\//.exec(own?.facts.pipeline.ref ?? "") ?? [];
    const request = iid === undefined ? ((await context.oneRequest())?.iid ?? null) : Number(iid);
    if (request === null)
      return [{ message: "No note was written: this release has no merge request of its own.", fix: null }];
    await writeNote(client, { request, environment: surroundings.environment, body: comment });
    return [];
  } catch (error) {
    if (error instanceof PlatformError) return [{ message: error.message, fix: error.fix }];
    throw error;
  }
}
