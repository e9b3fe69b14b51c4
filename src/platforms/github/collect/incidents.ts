/** Open issues under the labels that the policy calls incidents, here or in another repository. */
import type { Incident, IncidentSearch, IncidentsSeen, RepositoryIncidents } from "../../../core/evidence/incidents.ts";
import { observed, type Unseen, unavailable } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { PlatformError } from "../../platform.ts";
import type { Collector, GithubContext } from "../context.ts";
import { clientFor, explainOther } from "../other-repository.ts";
import { hasIssues, labelled } from "../schema/incidents.ts";

const most = 100;

export const incidents: Collector<"incidents"> = async (context, { incidents: searches }) => {
  const all = await Promise.all(
    searches.map(async (search): Promise<RepositoryIncidents> => ({ search, seen: await look(context, search) })),
  );
  return observed(all, "GitHub's issues", context.surroundings.now);
};

async function look(context: GithubContext, { repository, labels }: IncidentSearch): Promise<IncidentsSeen | Unseen> {
  const { owner, name, client, isOther } = clientFor(context, repository);
  const asking = { what: `the open incidents of ${owner}/${name}`, permission: isOther ? null : "issues: read" };
  // Each label by itself: whether several of them mean one or all is said nowhere.
  const parts = labels.map(
    (_label, index) => `l${index}: label(name: $l${index}) {
      issues(states: OPEN, first: ${most}, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { number title url createdAt } }
    }`,
  );
  const query = `query Incidents($owner: String!, $name: String!, ${labels.map((_label, index) => `$l${index}: String!`).join(", ")}) {
    repository(owner: $owner, name: $name) { hasIssuesEnabled ${parts.join("\n")} }
  }`;
  const variables = Object.fromEntries(labels.map((label, index) => [`l${index}`, label]));
  try {
    const answer = await client.graph(query, { owner, name, ...variables }, asking);
    if (!answer.part(["repository", "hasIssuesEnabled"], hasIssues, asking))
      return unavailable(
        `Issues are turned off in ${owner}/${name}, so no incident can be kept there.`,
        "Turn them on, or name under `repository` where incidents are kept.",
      );
    const lists = labels.map((label, index) => ({
      label,
      found: answer.part(["repository", `l${index}`], labelled, asking),
    }));
    return incidentsIn(lists);
  } catch (error) {
    if (error instanceof PlatformError)
      return explainOther(error, isOther ? `${owner}/${name}` : null, "Issues: read", context);
    throw error;
  }
}

type Lists = readonly { readonly label: string; readonly found: ReturnType<typeof labelled.parse> }[];

function incidentsIn(lists: Lists): IncidentsSeen {
  const byNumber = new Map<number, Incident>();
  for (const { label, found } of lists)
    for (const { number, title, url, createdAt } of found?.issues.nodes ?? []) {
      const labels = [...(byNumber.get(number)?.labels ?? []), label].sort(byCodeUnit);
      byNumber.set(number, { number, title, labels, openedAt: createdAt, url: url ?? null });
    }
  return {
    status: "observed",
    open: [...byNumber.values()].sort((a, b) => a.number - b.number),
    unlisted: Math.max(
      0,
      ...lists.map(({ found }) => (found === null ? 0 : found.issues.totalCount - found.issues.nodes.length)),
    ),
    missingLabels: lists.flatMap(({ label, found }) => (found === null ? [label] : [])).sort(byCodeUnit),
  };
}
