/** Makes small repositories for tests out of a list of commits, by one `git fast-import`. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Git, openGit } from "../../../../src/platforms/checkout/git.ts";

export interface MadeCommit {
  /** Name by which later commits speak of it. */
  readonly name: string;
  readonly message: string;
  readonly author?: string;
  /** Days after the first of January 2025. */
  readonly day: number;
  /** Names of parents; by default the commit listed before. */
  readonly parents?: readonly string[];
  /** Path -> content; null deletes. Paths may hold any bytes. */
  readonly files?: readonly (readonly [path: string | Buffer, content: string | Buffer | null])[];
}

export interface MadeRepository {
  readonly directory: string;
  readonly git: Git;
  sha(name: string): string;
  run(...args: readonly string[]): string;
}

const environment = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_COMMITTER_NAME: "Tester",
  GIT_COMMITTER_EMAIL: "tester@example.com",
};
const folders: string[] = [];

/** A new empty folder, gone after `removeFolders`. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "release-gate-"));
  folders.push(made);
  return made;
}

export function removeFolders(): void {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
}

export function runGit(directory: string, args: readonly string[], input?: Buffer): string {
  return execFileSync("git", [...args], {
    cwd: directory,
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    ...(input === undefined ? {} : { input }),
  }).toString();
}

export const opened = (directory: string): Git => openGit(directory, environment);

const quoted = (path: string | Buffer): Buffer => {
  const bytes = Buffer.isBuffer(path) ? path : Buffer.from(path);
  const escaped = [...bytes].map((byte) =>
    byte < 32 || byte > 126 || byte === 34 || byte === 92
      ? `\\${byte.toString(8).padStart(3, "0")}`
      : String.fromCharCode(byte),
  );
  return Buffer.from(`"${escaped.join("")}"`);
};

const data = (content: string | Buffer): Buffer => {
  const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
};

/** Makes the repository; its branch `main` is the commit listed last. */
export function makeRepository(commits: readonly MadeCommit[]): MadeRepository {
  const directory = join(folder(), "repository");
  mkdirSync(directory);
  runGit(directory, ["init", "-q", "-b", "main"]);
  const marks = new Map(commits.map(({ name }, i) => [name, i + 1]));
  const parts: Buffer[] = [];
  const put = (text: string): void => void parts.push(Buffer.from(text));
  commits.forEach(({ name, message, author = "Ann", day, parents, files = [] }, i) => {
    const at = Date.UTC(2025, 0, 1) / 1000 + Math.round(day * 86_400);
    put(`commit refs/heads/${i === commits.length - 1 ? "main" : `made-${i}`}\nmark :${marks.get(name)}\n`);
    put(`author ${author} <${author.toLowerCase()}@example.com> ${at} +0000\n`);
    put(`committer ${author} <${author.toLowerCase()}@example.com> ${at} +0000\n`);
    parts.push(data(message));
    const [first, ...others] = parents ?? (i === 0 ? [] : [commits[i - 1]?.name ?? ""]);
    if (first !== undefined) put(`from :${marks.get(first)}\n`);
    for (const other of others) put(`merge :${marks.get(other)}\n`);
    for (const [path, content] of files) {
      put(content === null ? "D " : "M 100644 inline ");
      parts.push(quoted(path));
      put("\n");
      if (content !== null) parts.push(data(content));
    }
    put("\n");
  });
  runGit(
    directory,
    ["fast-import", "--quiet", `--export-marks=${join(directory, ".git", "made-marks")}`],
    Buffer.concat(parts),
  );
  const exported = readFileSync(join(directory, ".git", "made-marks"), "utf8");
  const byMark = new Map(exported.split("\n").map((line) => line.split(" ") as [string, string]));
  return {
    directory,
    git: opened(directory),
    sha: (name) => byMark.get(`:${marks.get(name)}`) ?? name,
    run: (...args) => runGit(directory, args),
  };
}
