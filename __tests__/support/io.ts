/** A process to run command lines in: keeps what was written to both streams. */
import type { Io } from "../../src/entry/screen.ts";

interface Surroundings {
  readonly env?: Io["env"];
  readonly cwd?: string;
  readonly terminal?: boolean;
  readonly columns?: number;
}

export interface Recorded extends Io {
  readonly out: () => string;
  readonly err: () => string;
}

export function recordedIo({ env = {}, cwd = "/", terminal = false, columns }: Surroundings = {}): Recorded {
  const written = { out: "", err: "" };
  const stream = (to: "out" | "err") => ({
    write: (text: string) => {
      written[to] += text;
    },
    isTerminal: terminal,
    columns: terminal ? (columns ?? 80) : undefined,
  });
  return {
    stdout: stream("out"),
    stderr: stream("err"),
    env,
    cwd,
    now: "2026-06-10T10:00:00.000Z",
    out: () => written.out,
    err: () => written.err,
  };
}
