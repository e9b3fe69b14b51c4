/** Reads the configuration of a GitLab pipeline as far as the gate cares: jobs that deploy, and how they begin. */
import type { DeployJob } from "./deploy-jobs.ts";
import { child, entries, items, names, type Piece, readYaml, scalar, type YamlText } from "./yaml-nodes.ts";

export interface GitlabDeployJob {
  readonly name: string;
  /** May hold variables that the configuration does not set. */
  readonly environment: string;
  /** Commands of `before_script`, else of the defaults', in order. */
  readonly before: readonly string[];
  readonly resourceGroup: string | null;
  readonly continuesOnFailure: boolean;
}

/** Jobs with these actions, or that stop, record no deployment. */
const quiet: ReadonlySet<string> = new Set(["prepare", "verify", "access", "stop"]);

/** Null where the text is no YAML. Hidden jobs (a dot before their name) do not run. A matrix makes a job for each environment of its. */
export function gitlabDeployJobs(text: string): readonly GitlabDeployJob[] | null {
  const yaml = readYaml(text);
  if (yaml.problem !== null) return null;
  return deployingIn(yaml).flatMap(({ name, environment, job }) => {
    const fails = scalar(yaml, child(yaml, job, "allow_failure"));
    return settled(yaml, job, environment).map((each) => ({
      name,
      environment: each,
      before: commands(yaml, child(yaml, job, "before_script") ?? inherited(yaml, job)),
      resourceGroup: scalar(yaml, child(yaml, job, "resource_group")),
      continuesOnFailure: fails === "true",
    }));
  });
}

interface Deploying {
  readonly name: string;
  readonly environment: string;
  readonly job: Piece;
}

/** Keys of the whole configuration, which look like jobs. */
const notJobs: ReadonlySet<string> = new Set(["default", "include", "stages", "variables", "workflow", "spec"]);

function deployingIn(yaml: YamlText): readonly Deploying[] {
  return entries(yaml, yaml.root).flatMap(({ key, value }) => {
    if (key.startsWith(".") || notJobs.has(key)) return [];
    const environment = child(yaml, value, "environment");
    const name = scalar(yaml, environment) ?? scalar(yaml, child(yaml, environment, "name"));
    if (name === null || quiet.has(scalar(yaml, child(yaml, environment, "action")) ?? "start")) return [];
    return [{ name: key, environment: name, job: value }];
  });
}

/** What the defaults let a job begin with; nothing where it does not take them. */
function inherited(yaml: YamlText, job: Piece): Piece {
  const taken = child(yaml, child(yaml, job, "inherit"), "default");
  const isTaken =
    scalar(yaml, taken) !== "false" &&
    (items(yaml, taken).length === 0 || names(yaml, taken).includes("before_script"));
  if (!isTaken) return null;
  return child(yaml, child(yaml, yaml.root, "default"), "before_script") ?? child(yaml, yaml.root, "before_script");
}

/** Lists of commands may be nested, as `!reference` leaves them. */
const commands = (yaml: YamlText, piece: Piece): readonly string[] => {
  const nested = items(yaml, piece).flatMap((item) => {
    const one = scalar(yaml, item);
    return one === null ? commands(yaml, item) : [one];
  });
  return nested.length > 0 ? nested : names(yaml, piece);
};

const variable = /\$(?:\{(\w+)\}|(\w+))/g;

/** The environment with what the job, its matrix and the configuration set filled in: one name for each row of a matrix that tells it. */
function settled(yaml: YamlText, job: Piece, environment: string): readonly string[] {
  if (!environment.includes("$")) return [environment];
  const rows = matrixOf(yaml, job);
  const filled = (rows.length === 0 ? [new Map<string, readonly string[]>()] : rows).flatMap((row) => {
    const used = [...environment.matchAll(variable)].map(([, braced, plain]) => braced ?? plain ?? "");
    const own = used.find((name) => row.has(name));
    const texts = own === undefined ? [environment] : (row.get(own) ?? []).map((value) => put(environment, own, value));
    return texts.map((text) =>
      text.replace(variable, (whole, braced: string | undefined, plain: string | undefined) => {
        const name = braced ?? plain ?? "";
        const value =
          variableIn(yaml, child(yaml, job, "variables"), name) ??
          variableIn(yaml, child(yaml, yaml.root, "variables"), name);
        return value ?? whole;
      }),
    );
  });
  return [...new Set(filled)].sort();
}

const put = (text: string, name: string, value: string): string =>
  text.replace(variable, (whole, braced: string | undefined, plain: string | undefined) =>
    (braced ?? plain) === name ? value : whole,
  );

const variableIn = (yaml: YamlText, variables: Piece, name: string): string | null => {
  const found = child(yaml, variables, name);
  return scalar(yaml, found) ?? scalar(yaml, child(yaml, found, "value"));
};

const matrixOf = (yaml: YamlText, job: Piece): readonly ReadonlyMap<string, readonly string[]>[] =>
  items(yaml, child(yaml, child(yaml, job, "parallel"), "matrix")).map(
    (row) => new Map(entries(yaml, row).map(({ key, value }) => [key, names(yaml, value)])),
  );

/** May a job of this environment, as the configuration writes it, deploy to `name`? `perhaps` where only the pipeline knows. */
export function deploysTo(environment: string, name: string): "yes" | "perhaps" | "no" {
  if (environment === name) return "yes";
  if (!environment.includes("$")) return "no";
  const [first = "", ...others] = environment.split(/\$(?:\{\w+\}|\w+)/);
  const last = others.pop();
  if (last === undefined) return "no";
  // Each variable stands for something, and the earliest place of a part leaves the most for those behind it.
  let at = name.startsWith(first) ? first.length : -1;
  for (const part of others) {
    if (at === -1 || at >= name.length) return "no";
    const found = name.indexOf(part, at + 1);
    at = found === -1 ? -1 : found + part.length;
  }
  return at !== -1 && name.endsWith(last) && name.length - last.length > at ? "perhaps" : "no";
}

/** The component's hidden job sets the mode; a team of its own may call the command line. */
const enforcing =
  /\brelease_gate_mode=["']?enforce\b|(?:\brelease-gate|\bcli\/index\.js)["']?\s+check\b(?![^\n]*--mode[= ](?:evaluate))/;
const asksGate = /\brelease-gate\b|\bcli\/index\.js\b|\brelease_gate_/;
/** A no that is swallowed holds nothing back. */
const swallowed = /\bcheck\b[^\n]*(?:\|\|\s*(?!exit\b)|;\s*true\b)/;

/** Does it begin with the gate? What comes before may only belong to the gate itself. */
export function beginsWithGate({ before }: Pick<GitlabDeployJob, "before">): boolean {
  const at = before.findIndex((command) => enforcing.test(command));
  // The mode is set in one command, and the gate is asked in the next.
  return at >= 0 && !swallowed.test(before[at] ?? "") && before.slice(0, at).every((command) => asksGate.test(command));
}

/** The jobs of the merged configuration, where all is there. Null where the text is no YAML. */
export const mergedDeployJobs = (text: string): readonly DeployJob[] | null =>
  gitlabDeployJobs(text)?.map((job) => ({
    name: job.name,
    environment: job.environment,
    beginsWithGate: beginsWithGate(job),
  })) ?? null;

/** One file of a configuration as it is written, before anything was merged. */
export interface WrittenPipeline {
  readonly jobs: readonly DeployJob[];
  /** Files of the same project, by their path. */
  readonly local: readonly string[];
  /** Whatever else it takes in, in words. */
  readonly foreign: readonly string[];
}

/**
 * What one written file tells for certain: a `before_script` of a job's own stands as it is written, whatever is taken in, and one that
 * refers to the component's hidden job first begins with the gate. A job without one, and one that refers to another, is not known. Null
 * where the text is no YAML.
 */
export function writtenPipeline(text: string): WrittenPipeline | null {
  const yaml = readYaml(text);
  if (yaml.problem !== null) return null;
  const jobs = deployingIn(yaml).flatMap(({ name, environment, job }) =>
    settled(yaml, job, environment).map((each) => ({ name, environment: each, beginsWithGate: ownBegin(yaml, job) })),
  );
  return { jobs, ...includesOf(yaml) };
}

function ownBegin(yaml: YamlText, job: Piece): boolean | null {
  const own = child(yaml, job, "before_script");
  if (own === null || own === undefined) return null;
  const parts = isReference(own) ? [own] : items(yaml, own);
  const [first] = parts;
  if (isReference(first)) return isHiddenGate(names(yaml, first)) ? true : null;
  return parts.some(isReference) ? null : beginsWithGate({ before: commands(yaml, own) });
}

const isReference = (piece: Piece): boolean => piece?.tag === "!reference";

/** `.release-gate-enforce`, or whatever `job-name` makes of it. GitLab starts no pipeline in which it is not there. */
const isHiddenGate = ([job = "", key]: readonly string[]): boolean =>
  /^\..*-enforce$/.test(job) && key === "before_script";

function includesOf(yaml: YamlText): Pick<WrittenPipeline, "local" | "foreign"> {
  const included = child(yaml, yaml.root, "include");
  const list = items(yaml, included).length > 0 ? items(yaml, included) : included == null ? [] : [included];
  const local: string[] = [];
  const foreign: string[] = [];
  for (const one of list) {
    const path = scalar(yaml, one) ?? scalar(yaml, child(yaml, one, "local"));
    const isPlain = path !== null && !/[*$]|^https?:/.test(path) && child(yaml, one, "inputs") == null;
    if (isPlain) local.push(path.replace(/^\/+/, ""));
    else foreign.push(path ?? saidBy(yaml, one));
  }
  return { local, foreign };
}

function saidBy(yaml: YamlText, include: Piece): string {
  for (const key of ["component", "project", "template", "remote", "artifact"]) {
    const name = scalar(yaml, child(yaml, include, key));
    if (name !== null) return `${key} ${name}`;
  }
  return "an include of another kind";
}
