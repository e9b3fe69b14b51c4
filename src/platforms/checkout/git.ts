/** Runs git to read a checkout, and never to change it: no shell, no hooks, no downloads, no prompts. */
import { spawn } from "node:child_process";

/** git ended badly. `message` holds its own last words. */
export class GitError extends Error {
  readonly args: readonly string[];
  readonly exitCode: number | null;
  constructor(args: readonly string[], exitCode: number | null, message: string) {
    super(message);
    this.name = "GitError";
    this.args = args;
    this.exitCode = exitCode;
  }
}

/** A way to ask one repository. Every call starts one process. */
export interface Git {
  /** Full hashes are `hashLength` hex digits (40, or 64 in a SHA-256 repository). */
  readonly directory: string;
  /** All of standard output. Throws `GitError`. */
  read(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>;
  /** Standard output in chunks as they come; the process is ended when the reader stops early. Throws `GitError` at the end. */
  stream(args: readonly string[], input?: string | Uint8Array): AsyncIterable<Buffer>;
}

/** Makes git read-only and deaf: no optional locks, no pager, no external diff, no lazy fetch from a promisor remote, no prompt. */
const quiet: Readonly<Record<string, string>> = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  // Older gits do not know GIT_NO_LAZY_FETCH: a transport that may use no protocol cannot download either.
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_REPLACE_OBJECTS: "1",
  LC_ALL: "C",
};

/** Opens the repository that holds `directory` (a work tree, a folder in it, or a git directory). `prefix` is put before every command. */
export function openGit(directory: string, env: Readonly<Record<string, string | undefined>>, prefix: readonly string[] = []): Git {
  async function* stream(args: readonly string[], input?: string | Uint8Array): AsyncGenerator<Buffer> {
    const child = spawn("git", [...prefix, "-c", "core.quotePath=false", "--no-pager", ...args], {
      cwd: directory,
      env: { ...env, ...quiet } as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    ended.catch(() => {});
    let words = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-4000);
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
    try {
      for await (const chunk of child.stdout) yield chunk as Buffer;
      const code = await ended;
      if (code !== 0) throw new GitError(args, code, words.trim() || `git ${args[0]} ended with ${code}`);
    } finally {
      child.kill();
    }
  }
  return {
    directory,
    stream,
    async read(args, input) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream(args, input)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}
