/** Files that the release changes. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";

export const changedFiles: Collector<"changedFiles"> = async ({ moved }) => {
  const { changes } = moved.history;
  return changes.status === "unavailable"
    ? changes
    : observed(changes.value.files, changes.source, changes.collectedAt);
};
