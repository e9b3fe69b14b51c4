/** The GitHub Action's process: hands the surroundings to `runAction`, and ends with its number once everything is written. */
import { runAction } from "./action/main.ts";
import { commandLine, pausedLines } from "./action/runner.ts";
import { exitCancelled, exitNotDetermined } from "./exit-code.ts";
import { explain } from "./failure.ts";

// Fail closed: a process that ends before an answer was found must not end as 0.
process.exitCode = exitNotDetermined;

/** A runner that cancels gives 7.5 seconds; whoever watches should not have to wait for two of them. */
const grace = 1_500;

const end = (code: number): void => {
  process.exitCode = code;
  // Connections are kept open for the next request, and would keep the process alive.
  process.stdout.write("", () => process.exit(code));
};

const cancelled = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    cancelled.abort();
    setTimeout(() => end(exitCancelled), grace).unref();
  });
for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error: unknown) => {
    const { text } = explain(error, process.env.RUNNER_DEBUG === "1", "action");
    process.stdout.write(`${pausedLines(text)}${commandLine("error", { title: "Release Gate" }, text.trim())}`);
    end(exitNotDetermined);
  });

end(
  await runAction({
    write: (text) => void process.stdout.write(text),
    env: process.env,
    cwd: process.cwd(),
    now: new Date().toISOString(),
    cancelled: cancelled.signal,
  }),
);
