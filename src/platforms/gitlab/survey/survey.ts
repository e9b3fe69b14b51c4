/** Looks at how a project is set up on GitLab, and writes nothing. */
import { type Observed, observed, unavailable } from "../../../core/evidence/observed.ts";
import {
  type ApprovalRule,
  nothingSeen,
  type Refusal,
  type SeenRuns,
  type SetupFacts,
  type SurveyedEnvironment,
  type SurveyedTeam,
} from "../../../core/evidence/setup-facts.ts";
import { byCodeUnit } from "../../checkout/bytes.ts";
import { openCheckout } from "../../checkout/checkout.ts";
import { HttpFailure } from "../../http.ts";
import { PlatformError, type SurveyAsked } from "../../platform.ts";
import { settle } from "../../settled.ts";
import { type Client, type ClientOptions, openClient, PlanLacks, transportFor } from "../client.ts";
import { openGroupNumbers } from "../groups.ts";
import { readMergedConfiguration } from "../pipeline-configuration.ts";
import { routes } from "../routes.ts";
import {
  freezePeriod,
  listedEnvironment,
  type ProtectedEnvironmentReply,
  protectedEnvironment,
} from "../schema/deployments.ts";
import { branchSettings, listedJob, listedPipeline, projectSettings } from "../schema/survey.ts";
import { readSetting } from "../surroundings.ts";

const recentPipelines = 5;

/** Every fact is observed or says why not. Throws `PlatformError` (`usage`) where it is not even known which project is meant. */
export async function survey(asked: SurveyAsked, options: ClientOptions = {}): Promise<SetupFacts> {
  const env = await withProject(asked);
  const { secrets, progress } = asked;
  const isSet = (value: string | null | undefined): boolean => (value ?? "").trim() !== "";
  if (![secrets?.token, ...["RELEASE_GATE_TOKEN", "GITLAB_TOKEN", "CI_JOB_TOKEN"].map((name) => env[name])].some(isSet))
    return nothingSeen(
      { platform: "gitlab", repository: env["CI_PROJECT_PATH"] ?? env["CI_PROJECT_ID"] ?? "" },
      unavailable(
        "GitLab was not asked: there is no token.",
        "Put a project or group access token with the scope read_api and the role Maintainer into RELEASE_GATE_TOKEN, and look again.",
      ),
    );
  const setting = readSetting({ env, ...(secrets === undefined ? {} : { secrets }) });
  const transport = options.transport ?? (await transportFor(setting));
  const means = { progress, ...options, transport };
  const client = openClient(setting, means);
  const groups = setting.groupToken === null ? client : openClient(setting, means, setting.groupToken);
  progress("looking at the project on GitLab");
  return look(asked, client, groups, setting.path ?? setting.project, setting.job !== null);
}

async function look(
  { now, teams }: SurveyAsked,
  client: Client,
  groupClient: Client,
  name: string,
  isInPipeline: boolean,
): Promise<SetupFacts> {
  const refusals: Refusal[] = [];
  /** A failure makes the fact unavailable, and is told once; its words name the endpoint, and what it takes. */
  async function fact<T>(what: string, read: () => Promise<T>): Promise<Observed<T>> {
    try {
      return observed(await read(), what, now);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      refusals.push({ what, permission: null, because: error.message, fix: error.fix });
      return unavailable(error.message, error.fix ?? undefined);
    }
  }
  const project = await fact("the project", () =>
    client.get(projectSettings, { route: routes.project, what: "the project" }),
  );
  const numbers = await openGroupNumbers(groupClient)(teams);
  const [listed, guarded, seenRuns, freezes, merged, branch] = await Promise.all([
    fact("the environments", () =>
      client.list(listedEnvironment, { route: routes.environments, what: "the environments" }),
    ),
    fact("the protected environments", () =>
      client.list(protectedEnvironment, { route: routes.protectedEnvironments, what: "the protected environments" }),
    ),
    fact("the jobs of recent pipelines", () => readRuns(client)),
    fact("the freeze periods", () =>
      client.list(freezePeriod, { route: routes.freezePeriods, what: "the freeze periods" }),
    ),
    fact("the merged configuration", () => readMergedConfiguration(client, null)),
    fact("the default branch", () => readBranch(client, project)),
  ]);
  const seen = project.status === "observed" ? project.value : null;
  const base = nothingSeen(
    { platform: "gitlab", repository: seen?.path_with_namespace ?? name, url: seen?.web_url ?? null, isInPipeline },
    unavailable("GitLab was not asked."),
  );
  const ofGroups =
    client.plan.lacks("Premium") === true
      ? { rules: [], unread: [] }
      : await readGroupRules(groupClient, seen?.path_with_namespace ?? name);
  const rules = map(guarded, (all) => [
    ...all.flatMap((each) => rulesOf(each, numbers)),
    ...(listed.status === "observed" ? listed.value : []).flatMap(({ name: its, tier }) =>
      ofGroups.rules.filter((each) => each.name === tier).flatMap((each) => rulesOf({ ...each, name: its }, numbers)),
    ),
  ]);
  return {
    ...base,
    isPrivate: map(project, ({ visibility }) => visibility !== "public"),
    environments:
      listed.status === "observed"
        ? map(guarded, (all) => listed.value.map(({ name: its }) => environmentOf(its, all, rules)))
        : listed,
    teams: observed(
      [...teams]
        .sort(byCodeUnit)
        .map((team): SurveyedTeam => ({ name: team, state: numbers.has(team) ? "there" : "unknown" })),
      "the groups",
      now,
    ),
    seenRuns,
    trustedBranch: branch,
    refusals: refusals.sort((a, b) => byCodeUnit(a.because, b.because)),
    gitlab: {
      approvalRules: rules,
      unreadGroups: ofGroups.unread,
      overrideRole: map(project, (settings) => settings.ci_pipeline_variables_minimum_override_role ?? null),
      freezePeriods: map(freezes, (all) => all.length),
      mergedPipeline: merged,
    },
  };
}

const map = <A, B>(fact: Observed<A>, change: (value: A) => B): Observed<B> =>
  fact.status === "observed" ? { ...fact, value: change(fact.value) } : fact;

/** The rules of every group above the project, which hold for it by the tier of the environment. Without the plan there are none. */
async function readGroupRules(
  client: Client,
  project: string,
): Promise<{ readonly rules: readonly ProtectedEnvironmentReply[]; readonly unread: readonly string[] }> {
  const parts = project.split("/").slice(0, -1);
  const groups = parts.map((_, depth) => parts.slice(0, depth + 1).join("/"));
  const read = await Promise.all(
    groups.map(async (group) => ({
      group,
      found: await settle(
        client.list(protectedEnvironment, {
          route: routes.groupProtectedEnvironments,
          at: { group },
          what: `the protected environments of the group ${group}`,
        }),
      ),
    })),
  );
  return {
    rules: read.flatMap(({ found }) => (found.ok ? found.value : [])),
    unread: read.flatMap(({ group, found }) => (found.ok || found.failure instanceof PlanLacks ? [] : [group])),
  };
}

/** Groups under the name that the policy gives them, where it names them. */
function rulesOf(
  { name: environment, approval_rules, required_approval_count }: ProtectedEnvironmentReply,
  numbers: ReadonlyMap<string, number>,
): readonly ApprovalRule[] {
  const named = new Map([...numbers].map(([name, number]) => [number, name]));
  const rules = (approval_rules ?? []).map((rule): ApprovalRule => {
    const common = { environment, count: rule.required_approvals ?? 1 };
    if (rule.group_id != null)
      return { ...common, kind: "group", name: named.get(rule.group_id) ?? String(rule.group_id) };
    if (rule.user_id != null) return { ...common, kind: "user", name: String(rule.user_id) };
    return { ...common, kind: "role", name: rule.access_level_description ?? "a role" };
  });
  const anybody = required_approval_count ?? 0;
  return rules.length > 0 || anybody === 0
    ? rules
    : [{ environment, kind: "role", name: "whoever may deploy", count: anybody }];
}

const environmentOf = (
  name: string,
  guarded: readonly ProtectedEnvironmentReply[],
  rules: Observed<readonly ApprovalRule[]>,
): SurveyedEnvironment => ({
  name,
  exists: true,
  reviewers: (rules.status === "observed" ? rules.value : [])
    .filter((rule) => rule.environment === name && rule.count > 0)
    .map((rule) => ({ kind: rule.kind === "user" ? "user" : "team", name: rule.name })),
  preventsSelfReview: null,
  adminsMayBypass: null,
  url: null,
  branches: guarded.some((each) => each.name === name) ? "some" : "any",
});

async function readRuns(client: Client): Promise<SeenRuns> {
  const pipelines = await client.firstPage(
    listedPipeline,
    { route: routes.pipelines, what: "the newest pipelines", query: { order_by: "id", sort: "desc" } },
    recentPipelines,
  );
  const jobs = await Promise.all(
    pipelines.map(({ id }) =>
      client.list(listedJob, {
        route: routes.pipelineJobs,
        at: { pipeline: id },
        what: `the jobs of pipeline ${id}`,
        query: { include_retried: "true" },
      }),
    ),
  );
  const names = [...new Set(jobs.flat().map(({ name }) => name))].sort(byCodeUnit);
  return { commits: pipelines.length, runs: names.map((name) => ({ name, workflow: null, app: null })) };
}

async function readBranch(client: Client, project: Observed<{ readonly default_branch?: string | null | undefined }>) {
  const name = (project.status === "observed" ? project.value.default_branch : null) ?? "main";
  const found = await client.get(branchSettings, {
    route: routes.branch,
    at: { branch: name },
    what: `the branch ${name}`,
  });
  return { name, isProtected: found.protected ?? null, takesReviews: null };
}

/** Outside GitLab CI the checkout says which project is meant, and on which server. */
async function withProject({ env, repository }: SurveyAsked): Promise<SurveyAsked["env"]> {
  const isSet = (name: string): boolean => (env[name] ?? "").trim() !== "";
  if (isSet("CI_PROJECT_ID") || isSet("CI_PROJECT_PATH")) return env;
  const { origin } = await openCheckout(repository, env);
  const server = env["CI_SERVER_URL"] ?? "https://gitlab.com";
  const host = URL.canParse(server) ? new URL(server).hostname : null;
  if (origin !== null && origin.host === host) return { ...env, CI_PROJECT_PATH: origin.name };
  throw new PlatformError(
    "usage",
    "Which project on GitLab is meant is not known: the checkout did not come from the server that would be asked.",
    "Set CI_PROJECT_PATH to group/project, and CI_SERVER_URL on a server of your own.",
  );
}
