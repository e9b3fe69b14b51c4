/** The command line's process: hands the surroundings to `main`, and sets the exit code once everything is written. */
import { isatty } from "node:tty";
import { plainLine } from "../reporters/escape.ts";
import { exitCancelled, exitNotDetermined } from "./exit-code.ts";
import { explain } from "./failure.ts";
import { main } from "./main.ts";
import type { Stream } from "./screen.ts";

// Fail closed: a process that ends before an answer was found must not end as 0.
process.exitCode = exitNotDetermined;

/** Set once the answer could not be written: then no exit code may say that it was. */
let unwritten = false;

function fail(words: string): void {
  unwritten = true;
  process.exitCode = exitNotDetermined;
  process.stderr.write(words);
}

// A reader that goes away early (`| head`) is no failure, and changes nothing about the answer.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") fail(`release-gate: the answer could not be written (${plainLine(error.message)}).\n`);
});
process.stderr.on("error", () => {});
process.on("uncaughtException", (error) => {
  fail(explain(error, process.argv.includes("--debug")).text);
  process.exit();
});

const stream = (to: typeof process.stdout | typeof process.stderr): Stream => ({
  write: (text) => void to.write(text),
  isTerminal: isatty(to.fd),
  columns: isatty(to.fd) ? to.columns : undefined,
});

/** A runner that cancels gives little time; whoever watches should not have to wait for two seconds of it. */
const grace = 1_500;
let isAnswered = false;

/** Once it is over, an answer that is on its way may still be written; a request that hangs is not waited for. */
function cancellation(): AbortSignal {
  const cancelled = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      cancelled.abort();
      setTimeout(() => {
        if (isAnswered) process.exit();
        process.exitCode = exitCancelled;
        process.stderr.write("release-gate: cancelled before there was an answer.\n", () => process.exit());
      }, grace);
    });
  return cancelled.signal;
}

const exitCode = await main(process.argv.slice(2), {
  stdout: stream(process.stdout),
  stderr: stream(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: new Date().toISOString(),
  cancellation,
});
isAnswered = true;
if (!unwritten) process.exitCode = exitCode;
