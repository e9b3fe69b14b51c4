/** Where the gate finds itself on GitLab: which server, project and job, as the variables say it. What they say is held against GitLab later. */
import { PlatformError, type Surroundings } from "../platform.ts";

/** The job that asks, as its variables have it: anybody who may set a variable may have changed them. */
export interface ClaimedJob {
  readonly id: string;
  readonly pipeline: string | null;
  readonly commit: string | null;
  readonly ref: string | null;
  readonly user: string | null;
  readonly environment: string | null;
}

export interface Setting {
  /** Number or full path: whatever the API takes for `:id`. */
  readonly project: string;
  /** `group/subgroup/project`; null where no variable says it. */
  readonly path: string | null;
  /** Ends in `/api/v4`, without a slash behind it. */
  readonly apiUrl: string;
  readonly defaultBranch: string | null;
  /** Null where no job of GitLab CI asks. */
  readonly job: ClaimedJob | null;
  /** An access token; null where only the job's own is at hand. */
  readonly token: string | null;
  readonly jobToken: string | null;
  /** Reads groups, where `token` may not; null where none was given. */
  readonly groupToken: string | null;
  /** Licensed features of the project, for wording alone; null where no variable tells. */
  readonly features: readonly string[] | null;
  readonly env: Surroundings["env"];
}

/** Where an access token is looked for, the first that is set holds. */
const tokenVariables = ["RELEASE_GATE_TOKEN", "GITLAB_TOKEN"] as const;

/** Reads the variables of the job, or outside a pipeline those that somebody set. Throws `PlatformError` where they name no project or no host. */
export function readSetting({ env, secrets }: Pick<Surroundings, "env" | "secrets">): Setting {
  const given = (name: string): string | null => {
    const value = env[name]?.trim() ?? "";
    return value === "" ? null : value;
  };
  const project = given("CI_PROJECT_ID") ?? given("CI_PROJECT_PATH");
  if (project === null || !/^(?:\d+|[\w.-]+(?:\/[\w.-]+)+)$/.test(project))
    throw new PlatformError(
      "usage",
      "Which project is meant is not known: neither CI_PROJECT_ID nor CI_PROJECT_PATH is set to one.",
      "Run the gate in GitLab CI, or set CI_PROJECT_PATH to group/project.",
    );
  const apiUrl = apiFrom(given);
  const jobId = given("CI_JOB_ID");
  const isJob = given("GITLAB_CI") !== null && jobId !== null && /^\d+$/.test(jobId);
  const features = env.GITLAB_FEATURES?.trim();
  const setting: Setting = {
    project,
    path: given("CI_PROJECT_PATH"),
    apiUrl,
    defaultBranch: given("CI_DEFAULT_BRANCH"),
    job: isJob
      ? {
          id: jobId,
          pipeline: given("CI_PIPELINE_ID"),
          commit: given("CI_COMMIT_SHA"),
          ref: given("CI_COMMIT_REF_NAME"),
          user: given("GITLAB_USER_LOGIN"),
          environment: given("CI_ENVIRONMENT_NAME"),
        }
      : null,
    token: secrets?.token?.trim() || (tokenVariables.map(given).find((each) => each !== null) ?? null),
    jobToken: given("CI_JOB_TOKEN"),
    groupToken: secrets?.orgToken?.trim() || given("RELEASE_GATE_GROUP_TOKEN"),
    features: features === undefined ? null : features.split(",").filter((each) => each !== ""),
    env,
  };
  if (isJob && setting.jobToken === null)
    throw new PlatformError(
      "usage",
      "The job's own token is not here: CI_JOB_TOKEN is empty, so GitLab cannot tell which job asks.",
      "Let no variable take its place, and run the gate in a job of GitLab CI.",
    );
  if (setting.token === null && setting.jobToken === null)
    throw new PlatformError(
      "usage",
      "GitLab cannot be asked without a token.",
      "Put a project or group access token with the scope read_api into the variable RELEASE_GATE_TOKEN.",
    );
  return setting;
}

/** All variables that name the server have to agree: one that was changed would send a token elsewhere. */
function apiFrom(given: (name: string) => string | null): string {
  const server = given("CI_SERVER_URL");
  const api = given("CI_API_V4_URL") ?? (server === null ? null : `${server.replace(/\/+$/, "")}/api/v4`);
  const chosen = address(api ?? "https://gitlab.com/api/v4");
  const named: readonly [string, string | null][] = [
    ["CI_SERVER_URL", server],
    ["CI_PROJECT_URL", given("CI_PROJECT_URL")],
    ["CI_JOB_URL", given("CI_JOB_URL")],
  ];
  for (const [name, text] of named) {
    if (text === null) continue;
    const other = URL.canParse(text) ? new URL(text) : null;
    if (other?.host === chosen.host && other.protocol === chosen.protocol) continue;
    throw new PlatformError(
      "unreadable",
      `CI_API_V4_URL and ${name} name different servers (${chosen.host} and ${other?.host ?? "no address"}), so a token could go to the wrong one.`,
      "Look for a variable of the project, the group or this pipeline that takes the place of GitLab's own, and remove it.",
    );
  }
  return chosen.href.replace(/\/+$/, "");
}

function address(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isHere = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
  if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)))
    throw new PlatformError("usage", `${text} is no address that a token may be sent to.`, "Give an https address.");
  return url;
}
