/** What runs of the services that the release depends on: their newest deployments, and whether the version needed is in them. */
import type {
  DependencyDeployment,
  ServiceDeployment,
  ServiceSeen,
  ServiceVersion,
} from "../../../core/evidence/dependency-deployments.ts";
import { observed, type Unseen } from "../../../core/evidence/observed.ts";
import { HttpFailure } from "../../http.ts";
import { PlatformError } from "../../platform.ts";
import { attempt, need } from "../../settled.ts";
import { type Ancestry, openAncestry } from "../ancestry.ts";
import { isTrusted } from "../base.ts";
import { openComparisons } from "../comparison.ts";
import type { Collector, GithubContext } from "../context.ts";
import { everSucceeded, newestUntilSuccess, toDeployment } from "../deployments.ts";
import { deploymentFields, pointFields } from "../opening.ts";
import { clientFor, explainOther, type Reached } from "../other-repository.ts";
import { openProvenance } from "../provenance.ts";
import { openRefAncestry } from "../ref-ancestry.ts";
import * as schema from "../schema/repository.ts";
import type { Setting } from "../surroundings.ts";

const rights = "Actions: read, Contents: read, Deployments: read";
const isHash = /^[0-9a-f]{7,64}$/;
const own = { deployments: "deployments: read", contents: "contents: read" };

export const dependencyDeployments: Collector<"dependencyDeployments"> = async (context, { services }) => {
  const byRepository = new Map<string, ServiceVersion[]>();
  for (const service of services) {
    const key = service.repository.toLowerCase();
    byRepository.set(key, [...(byRepository.get(key) ?? []), service]);
  }
  const all = await Promise.all([...byRepository.values()].map((group) => readRepository(context, group)));
  const found = new Map(all.flat().map((each) => [each.service, each]));
  return observed(
    services.flatMap((service) => found.get(service) ?? []),
    "GitHub's deployments",
    context.surroundings.now,
  );
};

async function readRepository(
  context: GithubContext,
  services: readonly ServiceVersion[],
): Promise<readonly DependencyDeployment[]> {
  const reached = clientFor(context, services[0]?.repository ?? null);
  const explain = (error: unknown): Unseen => {
    if (error instanceof PlatformError)
      return explainOther(error, reached.isOther ? `${reached.owner}/${reached.name}` : null, rights, context);
    throw error;
  };
  try {
    const look = await readServices(context, reached, services);
    return await Promise.all(
      services.map(async (service, index) => ({ service, seen: await look(index).catch(explain) })),
    );
  } catch (error) {
    const seen = explain(error);
    return services.map((service) => ({ service, seen }));
  }
}

/** One question for all services of one repository; what is answered looks into one of them. */
async function readServices(
  context: GithubContext,
  { owner, name, client, isOther }: Reached,
  services: readonly ServiceVersion[],
): Promise<(index: number) => Promise<ServiceSeen>> {
  const parts = services.map(
    (_service, index) => `
    e${index}: environment(name: $e${index}) { name }
    d${index}: deployments(environments: [$e${index}], first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { ${deploymentFields} } pageInfo { hasNextPage endCursor }
    }
    t${index}: object(expression: $t${index}) { ${pointFields} }
    v${index}: object(expression: $v${index}) { ${pointFields} }`,
  );
  const names = services.flatMap((_service, index) => [`e${index}`, `t${index}`, `v${index}`]);
  const query = `query Services($owner: String!, $name: String!, ${names.map((each) => `$${each}: String!`).join(", ")}) {
    repository(owner: $owner, name: $name) {
      databaseId
      defaultBranchRef { name target { oid } }
      releases(first: 50, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { tagName isDraft isPrerelease tagCommit { oid committedDate } }
      }
      ${parts.join("\n")}
    }
  }`;
  const variables = Object.fromEntries(
    services.flatMap(({ environment, version }, index) => [
      [`e${index}`, environment],
      // Whoever may push can make a branch that is called like a tag, so the tag is asked for by its full name.
      [`t${index}`, `refs/tags/${version}`],
      [`v${index}`, version],
    ]),
  );
  const asking = (what: string, permission: string) => ({
    what: `${what} of ${owner}/${name}`,
    permission: isOther ? null : permission,
  });
  const whole = asking("the deployments", own.deployments);
  const answer = await client.graph(query, { owner, name, ...variables }, whole);
  const repository = asking("the default branch", own.contents);
  const branch = answer.part(["repository", "defaultBranchRef"], schema.branch, repository);
  const setting: Setting = { ...context.setting, owner, name, run: isOther ? null : context.setting.run };
  const needed = services.map(({ version }, index) => neededIn(version, index));
  const named = needed.flatMap((each) =>
    each.ok && each.value?.ref != null ? [[each.value.sha, each.value.ref] as const] : [],
  );
  const tip = branch?.target == null ? [] : [[branch.target.oid, `refs/heads/${branch.name}`] as const];
  const ancestry = openRefAncestry({
    client,
    setting,
    refs: new Map([...named, ...tip]),
    otherwise: openAncestry(null, openComparisons(client, setting)),
  });
  const provenance = openProvenance({
    client,
    setting,
    ancestry,
    opening: {
      repository: {
        id: answer.part(["repository", "databaseId"], schema.databaseId, repository),
        name: `${owner}/${name}`,
        defaultBranch: branch === null || branch.target === null ? null : { name: branch.name, sha: branch.target.oid },
      },
      releases: attempt(
        () => answer.part(["repository", "releases"], schema.releases, asking("the releases", own.contents)).nodes,
      ),
    },
  });

  /** The commit that the version names, and the ref that led to it where one did. */
  function neededIn(version: string, index: number) {
    const asked = asking(`the version ${version}`, own.contents);
    return attempt(() => {
      const tagged = answer.part(["repository", `t${index}`], schema.point, asked);
      if (tagged !== null) return { sha: tagged.sha, ref: `refs/tags/${version}` };
      const found = answer.part(["repository", `v${index}`], schema.point, asked);
      return found === null ? null : { sha: found.sha, ref: isHash.test(version) ? null : `refs/heads/${version}` };
    });
  }

  return async (index) => {
    const environment = services[index]?.environment ?? "";
    // The name as GitHub spells it; who may not read environments is taken at the policy's word.
    const spelt = attempt(() => answer.part(["repository", `e${index}`], schema.named, whole));
    const actual = spelt.ok ? (spelt.value?.name ?? environment) : environment;
    const first = actual === environment ? answer.part(["repository", `d${index}`], schema.deployments, whole) : null;
    const list = await newestUntilSuccess(client, setting, actual, first);
    const version = need(needed[index] ?? { ok: true, value: null });

    const at = list.findIndex(everSucceeded);
    const current = list[at] ?? null;
    const say = (reply: schema.DeploymentReply, trusted: boolean): ServiceDeployment => {
      const { commit, state, createdAt, url } = toDeployment(reply, environment, setting, {
        trusted,
        isAncestorOfHead: null,
      });
      return { commit, state, trusted, createdAt, url };
    };
    const [trusted, relation] = await Promise.all([
      current === null ? false : isTrusted(current, { provenance, deployers: context.deployers }),
      current === null || version === null ? null : relationOf(ancestry, version.sha, current.commitOid),
    ]);
    return {
      status: "observed",
      needed: version?.sha ?? null,
      current: current === null ? null : say(current, trusted),
      later: (current === null ? list : list.slice(0, at)).map((each) => say(each, false)),
      relation,
    };
  };
}

/** Commits without a common ancestor, and one that was deleted since, are compared with 404: then nothing is known. */
async function relationOf(ancestry: Ancestry, needed: string, current: string) {
  try {
    return await ancestry.relation(needed, current);
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return "unknown" as const;
    throw error;
  }
}
