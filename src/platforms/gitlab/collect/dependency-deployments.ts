/** What runs of the services that the release depends on: their newest deployments, and whether the version needed is in them. */
import type { ServiceDeployment, ServiceSeen, ServiceVersion } from "../../../core/evidence/dependency-deployments.ts";
import { observed, type Unseen } from "../../../core/evidence/observed.ts";
import { HttpFailure } from "../../http.ts";
import { PlatformError } from "../../platform.ts";
import { openAncestry } from "../ancestry.ts";
import { isTrusted } from "../base.ts";
import type { Client } from "../client.ts";
import { openComparisons } from "../comparison.ts";
import type { Collector, GitlabContext } from "../context.ts";
import { everSucceeded, readDeployments, toDeployment } from "../deployments.ts";
import { clientFor, explainOther } from "../other-project.ts";
import { openProvenance } from "../provenance.ts";
import { routes } from "../routes.ts";
import type { DeploymentReply } from "../schema/deployments.ts";
import { commit } from "../schema/repository.ts";

export const dependencyDeployments: Collector<"dependencyDeployments"> = async (context, { services }) => {
  const all = await Promise.all(services.map(async (service) => ({ service, seen: await look(context, service) })));
  return observed(all, "GitLab's deployments", context.surroundings.now);
};

async function look(
  context: GitlabContext,
  { repository, environment, version }: ServiceVersion,
): Promise<ServiceSeen | Unseen> {
  const reached = clientFor(context, repository);
  const { client } = reached;
  try {
    const ancestry = openAncestry(null, openComparisons(client));
    const provenance = openProvenance(client, ancestry);
    const [list, needed] = await Promise.all([readDeployments(client, environment), commitAt(client, version)]);
    const at = list.findIndex(everSucceeded);
    const current = list[at] ?? null;
    const say = (reply: DeploymentReply, trusted: boolean): ServiceDeployment => {
      const {
        commit: sha,
        state,
        createdAt,
        url,
      } = toDeployment(reply, environment, null, { trusted, isAncestorOfHead: null });
      return { commit: sha, state, trusted, createdAt, url };
    };
    const [trusted, relation] = await Promise.all([
      current === null ? false : isTrusted(current, { provenance, deployers: context.deployers }),
      current === null || needed === null ? null : ancestry.relation(needed, current.sha),
    ]);
    return {
      status: "observed",
      needed,
      current: current === null ? null : say(current, trusted),
      later: (current === null ? list : list.slice(0, at)).map((each) => say(each, false)),
      relation,
    };
  } catch (error) {
    if (error instanceof PlatformError) return explainOther(error, reached);
    throw error;
  }
}

/** Whoever may push can make a branch that is called like a tag, so the tag is asked for by its full name. Null where it names nothing. */
async function commitAt(client: Client, version: string): Promise<string | null> {
  for (const name of [`refs/tags/${version}`, version])
    try {
      return (await client.get(commit, { route: routes.commit, at: { sha: name }, what: `the version ${version}` })).id;
    } catch (error) {
      if (!(error instanceof HttpFailure) || !/404 Commit Not Found/i.test(error.answer?.text ?? "")) throw error;
    }
  return null;
}
