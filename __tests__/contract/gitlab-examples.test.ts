/** The component and the examples for GitLab: valid by GitLab's own schema, only inputs that exist, and a gate before whatever deploys. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inputsOf } from "../../src/entry/inputs.ts";
import { version } from "../../src/version.ts";
import { documentsOf, schemaProblems } from "../support/gitlab/ci-schema.ts";

const folder = "docs/examples/gitlab";
const component = "gitlab-component/templates/release-gate.yml";

interface Include {
  readonly component?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly stage?: string;
  readonly script?: readonly string[];
  readonly extends?: string;
  readonly environment?: string | { readonly name: string };
  readonly needs?: readonly string[];
  readonly before_script?: readonly unknown[];
  readonly trigger?: unknown;
}
type Pipeline = Readonly<Record<string, unknown>> & { readonly include?: readonly Include[] };

const keywords = new Set(["stages", "include", "workflow", "variables", "default", "spec"]);
const examples = readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

/** The inputs of the template itself; those of the job alone included. */
const [header, body] = documentsOf(readFileSync(component, "utf8")) as unknown as readonly [
  {
    readonly spec: {
      readonly inputs: Readonly<
        Record<
          string,
          {
            readonly default?: unknown;
            readonly description?: string;
            readonly options?: readonly string[];
            readonly regex?: string;
            readonly type?: string;
          }
        >
      >;
    };
  },
  unknown,
];
const known = header.spec.inputs;

/** The template with its inputs filled in, as GitLab does before it looks at it. */
const filled = (): unknown[] =>
  documentsOf(
    readFileSync(component, "utf8")
      .split(/^---$/m)
      .slice(-1)
      .join("")
      .replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => String(known[name]?.default ?? "production")),
  );

describe("the component", () => {
  test("is valid by GitLab's own schema, before and after its inputs are filled in", () => {
    expect(schemaProblems(header)).toEqual([]);
    expect(schemaProblems(body)).toEqual([]);
    for (const document of filled()) expect(schemaProblems(document)).toEqual([]);
  });

  test("the schema refuses a keyword that there is not, so it does say something", () => {
    expect(schemaProblems({ job: { script: ["true"], whenn: "manual" } })).not.toEqual([]);
    expect(schemaProblems({ spec: { inputs: { a: { type: "text" } } } })).not.toEqual([]);
  });

  test.each([
    ["environment", "x'; touch sprung; '"],
    ["environment", ""],
    ["environment", "a\nb"],
    ["mode", "off"],
    ["change-type", "hurry"],
    ["report-only", "perhaps"],
    ["comment", "yes"],
    ["token-variable", "A B"],
    ["token-variable", "glpat-0123456789"],
    ["org-token-variable", "$(env)"],
    ["base", "main' --mode evaluate '"],
    ["policy", "a'b.yml"],
    ["receipt", "a'b"],
    ["record-path", "r'.json"],
    ["artifacts", "a b'"],
    ["wait-timeout", "soon'"],
    ["poll-interval", "'1s"],
    ["junit", "a'b.xml"],
    ["coverage", "c'"],
    ["reason", "two\nlines"],
    ["bundle-path", "x'.js"],
  ])("refuses for %s the value %j, by its own rules", (name, value) => {
    const { options, regex, type } = known[name] ?? {};
    const isTaken =
      type === "boolean"
        ? ["true", "false"].includes(value)
        : (options ?? [value]).includes(value) && new RegExp(regex ?? "").test(value);
    expect(isTaken).toBe(false);
  });

  test("takes its own defaults, by its own rules", () => {
    for (const [name, { default: value, options, regex }] of Object.entries(known)) {
      if (value === undefined) continue;
      expect(options ?? [value], name).toContain(value);
      expect(String(value), name).toMatch(new RegExp(regex ?? ""));
    }
  });

  test("adds nothing to a pipeline but its two jobs", () => {
    const [pipeline] = filled() as readonly Readonly<Record<string, Job>>[];
    expect(Object.keys(pipeline ?? {})).toEqual(["release-gate", ".release-gate-enforce"]);
    // An environment would make a deployment, and be restricted to those who may deploy.
    expect(pipeline?.["release-gate"]).not.toHaveProperty("environment");
  });

  test("carries the licence of the project, and is released by a job on a tag", () => {
    expect(readFileSync("gitlab-component/LICENSE", "utf8")).toBe(readFileSync("LICENSE", "utf8"));
    const [own] = documentsOf(readFileSync("gitlab-component/.gitlab-ci.yml", "utf8"));
    expect(schemaProblems(own)).toEqual([]);
    expect((own as { readonly release: { readonly release: unknown } }).release.release).toMatchObject({
      tag_name: "$CI_COMMIT_TAG",
    });
  });

  test("has a README whose table of inputs comes from the same source as the action's", () => {
    const told = new Map(inputsOf("component").map(({ name, input }) => [name, input]));
    const cell = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|").trim();
    const rows = Object.entries(known).map(([name, { default: fallback, options, description = "" }]) => {
      const input = told.get(name);
      const rest = input === undefined ? description : description.slice(input.meaning.length);
      const choices = options === undefined ? "" : ` One of ${options.map((one) => `\`${one}\``).join(", ")}.`;
      const shown = fallback === undefined ? "required" : fallback === "" ? "" : `\`${String(fallback)}\``;
      return `| \`${name}\` | ${shown} | ${cell(`${input?.meaning ?? ""}${rest}`)}${choices} |`;
    });
    const table = ["| input | default | meaning |", "| --- | --- | --- |", ...rows, ""].join("\n");
    const readme = readFileSync("gitlab-component/README.md", "utf8");
    const part = /(?<=<!-- inputs -->\n)[\s\S]*(?=<!-- \/inputs -->)/;
    if (process.env["UPDATE_README"] === "1")
      writeFileSync(
        "gitlab-component/README.md",
        readme.replace(part, () => table),
      );
    else expect(part.exec(readme)?.[0], "UPDATE_README=1 writes it").toBe(table);
  });
});

test("this project's own pipeline is valid by GitLab's own schema, and builds the image when a version is tagged", () => {
  const [own] = documentsOf(readFileSync(".gitlab-ci.yml", "utf8"));
  expect(schemaProblems(own)).toEqual([]);
  const { everything, node, "container-image": image } = own as Readonly<Record<string, Job>>;
  expect([everything, node].every((job) => job?.script !== undefined)).toBe(true);
  expect(image?.script?.join("\n")).toContain("docker build --file gitlab-component/Dockerfile");
});

test("there is one for each way to use the gate", () => {
  expect(examples.map(([name]) => name)).toEqual([
    "emergency.yml",
    "minimal.yml",
    "monorepo.yml",
    "risk-tiered.yml",
    "rollback.yml",
    "start-when-open.yml",
  ]);
});

describe.each(examples)("%s", (name, text) => {
  const documents = documentsOf(text);
  const pipeline = documents.at(-1) as Pipeline;
  const jobs = Object.entries(pipeline).filter(([key]) => !keywords.has(key)) as [string, Job][];
  const includes = pipeline.include ?? [];

  test("is valid by GitLab's own schema", () => {
    for (const document of documents) expect(schemaProblems(document)).toEqual([]);
    expect(jobs.length).toBeGreaterThan(0);
  });

  test("gives the component only inputs that it has, in this version", () => {
    for (const { component: address = "", inputs = {} } of includes) {
      expect(address).toBe(`$CI_SERVER_FQDN/release-gate/release-gate/release-gate@${version}`);
      for (const [input, value] of Object.entries(inputs)) {
        expect(Object.keys(known)).toContain(input);
        const { options } = known[input] ?? {};
        if (options !== undefined) expect(options).toContain(value);
      }
      expect(inputs).toHaveProperty("environment");
    }
    const names = includes.map(({ inputs }) => String(inputs?.["job-name"] ?? "release-gate"));
    expect(new Set(names).size).toBe(names.length);
  });

  test("every job that deploys begins with the gate and waits for its evaluation", () => {
    for (const [id, job] of jobs) {
      if (job.environment === undefined) continue;
      const environment = typeof job.environment === "string" ? job.environment : job.environment.name;
      const gate = includes.find(({ inputs }) => inputs?.environment === environment);
      expect(gate, `${name}: ${id} deploys to ${environment}, for which no gate is included`).toBeDefined();
      const jobName = String(gate?.inputs?.["job-name"] ?? "release-gate");
      expect(JSON.stringify(job.before_script?.[0])).toBe(JSON.stringify([`.${jobName}-enforce`, "before_script"]));
      expect(job.needs).toContain(jobName);
      // What stands in an include that was left out would be missing, and GitLab makes no pipeline with a reference to nothing.
      expect(gate).not.toHaveProperty("rules");
    }
  });

  test("every stage that a job names is there", () => {
    const stages = [...((pipeline["stages"] as readonly string[] | undefined) ?? []), ".pre", ".post"];
    for (const [, { stage }] of jobs) if (stage !== undefined) expect(stages).toContain(stage);
    for (const { inputs } of includes) expect(stages).toContain(String(inputs?.stage ?? "deploy"));
  });
});

test("the child pipeline that chooses the environment is itself one that begins with the gate", () => {
  const text = readFileSync(join(folder, "risk-tiered.yml"), "utf8");
  const [parent] = documentsOf(text) as readonly { readonly plan: { readonly script: readonly string[] } }[];
  const written = /<<PIPELINE\n([\s\S]*?)\nPIPELINE/.exec(parent?.plan.script.join("\n") ?? "")?.[1] ?? "";
  for (const tier of ["low", "high"]) {
    const child = written.replaceAll(/\$\{tier\}/g, tier).replaceAll(/\$\{CI_SERVER_FQDN\}/g, "gitlab.example.com");
    const [pipeline] = documentsOf(child) as readonly Readonly<Record<string, Job>>[];
    expect(schemaProblems(pipeline)).toEqual([]);
    expect(pipeline?.deploy).toMatchObject({
      environment: `production/${tier}`,
      needs: [`gate-${tier}`],
      before_script: [[`.gate-${tier}-enforce`, "before_script"]],
    });
  }
});

test("the Jenkinsfile calls the command line with options that it has, and never puts a token on it", () => {
  const text = readFileSync(join(folder, "Jenkinsfile"), "utf8");
  const options = inputsOf("cli").map((input) => input.name);
  const calls = [...text.matchAll(/release-gate check ([^']+)'/g)].map(([, call]) => call ?? "");
  expect(calls).toHaveLength(2);
  for (const call of calls) {
    for (const [, option = ""] of call.matchAll(/--([\w-]+)/g)) expect(options).toContain(option);
    expect(call).toMatch(/--token-variable GATE_TOKEN/);
    expect(call).not.toMatch(/\$GATE_TOKEN/);
  }
  // Single quotes: Groovy puts nothing into them, so the shell alone sees the variables.
  expect(text).not.toMatch(/sh "/);
});
