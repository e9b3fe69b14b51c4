/** The GitHub Action: inputs in, the gate's answer out as the runner takes it, and the number that the step ends with. */
import type { Terminal } from "../../commands/command.ts";
import { noAnswer } from "../../no-answer.ts";
import { plainLine, plainLines } from "../../reporters/escape.ts";
import { cut } from "../../reporters/layout.ts";
import { exitCode, exitNotDetermined } from "../exit-code.ts";
import { explain } from "../failure.ts";
import { readInputs } from "./given.ts";
import { actionRequest } from "./request.ts";
import { appendTo, commandLine, outputLines, pausedLines } from "./runner.ts";

/** What the surroundings hand in; nothing else of the process is looked at. */
export interface ActionIo {
  readonly write: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The clock, read once (ISO 8601, UTC, milliseconds). */
  readonly now: string;
  /** Comes when the run is cancelled. */
  readonly cancelled: AbortSignal;
}

const title = "Release Gate";
/** The runner cuts a message at 4,096 characters. */
const longestMessage = 3_000;

/** Runs the step. Never throws; the number is the exit code. */
export async function runAction(io: ActionIo): Promise<number> {
  mask(io);
  try {
    return await decide(io);
  } catch (error) {
    return fail(io, error);
  }
}

/** Before anything else is written: what comes later may hold them by accident. */
function mask({ env, write }: ActionIo): void {
  for (const name of ["INPUT_TOKEN", "INPUT_ORG-TOKEN"])
    for (const line of (env[name] ?? "").split(/[\r\n]+/))
      if (line.trim() !== "") write(commandLine("add-mask", {}, line.trim()));
}

async function decide(io: ActionIo): Promise<number> {
  const { env, cwd, cancelled } = io;
  const given = readInputs(env);
  const request = actionRequest(given, env);
  // A record that was there before must never be taken for this one's.
  const { removeWhole } = await import("../../files.ts");
  await removeWhole(cwd, request.record, "record");
  const [{ runCheck }, { answerOf, publicationOf }] = await Promise.all([
    import("../../run.ts"),
    import("../../answer.ts"),
  ]);
  const { result, report, reporting, publish } = await runCheck(request, terminalOf(io), {
    cancelled,
    say: (sentence) => say(io, sentence),
  });
  io.write(pausedLines(report));
  const { outputs, annotations, summary } = answerOf(reporting, request.record);
  await appendTo(env, "GITHUB_OUTPUT", outputLines(outputs));
  await summarise(io, summary);
  for (const { level, message } of annotations) annotate(io, level, message);

  const wanted = { comment: given.flag("comment"), checkRun: given.flag("check-run") };
  if ((wanted.comment || wanted.checkRun) && !cancelled.aborted)
    for (const { message, fix } of await publish(publicationOf(reporting, wanted)))
      if (fix === null) say(io, message);
      else annotate(io, "warning", `${message} ${fix}`);
  return exitCode(result, request.mode, request.reportOnly);
}

async function fail(io: ActionIo, error: unknown): Promise<number> {
  const { text, exitCode: code } = explain(error, io.env.RUNNER_DEBUG === "1", "action");
  io.write(pausedLines(text));
  annotate(io, "error", text.trim().replaceAll("\n", " "));
  try {
    await appendTo(io.env, "GITHUB_OUTPUT", outputLines(noAnswer));
    await summarise(
      io,
      `## ❔ NOT DETERMINED: nothing could be judged, so nothing is allowed\n\n<pre>${inPre(text.trim())}</pre>\n`,
    );
    return code;
  } catch (second) {
    io.write(pausedLines(explain(second, false, "action").text));
    return exitNotDetermined;
  }
}

const inPre = (text: string): string =>
  plainLines(text).replace(/[&<>@]/g, (character) => `&#${character.codePointAt(0)};`);

/** Without a summary the answer stands all the same, in the log and the outputs. */
async function summarise(io: ActionIo, markdown: string): Promise<void> {
  try {
    await appendTo(io.env, "GITHUB_STEP_SUMMARY", markdown);
  } catch (error) {
    annotate(io, "warning", error instanceof Error ? error.message : String(error));
  }
}

const annotate = ({ write }: ActionIo, level: "error" | "warning" | "notice", message: string): void =>
  write(commandLine(level, { title }, cut(plainLine(message), longestMessage)));

const say = ({ write }: ActionIo, sentence: string): void => write(`${plainLines(sentence)}\n`);

const terminalOf = (io: ActionIo): Terminal => ({
  out: io.write,
  err: io.write,
  env: io.env,
  cwd: io.cwd,
  color: false,
  width: 100,
  now: io.now,
  progress: () => {},
});
