/** Runs the gate through a proxy that spoils answers, and holds each run to what must be true on the worst day. */
import type { Terminal } from "../../src/commands/command.ts";
import { PolicyError } from "../../src/core/policy/problems.ts";
import { requestFrom } from "../../src/entry/check.ts";
import { exitCode } from "../../src/entry/exit-code.ts";
import { explain } from "../../src/entry/failure.ts";
import { PlatformError } from "../../src/platforms/platform.ts";
import { runCheck } from "../../src/run.ts";
import { surroundings } from "../platforms/github/stage.ts";
import type { Plan } from "../support/faulty/plan.ts";
import { type FaultyProxy, startProxy } from "../support/faulty/proxy.ts";
import type { Story } from "./stories.ts";

/** Time passes so much faster: a pause of a second lasts 40 ms. Faster, and a busy machine would look like a server that does not answer. */
export const pace = 25;
/** Milliseconds of real time after which a run counts as hanging. */
const longestRun = 20_000;

export interface Ending {
  readonly decision: string;
  readonly exitCode: number;
  /** All that people and machines get to see. */
  readonly shown: string;
  /** Why it is a crash; null for an answer or a refusal with a sentence. */
  readonly crash: string | null;
}

export interface Stand {
  readonly story: Story;
  readonly proxy: FaultyProxy;
  readonly faultless: Ending;
  run(plan: Plan | null): Promise<Ending>;
  close(): Promise<void>;
}

/** Sets a story up behind a proxy, and runs it once without a fault. */
export async function standFor(story: Story): Promise<Stand> {
  const proxy = await startProxy(story.stage.github.serverUrl, pace);
  const now = new Date().toISOString();
  const run = async (plan: Plan | null): Promise<Ending> => {
    proxy.follow(plan);
    return within(longestRun, check(story, proxy.url, now));
  };
  return { story, proxy, faultless: await run(null), run, close: () => proxy.close() };
}

async function check(story: Story, url: string, now: string): Promise<Ending> {
  const around = surroundings(story.stage);
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "auto",
    mode: story.mode,
    "change-type": "normal",
    format: "text",
    repo: story.repository,
  };
  const request = {
    ...requestFrom({ positionals: [], text: (name) => texts[name], texts: () => [], flag: () => false }, {}),
    ...(around.secrets === undefined ? {} : { secrets: around.secrets }),
    checkRunId: around.checkRunId ?? null,
  };
  const said: string[] = [];
  const terminal: Terminal = {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    env: { ...around.env, GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql`, GITHUB_SERVER_URL: url },
    cwd: "/",
    color: false,
    width: 100,
    now,
    progress: (phrase) => said.push(phrase),
  };
  try {
    const { result, report, reporting } = await runCheck(request, terminal);
    const shown = [...said, report, JSON.stringify(reporting)].join("\n");
    return { decision: result.decision, exitCode: exitCode(result, story.mode, false), shown, crash: null };
  } catch (error) {
    const { text, exitCode: code } = explain(error, true);
    const isSentence = error instanceof PlatformError || error instanceof PolicyError;
    const shown = [...said, text].join("\n");
    return { decision: "error", exitCode: code, shown, crash: isSentence ? null : String((error as Error).stack) };
  }
}

async function within(milliseconds: number, ending: Promise<Ending>): Promise<Ending> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Ending>((resolve) => {
    timer = setTimeout(
      () => resolve({ decision: "error", exitCode: 3, shown: "", crash: "It did not end." }),
      milliseconds * pace,
    );
  });
  try {
    return await Promise.race([ending, late]);
  } finally {
    clearTimeout(timer);
  }
}
