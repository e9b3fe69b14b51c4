/**
 * Runs the gate as the runner of GitHub Actions does: a process of its own, told everything by environment variables and files, and read
 * by its files, its exit code and the commands on its standard output.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parse } from "yaml";
import { type Command, commandsIn, pairsIn } from "./runner-files.ts";
import type { LocalGitHub } from "./server.ts";
import type { RepositoryStories } from "./stories/repository.ts";
import type { Run, RunningJob } from "./stories/runs.ts";

interface Surroundings {
  readonly github: LocalGitHub;
  readonly repository: RepositoryStories;
  /** The run and the job that the gate is a step of. The job should be started, so that it has a runner. */
  readonly run?: Run;
  readonly job?: RunningJob;
  /** GITHUB_TOKEN. One without any right when absent. */
  readonly token?: string;
  /** The event, as the payload file has it; `push` when absent. */
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** GITHUB_SHA; the run's commit, else the default branch's tip. */
  readonly sha?: string;
  /** GITHUB_REF; the run's branch, else the default branch. */
  readonly ref?: string;
  /** The workspace; an empty folder when absent (nothing was checked out). */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The Node that runs it. */
  readonly node?: string;
  /** Put before the command, such as `faketime MOMENT`. */
  readonly before?: readonly string[];
  /** Milliseconds after which it is killed. */
  readonly patience?: number;
}

export interface ActionStory extends Surroundings {
  /** The file that `runs.main` names. */
  readonly bundle: string;
  /** What stands under `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The action's metadata, whose defaults the runner fills in. */
  readonly metadata?: string;
}

export interface GateStory extends Surroundings {
  /** The command line's file. */
  readonly bundle: string;
  readonly args: readonly string[];
  /** False: another pipeline, which sets no variable of GitHub Actions but the addresses and the repository. */
  readonly inActions?: boolean;
}

export interface ScriptStory extends Surroundings {
  /** What stands under `run:`. */
  readonly script: string;
}

export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** False where the summary is over 1 MiB, which the runner refuses. */
  readonly summaryShown: boolean;
  /** Commands that the runner would obey, from standard output. */
  readonly commands: readonly Command[];
  readonly milliseconds: number;
}

export interface Running {
  readonly finished: Promise<Outcome>;
  stdout(): string;
  /** Waits until standard output holds this; throws where the process ends before. */
  until(part: string | RegExp): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** As the runner cancels: SIGINT, after 7.5 s SIGTERM, after 2.5 s more the end. Gives the outcome. */
  cancel(): Promise<Outcome>;
}

const largestSummary = 1024 * 1024;

/** Starts the action and does not wait for it. */
export function startAction(story: ActionStory): Running {
  const { inputs = {}, metadata = "action.yml" } = story;
  const declared =
    (parse(readFileSync(metadata, "utf8")) as { inputs?: Record<string, { default?: unknown }> }).inputs ?? {};
  const values: Record<string, string> = {};
  for (const [name, { default: fallback }] of Object.entries(declared))
    if (fallback !== undefined) values[name] = filledIn(String(fallback), story);
  // The runner hands an undeclared input over all the same, with a warning of its own.
  Object.assign(values, inputs);
  const asVariables = Object.entries(values).map(([name, value]) => [
    `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
    value,
  ]);
  return start(story, [story.bundle], { ...actionsEnvironment(story), ...Object.fromEntries(asVariables) });
}

export const runAction = (story: ActionStory): Promise<Outcome> => startAction(story).finished;

/** Starts the command line, in a step of GitHub Actions or in another pipeline, and does not wait for it. */
export function startGate(story: GateStory): Running {
  const { github, repository, inActions = true, token } = story;
  const elsewhere = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_REPOSITORY: repository.fullName,
  };
  const env = {
    ...(inActions ? actionsEnvironment(story) : elsewhere),
    ...(token === undefined ? {} : { GITHUB_TOKEN: token }),
  };
  return start(story, [story.bundle, ...story.args], env);
}

export const runGate = (story: GateStory): Promise<Outcome> => startGate(story).finished;

/** Runs a step's script, as `shell: bash` does. */
export const runScript = (story: ScriptStory): Promise<Outcome> =>
  start(
    { ...story, node: "bash" },
    ["--noprofile", "--norc", "-eo", "pipefail", "-c", story.script],
    actionsEnvironment(story),
  ).finished;

/** The few expressions that a default may hold here. */
function filledIn(text: string, { token, job }: Surroundings): string {
  return text.replaceAll(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    if (name === "github.token") return token ?? "";
    if (name === "job.check_run_id") return job === undefined ? "" : String(job.id);
    throw new Error(`The runner here does not know \${{ ${name} }}.`);
  });
}

function actionsEnvironment(story: Surroundings): Record<string, string> {
  const { github, repository, run, job, event } = story;
  const branch = run?.state.headBranch ?? repository.state.defaultBranch;
  const ref = story.ref ?? `refs/heads/${branch}`;
  const workflow = run?.state.path ?? ".github/workflows/release.yml";
  const name = event?.name ?? run?.state.event ?? "push";
  const attempt = run?.state.attempts.at(-1);
  const sha = story.sha ?? run?.state.headSha ?? repository.state.refs.get(`refs/heads/${branch}`) ?? "";
  return {
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_REPOSITORY: repository.fullName,
    GITHUB_REPOSITORY_ID: String(repository.state.id),
    GITHUB_REPOSITORY_OWNER: repository.owner,
    GITHUB_RUN_ID: String(run?.id ?? 1),
    GITHUB_RUN_NUMBER: String(run?.state.number ?? 1),
    GITHUB_RUN_ATTEMPT: String(attempt?.number ?? 1),
    GITHUB_WORKFLOW: run?.state.name ?? "release",
    GITHUB_WORKFLOW_REF: `${repository.fullName}/${workflow}@${ref}`,
    GITHUB_WORKFLOW_SHA: sha,
    GITHUB_JOB: job?.state.check.name ?? "gate",
    GITHUB_ACTION: "gate",
    GITHUB_SHA: sha,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ""),
    GITHUB_REF_TYPE: ref.startsWith("refs/tags/") ? "tag" : "branch",
    GITHUB_REF_PROTECTED: String(repository.state.protectedBranches.has(branch)),
    GITHUB_EVENT_NAME: name,
    GITHUB_ACTOR: run?.state.actor ?? "ada",
    GITHUB_TRIGGERING_ACTOR: attempt?.triggeringActor ?? "ada",
    RUNNER_OS: "Linux",
    RUNNER_ARCH: "X64",
    RUNNER_NAME: job?.state.runnerName ?? "runner-1",
    RUNNER_ENVIRONMENT: "github-hosted",
  };
}

const files = { OUTPUT: "output", STATE: "state", ENV: "env", PATH: "path", STEP_SUMMARY: "summary" } as const;

function start(story: Surroundings, args: readonly string[], env: Readonly<Record<string, string>>): Running {
  const temp = realpathSync(mkdtempSync(join(tmpdir(), "release-gate-runner-")));
  const at = (name: string): string => join(temp, name);
  for (const name of Object.values(files)) writeFileSync(at(name), "");
  for (const folder of ["workspace", "temp"]) mkdirSync(at(folder));
  writeFileSync(at("event.json"), JSON.stringify(story.event?.payload ?? {}));
  const cwd = story.cwd ?? at("workspace");
  const [program = "", ...rest] = [...(story.before ?? []), story.node ?? process.execPath, ...args];
  const began = performance.now();
  const child = spawn(program, rest, {
    cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: temp,
      TZ: "UTC",
      ...env,
      ...Object.fromEntries(Object.entries(files).map(([key, name]) => [`GITHUB_${key}`, at(name)])),
      GITHUB_EVENT_PATH: at("event.json"),
      GITHUB_WORKSPACE: cwd,
      RUNNER_TEMP: at("temp"),
      RUNNER_TOOL_CACHE: at("temp"),
      ...story.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (part: string) => {
      written[stream] += part;
    });
  const patience = setTimeout(() => child.kill("SIGKILL"), story.patience ?? 60_000);

  const finished = ended(child).then(([exitCode, signal]): Outcome => {
    clearTimeout(patience);
    const read = (name: string): string => readFileSync(at(name), "utf8");
    const outcome: Outcome = {
      exitCode,
      signal,
      ...written,
      outputs: pairsIn(read("output")),
      state: pairsIn(read("state")),
      exported: pairsIn(read("env")),
      summary: read("summary"),
      summaryShown: Buffer.byteLength(read("summary")) <= largestSummary,
      commands: commandsIn(written.stdout),
      milliseconds: performance.now() - began,
    };
    rmSync(temp, { recursive: true, force: true });
    return outcome;
  });

  return {
    finished,
    stdout: () => written.stdout,
    until: async (part) => {
      const holds = (): boolean =>
        typeof part === "string" ? written.stdout.includes(part) : part.test(written.stdout);
      while (!holds()) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended before it said ${String(part)}:\n${written.stdout}\n${written.stderr}`);
        await pause(20);
      }
    },
    signal: (name) => {
      child.kill(name);
    },
    cancel: async () => {
      child.kill("SIGINT");
      const timers = [setTimeout(() => child.kill("SIGTERM"), 7500), setTimeout(() => child.kill("SIGKILL"), 10_000)];
      const outcome = await finished;
      for (const timer of timers) clearTimeout(timer);
      return outcome;
    },
  };
}

const ended = (child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve([code, signal]));
  });
