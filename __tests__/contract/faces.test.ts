/** The faces of the gate show the inputs of one table, `src/entry/inputs.ts`: same names, same defaults, same words. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { type Face, inputsOf } from "../../src/entry/inputs.ts";
import { outputNames } from "../../src/reporters/outputs.ts";
import { version } from "../../src/version.ts";

interface Shown {
  readonly description: string;
  readonly default?: string | boolean;
  readonly required?: boolean;
  readonly options?: readonly string[];
  readonly type?: string;
}

interface Action {
  readonly description: string;
  readonly inputs: Readonly<Record<string, Shown>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const action = parse(readFileSync("action.yml", "utf8")) as Action;
const [header, jobs] = parseAllDocuments(readFileSync("gitlab-component/templates/release-gate.yml", "utf8")).map(
  (document) => document.toJS() as unknown,
);
const component = (header as { readonly spec: { readonly inputs: Readonly<Record<string, Shown>> } }).spec.inputs;

/** Inputs that only GitLab needs, since a component makes a whole job. */
const ofTheJob = ["job-name", "stage", "image", "bundle-path"];

/** Where the face puts something in that the table leaves open: the file must be found again by the steps after it. */
const ownDefaults: Readonly<Record<string, string>> = {
  "component record-path": "release-gate/record.json",
  "component artifacts": "release-gate",
};

const faces: readonly (readonly [Face, Readonly<Record<string, Shown>>])[] = [
  ["action", action.inputs],
  ["component", Object.fromEntries(Object.entries(component).filter(([name]) => !ofTheJob.includes(name)))],
];

describe.each(faces)("%s", (face, shown) => {
  test("has the inputs of the table, in its order", () => {
    expect(Object.keys(shown)).toEqual(inputsOf(face).map(({ name }) => name));
  });

  test.each(inputsOf(face).map(({ name, input }) => [name, input] as const))("%s", (name, input) => {
    const { description, default: assumed, required, options, type } = shown[name] ?? { description: "" };
    expect(description.startsWith(input.meaning), `${description}\ndoes not begin with\n${input.meaning}`).toBe(true);
    const expected = ownDefaults[`${face} ${name}`] ?? input.default ?? (input.kind === "flag" ? "false" : "");
    if (input.required) expect(assumed).toBeUndefined();
    else expect(String(assumed)).toBe(expected);
    if (face === "action") expect(required ?? false).toBe(input.required);
    if (input.kind === "list") expect(description).toMatch(/One pattern a line\.$/);
    if (input.kind === "choice") {
      if (face === "component") expect(options).toEqual(input.choices);
      else for (const choice of input.choices) expect(description).toContain(choice);
    }
    if (face === "component") expect(type ?? "string").toBe(input.kind === "flag" ? "boolean" : "string");
  });
});

test("the action runs its own bundle on a Node that runners have", () => {
  expect(action.runs).toEqual({ using: "node24", main: "dist/action/index.js" });
});

interface ComponentJob {
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
}
const componentJobs = Object.values(jobs as Readonly<Record<string, ComponentJob>>);
const scripts = componentJobs.map(({ script = [], before_script: before = [] }) => [...before, ...script].join("\n"));

test("the component takes only inputs into its scripts that can hold no quote, or are one of a few words", () => {
  expect(scripts).toHaveLength(2);
  for (const script of scripts) {
    const used = [...script.matchAll(/'\$\[\[ inputs\.([\w-]+) \]\](?:\/[\w.]+)?'/g)].map(([, name]) => name ?? "");
    expect(used.length).toBeGreaterThan(8);
    for (const name of used) {
      const { options, type, regex } = component[name] as Shown & { readonly regex?: string };
      const safe = options !== undefined || type === "boolean" || /^\^\[(\^'|0-9|A-Za-z_)/.test(regex ?? "");
      expect(safe, `${name} could end its quotes and become a command`).toBe(true);
    }
    // Free text stands alone on its line, between the marks of a quoted here-document that one line cannot end.
    const free = [...script.matchAll(/<<'(\w+)'\n\$\[\[ inputs\.([\w-]+) \]\]\n\1\n/g)].map(([, , name]) => name ?? "");
    expect(free).toEqual(["reason"]);
    expect((component.reason as Shown & { readonly regex?: string }).regex).toBe("^[^\\r\\n]*$");
    expect([...script.matchAll(/\$\[\[/g)].length).toBe(used.length + free.length);
  }
});

test("the component uses every input, and gives the command line only options that it has", () => {
  const text = JSON.stringify(jobs);
  for (const name of Object.keys(component)) expect(text, name).toContain(`$[[ inputs.${name} ]]`);
  const options = inputsOf("cli").map(({ name }) => name);
  for (const script of scripts) {
    const given = [...script.matchAll(/ --([a-z-]+)(?=[=;\s])/g)].map(([, name]) => name ?? "");
    expect(given.length).toBeGreaterThan(12);
    for (const name of given) expect(options).toContain(name);
  }
});

test("the action describes exactly the outputs that it writes", () => {
  expect(Object.keys(action.outputs)).toEqual(outputNames);
  for (const { description } of Object.values(action.outputs)) expect(description).toMatch(/\.$/);
});

test("the hidden job enforces, and takes the receipt of the job beside it, which it never does without", () => {
  const hidden = (jobs as Readonly<Record<string, ComponentJob>>)[".$[[ inputs.job-name ]]-enforce"];
  const before = hidden?.before_script?.join("\n") ?? "";
  expect(before).toContain("release_gate_mode=enforce");
  expect(before).toMatch(/'\$\[\[ inputs\.mode \]\]' = 'evaluate' .*receipt\.txt'/);
});

test("one version everywhere", () => {
  const about = JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string };
  expect(version).toBe(about.version);
  expect(component.image?.default).toBe(`$CI_REGISTRY/release-gate/release-gate:${about.version}`);
  expect(readFileSync("gitlab-component/Dockerfile", "utf8")).toContain(`release-gate:${about.version}`);
  expect(readFileSync("CHANGELOG.md", "utf8")).toContain(`## [${about.version}]`);
});
