/** The built bundle as other people have it: copied somewhere with nothing beside it, and run as a process of its own. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodesAtHand } from "../../../scripts/nodes.mjs";

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Node {
  readonly path: string;
  readonly version: string;
}

export const nodes: readonly Node[] = nodesAtHand();

/** A new folder under the system's temporary one; its path has no link in it. */
export const newFolder = (purpose: string): string =>
  realpathSync(mkdtempSync(join(tmpdir(), `release-gate-${purpose}-`)));

/** Copies dist/ into a new folder. No node_modules lies on the way up from there. */
export function copyOfBundle(): string {
  const folder = newFolder("bundle");
  cpSync("dist", join(folder, "dist"), { recursive: true });
  return join(folder, "dist");
}

/** What a clean terminal has, and nothing of the pipeline that these tests may run in. */
export const plainEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? "",
  HOME: tmpdir(),
  TZ: "UTC",
  ...more,
});

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Put before the command, such as `faketime MOMENT`. */
  readonly before?: readonly string[];
}

/** Runs a command and waits for it. */
export function run(
  command: string,
  args: readonly string[],
  { cwd = tmpdir(), env = {}, before = [] }: Surroundings = {},
): Outcome {
  const [program = command, ...rest] = [...before, command, ...args];
  const { status, stdout, stderr, error } = spawnSync(program, rest, {
    cwd,
    env: plainEnvironment(env),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** Can `program` be run here? */
export const isAtHand = (program: string): boolean =>
  spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
