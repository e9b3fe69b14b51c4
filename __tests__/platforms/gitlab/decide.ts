/** Asks the whole gate in a job of the stage, as its command would. */

import type { Result } from "../../../src/core/result.ts";
import { requestFrom } from "../../../src/entry/check.ts";
import { type CheckOutcome, runCheck } from "../../../src/run.ts";
import { checkOut, type Stage, surroundings } from "./stage.ts";

export interface Question {
  readonly mode?: "enforce" | "evaluate" | "wait";
  /** Which job asks; `gate` when absent. */
  readonly job?: string;
  readonly checkout?: boolean;
  readonly receipt?: string | null;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly over?: Readonly<Record<string, string>>;
  readonly now?: string;
}

export interface Answer {
  readonly decision: Result["decision"];
  readonly codes: readonly string[];
  readonly result: Result;
  readonly receipt: string | null;
  readonly outcome: CheckOutcome;
}

export async function decide(stage: Stage, question: Question = {}): Promise<Answer> {
  const { mode = "enforce", job = "gate", checkout = false, receipt = null, env = {}, over = {} } = question;
  const around = surroundings(stage, { job, env });
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "auto",
    mode,
    "change-type": "normal",
    format: "text",
    repo: checkout ? checkOut(stage) : "/nonexistent",
    ...(receipt === null ? {} : { receipt }),
    ...over,
  };
  const given = { positionals: [], text: (name: string) => texts[name], texts: () => [], flag: () => false };
  const terminal = {
    out: () => {},
    err: () => {},
    env: around.env,
    cwd: "/",
    color: false,
    width: 100,
    now: question.now ?? stage.gitlab.world.now(),
    progress: () => {},
  };
  const outcome = await runCheck(requestFrom(given, around.env), terminal);
  const { result, reporting } = outcome;
  return {
    decision: result.decision,
    codes: result.reasons.map(({ code }) => code),
    result,
    receipt: reporting.receipt?.line ?? null,
    outcome,
  };
}
