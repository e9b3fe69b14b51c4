/** Files that the release changes, from git. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const changedFiles: Collector<"changedFiles"> = async ({ changes }) =>
  changes.status === "unavailable" ? changes : observed(changes.value.files, changes.source, changes.collectedAt);
