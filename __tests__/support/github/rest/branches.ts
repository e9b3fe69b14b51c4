/** The repository itself, its branches, rules, refs, tags and releases. */
import { holds, metadata, reads, readsPrivately, writes } from "../access.ts";
import {
  type Answer,
  failure,
  type Handlers,
  inRepository,
  listed,
  missing,
  ok,
  type RepositoryCall,
  text,
} from "../call.ts";
import type { BranchRule, Release, Repository, Ruleset } from "../model.ts";
import type { World } from "../world.ts";
import { commitShape, verification } from "./commit-shapes.ts";
import { peel } from "./resolve.ts";
import { type Body, fullRepositoryShape, htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

const branchNames = (repository: Repository): string[] =>
  [...repository.refs.keys()].flatMap((ref) => (ref.startsWith("refs/heads/") ? [ref.slice(11)] : [])).sort();

function protection(world: World, repository: Repository, branch: string): Body {
  const url = `${repoUrl(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  const isOn = repository.protectedBranches.has(branch);
  const checks = { enforcement_level: isOn ? "non_admins" : "off", contexts: [], checks: [] };
  return { protected: isOn, protection: { enabled: isOn, required_status_checks: checks }, protection_url: url };
}

/** `fnmatch` as rulesets use it: `*` stays within one part of the name, `**` does not. */
function applies(ruleset: Ruleset, repository: Repository, branch: string): boolean {
  return ruleset.branches.some((pattern) => {
    if (pattern === "~ALL") return true;
    if (pattern === "~DEFAULT_BRANCH") return branch === repository.defaultBranch;
    const source = pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("**", "\0")
      .replaceAll("*", "[^/]*")
      .replaceAll("\0", ".*")
      .replaceAll("?", "[^/]");
    return new RegExp(`^${source}$`).test(branch);
  });
}

/** Active rules for a branch, each with its ruleset. */
export function rulesFor(
  repository: Repository,
  branch: string,
): { readonly rule: BranchRule; readonly of: Ruleset }[] {
  return repository.rulesets
    .filter((ruleset) => ruleset.active && applies(ruleset, repository, branch))
    .flatMap((of) => of.rules.map((rule) => ({ rule, of })));
}

function ruleShape(rule: BranchRule): Body {
  if (rule.type === "required_status_checks") {
    const checks = rule.checks.map(({ context, app }) => ({
      context,
      ...(app === undefined ? {} : { integration_id: app }),
    }));
    return {
      type: rule.type,
      parameters: { required_status_checks: checks, strict_required_status_checks_policy: false },
    };
  }
  if (rule.type !== "pull_request") return { type: rule.type };
  return {
    type: rule.type,
    parameters: {
      required_approving_review_count: rule.approvals,
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: rule.codeOwners ?? false,
      require_last_push_approval: rule.lastPush ?? false,
      required_review_thread_resolution: false,
    },
  };
}

function rulesetShape(world: World, repository: Repository, ruleset: Ruleset): Body {
  const href = `${repoUrl(world, repository)}/rulesets/${ruleset.id}`;
  return {
    id: ruleset.id,
    name: ruleset.name,
    target: "branch",
    source_type: "Repository",
    source: `${repository.owner}/${repository.name}`,
    enforcement: ruleset.active ? "active" : "disabled",
    node_id: nodeId("RRS", ruleset.id),
    _links: { self: { href }, html: { href: `${htmlUrl(world, repository)}/rules/${ruleset.id}` } },
    created_at: ruleset.createdAt,
    updated_at: ruleset.createdAt,
  };
}

function refShape(world: World, repository: Repository, [ref, sha]: readonly [string, string]): Body {
  const api = repoUrl(world, repository);
  const type = repository.store.all.get(sha)?.type ?? "commit";
  return {
    ref,
    node_id: nodeId("REF", ref),
    url: `${api}/git/${ref}`,
    object: { sha, type, url: `${api}/git/${type}s/${sha}` },
  };
}

function releaseShape(world: World, repository: Repository, release: Release): Body {
  const [api, html] = [repoUrl(world, repository), htmlUrl(world, repository)];
  const url = `${api}/releases/${release.id}`;
  return {
    url,
    html_url: `${html}/releases/tag/${release.tag}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: `${api}/tarball/${release.tag}`,
    zipball_url: `${api}/zipball/${release.tag}`,
    id: release.id,
    node_id: nodeId("RE", release.id),
    tag_name: release.tag,
    target_commitish: repository.defaultBranch,
    name: release.name,
    body: release.body,
    draft: release.draft,
    prerelease: release.prerelease,
    created_at: release.createdAt,
    published_at: release.draft ? null : release.createdAt,
    author: userShape(world, release.author),
    assets: [],
  };
}

/** Newest first; drafts only for those who may write. */
export const releasesOf = (repository: Repository, drafts: boolean): Release[] =>
  repository.releases.filter((one) => drafts || !one.draft).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));

function getBranch({ world, repository, path }: RepositoryCall): Answer {
  const name = text(path["branch"]);
  const commit = repository.store.commit(repository.refs.get(`refs/heads/${name}`) ?? "");
  if (commit === undefined) return failure(404, "Branch not found");
  const api = repoUrl(world, repository);
  return ok({
    name,
    commit: commitShape(world, repository, commit),
    _links: { self: `${api}/branches/${encodeURIComponent(name)}`, html: `${htmlUrl(world, repository)}/tree/${name}` },
    ...protection(world, repository, name),
  });
}

export const branches: Handlers = {
  "repos/get": inRepository(metadata, ({ world, repository, version }) =>
    ok({ ...fullRepositoryShape(world, repository, version), subscribers_count: 0, network_count: 0 }),
  ),
  "repos/list-branches": inRepository(reads("contents"), (call) => {
    const { world, repository } = call;
    const wanted = call.query["protected"];
    const names = branchNames(repository).filter(
      (one) => wanted === undefined || repository.protectedBranches.has(one) === wanted,
    );
    return listed(call, names, (name) => {
      const sha = repository.refs.get(`refs/heads/${name}`) ?? "";
      return {
        name,
        commit: { sha, url: `${repoUrl(world, repository)}/commits/${sha}` },
        protected: repository.protectedBranches.has(name),
      };
    });
  }),
  "repos/get-branch": inRepository(reads("contents"), getBranch),
  "repos/get-branch-protection": inRepository(readsPrivately("administration"), ({ repository, path, world }) => {
    const name = text(path["branch"]);
    if (!repository.protectedBranches.has(name)) return failure(404, "Branch not protected");
    return ok({ url: `${repoUrl(world, repository)}/branches/${encodeURIComponent(name)}/protection`, enabled: true });
  }),
  "repos/get-branch-rules": inRepository(metadata, (call) =>
    listed(call, rulesFor(call.repository, text(call.path["branch"])), ({ rule, of }) => ({
      ...ruleShape(rule),
      ruleset_source_type: "Repository",
      ruleset_source: `${call.repository.owner}/${call.repository.name}`,
      ruleset_id: of.id,
    })),
  ),
  "repos/get-repo-rulesets": inRepository(metadata, (call) =>
    listed(call, call.repository.rulesets, (one) => rulesetShape(call.world, call.repository, one)),
  ),
  "repos/get-repo-ruleset": inRepository(metadata, ({ world, repository, path }) => {
    const ruleset = repository.rulesets.find((one) => one.id === path["ruleset_id"]);
    if (ruleset === undefined) return missing();
    const include = ruleset.branches.map((one) => (one.startsWith("~") ? one : `refs/heads/${one}`));
    return ok({
      ...rulesetShape(world, repository, ruleset),
      conditions: { ref_name: { include, exclude: [] } },
      rules: ruleset.rules.map(ruleShape),
    });
  }),
  "git/get-ref": inRepository(reads("contents"), ({ world, repository, path }) => {
    const ref = `refs/${text(path["ref"])}`;
    const sha = repository.refs.get(ref);
    return sha === undefined ? missing() : ok(refShape(world, repository, [ref, sha]));
  }),
  "git/list-matching-refs": inRepository(reads("contents"), ({ world, repository, path }) => {
    const start = `refs/${text(path["ref"])}`;
    const found = [...repository.refs].filter(([ref]) => ref.startsWith(start)).sort(([a], [b]) => (a < b ? -1 : 1));
    return ok(found.map((one) => refShape(world, repository, one)));
  }),
  "git/get-tag": inRepository(reads("contents"), ({ world, repository, path }) => {
    const sha = text(path["tag_sha"]);
    const object = repository.store.all.get(sha);
    if (object?.type !== "tag") return missing();
    const [head = "", ...message] = object.data.toString().split("\n\n");
    const [, name = "", by = "", email = "", date = "0"] = /tag (.*)\ntagger (.*) <(.*)> (\d+)/.exec(head) ?? [];
    const target = peel(repository, sha);
    const api = repoUrl(world, repository);
    return ok({
      node_id: nodeId("TA", sha),
      tag: name,
      sha,
      url: `${api}/git/tags/${sha}`,
      message: message.join("\n\n").replace(/\n$/, ""),
      tagger: { name: by, email, date: new Date(Number(date) * 1000).toISOString().replace(".000", "") },
      object: { sha: target, type: "commit", url: `${api}/git/commits/${target}` },
      verification: verification(repository, sha),
    });
  }),
  "repos/list-tags": inRepository(reads("contents"), (call) => {
    const { world, repository } = call;
    const api = repoUrl(world, repository);
    const names = [...repository.refs.keys()].flatMap((ref) => (ref.startsWith("refs/tags/") ? [ref.slice(10)] : []));
    return listed(call, names.sort().reverse(), (name) => {
      const sha = peel(repository, repository.refs.get(`refs/tags/${name}`) ?? "");
      return {
        name,
        zipball_url: `${api}/zipball/refs/tags/${encodeURIComponent(name)}`,
        tarball_url: `${api}/tarball/refs/tags/${encodeURIComponent(name)}`,
        commit: { sha, url: `${api}/commits/${sha}` },
        node_id: nodeId("REF", name),
      };
    });
  }),
  "repos/list-releases": inRepository(reads("contents"), (call) => {
    const drafts = holds(call.world, call.token, writes("contents"), call.repository);
    return listed(call, releasesOf(call.repository, drafts), (one) => releaseShape(call.world, call.repository, one));
  }),
  "repos/get-latest-release": inRepository(reads("contents"), ({ world, repository }) => {
    const latest = releasesOf(repository, false).find((one) => !one.prerelease);
    return latest === undefined ? missing() : ok(releaseShape(world, repository, latest));
  }),
  "repos/get-release-by-tag": inRepository(reads("contents"), ({ world, repository, path }) => {
    const found = releasesOf(repository, false).find((one) => one.tag === path["tag"]);
    return found === undefined ? missing() : ok(releaseShape(world, repository, found));
  }),
};
