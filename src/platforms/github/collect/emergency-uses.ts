/** Earlier uses of break-glass, from the marks in their review issues. */
import type { EmergencyUse } from "../../../core/evidence/emergency-uses.ts";
import { observed, unavailable } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { readMarks } from "../../emergency-mark.ts";
import type { Collector, GithubContext } from "../context.ts";
import { issueCount, reviewIssues } from "../schema/emergencies.ts";
import { hasIssues } from "../schema/incidents.ts";

const usualLabel = "release-gate-emergency";

/** REST would answer a token that may read pull requests alone, and nobody documents whether with the issues. */
const query = `query Emergencies($owner: String!, $name: String!, $label: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    hasIssuesEnabled
    issues(first: 1) { totalCount }
    label(name: $label) { issues(first: 100, after: $after) { nodes { body state url } pageInfo { hasNextPage endCursor } } }
  }
}`;

export const emergencyUses: Collector<"emergencyUses"> = async (context, { emergencyLabels = [usualLabel] }) => {
  const lists = await Promise.all(
    [...new Set(emergencyLabels)].sort(byCodeUnit).map((label) => usesUnder(label, context)),
  );
  if (lists.includes(null))
    return unavailable(
      "Issues are turned off in this repository, and reviews of emergencies are kept there.",
      "Turn them on, or take `emergency` out of the policy.",
    );
  const uses = lists.flatMap((list) => list ?? []);
  uses.sort((a, b) =>
    byCodeUnit(`${a.key}\0${a.run ?? ""}\0${a.url ?? ""}`, `${b.key}\0${b.run ?? ""}\0${b.url ?? ""}`),
  );
  return observed(uses, "GitHub's issues", context.surroundings.now);
};

/** Null where the repository keeps no issues. Throws `HttpFailure`. */
async function usesUnder(
  label: string,
  { client, setting: { owner, name } }: GithubContext,
): Promise<readonly EmergencyUse[] | null> {
  const asking = { what: "the review issues of emergencies", permission: "issues: read" };
  const uses: EmergencyUse[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const answer = await client.graph(query, { owner, name, label, after }, asking);
    if (!answer.part(["repository", "hasIssuesEnabled"], hasIssues, asking)) return null;
    answer.part(["repository", "issues"], issueCount, asking);
    const found = answer.part(["repository", "label"], reviewIssues, asking);
    for (const { body, state, url } of found?.issues.nodes ?? [])
      for (const mark of readMarks(body)) uses.push({ ...mark, isReviewOpen: state !== "CLOSED", url: url ?? null });
    after = found?.issues.pageInfo.endCursor ?? null;
    more = found?.issues.pageInfo.hasNextPage === true && after !== null;
  }
  return uses;
}
