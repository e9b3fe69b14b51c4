/** `doctor` beyond the workflow files of the checkout: the gate under other names, workflows elsewhere, and the policy in force. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalGitHub, startGitHub } from "../support/github/index.ts";
import { everything, policyText, type Spoilt, visit, workflowText } from "./support/clinic.ts";

let github: LocalGitHub;
beforeAll(async () => {
  github = await startGitHub();
  github.organization("acme", { members: ["ada", "olga"] });
  github.team({ org: "acme", slug: "operations", members: ["olga"] });
});
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

interface Answer {
  readonly rules: readonly {
    readonly remarks: readonly {
      readonly gravity: string;
      readonly code: string;
      readonly where: string | null;
      readonly what: string;
      readonly todo: string | null;
    }[];
  }[];
}
const look = async (spoilt: Spoilt) => {
  const { status, out, err } = await visit(github, spoilt, "--format", "json");
  expect(err).toBe("");
  const remarks = (JSON.parse(out) as Answer).rules.flatMap((rule) => rule.remarks);
  return { status, remarks, codes: remarks.map(({ code }) => code) };
};
const healthy = ["credentials.unseen"];

/** Both gates of the workflow, asked in another way. */
const asking = (step: (more: string) => string): string =>
  workflowText
    .replace(/ {8}uses: acme\/release-gate@v0\.1\.0\n {8}with:\n((?: {10}.*\n)+)/, (_, more: string) =>
      step(more).replace("- ", "  "),
    )
    .replace(/ {6}- uses: acme\/release-gate@v0\.1\.0\n {8}with:\n((?: {10}.*\n)+)/, (_, more: string) => step(more));
const released = (text: string, files: Spoilt["files"] = {}): Spoilt => ({
  files: { ".github/workflows/release.yml": text, ...files },
});

describe("the gate is known by what it is, whatever its step is called", () => {
  test("a fork of the action under another owner, in a step with a name of its own", async () => {
    const text = workflowText.replaceAll(
      "uses: acme/release-gate@v0.1.0",
      "name: May it go?\n        uses: octo-mirror/release-gate@0123456789012345678901234567890123456789",
    );
    expect((await look(released(text))).codes).toEqual(healthy);
  });

  test("an action of this repository itself, which lies at its root or in a folder", async () => {
    const action = readFileSync("action.yml", "utf8");
    for (const [uses, path] of [
      ["./", "action.yml"],
      ["./tools/ask", "tools/ask/action.yaml"],
    ] as const) {
      const text = asking((more) => `      - uses: ${uses}\n        with:\n${more}`);
      expect(text).not.toContain("release-gate@");
      expect((await look(released(text, { [path]: action }))).codes, uses).toEqual(healthy);
    }
  });

  test("a composite action of this repository that wraps it, with what its caller gives", async () => {
    const composite = (mode: string) => `name: Ask
inputs: { where: { required: true }, receipt: {} }
runs:
  using: composite
  steps:
    - uses: acme/release-gate@v0.1.0
      with: { environment: "\${{ inputs.where }}", receipt: "\${{ inputs.receipt }}", mode: ${mode} }
`;
    const text = workflowText.replace(
      / {6}- uses: acme\/release-gate@v0\.1\.0\n {8}with:\n {10}environment: production\n/,
      "      - uses: ./.github/actions/ask\n        with:\n          where: production\n",
    );
    const path = ".github/actions/ask/action.yml";
    expect((await look(released(text, { [path]: composite("enforce") }))).codes).toEqual(healthy);
    expect((await look(released(text, { [path]: composite("evaluate") }))).codes).toContain("deploy.no-gate");
    const elsewhere = text.replace("where: production", "where: staging");
    expect((await look(released(elsewhere, { [path]: composite("enforce") }))).codes).toContain(
      "deploy.other-environment",
    );
  });

  test("the command line, by npx, from a folder, or over several lines", async () => {
    for (const command of [
      "npx --yes release-gate@0.1.0 check",
      "node tools/gate/dist/cli/index.js check",
      'node "$GATE_HOME/cli/index.js" check',
    ]) {
      const text = workflowText.replace(
        / {6}- uses: acme\/release-gate@v0\.1\.0\n {8}with:\n {10}environment: production\n {10}receipt: (.*)\n/,
        (_, receipt: string) =>
          `      - name: Ask\n        run: |\n          ${command} \\\n            --environment production --receipt "${receipt}"\n`,
      );
      expect(text).toContain(command);
      const { codes } = await look(released(text));
      expect(
        codes.filter((code) => code.startsWith("deploy.") || code.startsWith("gate.")),
        command,
      ).toEqual([]);
    }
  });

  test("an action of this repository that is something else is no gate", async () => {
    const text = asking((more) => `      - uses: ./tools/ask\n        with:\n${more}`);
    const other = "name: Other\ninputs: { environment: {}, mode: {} }\nruns: { using: node24, main: index.js }\n";
    for (const files of [{}, { "tools/ask/action.yml": other }])
      expect((await look(released(text, files))).codes).toContain("deploy.no-gate");
  });
});

const called = "acme/pipelines/.github/workflows/deploy.yml@v1";
const calling = `name: Release
on:
  push:
    branches: [main]
permissions:
  actions: read
  checks: read
  contents: read
  deployments: read
  pull-requests: read
  statuses: read
jobs:
  release:
    uses: ${called}
`;
/** The shop's own workflow as one that others call. */
const callable = workflowText.replace(/on:\n {2}push:\n {4}branches: \[main\]\n/, "on:\n  workflow_call:\n");

describe("a workflow of another repository that is called", () => {
  const pipelines = (text: string): void => {
    const repository = github.repository({ owner: "acme", name: "pipelines" });
    repository.commit({ message: "Begin", files: { ".github/workflows/deploy.yml": text } });
    repository.tag("v1", repository.at("main"));
  };
  const orgPermissions = { contents: "read", members: "read" } as const;

  test("is read with the token that may, and judged like any other", async () => {
    pipelines(callable);
    expect((await look({ ...released(calling), orgPermissions })).codes).toEqual(healthy);
    pipelines(
      callable.replace(
        / {6}- uses: acme\/release-gate@v0\.1\.0\n(?= {8}with:\n.*\n {10}receipt)/,
        "      - uses: acme/other@v1\n",
      ),
    );
    const { remarks, status } = await look({ ...released(calling), orgPermissions });
    const found = remarks.find(({ code }) => code === "deploy.no-gate");
    expect(found?.where).toMatch(/^acme\/pipelines\/\.github\/workflows\/deploy\.yml@v1:\d+$/);
    expect(status).toBe(1);
  });

  test("needs the permissions of whoever calls it", async () => {
    pipelines(callable);
    const { remarks } = await look({ ...released(calling.replace("  checks: read\n", "")), orgPermissions });
    expect(remarks.find(({ code }) => code === "permissions.missing")?.where).toMatch(
      /^\.github\/workflows\/release\.yml:\d+$/,
    );
  });

  test("that nobody may read is said, with the token to give, and is no clean bill", async () => {
    pipelines(callable);
    const { remarks, status } = await look(released(calling));
    const found = remarks.find(({ code }) => code === "called.unread");
    expect(found).toMatchObject({
      gravity: "unseen",
      where: expect.stringMatching(/^\.github\/workflows\/release\.yml:\d+$/),
    });
    expect(found?.what).toContain(called);
    expect(found?.todo).toContain("RELEASE_GATE_GROUP_TOKEN");
    expect(remarks.map(({ code }) => code)).not.toContain("gate.nowhere");
    expect(status).toBe(3);
  });
});

describe("the policy that is judged", () => {
  const notesOf = async (spoilt: Spoilt): Promise<string> => (await visit(github, spoilt)).out.replaceAll(/\s+/g, " ");

  test("is the working tree's, and that is said where the default branch has another or none", async () => {
    expect(await notesOf({})).toMatch(/\.release-gate\.yml was judged as it stands in the working tree.*not there/);
    const other = `${policyText}# other\n`;
    expect(await notesOf({ tell: (shop) => void shop.commit({ files: { ".release-gate.yml": other } }) })).toMatch(
      /On the default branch it reads otherwise, and the gate goes by that one until this is merged/,
    );
  });

  test("is nothing to speak of where both are the same, and where nobody could look that is said", async () => {
    const merged = (shop: { commit(story: { files: Record<string, string> }): string }): void =>
      void shop.commit({ files: { ".release-gate.yml": policyText } });
    expect(await notesOf({ tell: merged })).not.toContain("working tree.");
    const { contents: _, ...permissions } = everything;
    expect(await notesOf({ tell: merged, permissions })).toMatch(/default branch, which could not be read/);
  });
});
