/** Where the gate finds itself on GitHub: which repository, run and job, and which commit the event is about. */
import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { PlatformError, type Surroundings } from "../platform.ts";

/** The run that asks. */
export interface RunSetting {
  readonly id: string;
  readonly attempt: number;
  /** By the runner; null where it does not say. */
  readonly runnerName: string | null;
  /** Id of the job's check run, handed in; null on hosts that do not tell. */
  readonly job: string | null;
  /** The run's commit, as the runner says it: on `pull_request` a merge that nobody deploys. */
  readonly sha: string;
}

export interface Setting {
  readonly owner: string;
  readonly name: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly serverUrl: string;
  /** Null where no run of GitHub Actions asks. */
  readonly run: RunSetting | null;
  /** The commit that the event is about; null where there is no event. */
  readonly eventHead: { readonly sha: string; readonly name: string } | null;
  /** Number of the pull request that the event is about. */
  readonly pullRequest: number | null;
  /** Inputs of `workflow_dispatch`; null for every other event. */
  readonly inputs: Readonly<Record<string, string>> | null;
  readonly env: Surroundings["env"];
}

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const payload = z.object({
  pull_request: z.object({ number: z.number(), head: z.object({ sha, ref: z.string() }) }).nullish(),
  workflow_run: z.object({ head_sha: sha, head_branch: z.string().nullish() }).nullish(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
});

/** No payload of GitHub is larger. */
const largestPayload = 32 * 1024 * 1024;

/** Reads the variables that the runner sets. Throws `PlatformError` where they name no repository or no host. */
export async function readSetting({ env, checkRunId }: Pick<Surroundings, "env" | "checkRunId">): Promise<Setting> {
  const given = (name: string): string | null => {
    const value = env[name]?.trim() ?? "";
    return value === "" ? null : value;
  };
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(given("GITHUB_REPOSITORY") ?? "") ?? [];
  if (owner === undefined || name === undefined)
    throw new PlatformError(
      "usage",
      "Which repository is meant is not known: GITHUB_REPOSITORY is not set to owner/name.",
      "Run the gate in GitHub Actions, or set GITHUB_REPOSITORY.",
    );
  const hosts = hostsFrom(given);
  const runId = given("GITHUB_RUN_ID");
  const commit = given("GITHUB_SHA");
  const event = await readPayload(given("GITHUB_EVENT_PATH"));
  const eventName = given("GITHUB_EVENT_NAME");
  return {
    ...hosts,
    owner,
    name,
    env,
    run:
      runId === null || !/^\d+$/.test(runId)
        ? null
        : {
            id: runId,
            attempt: Math.max(1, Number(given("GITHUB_RUN_ATTEMPT") ?? "1") || 1),
            runnerName: given("RUNNER_NAME"),
            job: /^\d+$/.test(checkRunId ?? "") ? (checkRunId ?? null) : null,
            sha: commit ?? "",
          },
    eventHead: headOf(eventName, event, commit, given("GITHUB_REF_NAME")),
    pullRequest: event?.pull_request?.number ?? null,
    inputs: eventName === "workflow_dispatch" ? textsIn(event?.inputs ?? {}) : null,
  };
}

function hostsFrom(given: (name: string) => string | null): Pick<Setting, "apiUrl" | "graphqlUrl" | "serverUrl"> {
  const [api, graphql] = [given("GITHUB_API_URL"), given("GITHUB_GRAPHQL_URL")];
  // The one does not follow from the other: hosts differ in how they build it.
  if ((api === null) !== (graphql === null))
    throw new PlatformError(
      "usage",
      `${api === null ? "GITHUB_API_URL" : "GITHUB_GRAPHQL_URL"} is not set, though ${api === null ? "GITHUB_GRAPHQL_URL" : "GITHUB_API_URL"} is.`,
      "Set both, as the runner does.",
    );
  const address = (text: string): string => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isHere = url !== null && ["127.0.0.1", "localhost", "[::1]"].includes(url.hostname);
    if (url === null || (url.protocol !== "https:" && !(url.protocol === "http:" && isHere)))
      throw new PlatformError("usage", `${text} is no address that a token may be sent to.`, "Give an https address.");
    return text.replace(/\/+$/, "");
  };
  return {
    apiUrl: address(api ?? "https://api.github.com"),
    graphqlUrl: address(graphql ?? "https://api.github.com/graphql"),
    serverUrl: (given("GITHUB_SERVER_URL") ?? "https://github.com").replace(/\/+$/, ""),
  };
}

type Payload = z.output<typeof payload>;

async function readPayload(path: string | null): Promise<Payload | null> {
  if (path === null) return null;
  const unreadable = (because: string): PlatformError =>
    new PlatformError("unreadable", `The event that started this run cannot be read (${path}): ${because}.`);
  try {
    if ((await stat(path)).size > largestPayload) throw unreadable("it has more than 32 MiB");
    const parsed = payload.safeParse(JSON.parse(await readFile(path, "utf8")));
    if (parsed.success) return parsed.data;
    throw unreadable(`${parsed.error.issues[0]?.path.join(".") ?? ""} is not as it should be`);
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
}

/** On `pull_request` GITHUB_SHA is a test merge, and on `workflow_run` the tip of the default branch: the payload names the commit. */
function headOf(
  event: string | null,
  data: Payload | null,
  commit: string | null,
  ref: string | null,
): Setting["eventHead"] {
  if (event?.startsWith("pull_request") === true && data?.pull_request != null)
    return { sha: data.pull_request.head.sha, name: data.pull_request.head.ref };
  if (event === "workflow_run" && data?.workflow_run != null)
    return { sha: data.workflow_run.head_sha, name: data.workflow_run.head_branch ?? "the commit of the run before" };
  return commit === null || !sha.safeParse(commit).success ? null : { sha: commit, name: ref ?? commit };
}

const textsIn = (inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([key, value]) =>
      typeof value === "string" || typeof value === "number" || typeof value === "boolean"
        ? [[key, String(value)]]
        : [],
    ),
  );
