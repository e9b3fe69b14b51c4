/** Reads and runs the part of Jenkins' declarative pipelines that our example uses: whatever it does not know it refuses. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** `name(arguments) { body }`; `if` has its condition's two sides as arguments. */
interface Step {
  readonly name: string;
  readonly args: Readonly<Record<string, Value>>;
  readonly body: readonly Step[] | null;
  readonly otherwise: readonly Step[] | null;
}
type Value = string | boolean | Step | readonly Value[];

/** What an argument without a name is called. */
const plain = "";
const tokens = /\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|==|[A-Za-z_][\w.]*|[{}()[\],:]|\n|[^\S\n]+|./gy;

/** Throws at the first thing that is not of this part of the language, with its line. */
export function readJenkinsfile(text: string): readonly Step[] {
  const words = [...text.matchAll(tokens)]
    .map(([word]) => word)
    .filter((word) => word === "\n" || (word.trim() !== "" && !word.startsWith("//")));
  let at = 0;
  let line = 1;
  const skipLines = (): void => {
    for (; words[at] === "\n"; at += 1) line += 1;
  };
  const peek = (): string => words[at] ?? "";
  const fail = (wanted: string): never => {
    throw new Error(`Jenkinsfile:${line}: ${wanted} expected, ${JSON.stringify(peek())} found`);
  };
  const take = (word: string): void => {
    if (peek() !== word) fail(word);
    at += 1;
  };
  const has = (word: string): boolean => {
    if (peek() !== word) return false;
    at += 1;
    return true;
  };
  const isName = (): boolean => /^[A-Za-z_]/.test(peek());
  const name = (): string => {
    if (!isName()) fail("a name");
    at += 1;
    return words[at - 1] ?? "";
  };

  const value = (): Value => {
    const word = peek();
    if (word.startsWith("'")) {
      at += 1;
      return word.slice(1, -1).replaceAll(/\\(.)/g, "$1");
    }
    if (word === "true" || word === "false") {
      at += 1;
      return word === "true";
    }
    if (has("[")) {
      const items: Value[] = [];
      while (peek() !== "]") {
        items.push(value());
        if (!has(",")) break;
      }
      take("]");
      return items;
    }
    return step();
  };
  const argumentsUntil = (isEnd: () => boolean): Record<string, Value> => {
    const args: Record<string, Value> = {};
    while (!isEnd()) {
      const isNamed = isName() && words[at + 1] === ":";
      const key = isNamed ? name() : plain;
      if (isNamed) take(":");
      if (key in args) fail("one argument of a name");
      args[key] = value();
      if (!has(",")) break;
    }
    return args;
  };
  const block = (): readonly Step[] => {
    take("{");
    const steps: Step[] = [];
    for (skipLines(); peek() !== "}"; skipLines()) {
      steps.push(step());
      if (peek() !== "}" && peek() !== "\n") fail("the end of the line");
    }
    take("}");
    return steps;
  };
  const step = (): Step => {
    const called = name();
    if (called === "if") {
      take("(");
      const left = name();
      take("==");
      const right = value();
      take(")");
      const body = block();
      return { name: "if", args: { left, right }, body, otherwise: has("else") ? block() : null };
    }
    let args: Record<string, Value> = {};
    if (has("(")) {
      args = argumentsUntil(() => peek() === ")");
      take(")");
    } else if (!["{", "}", "\n", ",", ")", "]", ""].includes(peek())) args = argumentsUntil(() => peek() === "{");
    return { name: called, args, body: peek() === "{" ? block() : null, otherwise: null };
  };

  const steps: Step[] = [];
  for (skipLines(); at < words.length; skipLines()) steps.push(step());
  return steps;
}

export interface JenkinsBuild {
  readonly workspace: string;
  /** What Jenkins and its administrators set. */
  readonly env: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Id -> secret text. */
  readonly credentials: Readonly<Record<string, string>>;
}

export interface JenkinsOutcome {
  /** Stage -> how it ended. */
  readonly stages: Readonly<Record<string, "success" | "failure" | "not run">>;
  readonly log: string;
  /** Exit codes of its shell steps, in their order. */
  readonly codes: readonly (number | null)[];
}

class StepFailed extends Error {}

/** Runs its stages, one after another; after the first that fails no other begins. Throws where the pipeline itself is unsound. */
export async function runJenkinsfile(text: string, build: JenkinsBuild): Promise<JenkinsOutcome> {
  let log = "";
  const codes: (number | null)[] = [];

  const shell = async (script: string, env: Readonly<Record<string, string>>): Promise<void> => {
    const child = spawn("sh", ["-xe", "-c", script], { cwd: build.workspace, env });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part: string) => {
        log += part;
      });
    const code = await new Promise<number | null>((done) => {
      child.once("close", done);
    });
    codes.push(code);
    if (code !== 0) throw new StepFailed(`script returned exit code ${code}`);
  };
  const credential = (given: Value): readonly [string, string] => {
    const { name, args } = given as Step;
    const secret = build.credentials[String(args["credentialsId"])];
    if (name !== "string" || secret === undefined) throw new StepFailed("Could not find credentials");
    return [String(args["variable"]), secret];
  };
  const setting = (given: Value): readonly [string, string] => {
    const [, variable = "", value = ""] = /^([A-Z_]+)=(.*)$/.exec(String(given)) ?? [];
    return [variable, value];
  };
  const listIn = (args: Step["args"]): readonly Value[] => args[plain] as readonly Value[];
  const needs = (pattern: string): void => {
    if (!existsSync(join(build.workspace, pattern.replace(/\/\*\*$/, "")))) throw new StepFailed(`no ${pattern}`);
  };

  const runAll = async (steps: readonly Step[], env: Readonly<Record<string, string>>): Promise<void> => {
    for (const { name, args, body, otherwise } of steps) {
      if (name === "script") await runAll(body ?? [], env);
      else if (name === "if") {
        const [, parameter = ""] = /^params\.(\w+)$/.exec(String(args["left"])) ?? [];
        await runAll((build.parameters[parameter] === args["right"] ? body : otherwise) ?? [], env);
      } else if (name === "withCredentials")
        await runAll(body ?? [], { ...env, ...Object.fromEntries(listIn(args).map(credential)) });
      else if (name === "withEnv")
        await runAll(body ?? [], { ...env, ...Object.fromEntries(listIn(args).map(setting)) });
      else if (name === "sh") await shell(String(args[plain]), env);
      else if (name === "junit") needs(String(args["testResults"]));
      else if (name === "archiveArtifacts") needs(String(args["artifacts"]));
      else throw new Error(`There is no step ${name}.`);
    }
  };

  const [pipeline, ...rest] = readJenkinsfile(text);
  if (pipeline?.name !== "pipeline" || rest.length > 0)
    throw new Error("A declarative pipeline is one `pipeline` block.");
  const sections = new Map((pipeline.body ?? []).map((section) => [section.name, section]));
  for (const name of sections.keys())
    if (!["agent", "parameters", "options", "stages"].includes(name)) throw new Error(`There is no section ${name}.`);
  if (!sections.has("agent")) throw new Error("A pipeline says where it runs.");
  const stages: Record<string, "success" | "failure" | "not run"> = {};
  for (const { name, args, body } of sections.get("stages")?.body ?? []) {
    if (name !== "stage") throw new Error(`There is no section ${name} in stages.`);
    const title = String(args[plain]);
    stages[title] = "not run";
    if (Object.values(stages).includes("failure")) continue;
    const parts = new Map((body ?? []).map((part) => [part.name, part.body ?? []]));
    for (const part of parts.keys())
      if (part !== "steps" && part !== "post") throw new Error(`There is no section ${part} in a stage.`);
    const attempt = async (steps: readonly Step[]): Promise<boolean> => {
      try {
        await runAll(steps, build.env);
        return true;
      } catch (error) {
        if (!(error instanceof StepFailed)) throw error;
        log += `ERROR: ${error.message}\n`;
        return false;
      }
    };
    const went = await attempt(parts.get("steps") ?? []);
    const after = (parts.get("post") ?? []).map((one) => {
      if (one.name !== "always") throw new Error(`There is no condition ${one.name}.`);
      return one.body ?? [];
    });
    const ended = await attempt(after.flat());
    stages[title] = went && ended ? "success" : "failure";
  }
  return { stages, log, codes };
}
