/** Earlier uses of break-glass, from the marks in their review issues. */
import type { EmergencyUse } from "../../../core/evidence/emergency-uses.ts";
import { observed } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { readMarks } from "../../emergency-mark.ts";
import type { Collector } from "../context.ts";
import { issues } from "../schema/environments.ts";

const usualLabel = "release-gate-emergency";
const perPage = 100;

export const emergencyUses: Collector<"emergencyUses"> = async (
  { client, setting, surroundings },
  { emergencyLabels = [usualLabel] },
) => {
  const asking = { what: "the review issues of emergencies", permission: "issues: read" };
  const uses: EmergencyUse[] = [];
  for (const labels of [...new Set(emergencyLabels)].sort(byCodeUnit))
    for (let page = 1, isFull = true; isFull; page += 1) {
      const query = { labels, state: "all", per_page: String(perPage), page: String(page) };
      const { value } = await client.get(`/repos/${setting.owner}/${setting.name}/issues`, issues, asking, query);
      isFull = value.length === perPage;
      for (const issue of value)
        for (const mark of readMarks(issue.body ?? ""))
          uses.push({ ...mark, isReviewOpen: issue.state !== "closed", url: issue.html_url ?? null });
    }
  uses.sort((a, b) =>
    byCodeUnit(`${a.key}\0${a.run ?? ""}\0${a.url ?? ""}`, `${b.key}\0${b.run ?? ""}\0${b.url ?? ""}`),
  );
  return observed(uses, "GitHub's issues", surroundings.now);
};
