/** Makes the files: the policy first, and from it what the pipeline must be allowed to read. */
import { queryFor } from "../../core/policy/query-for.ts";
import { draftGithubWorkflow } from "../../core/setup/draft/github-workflow.ts";
import { draftGitlabPipeline } from "../../core/setup/draft/gitlab-pipeline.ts";
import { draftPolicy } from "../../core/setup/draft/policy.ts";
import type { Draft } from "../../core/setup/draft/traits.ts";
import { loadPolicy } from "../../load-policy.ts";
import { permissionsOnGithub } from "../../platforms/surveys.ts";
import type { Seen } from "./look.ts";

/** What is written is a valid policy, whatever was seen: it is read as any other before anybody gets it. */
export async function draft(seen: Seen): Promise<readonly Draft[]> {
  const policy = draftPolicy(seen);
  const bytes = new TextEncoder().encode(policy.text);
  const loaded = await loadPolicy(policy.path, async (where) => ({ status: "found", bytes, where }));
  if (seen.platform === "gitlab") return [policy, draftGitlabPipeline(seen, seen.hasGitlabPipeline)];
  // Who deploys already gets the steps to add, and no second pipeline that deploys the same.
  if (seen.deployJobs.length > 0) return [policy];
  const { kinds } = queryFor(seen.environment, "normal", loaded.policy.environments);
  const { always, byKind } = await permissionsOnGithub();
  const permissions = [...new Set([...always, ...kinds.flatMap((kind) => byKind[kind])])].sort();
  return [policy, draftGithubWorkflow(seen, permissions)];
}
