/** Commits of the release. GitLab ties no account to the names in them: a commit counts as its merge request's author's. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const commits: Collector<"commits"> = async ({ made, history, surroundings }) =>
  observed(await made.commits(), history.isFromCheckout ? "git" : "GitLab", surroundings.now);
