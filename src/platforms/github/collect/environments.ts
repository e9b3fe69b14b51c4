/** How the target environment and those through which groups approve are protected, and which jobs of this run belong to them. */
import { observed } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import type { Collector } from "../context.ts";
import { jobsThere } from "../environment-jobs.ts";
import { protectionOf } from "../protection.ts";

export const environments: Collector<"environments"> = async (context, { environment, approvalEnvironments }) => {
  const all = await context.environments();
  const names = new Map([environment, ...approvalEnvironments].map((name) => [name.toLowerCase(), name]));
  const found = await Promise.all(
    [...names.values()].map(async (name) => ({
      ...protectionOf(name, all, context.setting),
      ...(await jobsThere(name, context)),
    })),
  );
  return observed(
    found.sort((a, b) => byCodeUnit(a.name, b.name)),
    "GitHub's environments",
    context.surroundings.now,
  );
};
