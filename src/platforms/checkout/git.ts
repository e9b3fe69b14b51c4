/** Runs git to read a checkout, and never to change it: no shell, no hooks, no downloads, no prompts. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

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
  readonly directory: string;
  /** All of standard output. Throws `GitError`. */
  read(args: readonly string[], input?: string | Uint8Array): Promise<Buffer>;
  /** Standard output in chunks as they come; the process is ended when the reader stops early. Throws `GitError` at the end. */
  stream(args: readonly string[], input?: string | Uint8Array): AsyncIterable<Buffer>;
  /** Starts a process to talk with. Whoever starts it ends it. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Makes git read-only and deaf: no optional locks, no pager, no lazy fetch from a promisor remote, no prompt. */
const quiet: Environment = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  // Older gits do not know GIT_NO_LAZY_FETCH: a transport that may use no protocol cannot download either.
  GIT_ALLOW_PROTOCOL: "none",
  GIT_NO_REPLACE_OBJECTS: "1",
  LC_ALL: "C",
};

/** The person's own settings and the limits of the search; every other `GIT_*` would point git elsewhere or change its words. */
const kept =
  /^GIT_(CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+|PARAMETERS)|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/;

/** The surroundings without what a hook, an alias or a habit left there (`GIT_DIR`, `GIT_INDEX_FILE`, `GIT_EXTERNAL_DIFF`, `GIT_TRACE` ...). */
function cleaned(env: Environment): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !name.startsWith("GIT_") || kept.test(name));
  return { ...Object.fromEntries(own), ...quiet } as NodeJS.ProcessEnv;
}

/** What would start a program or change what is printed, whatever the repository's own configuration says. */
const plain = [
  "core.quotePath=false",
  "core.fsmonitor=false",
  "core.hooksPath=/dev/null",
  "log.showSignature=false",
] as const;

/**
 * Opens the repository that holds `directory` (a work tree, a folder in it, or a git directory). `prefix` is put before every
 * command; of `env`, git sees everything but the `GIT_*` variables that would lead it to another repository.
 */
export function openGit(directory: string, env: Environment, prefix: readonly string[] = []): Git {
  const surroundings = cleaned(env);
  const before = [...prefix, ...plain.flatMap((setting) => ["-c", setting]), "--no-pager"];
  const options = { cwd: directory, env: surroundings };
  const start = (args: readonly string[]) => spawn("git", [...before, ...args], options);
  /** A process that is told nothing needs no pipe to listen to. */
  const startDeaf = (args: readonly string[]) =>
    spawn("git", [...before, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });

  async function* stream(args: readonly string[], input?: string | Uint8Array): AsyncGenerator<Buffer> {
    const child = input === undefined ? startDeaf(args) : start(args);
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once("error", (error) => reject(new GitError(args, null, `git could not be started: ${error.message}`)));
      child.once("close", resolve);
    });
    ended.catch(() => {});
    let words = "";
    child.stderr.on("data", (bytes: Buffer) => {
      words = (words + bytes.toString()).slice(-4000);
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
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
    start,
    stream,
    async read(args, input) {
      const chunks: Buffer[] = [];
      for await (const chunk of stream(args, input)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
  };
}
