/** Says what went wrong, to whom it belongs, and with which exit code the gate ends. */
import { inspect } from "node:util";
import { UsageError } from "../commands/command.ts";
import { plainLine, plainLines } from "../reporters/escape.ts";
import { exitNotDetermined, exitWrongUsage } from "./exit-code.ts";

export interface Failure {
  /** Ready to be shown; ends with a line break. */
  readonly text: string;
  readonly exitCode: number;
}

/** `PolicyError` and `PlatformError` are known by name: the rooms that define them are heavy, and loaded only by what throws them. */
function rendered(
  error: Error,
): { readonly message: string; readonly fix: string | null; readonly exitCode: number } | null {
  if (error instanceof UsageError)
    return { message: `release-gate: ${error.message}`, fix: error.hint, exitCode: exitWrongUsage };
  if (error.name === "PolicyError") return { message: error.message, fix: null, exitCode: exitWrongUsage };
  if (error.name === "PlatformError") {
    const { kind, fix } = error as Error & { readonly kind?: unknown; readonly fix?: unknown };
    return {
      message: `release-gate: ${error.message}`,
      fix: typeof fix === "string" ? fix : null,
      exitCode: kind === "usage" ? exitWrongUsage : exitNotDetermined,
    };
  }
  return null;
}

/** How somebody sees more, on the command line and in an action. */
const moreToSee = { cli: "Please run again with --debug", action: "Please re-run the job with debug logging" } as const;

/**
 * Everything unforeseen is a bug of the gate: nothing was decided, so it ends as "not determined". Traces only with `debug`; `face` says
 * how to get them.
 */
export function explain(thrown: unknown, debug: boolean, face: keyof typeof moreToSee = "cli"): Failure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const known = rendered(error);
  const lines =
    known === null
      ? [
          `release-gate: something broke inside the gate itself, so nothing was decided (${plainLine(error.message).slice(0, 300)}).`,
          ...(debug ? [] : [`${moreToSee[face]} and report what it shows.`]),
        ]
      : [known.message.trimEnd(), ...(known.fix === null ? [] : [known.fix])];
  const trace = debug
    ? ["", error.stack ?? "(no trace)", ...(error.cause === undefined ? [] : [`Cause: ${inspect(error.cause)}`])]
    : [];
  return { text: `${plainLines([...lines, ...trace].join("\n"))}\n`, exitCode: known?.exitCode ?? exitNotDetermined };
}
