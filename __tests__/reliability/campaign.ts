/** Runs the gate through a proxy that spoils answers, and holds each run to what must be true on the worst day. */
import type { Terminal } from "../../src/commands/command.ts";
import { PolicyError } from "../../src/core/policy/problems.ts";
import { requestFrom } from "../../src/entry/check.ts";
import { exitCode } from "../../src/entry/exit-code.ts";
import { explain } from "../../src/entry/failure.ts";
import { PlatformError } from "../../src/platforms/platform.ts";
import { type Patience, runCheck } from "../../src/run.ts";
import type { Leap } from "../support/faulty/leap.ts";
import type { Plan } from "../support/faulty/plan.ts";
import { type FaultyProxy, startProxy } from "../support/faulty/proxy.ts";
import type { Story } from "./stories/story.ts";

/** Milliseconds of the gate's time after which a run counts as hanging: more than its longest wait and all its patience. */
const longestRun = 3_600_000;
/** The same for real time, on a busy machine. */
const longestRealRun = 90_000;
const waitTimeout = "10m";

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

/** Sets a story up behind a proxy, and runs it without a fault. */
export async function standFor(story: Story, leap: Leap): Promise<Stand> {
  const { upstream, turn } = story;
  const proxy = await startProxy({ upstream, leap, turn });
  const now = Date.now();
  const run = async (plan: Plan | null): Promise<Ending> => {
    proxy.follow(plan);
    return within(check({ story, url: proxy.url, now: now + (plan?.ownClock ?? 0), leap }), leap);
  };
  const close = (): Promise<void> => {
    story.close();
    return proxy.close();
  };
  // The first time the world changes, and the second time it is as it was before.
  await run(null);
  return { story, proxy, faultless: await run(null), run, close };
}

interface Occasion {
  readonly story: Story;
  readonly url: string;
  /** Milliseconds. */
  readonly now: number;
  readonly leap: Leap;
}

async function check({ story, url, now, leap }: Occasion): Promise<Ending> {
  const moved = ([name, value]: [string, string | undefined]) => [name, value?.replaceAll(story.upstream, url)];
  const env = Object.fromEntries(Object.entries(story.env).map(moved)) as Terminal["env"];
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "auto",
    mode: story.mode,
    "change-type": "normal",
    format: "text",
    repo: story.repository,
    "wait-timeout": waitTimeout,
    ...(story.receipt === null ? {} : { receipt: story.receipt }),
  };
  const request = {
    ...requestFrom({ positionals: [], text: (name) => texts[name], texts: () => [], flag: () => false }, {}),
    ...(story.secrets === null ? {} : { secrets: story.secrets }),
    checkRunId: story.checkRunId,
  };
  const said: string[] = [];
  // Both clocks of a run are wrong by the same, and only one of them leaps into years to come.
  const between = Date.now() - now;
  const moment = (): string => new Date(Date.now() - between).toISOString();
  const terminal: Terminal = {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    env,
    cwd: "/",
    color: false,
    width: 100,
    now: moment(),
    progress: (phrase) => said.push(phrase),
  };
  const patience: Patience = {
    clock: { now: moment, sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) },
    say: (sentence) => said.push(sentence),
  };
  leap.stir();
  try {
    const { result, report, reporting } = await runCheck(request, terminal, patience);
    const shown = [...said, report, JSON.stringify(reporting)].join("\n");
    return { decision: result.decision, exitCode: exitCode(result, story.mode, false), shown, crash: null };
  } catch (error) {
    const { text, exitCode: code } = explain(error, true);
    const isSentence = error instanceof PlatformError || error instanceof PolicyError;
    const shown = [...said, text].join("\n");
    return { decision: "error", exitCode: code, shown, crash: isSentence ? null : String((error as Error).stack) };
  }
}

/** The gate's own timers leap, so a run without an end shows in real time, and a wait that is too long in the gate's. */
async function within(ending: Promise<Ending>, leap: Leap): Promise<Ending> {
  const began = leap.elapsed();
  const stuck = (crash: string): Ending => ({ decision: "error", exitCode: 3, shown: "", crash });
  const watch = leap.watch(longestRealRun);
  try {
    const ended = await Promise.race([ending, watch.late]);
    if (ended === null) return stuck("It did not end.");
    return leap.elapsed() - began > longestRun ? stuck("It took more than an hour.") : ended;
  } finally {
    watch.end();
  }
}
