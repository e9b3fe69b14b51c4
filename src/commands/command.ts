/** The shape of a command of the command line: its options are data, so that parsing and --help come from one place. */

/** Where a command reads and writes; results go to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** May results carry ANSI colours? */
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** The clock, read once when the process began (ISO 8601, UTC, milliseconds). */
  readonly now: string;
  /** Shows a short phrase while work goes on (only on a terminal). */
  readonly progress: (phrase: string) => void;
  /** From this call on, whoever ends the process is heard: the signal comes, and there is a moment left to finish in. */
  readonly cancellation?: () => AbortSignal;
}

/** One option. `value` is the placeholder in --help (`NAME`); null makes it a flag. */
export interface Option {
  readonly name: string;
  readonly value: string | null;
  readonly meaning: string;
  /** May be given more than once. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  readonly default?: string;
}

/** What was given on the command line, after parsing: options are known, values are there and among the choices. */
export interface Given {
  readonly positionals: readonly string[];
  readonly text: (name: string) => string | undefined;
  readonly texts: (name: string) => readonly string[];
  readonly flag: (name: string) => boolean;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Synopsis lines after `release-gate `. */
  readonly usage: readonly string[];
  readonly options: readonly Option[];
  /** How many words may stand beside the options (`FILE...`); without it none may. */
  readonly operands?: { readonly atLeast: number; readonly atMost: number };
  /** What else a reader of --help should know, one paragraph each: examples, exit codes. */
  readonly notes?: readonly string[];
  /** Returns the exit code. */
  run(given: Given, terminal: Terminal): Promise<number>;
}

/** A command as the list of commands knows it before it is loaded, so that --version and --help cost nothing. */
export interface CommandEntry {
  readonly name: string;
  /** The same line as the command's own. */
  readonly summary: string;
  load(): Promise<Command>;
}

/** The command line was used wrongly: exit code 2, with `hint` saying what to do. */
export class UsageError extends Error {
  readonly hint: string | null;
  constructor(message: string, hint: string | null = null) {
    super(message);
    this.name = "UsageError";
    this.hint = hint;
  }
}
