/** Reads workflow files of GitHub Actions as far as the gate cares: permissions, locks, jobs, environments, steps. */
import {
  child,
  entries,
  items,
  lineOf,
  names,
  type Piece,
  readYaml,
  scalar,
  written,
  type YamlText,
} from "../../evidence/yaml-nodes.ts";

/** A file of the repository, with forward slashes in its path. */
export interface PipelineFile {
  readonly path: string;
  readonly text: string;
}

/** `all`: `read-all` or `write-all`; `listed`: what is not named is none. */
export type Permissions =
  | { readonly kind: "all"; readonly level: "read" | "write"; readonly line: number }
  | { readonly kind: "listed"; readonly of: Readonly<Record<string, string>>; readonly line: number };

export interface Concurrency {
  readonly group: string;
  readonly cancels: boolean;
  readonly line: number;
}

/** An action that lies in the repository itself. */
export interface LocalAction {
  readonly inputs: readonly string[];
  /** Those of a composite action. */
  readonly steps: readonly Step[];
}

/** Path of the folder (`.`, `tools/gate`) -> the action file in it. */
export type LocalActions = ReadonlyMap<string, PipelineFile>;

export interface Step {
  readonly line: number;
  /** What people call it. */
  readonly name: string;
  readonly uses: string | null;
  /** What an action of this repository (`./...`) is made of; null for any other, and where its file was not read. */
  readonly local: LocalAction | null;
  readonly run: string | null;
  readonly with: Readonly<Record<string, string>>;
  readonly if: string | null;
  readonly continuesOnError: boolean;
}

export interface Job {
  readonly id: string;
  /** As it is shown, where it says so. */
  readonly name: string | null;
  readonly line: number;
  readonly needs: readonly string[];
  readonly if: string | null;
  /** A name, or an expression. */
  readonly environment: { readonly name: string; readonly line: number } | null;
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  /** The workflow that it calls. */
  readonly uses: string | null;
  readonly steps: readonly Step[];
  /** Its strategy as written; empty without one. */
  readonly strategy: string;
  readonly outputs: readonly string[];
  /** Secrets that it names, sorted; `*` where it takes or passes on all of them. */
  readonly secrets: readonly string[];
}

export interface Workflow {
  readonly path: string;
  readonly name: string | null;
  readonly triggers: readonly string[];
  /** Does it run on every commit that is pushed to some branch? Not where only some paths, or only tags, set it off. */
  readonly runsOnEveryPush: boolean;
  readonly permissions: Permissions | null;
  readonly concurrency: Concurrency | null;
  readonly jobs: readonly Job[];
  /** Why it is no YAML; then what else is said of it may not be whole. */
  readonly problem: { readonly line: number; readonly message: string } | null;
}

const noActions: LocalActions = new Map();

/** The folders of this repository (`.`, `tools/gate`) whose actions a workflow or an action uses. */
export const localActionsIn = ({ text }: PipelineFile): readonly string[] =>
  [...text.matchAll(/\buses:\s*["']?(\.\/[^\s"'@#]*)/g)].flatMap(([, uses = ""]) =>
    /\.ya?ml$/.test(uses) ? [] : [folderOf(uses)],
  );

const folderOf = (uses: string): string => uses.replace(/^\.\/+/, "").replace(/\/+$/, "") || ".";

export function readWorkflow({ path, text }: PipelineFile, actions: LocalActions = noActions): Workflow {
  const yaml = readYaml(text);
  const { root, problem } = yaml;
  const on = child(yaml, root, "on");
  const triggers = names(yaml, on);
  return {
    path,
    name: scalar(yaml, child(yaml, root, "name")),
    triggers: triggers.length > 0 ? triggers : entries(yaml, on).map(({ key }) => key),
    runsOnEveryPush: runsOnEveryPush(yaml, on),
    permissions: permissionsIn(yaml, root),
    concurrency: concurrencyIn(yaml, root),
    jobs: entries(yaml, child(yaml, root, "jobs")).map(({ key, value, line }) =>
      jobIn(yaml, key, value, line, actions),
    ),
    problem,
  };
}

function runsOnEveryPush(yaml: YamlText, on: Piece): boolean {
  if (names(yaml, on).includes("push")) return true;
  const push = entries(yaml, on).find(({ key }) => key === "push");
  if (push === undefined) return false;
  const keys = entries(yaml, push.value).map(({ key }) => key);
  const isByPath = keys.some((key) => key === "paths" || key === "paths-ignore");
  const isByTag = keys.includes("tags") && !keys.some((key) => key.startsWith("branches"));
  return !isByPath && !isByTag;
}

function jobIn(yaml: YamlText, id: string, job: Piece, line: number, actions: LocalActions): Job {
  const environment = child(yaml, job, "environment");
  const named = scalar(yaml, environment) ?? scalar(yaml, child(yaml, environment, "name"));
  const strategy = child(yaml, job, "strategy");
  return {
    id,
    name: scalar(yaml, child(yaml, job, "name")),
    line,
    needs: names(yaml, child(yaml, job, "needs")),
    if: scalar(yaml, child(yaml, job, "if")),
    environment: named === null ? null : { name: named, line: lineOf(yaml, environment) },
    permissions: permissionsIn(yaml, job),
    concurrency: concurrencyIn(yaml, job),
    uses: scalar(yaml, child(yaml, job, "uses")),
    steps: items(yaml, child(yaml, job, "steps")).map((step) => stepIn(yaml, step, actions)),
    strategy: written(yaml, strategy),
    outputs: entries(yaml, child(yaml, job, "outputs")).map(({ key }) => key),
    secrets: secretsIn(written(yaml, job), scalar(yaml, child(yaml, job, "secrets")) === "inherit"),
  };
}

function stepIn(yaml: YamlText, step: Piece, actions: LocalActions): Step {
  const [uses, run] = [scalar(yaml, child(yaml, step, "uses")), scalar(yaml, child(yaml, step, "run"))];
  const keeps = scalar(yaml, child(yaml, step, "continue-on-error"));
  return {
    line: lineOf(yaml, step),
    name: scalar(yaml, child(yaml, step, "name")) ?? uses ?? run?.split("\n")[0]?.trim() ?? "a step",
    uses,
    local: uses?.startsWith("./") === true ? localAction(folderOf(uses), actions) : null,
    run,
    with: Object.fromEntries(
      entries(yaml, child(yaml, step, "with")).map(({ key, value }) => [key, scalar(yaml, value) ?? ""]),
    ),
    if: scalar(yaml, child(yaml, step, "if")),
    continuesOnError: keeps !== null && keeps !== "false",
  };
}

function localAction(folder: string, actions: LocalActions): LocalAction | null {
  const file = actions.get(folder);
  if (file === undefined) return null;
  const yaml = readYaml(file.text);
  // An action that uses itself would have no end.
  const others = new Map([...actions].filter(([name]) => name !== folder));
  return {
    inputs: entries(yaml, child(yaml, yaml.root, "inputs")).map(({ key }) => key),
    steps: items(yaml, child(yaml, child(yaml, yaml.root, "runs"), "steps")).map((step) => stepIn(yaml, step, others)),
  };
}

function permissionsIn(yaml: YamlText, of: Piece): Permissions | null {
  const entry = entries(yaml, of).find(({ key }) => key === "permissions");
  if (entry === undefined) return null;
  const all = /^(read|write)-all$/.exec(scalar(yaml, entry.value) ?? "")?.[1];
  if (all === "read" || all === "write") return { kind: "all", level: all, line: entry.line };
  const listed = entries(yaml, entry.value).map(({ key, value }) => [key, scalar(yaml, value) ?? "none"] as const);
  return { kind: "listed", of: Object.fromEntries(listed), line: entry.line };
}

function concurrencyIn(yaml: YamlText, of: Piece): Concurrency | null {
  const entry = entries(yaml, of).find(({ key }) => key === "concurrency");
  if (entry === undefined) return null;
  const group = scalar(yaml, entry.value) ?? scalar(yaml, child(yaml, entry.value, "group")) ?? "";
  const cancels = scalar(yaml, child(yaml, entry.value, "cancel-in-progress"));
  return { group, cancels: cancels !== null && cancels !== "false", line: entry.line };
}

function secretsIn(text: string, inherits: boolean): readonly string[] {
  const named = [...text.matchAll(/\bsecrets(?:\.|\[\s*['"])([A-Za-z_][\w-]*)/g)].map(([, name = ""]) => name);
  const takesAll = inherits || /\btoJSON\(\s*secrets\s*\)/i.test(text);
  return [...new Set([...named, ...(takesAll ? ["*"] : [])])].sort();
}

const levels: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 };

/** Does the job's token have `permission` (`checks: read`)? Null where only a setting of the repository says so. */
export function grants(job: Job, workflow: Workflow, permission: string): boolean | null {
  const stated = job.permissions ?? workflow.permissions;
  if (stated === null) return null;
  const [name = "", level = "read"] = permission.split(": ");
  const given = stated.kind === "all" ? stated.level : (stated.of[name] ?? "none");
  return (levels[given] ?? 0) >= (levels[level] ?? 1);
}
