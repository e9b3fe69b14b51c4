/** The GitLab platform: evidence from GitLab's API, and from git where the runner has a checkout with history. */

import type { Evidence, EvidenceKind } from "../../core/evidence/evidence.ts";
import { unavailable } from "../../core/evidence/observed.ts";
import type { Query } from "../../core/evidence/query.ts";
import { GitError } from "../checkout/git.ts";
import { releaseOf } from "../checkout/release.ts";
import { type Platform, PlatformError, type Session, type Surroundings } from "../platform.ts";
import { unseen } from "../settled.ts";
import { type ClientOptions, openClient, transportFor } from "./client.ts";
import { collectors } from "./collect/collectors.ts";
import type { GitlabContext } from "./context.ts";
import { headCommitOf } from "./head-commit.ts";
import { prepare } from "./prepare.ts";
import { openReviewIssue, publish } from "./publish.ts";
import { readSetting } from "./surroundings.ts";
import { openWatch } from "./watch.ts";

export const gitlab: Platform = { id: "gitlab", open: (surroundings) => openGitlab(surroundings) };

/** Opens the release in question. `options` bound the client; tests give their own. Throws `PlatformError`. */
export async function openGitlab(surroundings: Surroundings, options: ClientOptions = {}): Promise<Session> {
  const setting = readSetting(surroundings);
  const transport = options.transport ?? (await transportFor(setting));
  const means = { progress: surroundings.progress, ...options, transport };
  const client = openClient(setting, means);
  const groups = setting.groupToken === null ? client : openClient(setting, means, setting.groupToken);
  const { context, name, readPolicyFile, readFreezePeriods } = await prepare(surroundings, setting, client, groups);
  const { own, range, history, checkout } = context;
  const release = releaseOf(name, range, history);
  return {
    release,
    root: checkout?.root ?? surroundings.env.CI_PROJECT_DIR ?? null,
    run:
      own === null
        ? null
        : {
            id: String(own.facts.pipeline.id),
            // GitLab runs jobs again, and never a whole pipeline.
            attempt: 1,
            createdAt: own.facts.pipeline.created_at ?? null,
            commit: own.facts.pipeline.sha,
            job: String(own.facts.id),
          },
    readPolicyFile,
    readFreezePeriods,
    tellsDeployJobs: own !== null,
    collect: (query) => collect(context, query, release),
    watch: (asking) => openWatch(context, transport, options, asking),
    openReview: (issue) => openReviewIssue(client, own, issue),
    publish: (publication) => publish(context, publication),
  };
}

async function collect(context: GitlabContext, query: Query, release: Evidence["release"]): Promise<Evidence> {
  const one = async (kind: EvidenceKind) => {
    try {
      return [kind, await collectors[kind](context, query)] as const;
    } catch (error) {
      if (error instanceof PlatformError) return [kind, unseen(error)] as const;
      if (error instanceof GitError)
        return [kind, unavailable(`git could not read the checkout: ${error.message}`)] as const;
      throw error;
    }
  };
  context.surroundings.progress("collecting evidence");
  const [head, ...facts] = await Promise.all([headCommitOf(context), ...[...new Set(query.kinds)].sort().map(one)]);
  return { ...Object.fromEntries(facts), release: { ...release, ...head }, platform: "gitlab" };
}
