/** Which run goes on when the change window opens: pure, so that the choice can be tried without a platform. */
import type { WindowAnswer } from "./calendar/window.ts";
import type { PipelineRun } from "./evidence/held-run.ts";

/** Platforms start a run again for thirty days after it was made. */
const resumableFor = 30 * 86_400_000;

export interface Choice {
  /** The run to start again; null where none is. */
  readonly resume: PipelineRun | null;
  /** Why, in a sentence. */
  readonly because: string;
  /** Older runs that the window held back as well: they will not go out any more. */
  readonly overtaken: readonly PipelineRun[];
}

export interface Held {
  /** Newest first. */
  readonly runs: readonly PipelineRun[];
  /** The calendar of the environment, now. */
  readonly window: WindowAnswer;
  /** Does it stay open for as long as the deployment is expected to take? */
  readonly isLongEnough: boolean;
}

const nothing = (because: string): Choice => ({ resume: null, because, overtaken: [] });

/**
 * The newest run in which the deploy job was reached decides alone: an older one never goes out after it. It goes on where nothing but
 * the window held it back, and the window is open now. Whether it may be deployed is asked again by the gate in the run itself.
 */
export function chooseRun({ runs, window, isLongEnough }: Held): Choice {
  const at = runs.findIndex(({ job }) => job.state !== "not-reached");
  const newest = runs[at];
  if (newest === undefined) return nothing("No run has reached the deploy job, so none waits for the window.");
  const { name, job, createdAt } = newest;
  if (job.state === "going") return nothing(`Run ${name}, the newest one, is at its deploy job already.`);
  if (job.state === "deployed")
    return nothing(`Run ${name}, the newest one, was deployed, so none waits for the window.`);
  if (job.state === "failed")
    return nothing(
      `Run ${name}, the newest one, failed for another reason than the window. Look at it, or start a new run.`,
    );
  if (job.state === "not-reached") return nothing(`Run ${name} has not reached its deploy job.`);
  const now = Date.parse(window.at);
  if (!window.open) return nothing(`Run ${name} waits for the window, which is not open. ${window.because}.`);
  if (!isLongEnough)
    return nothing(`Run ${name} waits for the window, which is open, but closes before a deployment would be done.`);
  if (now - Date.parse(createdAt) > resumableFor)
    return nothing(`Run ${name} waits for the window, but is older than 30 days: start a new run.`);
  const older = runs.slice(at + 1);
  const end = older.findIndex((run) => run.job.state === "deployed");
  return {
    resume: newest,
    because: `Nothing but the window held run ${name} back, and it is open now.`,
    overtaken: (end === -1 ? older : older.slice(0, end)).filter((run) => run.job.state === "held"),
  };
}
