/** Commits of the release, with the accounts that GitHub ties to their names. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const commits: Collector<"commits"> = async ({ made, history, surroundings }) => {
  const source = history.isFromCheckout ? "git, with accounts from GitHub" : "GitHub";
  return observed(await made.commits(), source, surroundings.now);
};
