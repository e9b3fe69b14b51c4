/** Commits, refs, comparisons, trees, blobs and tags. */
import { reads } from "../access.ts";
import { ancestors, compare, log } from "../git/history.ts";
import { type Commit, isSubmodule, isTree, type Signature } from "../git/objects.ts";
import { entryAt, type PathEntry } from "../git/trees.ts";
import type { Repository } from "../model.ts";
import { newestStatuses } from "../rest/check-lists.ts";
import { filesBetween, linesOf } from "../rest/commit-shapes.ts";
import { landedBy } from "../rest/pulls.ts";
import { peel, resolve } from "../rest/resolve.ts";
import { htmlUrl, nodeId } from "../rest/shapes.ts";
import { accountOf } from "../world.ts";
import { connection } from "./connection.ts";
import { type Args, type Context, guard, type Node, type Nodes, refusal } from "./context.ts";

/** GitHub cuts the text of a blob at half a megabyte. */
const longestText = 512_000;

export function gitNodes(context: Context): Pick<Nodes, "object" | "commit" | "ref"> {
  const { world, nodes } = context;

  const gitActor = ({ name, email, at }: Signature): Node => {
    const account = accountOf(world, email);
    // GitHub's own committer has an account in REST and none here.
    const user = account === null || account.login === "web-flow" ? null : nodes.user(account.login);
    return { __typename: "GitActor", name, email, date: at, user, avatarUrl: `${world.origin}/avatars/0` };
  };

  /** The git author and everybody in `Co-authored-by:` trailers, once each. */
  const authors = ({ author, message }: Commit): Signature[] => {
    const found = new Map([[author.email, author]]);
    for (const [, name = "", email = ""] of message.matchAll(/^Co-authored-by: *(.*?) *<(.*)>\s*$/gim))
      if (!found.has(email)) found.set(email, { name, email, at: author.at });
    return [...found.values()];
  };

  const commit = (repository: Repository, one: Commit): Node => {
    const { sha, parents } = one;
    const { store } = repository;
    const lines = (key: "additions" | "deletions"): number =>
      filesBetween(repository, parents[0] ?? null, sha).reduce(
        (sum, change) => sum + (linesOf(repository, change)?.[key] ?? 0),
        0,
      );
    const changed = (): number => filesBetween(repository, parents[0] ?? null, sha).length;
    const by = repository.signatures.get(sha) ?? null;
    const [headline = "", ...rest] = one.message.split("\n");
    const url = `${htmlUrl(world, repository)}/commit/${sha}`;
    const path = url.slice(world.origin.length);
    return {
      __typename: "Commit",
      id: nodeId("C", sha),
      oid: sha,
      abbreviatedOid: sha.slice(0, 7),
      url,
      resourcePath: path,
      commitUrl: url,
      commitResourcePath: path,
      message: one.message,
      messageHeadline: headline,
      messageBody: rest.join("\n").replace(/^\n+/, ""),
      author: () => gitActor(one.author),
      committer: () => gitActor(one.committer),
      authors: (args: Args) => connection(context, authors(one), args, gitActor),
      authoredDate: one.author.at,
      committedDate: one.committer.at,
      // Deprecated, and empty since.
      pushedDate: null,
      authoredByCommitter: one.author.email === one.committer.email,
      committedViaWeb: one.committer.email === "noreply@github.com",
      signature: () =>
        by === null
          ? null
          : {
              __typename: "GpgSignature",
              email: one.committer.email,
              isValid: true,
              payload: `tree ${one.tree}`,
              signature: "-----BEGIN PGP SIGNATURE-----",
              signer: by === "github" ? null : (gitActor(one.committer)["user"] ?? null),
              state: "VALID",
              verifiedAt: one.committer.at,
              wasSignedByGitHub: by === "github",
            },
      repository: () => nodes.repository(repository),
      parents: (args: Args) =>
        connection(
          context,
          parents.flatMap((parent) => store.commit(parent) ?? []),
          args,
          (parent) => commit(repository, parent),
        ),
      tree: () => nodes.object(repository, one.tree),
      treeUrl: `${htmlUrl(world, repository)}/tree/${sha}`,
      file: ({ path: wanted }: Args) => {
        const entry = entryAt(store, one.tree, String(wanted));
        return entry === null ? null : treeEntry(repository, entry);
      },
      additions: () => lines("additions"),
      deletions: () => lines("deletions"),
      changedFiles: changed,
      changedFilesIfAvailable: changed,
      history: (args: Args) => history(repository, sha, args),
      associatedPullRequests: (args: Args) => {
        guard(context, reads("pull-requests"), repository);
        return connection(context, landedBy(repository, sha), args, (pull) => nodes.pullRequest(repository, pull));
      },
      statusCheckRollup: () => nodes.rollup(repository, sha),
      status: () => {
        guard(context, reads("statuses"), repository);
        const newest = newestStatuses(repository, sha);
        const contexts = newest.map((status) => nodes.status(repository, status));
        const states = newest.map(({ state }) => state.toUpperCase());
        const state = ["ERROR", "FAILURE", "PENDING"].find((worst) => states.includes(worst)) ?? "SUCCESS";
        return contexts.length === 0 ? null : { __typename: "Status", id: nodeId("ST", sha), state, contexts };
      },
      checkSuites: (args: Args) => {
        guard(context, reads("checks"), repository);
        const { appId, checkName } = (args["filterBy"] ?? {}) as { appId?: number; checkName?: string };
        const suites = repository.suites.filter(
          (suite) =>
            suite.sha === sha &&
            (appId === undefined || suite.app.id === appId) &&
            (checkName === undefined ||
              repository.checkRuns.some((run) => run.suite === suite && run.name === checkName)),
        );
        return connection(context, suites, args, (suite) => nodes.checkSuite(repository, suite));
      },
      deployments: (args: Args) =>
        nodes.deployments(
          repository,
          repository.deployments.filter((deployment) => deployment.sha === sha),
          args,
        ),
    };
  };

  const history = (repository: Repository, sha: string, args: Args): Node => {
    const { path, since, until, author } = args as {
      path?: string;
      since?: string;
      until?: string;
      author?: { emails?: string[] };
    };
    const { store } = repository;
    const at = (of: string | undefined): string | undefined => {
      const tree = store.commit(of ?? "")?.tree;
      return tree === undefined ? undefined : entryAt(store, tree, path ?? "")?.sha;
    };
    const list = log(store, sha).filter(
      (one) =>
        (path == null || at(one.sha) !== at(one.parents[0])) &&
        (since == null || one.committer.at >= since) &&
        (until == null || one.committer.at <= until) &&
        (author?.emails == null || author.emails.includes(one.author.email)),
    );
    return connection(context, list, args, (one) => commit(repository, one));
  };

  const treeEntry = (repository: Repository, entry: PathEntry): Node => ({
    __typename: "TreeEntry",
    name: entry.name,
    path: entry.path,
    mode: Number.parseInt(entry.mode, 8),
    oid: entry.sha,
    type: isTree(entry) ? "tree" : isSubmodule(entry) ? "commit" : "blob",
    size: isTree(entry) || isSubmodule(entry) ? 0 : repository.store.bytes(entry.sha).length,
    extension: /\.[^.]*$/.exec(entry.name)?.[0] ?? "",
    isGenerated: false,
    object: () => (isSubmodule(entry) ? null : nodes.object(repository, entry.sha, entry.path)),
    repository: () => nodes.repository(repository),
  });

  const object = (repository: Repository, sha: string, path = ""): Node | null => {
    guard(context, reads("contents"), repository);
    const { store } = repository;
    const found = store.all.get(sha);
    if (found === undefined) return null;
    const one = store.commit(sha);
    if (one !== undefined) return commit(repository, one);
    const url = `${htmlUrl(world, repository)}/commit/${sha}`;
    const shared = {
      id: nodeId(found.type, sha),
      oid: sha,
      abbreviatedOid: sha.slice(0, 7),
      commitUrl: url,
      commitResourcePath: url.slice(world.origin.length),
      repository: () => nodes.repository(repository),
    };
    if (found.type === "tree") {
      const entries = (): Node[] =>
        store
          .tree(sha)
          .map((entry) =>
            treeEntry(repository, { ...entry, path: path === "" ? entry.name : `${path}/${entry.name}` }),
          );
      return { __typename: "Tree", ...shared, entries };
    }
    if (found.type === "blob") {
      const binary = found.data.subarray(0, 8000).includes(0);
      return {
        __typename: "Blob",
        ...shared,
        byteSize: found.data.length,
        isBinary: binary,
        isTruncated: found.data.length > longestText,
        text: binary ? null : found.data.subarray(0, longestText).toString(),
      };
    }
    const text = found.data.toString();
    const [, name = ""] = /^tag (.*)$/m.exec(text) ?? [];
    const [, by = "", email = "", date = "0"] = /^tagger (.*) <(.*)> (\d+)/m.exec(text) ?? [];
    const at = new Date(Number(date) * 1000).toISOString().replace(".000", "");
    return {
      __typename: "Tag",
      ...shared,
      name,
      message: text.slice(text.indexOf("\n\n") + 2),
      tagger: gitActor({ name: by, email, at }),
      target: () => object(repository, peel(repository, sha)),
    };
  };

  const ref = (repository: Repository, name: string): Node | null => {
    guard(context, reads("contents"), repository);
    const full = [name, `refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`].find((one) =>
      repository.refs.has(one),
    );
    const sha = repository.refs.get(full ?? "");
    if (full === undefined || sha === undefined) return null;
    const prefix = /^refs\/[^/]+\//.exec(full)?.[0] ?? "refs/";
    return {
      __typename: "Ref",
      id: nodeId("REF", `${repository.id}:${full}`),
      name: full.slice(prefix.length),
      prefix,
      target: () => object(repository, sha),
      repository: () => nodes.repository(repository),
      compare: ({ headRef }: Args) => comparison(repository, sha, String(headRef)),
      associatedPullRequests: (args: Args) => {
        guard(context, reads("pull-requests"), repository);
        const pulls = [...repository.pulls.values()].filter((pull) => `refs/heads/${pull.head}` === full);
        return connection(context, pulls, args, (pull) => nodes.pullRequest(repository, pull));
      },
      branchProtectionRule: () => {
        guard(context, { anyOf: ["administration"], level: "read", public: false }, repository);
        return null;
      },
    };
  };

  const comparison = (repository: Repository, base: string, headRef: string): Node => {
    const { store } = repository;
    const [from, to] = [peel(repository, base), resolve(repository, headRef)];
    if (to === null) throw refusal("NOT_FOUND", `Could not resolve to a head ref with the name of '${headRef}'.`);
    const found = compare(store, from, to);
    if (found.mergeBase === null && !ancestors(store, to).has(from))
      throw refusal("UNPROCESSABLE", "No common ancestor.");
    return {
      __typename: "Comparison",
      id: nodeId("COMP", `${from}...${to}`),
      aheadBy: found.ahead.length,
      behindBy: found.behindBy,
      status: found.status.toUpperCase(),
      baseTarget: () => object(repository, from),
      headTarget: () => object(repository, to),
      commits: (args: Args) =>
        connection(context, found.ahead, args, (one) => commit(repository, one), {
          authorCount: new Set(found.ahead.map((one) => one.author.email)).size,
        }),
    };
  };

  return { object, commit, ref };
}
