/** Makes small git repositories in temporary folders, with fixed identities and dates and deaf to the settings of whoever runs the tests. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";

export interface CommitOptions {
  /** Path -> content; null deletes the file. */
  readonly files?: Readonly<Record<string, string | Uint8Array | null>>;
  /** `Name <address>`; also the committer unless one is given. */
  readonly author?: string;
  readonly committer?: string;
  /** ISO 8601; a minute after the commit before when absent. */
  readonly at?: string;
}

export interface Repository {
  /** The work tree, or the git directory of a bare repository. Without symbolic links. */
  readonly path: string;
  /** What git is run with: nothing of the person's own settings. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs git here and returns its standard output without the last line break. Throws with git's words. */
  git(...args: readonly string[]): string;
  /** The same with bytes in and out. */
  raw(args: readonly string[], input?: string | Uint8Array): Buffer;
  /** Writes a file of the work tree without telling git. */
  write(path: string, content: string | Uint8Array): void;
  /** Writes files, adds everything, commits (an empty commit without files), and returns the full hash. */
  commit(message: string, options?: CommitOptions): string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** An empty temporary folder, removed after the tests of the file. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "release-gate-")));
  folders.push(folder);
  return folder;
}

/** The moment of the first commit of every repository. */
export const firstCommitAt = "2026-01-05T10:00:00Z";

const bareEnv = (): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: "/nonexistent",
  LC_ALL: "C",
  TZ: "UTC",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  ...identity("AUTHOR", "Ada <ada@example.com>", firstCommitAt),
  ...identity("COMMITTER", "Ada <ada@example.com>", firstCommitAt),
});

/** A commit in one process: git does not look whether it is time to tidy up, and says the whole hash. */
const brief = ["-c", "maintenance.auto=false", "-c", "gc.auto=0", "-c", "core.abbrev=no"];

/** Opens a repository that is already there (a clone, a worktree). */
export function openRepository(path: string, env: Readonly<Record<string, string>> = bareEnv()): Repository {
  let clock = Date.parse(firstCommitAt);
  const raw = (args: readonly string[], input?: string | Uint8Array, extra: Record<string, string> = {}): Buffer => {
    const done = spawnSync("git", args, { cwd: path, env: { ...env, ...extra }, input, maxBuffer: 1 << 28 });
    if (done.error !== undefined) throw done.error;
    if (done.status !== 0) throw new Error(`git ${args.join(" ")}: ${done.stderr.toString()}`);
    return done.stdout;
  };
  const git = (...args: readonly string[]): string => raw(args).toString().replace(/\n$/, "");
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), content);
  };
  return {
    path,
    env,
    git,
    raw,
    write,
    commit(message, { files = {}, author = "Ada <ada@example.com>", committer = author, at } = {}) {
      for (const [file, content] of Object.entries(files))
        if (content === null) rmSync(join(path, file), { force: true, recursive: true });
        else write(file, content);
      const moment = at ?? new Date(clock).toISOString();
      clock = Date.parse(moment) + 60_000;
      raw(["add", "--all"]);
      const said = raw([...brief, "commit", "--allow-empty", "--cleanup=verbatim", "--file=-"], message, {
        ...identity("AUTHOR", author, moment),
        ...identity("COMMITTER", committer, moment),
      });
      // `[main (root-commit) 1f0c...] Title`
      return /^\[[^\n]*?([0-9a-f]{40,64})\]/.exec(said.toString("latin1"))?.[1] ?? git("rev-parse", "HEAD");
    },
  };
}

/** A new repository with branch `main` and no commit. */
export function makeRepository(...options: readonly string[]): Repository {
  const path = makeFolder();
  const repository = openRepository(path);
  // Without the sample hooks, which take longer to copy than everything else.
  repository.git("init", "--quiet", "--template=", "--initial-branch=main", ...options);
  return repository;
}

/** A clone as a pipeline would make it. `--no-local` lets depth and filter hold. */
export function cloneRepository(from: Repository, ...options: readonly string[]): Repository {
  from.git("config", "uploadpack.allowFilter", "true");
  from.git("config", "uploadpack.allowAnySHA1InWant", "true");
  const path = join(makeFolder(), "clone");
  from.git("clone", "--quiet", "--no-local", ...options, `file://${from.path}`, path);
  return openRepository(path, from.env);
}

/** An executable that leaves `marker` behind when anybody runs it. */
export function makeTrap(): { readonly program: string; readonly marker: string } {
  const folder = makeFolder();
  const [program, marker] = [join(folder, "trap"), join(folder, "sprung")];
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> ${marker}\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, marker };
}

function identity(role: "AUTHOR" | "COMMITTER", who: string, at: string): Record<string, string> {
  const [, name = who, email = ""] = /^(.*?) <(.*)>$/.exec(who) ?? [];
  return {
    [`GIT_${role}_NAME`]: name,
    [`GIT_${role}_EMAIL`]: email,
    [`GIT_${role}_DATE`]: at,
  };
}
