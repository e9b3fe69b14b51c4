/** The repository itself, its branches, rules, refs, tags and releases. */
import { metadata, reads, readsPrivately } from "../access.ts";
import { type Answer, failure, type Handlers, inRepository, listed, ok, type RepositoryCall, text } from "../call.ts";
import type { Repository } from "../model.ts";
import type { World } from "../world.ts";
import { commitShape } from "./commit-shapes.ts";
import { type Body, fullRepositoryShape, htmlUrl, repoUrl } from "./shapes.ts";

const branchNames = (repository: Repository): string[] =>
  [...repository.refs.keys()].flatMap((ref) => (ref.startsWith("refs/heads/") ? [ref.slice(11)] : [])).sort();

function protection(world: World, repository: Repository, branch: string): Body {
  const url = `${repoUrl(world, repository)}/branches/${encodeURIComponent(branch)}/protection`;
  const isOn = repository.protectedBranches.has(branch);
  const checks = { enforcement_level: isOn ? "non_admins" : "off", contexts: [], checks: [] };
  return { protected: isOn, protection: { enabled: isOn, required_status_checks: checks }, protection_url: url };
}

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
};
