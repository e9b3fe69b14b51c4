/** Commits of the release, from git. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const commits: Collector<"commits"> = async ({ commits: logged }) =>
  logged.status === "unavailable"
    ? logged
    : observed(
        logged.value.map(({ vouchedBy: _, ...commit }) => commit),
        logged.source,
        logged.collectedAt,
      );
