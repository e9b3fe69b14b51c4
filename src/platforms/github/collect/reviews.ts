/** The pull requests of the release, with their reviews. */
import { observed } from "../../../core/evidence/observed.ts";
import { toChange } from "../changes.ts";
import type { Collector } from "../context.ts";

export const reviews: Collector<"reviews"> = async ({ made, surroundings }, { kinds }) => {
  const requests = await made.requests();
  const withPaths = kinds.includes("codeOwners");
  const changes = await Promise.all(
    requests.map(async (brought) => toChange(brought, withPaths ? await made.pathsOf(brought) : [])),
  );
  return observed({ channel: "change-requests", changes }, "GitHub's pull requests", surroundings.now);
};
