/** Earlier uses of break-glass, from the marks in their review issues. */
import type { EmergencyUse } from "../../../core/evidence/emergency-uses.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { readMarks } from "../../emergency-mark.ts";
import type { Collector } from "../context.ts";
import { routes } from "../routes.ts";
import { issue } from "../schema/changes.ts";

const usualLabel = "release-gate-emergency";

export const emergencyUses: Collector<"emergencyUses"> = async (
  { client, surroundings },
  { emergencyLabels = [usualLabel] },
) => {
  const labels = [...new Set(emergencyLabels)].sort(byCodeUnit);
  const lists = await Promise.all(
    labels.map((label) =>
      client.list(issue, {
        route: routes.issues,
        what: "the review issues of emergencies",
        query: { labels: label, state: "all" },
      }),
    ),
  );
  const uses = lists
    .flat()
    .flatMap(({ description, state, web_url }) =>
      readMarks(description ?? "").map(
        (mark): EmergencyUse => ({ ...mark, isReviewOpen: state !== "closed", url: web_url ?? null }),
      ),
    );
  uses.sort((a, b) =>
    byCodeUnit(`${a.key}\0${a.run ?? ""}\0${a.url ?? ""}`, `${b.key}\0${b.run ?? ""}\0${b.url ?? ""}`),
  );
  return observed(uses, "GitLab's issues", surroundings.now);
};
