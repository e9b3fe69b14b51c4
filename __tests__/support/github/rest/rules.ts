/** Rulesets, and the rules that hold for a branch. */
import { metadata } from "../access.ts";
import { type Handlers, inRepository, listed, missing, ok, text } from "../call.ts";
import type { BranchRule, Repository, Ruleset } from "../model.ts";
import type { World } from "../world.ts";
import { type Body, htmlUrl, nodeId, repoUrl } from "./shapes.ts";

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

/** The full names that a ruleset is for, as its conditions list them. */
export const namesIn = ({ branches, tags }: Ruleset): readonly string[] =>
  (tags ?? branches).map((one) => (one.startsWith("~") ? one : `refs/${tags === undefined ? "heads" : "tags"}/${one}`));

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
    target: ruleset.tags === undefined ? "branch" : "tag",
    source_type: "Repository",
    source: `${repository.owner}/${repository.name}`,
    enforcement: ruleset.active ? "active" : "disabled",
    node_id: nodeId("RRS", ruleset.id),
    _links: { self: { href }, html: { href: `${htmlUrl(world, repository)}/rules/${ruleset.id}` } },
    created_at: ruleset.createdAt,
    updated_at: ruleset.createdAt,
  };
}

export const rules: Handlers = {
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
    const include = namesIn(ruleset);
    return ok({
      ...rulesetShape(world, repository, ruleset),
      conditions: { ref_name: { include, exclude: [] } },
      rules: ruleset.rules.map(ruleShape),
    });
  }),
};
