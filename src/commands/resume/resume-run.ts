/** Looks at the window and the runs, and lets the one go on that may. */
import { resolve } from "node:path";
import type { PipelineRun } from "../../core/evidence/held-run.ts";
import { type Choice, chooseRun } from "../../core/resume.ts";
import { PlatformError, type Resuming, type Surroundings } from "../../platforms/platform.ts";
import { choosePlatform } from "../../platforms/registry.ts";
import { resumings } from "../../platforms/resumings.ts";
import { plainLine } from "../../reporters/escape.ts";
import { type Given, type Terminal, UsageError } from "../command.ts";
import { windowOf } from "./window.ts";

interface Asked {
  readonly environment: string;
  readonly pipeline: string;
  readonly job: string;
  readonly isApplied: boolean;
}

function askedFor(given: Given): Asked {
  const needed = (name: string): string => {
    const value = given.text(name)?.trim() ?? "";
    if (value !== "") return value;
    throw new UsageError(
      `resume needs --${name}.`,
      "For example: release-gate resume --environment production --pipeline release.yml",
    );
  };
  return {
    environment: needed("environment"),
    pipeline: needed("pipeline"),
    job: given.text("job") ?? "deploy",
    isApplied: given.flag("apply"),
  };
}

/** Returns 0 where everything could be read and done. Throws `PolicyError`, `PlatformError` and `UsageError`. */
export async function resumeRun(given: Given, terminal: Terminal): Promise<number> {
  const asked = askedFor(given);
  const say = (line: string): void => terminal.out(`${plainLine(line)}\n`);
  const repository = given.text("repo") ?? ".";
  const platform = choosePlatform(given.text("platform") ?? "auto", terminal.env);
  const openResuming = resumings[platform.id];
  if (openResuming === undefined)
    throw new PlatformError(
      "usage",
      `There are no runs to resume on the platform ${platform.id}.`,
      "Run this in a pipeline, or give --platform.",
    );
  const { window, isLongEnough, note } = await windowOf(asked.environment, given.text("policy") ?? null, {
    repository,
    cwd: terminal.cwd,
    now: terminal.now,
  });
  if (note !== null) terminal.err(`${note}\n`);
  say(`${window.because}.`);
  const resuming = await openResuming(surroundings(asked, repository, terminal), asked);
  const choice = chooseRun({ runs: await resuming.runs(), window, isLongEnough });
  say(choice.because);
  if (choice.resume === null) return 0;
  return asked.isApplied ? apply(choice, choice.resume, resuming, asked, say) : preview(choice, choice.resume, say);
}

function preview({ overtaken }: Choice, run: PipelineRun, say: (line: string) => void): number {
  say(`It would go on: ${run.url}`);
  for (const older of overtaken) say(`Run ${older.name} would be told that it was overtaken: ${older.url}`);
  say("Nothing was done. Give --apply to do it.");
  return 0;
}

async function apply(
  { overtaken }: Choice,
  run: PipelineRun,
  resuming: Resuming,
  { environment }: Asked,
  say: (line: string) => void,
): Promise<number> {
  await resuming.resume(run);
  say(`It goes on: ${run.url}`);
  for (const older of overtaken) {
    say(`Run ${older.name} was overtaken, and will not go out: ${older.url}`);
    try {
      await resuming.tell(older, overtakenBy(run, older, environment));
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      // The run that matters goes on; that the others were not told is no reason to call it off.
      say(`It could not be told so there: ${error.message}${error.fix === null ? "" : ` ${error.fix}`}`);
    }
  }
  return 0;
}

const overtakenBy = (run: PipelineRun, older: PipelineRun, environment: string) => ({
  title: `Overtaken by run ${run.name}`,
  body: [
    `Run [${older.name}](${older.url}) waited for the change window of ${environment.replaceAll(/[^\w .-]/g, "")}.`,
    `When it opened, the newer run [${run.name}](${run.url}) went on in its place, so this one will not go out. To deploy this commit all the same, start a new run.`,
  ].join("\n"),
});

const surroundings = (
  { environment }: Asked,
  repository: string,
  { cwd, env, now, progress }: Terminal,
): Surroundings => ({
  environment,
  repository: resolve(cwd, repository),
  base: null,
  head: null,
  junit: [],
  coverage: [],
  approvalsFile: null,
  env,
  now,
  progress,
});
