/** Files at any commit: contents, trees and blobs, and what is wrong in CODEOWNERS. */
import { reads } from "../access.ts";
import { type Answer, failure, type Handlers, inRepository, missing, ok, type RepositoryCall, text } from "../call.ts";
import { isSubmodule, isTree } from "../git/objects.ts";
import { entryAt, listTree, type PathEntry, textOf } from "../git/trees.ts";
import type { Repository } from "../model.ts";
import { teamOf } from "../world.ts";
import { resolve } from "./resolve.ts";
import { type Body, htmlUrl, nodeId, repoUrl } from "./shapes.ts";

const mostOfFolder = 1000;
const mostOfTree = 100_000;
const largestContent = 1_048_576;

/** Base64 in lines of sixty, as GitHub breaks it. */
const base64 = (bytes: Buffer): string =>
  (bytes.toString("base64").match(/.{1,60}/g) ?? []).map((part) => `${part}\n`).join("");

function typeOf(entry: PathEntry): "dir" | "file" | "symlink" | "submodule" {
  if (isTree(entry)) return "dir";
  if (isSubmodule(entry)) return "submodule";
  return entry.mode === "120000" ? "symlink" : "file";
}

function entryShape({ world, repository }: RepositoryCall, ref: string, entry: PathEntry): Body {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const kind = isTree(entry) ? "tree" : "blob";
  const [api, html] = [repoUrl(world, repository), htmlUrl(world, repository)];
  const urls = {
    self: `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`,
    git: `${api}/git/${kind}s/${entry.sha}`,
    html: `${html}/${kind}/${encodeURIComponent(ref)}/${path}`,
  };
  return {
    name: entry.name,
    path: entry.path,
    sha: entry.sha,
    size: isTree(entry) || isSubmodule(entry) ? 0 : repository.store.bytes(entry.sha).length,
    url: urls.self,
    html_url: urls.html,
    git_url: urls.git,
    download_url: isTree(entry) ? null : `${html}/raw/${encodeURIComponent(ref)}/${path}`,
    _links: urls,
  };
}

function fileShape(call: RepositoryCall, ref: string, entry: PathEntry): Body {
  const bytes = call.repository.store.bytes(entry.sha);
  const small = bytes.length <= largestContent;
  return {
    type: "file",
    ...entryShape(call, ref, entry),
    content: small ? base64(bytes) : "",
    encoding: small ? "base64" : "none",
  };
}

function getContent(call: RepositoryCall): Answer {
  const { repository } = call;
  const ref = text(call.query["ref"] ?? repository.defaultBranch);
  const sha = resolve(repository, ref);
  const tree = sha === null ? undefined : repository.store.commit(sha)?.tree;
  if (tree === undefined)
    return failure(
      404,
      repository.refs.size === 0 ? "This repository is empty." : `No commit found for the ref ${ref}`,
    );
  const entry = entryAt(repository.store, tree, text(call.path["path"]));
  if (entry === null) return missing();
  if (isTree(entry)) {
    const inside = repository.store.tree(entry.sha).slice(0, mostOfFolder);
    return ok(
      inside.map((one) => {
        const at = { ...one, path: entry.path === "" ? one.name : `${entry.path}/${one.name}` };
        const type = typeOf(at);
        // The older version of the API calls a submodule in a listing a file.
        return {
          type: type === "submodule" && call.version < "2026-03-10" ? "file" : type,
          ...entryShape(call, ref, at),
        };
      }),
    );
  }
  if (isSubmodule(entry)) {
    return ok({
      type: "submodule",
      submodule_git_url: "https://example.com/other.git",
      ...entryShape(call, ref, entry),
      download_url: null,
    });
  }
  if (entry.mode !== "120000") return ok(fileShape(call, ref, entry));
  const target = textOf(repository.store, entry) ?? "";
  const aim: string[] = [];
  for (const part of [...entry.path.split("/").slice(0, -1), ...target.split("/")])
    if (part === "..") aim.pop();
    else if (part !== "." && part !== "") aim.push(part);
  const file = target.startsWith("/") ? null : entryAt(repository.store, tree, aim.join("/"));
  // A link to a file of the repository is followed; the answer keeps the link's own path.
  if (file !== null && typeOf(file) === "file")
    return ok(fileShape(call, ref, { ...file, path: entry.path, name: entry.name }));
  return ok({ type: "symlink", target, ...entryShape(call, ref, entry) });
}

function getTree(call: RepositoryCall): Answer {
  const { world, repository } = call;
  const name = text(call.path["tree_sha"]);
  const commit = repository.store.commit(resolve(repository, name) ?? "");
  const tree = commit?.tree ?? (repository.store.all.get(name)?.type === "tree" ? name : undefined);
  if (tree === undefined) return repository.refs.size === 0 ? failure(409, "Git Repository is empty.") : missing();
  const recursive = call.query["recursive"] !== undefined;
  const all = recursive
    ? listTree(repository.store, tree)
    : repository.store.tree(tree).map((one) => ({ ...one, path: one.name }));
  const api = repoUrl(world, repository);
  return ok({
    sha: tree,
    url: `${api}/git/trees/${tree}`,
    tree: all.slice(0, mostOfTree).map((entry) => {
      const type = isTree(entry) ? "tree" : isSubmodule(entry) ? "commit" : "blob";
      return {
        path: entry.path,
        mode: entry.mode.padStart(6, "0"),
        type,
        sha: entry.sha,
        ...(type === "blob" ? { size: repository.store.bytes(entry.sha).length } : {}),
        ...(type === "commit" ? {} : { url: `${api}/git/${type}s/${entry.sha}` }),
      };
    }),
    truncated: all.length > mostOfTree,
  });
}

/** The CODEOWNERS file that GitHub would take, in its order of search. */
function codeOwners(repository: Repository, tree: string): PathEntry | null {
  for (const path of [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]) {
    const entry = entryAt(repository.store, tree, path);
    if (entry !== null && !isTree(entry)) return entry;
  }
  return null;
}

function codeOwnersErrors({ world, repository, query }: RepositoryCall): Answer {
  const sha = resolve(repository, text(query["ref"] ?? repository.defaultBranch));
  const tree = repository.store.commit(sha ?? "")?.tree;
  const entry = tree === undefined ? null : codeOwners(repository, tree);
  if (entry === null) return missing();
  const known = (owner: string): boolean => {
    if (/^[^@\s]+@[^@\s]+$/.test(owner)) return true;
    if (!owner.startsWith("@")) return false;
    return owner.includes("/") ? teamOf(world, owner.slice(1)) !== null : world.users.has(owner.slice(1).toLowerCase());
  };
  const lines = (textOf(repository.store, entry) ?? "").split("\n");
  const errors = lines.flatMap((source, at) => {
    const [, ...owners] = source.replace(/#.*/, "").trim().split(/\s+/);
    return owners
      .filter((owner) => !known(owner))
      .map((owner) => ({
        line: at + 1,
        column: source.indexOf(owner) + 1,
        kind: "Unknown owner",
        source,
        suggestion: `make sure ${owner} exists and has write access to the repository`,
        message: `Unknown owner on line ${at + 1}: ${owner}`,
        path: entry.path,
      }));
  });
  return ok({ errors });
}

export const contents: Handlers = {
  "repos/get-content": inRepository(reads("contents"), getContent),
  "repos/codeowners-errors": inRepository(reads("contents"), codeOwnersErrors),
  "git/get-tree": inRepository(reads("contents"), getTree),
  "git/get-blob": inRepository(reads("contents"), ({ world, repository, path }) => {
    const sha = text(path["file_sha"]);
    const object = repository.store.all.get(sha);
    if (object?.type !== "blob") return missing();
    const url = `${repoUrl(world, repository)}/git/blobs/${sha}`;
    return ok({
      sha,
      node_id: nodeId("B", sha),
      size: object.data.length,
      url,
      content: base64(object.data),
      encoding: "base64",
    });
  }),
};
