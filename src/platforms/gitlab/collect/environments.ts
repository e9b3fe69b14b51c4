/** How the target environment is protected. Nobody is asked through other environments on GitLab. */
import { observed } from "../../../core/evidence/observed.ts";
import type { Collector } from "../context.ts";
import { protectionOf } from "../protection.ts";

export const environments: Collector<"environments"> = async (context, { environment, approvalGroups = [] }) =>
  observed(
    [await protectionOf(context, environment, approvalGroups)],
    "GitLab's environments",
    context.surroundings.now,
  );
