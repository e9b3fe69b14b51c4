/**
 * Plays an example of the docs as it stands: conditions and values are worked out as GitHub does, every step is run as a runner would run it
 * (checkouts from the local GitHub, scripts by bash, the gate as the built bundle), and people answer where an environment asks them.
 */
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { parse } from "yaml";
import { type Outcome, runScript } from "../../support/github/runner.ts";
import type { Run, RunningJob } from "../../support/github/stories/runs.ts";
import { filledIn, holds, type JobResult, type Needs } from "../../support/workflow-expressions.ts";
import { newFolder } from "../support/bundle.ts";
import { bundle, type Shop } from "./stage.ts";

type Texts = Readonly<Record<string, string>>;
type Permissions = Readonly<Record<string, "read" | "write">>;

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Texts;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Texts;
  readonly secrets?: Texts;
  readonly environment?: string;
  readonly permissions?: Permissions;
  readonly strategy?: { readonly matrix: { readonly environment: string } };
  readonly outputs?: Texts;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly permissions: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Who says what in which environment; whom nobody answers stays waiting, and the run ends there. */
export type Word = (run: Run, environment: string) => void;

export const approvedBy =
  (people: Texts): Word =>
  (run, environment) => {
    const person = people[environment];
    if (person !== undefined) run.approve(environment, person);
  };

export interface Play {
  readonly stage: Shop;
  readonly word?: Word;
  readonly inputs?: Texts;
  readonly secrets?: Texts;
  /** The run that plays; the stage's own when absent. */
  readonly run?: Run;
  /** The event's payload. */
  readonly payload?: object;
  /** Put before every command, such as `faketime`. */
  readonly before?: readonly string[];
}

export type Results = Readonly<Record<string, JobResult>>;

export interface Example {
  /**
   * Goes on to the end: how each job ended, those of called workflows as `caller / job`. After a re-run it goes on with what runs again.
   * `before` stands in for the play's own.
   */
  go(before?: readonly string[]): Promise<Results>;
  /** What the scripts wrote, one after the other. */
  readonly said: string;
  /** What a job that succeeded put out. */
  outputsOf(title: string): Texts;
}

const load = (name: string): Workflow => parse(readFileSync(join("docs/examples/github", name), "utf8")) as Workflow;

/** `acme/workflows/.github/workflows/reusable.yml@v1` is the example of that name. */
const calledFile = (uses: string): string => /^acme\/workflows\/\.github\/workflows\/(.+)@v1$/.exec(uses)?.[1] ?? uses;

const ranks = { none: 0, read: 1, write: 2 } as const;

/** What a called workflow may do, its caller must have. */
function expectCovered(called: Permissions, caller: Permissions): void {
  for (const [name, level] of Object.entries(called))
    expect(ranks[caller[name] ?? "none"], name).toBeGreaterThanOrEqual(ranks[level]);
}

interface Frame {
  readonly workflow: Workflow;
  /** `production / ` in a called workflow. */
  readonly prefix: string;
  readonly inputs: Texts;
  readonly secrets: Texts;
}

interface Place {
  readonly title: string;
  readonly needs: readonly string[];
  readonly environment: string | undefined;
  readonly context: object;
  readonly permissions: Permissions;
}

export function playExample(name: string, play: Play): Example {
  const { stage, word = () => {}, run = stage.run, payload = {} } = play;
  const github = { event_name: run.state.event, event: payload };
  const event = { name: run.state.event, payload };
  const results: Record<string, JobResult> = {};
  /** Outputs that jobs left, kept over re-runs. */
  const left = new Map<string, Texts>();
  const said: string[] = [];
  let before = play.before ?? [];

  const jobNamed = (title: string): RunningJob | null =>
    run.state.attempts.at(-1)?.jobs.some(({ check }) => check.name === title) === true ? run.job(title) : null;

  async function step(each: Step, context: object, cwd: string, job: RunningJob, permissions: Permissions) {
    const values = (texts: Step["with"] = {}): Record<string, string> =>
      Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, filledIn(String(value), context)]));
    if (each.uses?.startsWith("actions/checkout@") === true) {
      const { repository, path = "" } = values(each.with);
      if (repository === "acme/release-gate")
        cpSync(dirname(dirname(bundle)), join(cwd, path, "dist"), { recursive: true });
      else stage.shop.checkOut(cwd, run.state.headSha);
      return null;
    }
    // The runner's folder stays for the whole job.
    const how = { run, job, event, before, cwd, env: { RUNNER_TEMP: join(cwd, "..") } };
    if (each.uses?.startsWith("actions/upload-artifact@") === true) {
      expect(existsSync(values(each.with)["path"] ?? "")).toBe(true);
      return null;
    }
    if (each.uses?.startsWith("acme/release-gate@") === true) {
      const done = await stage.act(values(each.with), { ...how, permissions });
      expect(done.stdout).not.toContain("release-gate: ");
      return done;
    }
    if (each.run === undefined) throw new Error(`Nobody here knows the step ${each.uses}.`);
    const token = stage.github.token({ permissions, repositories: ["acme/shop"] });
    const env = Object.fromEntries(
      Object.entries(each.env ?? {}).map(([key, value]) => [
        key,
        filledIn(value, { ...context, github: { ...github, token } }),
      ]),
    );
    const { github: server, shop: repository } = stage;
    const done = await runScript({ ...how, github: server, repository, script: each.run, env: { ...how.env, ...env } });
    said.push(done.stdout);
    expect(done.exitCode === 0 ? "" : done.stderr).toBe("");
    return done;
  }

  /** All steps of a job that has a runner. */
  async function work(job: Job, running: RunningJob, context: object, permissions: Permissions): Promise<Texts | null> {
    const steps: Record<string, { readonly outputs: Texts }> = {};
    const cwd = join(newFolder("job"), "workspace");
    mkdirSync(cwd);
    const written: Outcome["commands"][number][] = [];
    let hasFailed = false;
    for (const each of job.steps ?? []) {
      const soFar: Needs = { steps: { result: hasFailed ? "failure" : "success", outputs: {} } };
      if (!holds(each.if, soFar, false)) continue;
      const done = await step(each, { ...context, steps }, cwd, running, permissions);
      if (done === null) continue;
      written.push(...done.commands);
      if (each.id !== undefined) steps[each.id] = { outputs: done.outputs };
      hasFailed ||= done.exitCode !== 0;
    }
    running.annotate(written).finish(hasFailed ? "failure" : "success");
    if (hasFailed) return null;
    const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [
      key,
      filledIn(value, { ...context, steps }),
    ]);
    return Object.fromEntries(outputs) as Texts;
  }

  /** One job, or one of a matrix. Null where it did not succeed. */
  async function one(job: Job, { title, needs, environment, context, permissions }: Place): Promise<Texts | null> {
    const known = jobNamed(title);
    if (known?.state.check.status === "completed")
      return known.state.check.conclusion === "success" ? (left.get(title) ?? {}) : null;
    const running = known ?? run.add({ name: title, needs, ...(environment === undefined ? {} : { environment }) });
    if (running.state.check.status === "waiting" && environment !== undefined) word(run, environment);
    const { status } = running.state.check;
    if (status === "completed" || status === "waiting") return null;
    const outputs = await work(job, running.start(`runner-of-${title}`), context, permissions);
    if (outputs !== null) left.set(title, outputs);
    return outputs;
  }

  async function all({ workflow, prefix, inputs, secrets }: Frame): Promise<JobResult> {
    const needs: Record<string, Needs[string]> = {};
    for (const [id, job] of Object.entries(workflow.jobs)) {
      const needed = Object.fromEntries([job.needs ?? []].flat().map((each) => [each, needs[each]])) as Needs;
      const title = `${prefix}${id}`;
      const contains = (list: readonly string[], item: string): boolean => list.includes(item);
      const context = { needs: needed, inputs, secrets, github, contains, fromJSON: JSON.parse };
      const permissions = job.permissions ?? workflow.permissions;
      const end = (result: JobResult, outputs: Texts = {}): void => {
        needs[id] = { result, outputs };
        results[title] = result;
      };
      if (!holds(job.if, needed, false, context)) {
        if (jobNamed(title) === null) run.add({ name: title, conclusion: "skipped" });
        end("skipped");
        continue;
      }
      const filled = (texts: Texts = {}): Texts =>
        Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, filledIn(value, context)]));
      if (job.uses !== undefined) {
        const called = load(calledFile(job.uses));
        expectCovered(called.permissions, permissions);
        end(
          await all({
            workflow: called,
            prefix: `${title} / `,
            inputs: filled(job.with),
            secrets: filled(job.secrets),
          }),
        );
        continue;
      }
      const matrix =
        job.strategy === undefined
          ? null
          : (JSON.parse(filledIn(listIn(job.strategy.matrix.environment), context)) as string[]);
      const outputs: (Texts | null)[] = [];
      for (const environment of matrix ?? [undefined]) {
        const inJob = { ...context, matrix: { environment } };
        const named = job.environment === undefined ? undefined : filledIn(job.environment, inJob);
        const titled = environment === undefined ? title : `${title} (${environment})`;
        const needs = Object.keys(needed).map((each) => `${prefix}${each}`);
        outputs.push(await one(job, { title: titled, needs, environment: named, context: inJob, permissions }));
      }
      if (outputs.includes(null)) end("failure");
      else end("success", outputs[0] ?? {});
    }
    return Object.values(needs).some(({ result }) => result === "failure") ? "failure" : "success";
  }

  return {
    async go(instead = before) {
      before = instead;
      for (const title of Object.keys(results)) delete results[title];
      await all({ workflow: load(name), prefix: "", inputs: play.inputs ?? {}, secrets: play.secrets ?? {} });
      expect(stage.github.violations).toEqual([]);
      return { ...results };
    },
    get said() {
      return said.join("");
    },
    outputsOf: (title) => left.get(title) ?? {},
  };
}

/** `${{ fromJSON(LIST) }}` -> `${{ LIST }}`: as text, to be read here. */
const listIn = (expression: string): string => expression.replace(/fromJSON\((.*)\)/, "$1");
