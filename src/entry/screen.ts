/** The two streams of the process as commands see them: results, words, and a progress line that leaves no trace. */
import type { Terminal } from "../commands/command.ts";
import { plainLine } from "../reporters/escape.ts";
import { cut } from "../reporters/layout.ts";

/** One of the standard streams. `columns` only where it is a terminal. */
export interface Stream {
  write(text: string): void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

/** What the surroundings hand to `main`; nothing else of the process is looked at. */
export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The clock, read once (ISO 8601, UTC, milliseconds). */
  readonly now: string;
  /** Begins to listen for whoever ends the process; absent where nobody can. */
  readonly cancellation?: () => AbortSignal;
}

/** Some terminals say that they have no columns at all. */
const widthOf = ({ columns }: Stream): number => (columns === undefined || columns < 10 ? 80 : columns);

const eraseLine = "\r\u{1b}[2K";

/** Whoever says no gets none: --no-color and NO_COLOR win over FORCE_COLOR; else a terminal has colours unless it is dumb. */
export function wantsColor({ env, stdout }: Pick<Io, "env" | "stdout">, noColor: boolean): boolean {
  if (noColor || (env.NO_COLOR ?? "") !== "") return false;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stdout.isTerminal && env.TERM !== "dumb";
}

/** `end` erases the progress line; call it before anything else writes. */
export function openScreen(io: Io, noColor: boolean): { readonly terminal: Terminal; readonly end: () => void } {
  const showsProgress = io.stderr.isTerminal && io.env.TERM !== "dumb";
  let shown = false;
  const end = (): void => {
    if (shown) io.stderr.write(eraseLine);
    shown = false;
  };
  const say = (stream: Stream) => (text: string) => {
    end();
    stream.write(text);
  };
  return {
    end,
    terminal: {
      out: say(io.stdout),
      err: say(io.stderr),
      env: io.env,
      cwd: io.cwd,
      now: io.now,
      ...(io.cancellation === undefined ? {} : { cancellation: io.cancellation }),
      color: wantsColor(io, noColor),
      width: Math.min(120, Math.max(40, widthOf(io.stdout))),
      progress(phrase) {
        if (!showsProgress) return;
        io.stderr.write(`${eraseLine}${cut(`${plainLine(phrase)} ...`, widthOf(io.stderr) - 1)}`);
        shown = true;
      },
    },
  };
}
