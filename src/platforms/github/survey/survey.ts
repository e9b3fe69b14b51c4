/** Looks at how a repository is set up on GitHub, and writes nothing. */
import { type Observed, observed, unavailable } from "../../../core/evidence/observed.ts";
import { nothingSeen, type Refusal, type SetupFacts } from "../../../core/evidence/setup-facts.ts";
import { HttpFailure } from "../../http.ts";
import type { SurveyAsked } from "../../platform.ts";
import { type Client, type ClientOptions, openClient } from "../client.ts";
import { permissionsTaken } from "../permissions.ts";
import { protectionOf, readEnvironments } from "../protection.ts";
import type { EnvironmentReply } from "../schema/environments.ts";
import { readSetting, type Setting } from "../surroundings.ts";
import { readBranch, readRepository } from "./branch.ts";
import { probe, refusalOf } from "./probe.ts";
import { readRecentRuns } from "./recent-runs.ts";
import { readTeams } from "./teams.ts";
import { secretIn, withRepository } from "./which.ts";

/** Every fact is observed or says why not. Throws `PlatformError` (`usage`) where it is not even known which repository is meant. */
export async function survey(asked: SurveyAsked, options: ClientOptions = {}): Promise<SetupFacts> {
  const env = await withRepository(asked);
  const setting = await readSetting({ env, checkRunId: null });
  const token = secretIn(asked, env);
  const common = {
    platform: "github",
    repository: `${setting.owner}/${setting.name}`,
    url: `${setting.serverUrl}/${setting.owner}/${setting.name}`,
    isInPipeline: (env["GITHUB_ACTIONS"] ?? "") !== "",
    takes: permissionsTaken,
  } as const;
  if (token === null) {
    const because = "GitHub was not asked: there is no token.";
    return nothingSeen(common, unavailable(because, "Set GITHUB_TOKEN (`gh auth token` prints one) and look again."));
  }
  const { progress } = asked;
  const client = openClient(setting, token, { progress, ...options });
  const orgToken = (asked.secrets?.orgToken ?? "").trim();
  const organisation = orgToken === "" ? null : openClient(setting, orgToken, { progress, ...options });
  progress("looking at the repository on GitHub");
  return { ...common, ...(await look(asked, setting, client, organisation)) };
}

async function look(asked: SurveyAsked, setting: Setting, client: Client, organisation: Client | null) {
  const refusals: Refusal[] = [];
  /** A failure makes the fact unavailable, and a refusal that is told once. */
  async function fact<T>(source: string, permission: string | null, read: () => Promise<T>): Promise<Observed<T>> {
    try {
      return observed(await read(), source, asked.now);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      refusals.push(refusalOf(error, source, permission));
      return unavailable(error.message, error.fix ?? undefined);
    }
  }
  const wanted = new Set([...permissionsTaken.always, ...asked.kinds.flatMap((kind) => permissionsTaken.byKind[kind])]);
  const repository = await fact("the repository", null, () => readRepository(client, setting));
  const [environments, seenRuns, teams, trustedBranch, refused] = await Promise.all([
    fact("the environments", "actions: read", async () =>
      (await readEnvironments(client, setting)).map((each) => environmentOf(each, setting)),
    ),
    fact("the checks on recent commits", null, () => readRecentRuns(client, setting)),
    fact("the teams", null, () => readTeams(organisation ?? client, asked.teams, organisation !== null)),
    repository.status === "observed"
      ? fact("the default branch", null, () => readBranch(client, setting, repository.value.defaultBranch))
      : repository,
    repository.status === "observed" ? probe(client, setting, wanted) : [],
  ]);
  return {
    isPrivate: repository.status === "observed" ? { ...repository, value: repository.value.isPrivate } : repository,
    environments,
    seenRuns,
    teams,
    trustedBranch,
    refusals: [...refusals, ...refused].sort((a, b) => (a.because < b.because ? -1 : 1)),
  };
}

function environmentOf(reply: EnvironmentReply, setting: Setting) {
  const policy = reply.deployment_branch_policy;
  return {
    ...protectionOf(reply.name, [reply], setting),
    // Null says that every branch may; absent says nothing.
    branches: policy === undefined ? null : policy === null ? ("any" as const) : ("some" as const),
  };
}
