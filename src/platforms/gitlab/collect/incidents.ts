/** Open issues under the labels that the policy calls incidents, here or in another project. */
import type { Incident, IncidentSearch, IncidentsSeen, RepositoryIncidents } from "../../../core/evidence/incidents.ts";
import { observed, type Unseen } from "../../../core/evidence/observed.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { HttpFailure } from "../../http.ts";
import { PlatformError } from "../../platform.ts";
import type { Client } from "../client.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { clientFor, explainOther } from "../other-project.ts";
import { routes } from "../routes.ts";
import { issue, label as labelSchema } from "../schema/changes.ts";

export const incidents: Collector<"incidents"> = async (context, { incidents: searches }) => {
  const all = await Promise.all(
    searches.map(async (search): Promise<RepositoryIncidents> => ({ search, seen: await look(context, search) })),
  );
  return observed(all, "GitLab's issues", context.surroundings.now);
};

async function look(context: GitlabContext, { repository, labels }: IncidentSearch): Promise<IncidentsSeen | Unseen> {
  const reached = clientFor(context, repository);
  const { client, name } = reached;
  try {
    // Each label by itself: GitLab takes several of them for all of them.
    const lists = await Promise.all(
      labels.map(async (label) => ({
        label,
        isThere: await hasLabel(client, label, name),
        found: await client.list(issue, {
          route: routes.issues,
          what: `the open incidents of ${name}`,
          query: { labels: label, state: "opened" },
        }),
      })),
    );
    return {
      status: "observed",
      open: openIn(lists),
      unlisted: 0,
      missingLabels: lists.flatMap(({ label, isThere }) => (isThere ? [] : [label])).sort(byCodeUnit),
    };
  } catch (error) {
    if (error instanceof PlatformError) return explainOther(error, reached);
    throw error;
  }
}

/** Labels of the groups above count too. */
async function hasLabel(client: Client, label: string, name: string): Promise<boolean> {
  try {
    await client.get(labelSchema, { route: routes.label, at: { label }, what: `the label ${label} of ${name}` });
    return true;
  } catch (error) {
    if (error instanceof HttpFailure && /404 Label Not Found/i.test(error.answer?.text ?? "")) return false;
    throw error;
  }
}

function openIn(
  lists: readonly { readonly label: string; readonly found: readonly ReturnType<typeof issue.parse>[] }[],
): readonly Incident[] {
  const byNumber = new Map<number, Incident>();
  for (const { label, found } of lists)
    for (const { iid: number, title, web_url, created_at } of found) {
      const labels = [...(byNumber.get(number)?.labels ?? []), label].sort(byCodeUnit);
      const openedAt = created_at ?? "1970-01-01T00:00:00.000Z";
      byNumber.set(number, { number, title: title ?? "", labels, openedAt, url: web_url ?? null });
    }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}
