/** The repository: the way to everything in it. */
import { holds, reads, readsPrivately, writes } from "../access.ts";
import { entryAt } from "../git/trees.ts";
import type { Repository, Role } from "../model.ts";
import { releasesOf } from "../rest/refs.ts";
import { resolve } from "../rest/resolve.ts";
import { namesIn } from "../rest/rules.ts";
import { htmlUrl, nodeId } from "../rest/shapes.ts";
import { roleOf } from "../world.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes, refusal } from "./context.ts";

/** `REF`, `REF:path` or `REF:` (the root folder), as `git rev-parse` reads it; with the object of an annotated tag itself. */
function parsed(repository: Repository, expression: string): { readonly sha: string; readonly path: string } | null {
  const colon = expression.indexOf(":");
  const name = colon < 0 ? expression : expression.slice(0, colon);
  const commit = resolve(repository, name);
  if (commit === null) return repository.store.all.has(expression) ? { sha: expression, path: "" } : null;
  if (colon < 0) {
    const tag = [`refs/tags/${name}`, name].flatMap((one) => repository.refs.get(one) ?? [])[0];
    const branch = repository.refs.get(`refs/heads/${name}`);
    return { sha: branch ?? tag ?? commit, path: "" };
  }
  const path = expression.slice(colon + 1);
  const entry = entryAt(repository.store, repository.store.commit(commit)?.tree ?? "", path);
  return entry === null ? null : { sha: entry.sha, path };
}

export function repositoryNodes(context: Context): Pick<Nodes, "repository"> {
  const { world, token, nodes } = context;

  const byNumber = <T>(map: ReadonlyMap<number, T>, kind: string, number: unknown, show: (one: T) => Node): Node => {
    const found = map.get(Number(number));
    if (found === undefined)
      throw refusal("NOT_FOUND", `Could not resolve to ${kind} with the number of ${String(number)}.`);
    return show(found);
  };

  const repositoryNode = (repository: Repository): Node => {
    const url = htmlUrl(world, repository);
    const own = token?.kind === "user" ? roleOf(world, repository, token.login) : null;
    const withLabels = <T extends { labels: readonly string[]; number: number }>(all: Iterable<T>, args: Args): T[] => {
      const { labels, orderBy } = args as { labels?: readonly string[] | null; orderBy?: { direction: string } | null };
      const found = [...all].filter((one) => labels == null || labels.some((label) => one.labels.includes(label)));
      return orderBy?.direction === "DESC"
        ? found.sort((a, b) => b.number - a.number)
        : found.sort((a, b) => a.number - b.number);
    };
    const issuesOf = (args: Args): Node => {
      guard(context, reads("issues"), repository);
      const { states } = args as { states?: readonly string[] | null };
      const list = withLabels(repository.issues.values(), args).filter(
        (issue) => states == null || states.includes(issue.state.toUpperCase()),
      );
      return connection(context, list, args, (issue) => nodes.issue(repository, issue));
    };
    return {
      __typename: "Repository",
      id: nodeId("R", repository.id),
      databaseId: repository.id,
      name: repository.name,
      nameWithOwner: `${repository.owner}/${repository.name}`,
      url,
      resourcePath: url.slice(world.origin.length),
      owner: () => nodes.actor(repository.owner),
      isPrivate: repository.private,
      isArchived: false,
      isDisabled: false,
      isFork: false,
      isEmpty: repository.refs.size === 0,
      isInOrganization: world.organizations.has(repository.owner.toLowerCase()),
      visibility: repository.private ? "PRIVATE" : "PUBLIC",
      createdAt: repository.createdAt,
      updatedAt: repository.createdAt,
      pushedAt: repository.createdAt,
      mergeCommitAllowed: true,
      squashMergeAllowed: true,
      rebaseMergeAllowed: true,
      viewerPermission: own?.toUpperCase() ?? (token?.kind === "user" && repository.private ? null : "READ"),
      viewerCanAdminister: own === "admin",
      defaultBranchRef: () => nodes.ref(repository, `refs/heads/${repository.defaultBranch}`),
      object: ({ oid, expression }: Args) => {
        guard(context, reads("contents"), repository);
        if (typeof oid === "string") return nodes.object(repository, oid);
        const found = parsed(repository, String(expression ?? ""));
        return found === null ? null : nodes.object(repository, found.sha, found.path);
      },
      ref: ({ qualifiedName }: Args) => nodes.ref(repository, String(qualifiedName)),
      rulesets: (args: Args) => {
        const { targets } = args as { targets?: readonly string[] | null };
        const list = repository.rulesets.filter(
          ({ tags }) => targets == null || targets.includes(tags === undefined ? "BRANCH" : "TAG"),
        );
        return connection(context, list, args, (ruleset) => ({
          __typename: "RepositoryRuleset",
          id: nodeId("RRS", ruleset.id),
          databaseId: ruleset.id,
          name: ruleset.name,
          target: ruleset.tags === undefined ? "BRANCH" : "TAG",
          enforcement: ruleset.active ? "ACTIVE" : "DISABLED",
          createdAt: ruleset.createdAt,
          updatedAt: ruleset.createdAt,
          conditions: { refName: { include: namesIn(ruleset), exclude: [] } },
          rules: (inner: Args) =>
            connection(context, ruleset.rules, inner, ({ type }) => ({
              __typename: "RepositoryRule",
              id: nodeId("RR", `${ruleset.id}-${type}`),
              type: type.toUpperCase(),
            })),
        }));
      },
      refs: (args: Args) => {
        guard(context, reads("contents"), repository);
        const { refPrefix, query, direction } = args as {
          refPrefix: string;
          query?: string | null;
          direction?: string | null;
        };
        const names = [...repository.refs.keys()]
          .filter((name) => name.startsWith(refPrefix) && name.includes(query ?? ""))
          .sort();
        return connection(context, direction === "DESC" ? names.reverse() : names, args, (name) =>
          nodes.ref(repository, name),
        );
      },
      pullRequest: ({ number }: Args) => {
        guard(context, reads("pull-requests"), repository);
        return byNumber(repository.pulls, "a PullRequest", number, (pull) => nodes.pullRequest(repository, pull));
      },
      pullRequests: (args: Args) => {
        guard(context, reads("pull-requests"), repository);
        const { states, baseRefName, headRefName } = args as {
          states?: readonly string[] | null;
          baseRefName?: string;
          headRefName?: string;
        };
        const list = withLabels(repository.pulls.values(), args).filter((pull) => {
          const state = pull.mergedAt !== null ? "MERGED" : pull.state.toUpperCase();
          return (
            (states == null || states.includes(state)) &&
            (baseRefName == null || pull.base === baseRefName) &&
            (headRefName == null || pull.head === headRefName)
          );
        });
        return connection(context, list, args, (pull) => nodes.pullRequest(repository, pull));
      },
      hasIssuesEnabled: repository.hasIssues,
      label: ({ name }: Args) => {
        const used = [...repository.issues.values()].flatMap(({ labels }) => labels);
        const found = [...repository.labels, ...used].find((label) => label === name);
        if (found === undefined) return null;
        return {
          __typename: "Label",
          id: nodeId("LA", found),
          name: found,
          color: "ededed",
          isDefault: false,
          issues: (args: Args) => issuesOf({ ...args, labels: [found] }),
        };
      },
      issue: ({ number }: Args) =>
        byNumber(repository.issues, "an Issue", number, (issue) => nodes.issue(repository, issue)),
      issues: issuesOf,
      deployments: (args: Args) => nodes.deployments(repository, repository.deployments, args),
      environment: ({ name }: Args) => {
        guard(context, reads("actions"), repository);
        const found = repository.environments.get(String(name).toLowerCase());
        return found === undefined ? null : nodes.environment(repository, found);
      },
      environments: (args: Args) => {
        guard(context, reads("actions"), repository);
        const names = ((args["names"] ?? []) as readonly string[]).map((name) => name.toLowerCase());
        const all = [...repository.environments].filter(([name]) => names.length === 0 || names.includes(name));
        const sorted = all.sort(([a], [b]) => (a < b ? -1 : 1));
        return connection(context, sorted, args, ([, one]) => nodes.environment(repository, one));
      },
      release: ({ tagName }: Args) => {
        guard(context, reads("contents"), repository);
        const found = releasesOf(repository, false).find((one) => one.tag === tagName);
        return found === undefined ? null : nodes.release(repository, found);
      },
      releases: (args: Args) => {
        guard(context, reads("contents"), repository);
        const list = releasesOf(repository, holds(world, token, writes("contents"), repository));
        const { orderBy } = args as { orderBy?: { direction: string } | null };
        return connection(context, orderBy?.direction === "ASC" ? list.reverse() : list, args, (one) =>
          nodes.release(repository, one),
        );
      },
      latestRelease: () => {
        guard(context, reads("contents"), repository);
        const found = releasesOf(repository, false).find((one) => !one.prerelease);
        return found === undefined ? null : nodes.release(repository, found);
      },
      collaborators: (args: Args) => {
        guard(context, readsPrivately("metadata"), repository);
        const wanted = String(args["login"] ?? args["query"] ?? "").toLowerCase();
        const people = [...world.users.values()].filter(
          (user) => user.kind === "User" && user.login.toLowerCase().includes(wanted),
        );
        const rows = people
          .map((user) => [user.login, roleOf(world, repository, user.login)] as const)
          .filter(([, role]) => role !== null);
        const page = connection(context, rows, args, ([login]) => nodes.user(login));
        const roles = new Map<string, Role | null>(rows);
        const edges = (): Node[] =>
          (page["edges"] as () => { cursor: string; node: Node }[])().map((edge) => ({
            ...edge,
            permission: roles.get(String(edge.node["login"]))?.toUpperCase(),
          }));
        return { ...page, edges };
      },
      vulnerabilityAlerts: (args: Args) => {
        guard(context, readsPrivately("vulnerability-alerts"), repository);
        const { states } = args as { states?: readonly string[] | null };
        const all = Array.isArray(repository.dependabot) ? repository.dependabot : [];
        const list = all.filter((alert) => states == null || states.includes(alert.state.toUpperCase()));
        return connection(context, list, args, (alert) => ({
          __typename: "RepositoryVulnerabilityAlert",
          id: nodeId("RVA", alert.number),
          number: alert.number,
          state: alert.state.toUpperCase(),
          createdAt: alert.createdAt,
          dependencyScope: alert.scope.toUpperCase(),
          vulnerableManifestFilename: alert.manifest.split("/").at(-1),
          vulnerableManifestPath: alert.manifest,
          securityVulnerability: {
            severity: alert.severity === "medium" ? "MODERATE" : alert.severity.toUpperCase(),
            package: { name: alert.package, ecosystem: alert.ecosystem.toUpperCase() },
            firstPatchedVersion: alert.patched === null ? null : { identifier: alert.patched },
          },
        }));
      },
    };
  };
  return { repository: repositoryNode };
}
