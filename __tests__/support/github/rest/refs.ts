/** Refs, tags and releases. */
import { holds, reads, writes } from "../access.ts";
import { type Handlers, inRepository, listed, missing, ok, text } from "../call.ts";
import type { Release, Repository } from "../model.ts";
import type { World } from "../world.ts";
import { verification } from "./commit-shapes.ts";
import { peel } from "./resolve.ts";
import { type Body, htmlUrl, nodeId, repoUrl, userShape } from "./shapes.ts";

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

export const refs: Handlers = {
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
