/** `policy lint`: every problem of every file. */
import { PolicyError, type Problem, renderProblems } from "../../core/policy/problems.ts";
import { PlatformError } from "../../platforms/platform.ts";
import { loadUnjudged } from "../../policy-from-disk.ts";
import type { Terminal } from "../command.ts";

const exitFine = 0;
const exitWrong = 2;
const exitUnreadable = 3;

interface Linting {
  readonly exitCode: number;
  readonly problems: readonly Problem[];
  /** What to say where there are no problems with a place. */
  readonly said: string | null;
}

async function lintFile(file: string, cwd: string): Promise<Linting> {
  try {
    const { policy } = await loadUnjudged(file, cwd);
    const names = policy.environments.map(({ name }) => name);
    const said = names.length === 0 ? `${file}: no problems, but it names no environment` : `${file}: no problems`;
    return { exitCode: exitFine, problems: [], said };
  } catch (error) {
    if (error instanceof PolicyError) return { exitCode: exitWrong, problems: error.problems, said: null };
    if (!(error instanceof PlatformError)) throw error;
    const said = [error.message, ...(error.fix === null ? [] : [error.fix])].join(" ");
    return { exitCode: error.kind === "usage" ? exitWrong : exitUnreadable, problems: [], said };
  }
}

/** Returns 0 where all files are fine, 2 where one has problems or is not there, 3 where one cannot be read. */
export async function lint(files: readonly string[], terminal: Terminal): Promise<number> {
  const results: Linting[] = [];
  for (const file of files) results.push(await lintFile(file, terminal.cwd));
  // A file that several others extend is told about once.
  const problems = new Map(
    results.flatMap((each) => each.problems).map((problem) => [JSON.stringify(problem), problem]),
  );
  if (problems.size > 0) {
    terminal.out(`${renderProblems([...problems.values()])}\n\n`);
    terminal.out(`${problems.size} problem${problems.size === 1 ? "" : "s"}.\n`);
  }
  for (const { said, exitCode } of results)
    if (said !== null) (exitCode === exitFine ? terminal.out : terminal.err)(`${said}\n`);
  return Math.max(...results.map(({ exitCode }) => exitCode));
}
