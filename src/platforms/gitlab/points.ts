/** Commits by the names that people give them: the head, a base, the place where policies are trusted. */
import type { z } from "zod";
import { HttpFailure } from "../http.ts";
import { PlatformError } from "../platform.ts";
import type { Client } from "./client.ts";
import type { At } from "./files.ts";
import type { OwnJob } from "./own-job.ts";
import { routes } from "./routes.ts";
import { branch, type CommitReply, commit, type project } from "./schema/repository.ts";
import type { Setting } from "./surroundings.ts";

/** Null where the token may not read the project itself. */
export type Project = z.output<typeof project> | null;

/** The project's full path: as GitLab tells it, else as the variables do; null where neither does. */
export const pathOf = (its: Project, { path, project: name }: Setting): string | null =>
  its?.path_with_namespace ?? path ?? (name.includes("/") ? name : null);

export interface Point extends At {
  /** ISO 8601, UTC; null where GitLab does not say. */
  readonly committedAt: string | null;
}

const ask = (client: Client, name: string): Promise<CommitReply> =>
  client.get(commit, { route: routes.commit, at: { sha: name }, what: `the commit ${name}` });

/** The commit that a name leads to. Throws `PlatformError`: `usage` for a name that leads nowhere. */
export async function readPoint(client: Client, role: "head" | "base" | "policy-ref", name: string): Promise<Point> {
  try {
    const found = await ask(client, name);
    return { sha: found.id, name, committedAt: found.committed_date ?? null };
  } catch (error) {
    if (!(error instanceof HttpFailure) || !/404 Commit Not Found/i.test(error.answer?.text ?? "")) throw error;
    throw new PlatformError(
      "usage",
      `The ${role} ${name} names no commit of the project on GitLab.`,
      "Give a branch, a tag or the full hash of a commit that was pushed.",
    );
  }
}

/**
 * The commit that would be deployed. A pipeline for merged results runs on a merge that nobody deploys: its second parent is the head
 * of the merge request's branch.
 */
export async function readHead(
  client: Client,
  setting: Setting,
  own: OwnJob | null,
  named: string | null,
): Promise<Point> {
  if (named !== null) return readPoint(client, "head", named);
  const name = own?.facts.pipeline.sha ?? setting.env.CI_COMMIT_SHA?.trim() ?? "";
  if (name === "")
    throw new PlatformError(
      "usage",
      "Which commit would be deployed is not known: no pipeline asks, and CI_COMMIT_SHA is not set.",
      "Give the input `head`.",
    );
  const found = await ask(client, name);
  const ref = own?.facts.pipeline.ref ?? null;
  const source = found.parent_ids[1];
  if (/^refs\/merge-requests\/\d+\/(?:merge|train)$/.test(ref ?? "") && source !== undefined)
    return readPoint(client, "head", source);
  return {
    sha: found.id,
    name: ref === null || ref.startsWith("refs/") ? found.id : ref,
    committedAt: found.committed_date ?? null,
  };
}

/** The default branch, or whatever `policy-ref` names. Throws `PlatformError`, also where a variable names another default branch than GitLab. */
export async function trustedPoint(
  client: Client,
  setting: Setting,
  its: Project,
  policyRef: string | null,
): Promise<At> {
  if (policyRef !== null) return readPoint(client, "policy-ref", policyRef);
  const told = its?.default_branch ?? null;
  const claimed = setting.defaultBranch;
  const disagree = (is: string): PlatformError =>
    new PlatformError(
      "unreadable",
      `CI_DEFAULT_BRANCH says ${JSON.stringify(claimed)}, and GitLab ${is}.`,
      "Look for a variable that takes the place of GitLab's own, and remove it: policies are trusted on the default branch alone.",
    );
  if (told !== null && claimed !== null && told !== claimed) throw disagree(JSON.stringify(told));
  const name = told ?? claimed;
  if (name === null)
    throw new PlatformError(
      "unreadable",
      "Which branch is the default one is not known, so no policy can be trusted.",
      "Let the token read the project, or give the input policy-ref.",
    );
  const asking = { route: routes.branch, at: { branch: name }, what: `the default branch ${name}` };
  const found = await client.get(branch, asking);
  if (!found.default || found.name !== name) throw disagree("that it is not the default branch");
  return { sha: found.commit.id, name };
}
