/** Commits of the release, from git. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const commits: Collector<"commits"> = async ({ commits: logged }) => {
  if (logged.status === "unavailable") return logged;
  const plain = logged.value.map(({ vouchedBy: _reviewers, ...commit }) => commit);
  return observed(plain, logged.source, logged.collectedAt);
};
