/** Commits of the release, with the accounts of their authors where GitLab tells. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const commits: Collector<"commits"> = async ({ made, history, surroundings }) =>
  observed(await made.commits(), history.isFromCheckout ? "git" : "GitLab", surroundings.now);
