/** The GitHub platform: evidence from GitHub's API, and from git where the runner has a checkout with history. */

import type { Evidence, EvidenceKind } from "../../core/evidence/evidence.ts";
import { unavailable } from "../../core/evidence/observed.ts";
import type { Query } from "../../core/evidence/query.ts";
import { GitError } from "../checkout/git.ts";
import { releaseOf } from "../checkout/release.ts";
import { type Platform, PlatformError, type Session, type Surroundings } from "../platform.ts";
import { settle, unseen } from "../settled.ts";
import { type ClientOptions, openClient } from "./client.ts";
import { collectors } from "./collect/collectors.ts";
import type { GithubContext } from "./context.ts";
import { gathered } from "./gathered.ts";
import { headCommitOf } from "./head-commit.ts";
import { prepare } from "./prepare.ts";
import { openReviewIssue, publish } from "./publish.ts";
import { readSetting } from "./surroundings.ts";
import { tokenIn } from "./token.ts";
import { openWatch } from "./watch.ts";

export const github: Platform = { id: "github", open: (surroundings) => openGithub(surroundings) };

/** Opens the release in question. `options` bound the client; tests give their own. Throws `PlatformError`. */
export async function openGithub(surroundings: Surroundings, options: ClientOptions = {}): Promise<Session> {
  const setting = await readSetting(surroundings);
  const { progress } = surroundings;
  const token = tokenIn(surroundings);
  const client = gathered(openClient(setting, token, { progress, ...options }));
  const orgToken = surroundings.secrets?.orgToken ?? null;
  const organisation = orgToken === null ? null : gathered(openClient(setting, orgToken, { progress, ...options }));
  const { context, readPolicyFile } = await prepare(surroundings, setting, client, organisation);
  const { own, range, history, opening, checkout } = context;
  const release = releaseOf(opening.repository.name, range, history);
  return {
    release,
    root: checkout?.root ?? surroundings.env.GITHUB_WORKSPACE ?? null,
    run: own === null || setting.run === null ? null : await runFacts(context),
    readPolicyFile,
    collect: (query) => collect(context, query, release),
    watch: (asking) => openWatch(context, token, options, asking),
    requestsSent: () => client.sent + (organisation?.sent ?? 0),
    openReview: (issue) => openReviewIssue(client, setting, issue),
    publish: (publication) => publish(context, publication),
  };
}

async function runFacts({ own, setting }: GithubContext): Promise<NonNullable<Session["run"]>> {
  const facts = await settle(own?.facts() ?? Promise.resolve(null));
  const read = facts.ok ? facts.value : null;
  return {
    id: setting.run?.id ?? "",
    attempt: setting.run?.attempt ?? 1,
    createdAt: read?.created_at ?? null,
    commit: read?.head_sha ?? null,
    job: setting.run?.job ?? null,
  };
}

async function collect(context: GithubContext, query: Query, release: Evidence["release"]): Promise<Evidence> {
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
  return { ...Object.fromEntries(facts), release: { ...release, ...head }, platform: "github" };
}
