/** `doctor` against the local GitHub: silent where everything is as it should be, and one sentence for each thing that is not. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { observed, unavailable } from "../../src/core/evidence/observed.ts";
import { nothingSeen } from "../../src/core/evidence/setup-facts.ts";
import { examine } from "../../src/core/setup/examine.ts";
import { setupRules } from "../../src/core/setup/registry.ts";
import { loadPolicy } from "../../src/load-policy.ts";
import { type LocalGitHub, startGitHub } from "../support/github/index.ts";
import { everything, type Found, policyText, type Spoilt, visit, workflowText } from "./support/clinic.ts";

let github: LocalGitHub;
beforeAll(async () => {
  github = await startGitHub();
  github.organization("acme", { members: ["ada", "olga"] });
  github.team({ org: "acme", slug: "operations", members: ["olga"] });
  github.team({ org: "acme", slug: "everybody", members: ["ada", "olga"] });
});
afterAll(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

interface Remark {
  readonly gravity: string;
  readonly code: string;
  readonly what: string;
  readonly where: string | null;
  readonly todo: string | null;
  readonly lines: readonly string[];
}
interface Answer {
  readonly healthy: boolean;
  readonly rules: readonly { readonly rule: string; readonly status: string; readonly remarks: readonly Remark[] }[];
}

const ask = async (spoilt: Spoilt = {}, ...args: readonly string[]): Promise<Answer & { readonly status: number }> => {
  const { status, out, err } = await visit(github, spoilt, "--format", "json", ...args);
  expect(err).toBe("");
  return { ...(JSON.parse(out) as Answer), status };
};
const remarksOf = ({ rules }: Answer): readonly Remark[] => rules.flatMap(({ remarks }) => remarks);

/** What is said of a healthy shop: what nobody can see from here. */
const always = ["credentials.unseen"];

test("finds nothing wrong where everything is as the gate needs it", async () => {
  const answer = await ask();
  expect(remarksOf(answer).map(({ code }) => code)).toEqual(always);
  expect(answer.status).toBe(0);
  expect(answer.healthy).toBe(true);
  expect(answer.rules.map(({ rule }) => rule)).toEqual(
    setupRules.filter(({ platforms }) => platforms.includes("github")).map(({ id }) => id),
  );
});

const workflow = (from: string | RegExp, to: string): Spoilt => {
  expect(workflowText).toMatch(
    typeof from === "string" ? new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : from,
  );
  return { files: { ".github/workflows/release.yml": workflowText.replace(from, () => to) } };
};
const policy = (from: string, to: string): Spoilt => {
  expect(policyText).toContain(from);
  return { files: { ".release-gate.yml": policyText.replace(from, to) } };
};
const without = (permission: keyof typeof everything): Spoilt => ({
  permissions: Object.fromEntries(Object.entries(everything).filter(([name]) => name !== permission)),
});
const enforceStep = /(?<=fetch-depth: 0\n) {6}- uses: acme\/release-gate@v0\.1\.0\n {8}with:\n.*\n.*receipt:.*\n/;

/** [what is wrong, how it is spoilt, the code that is found, words of the sentence or of the lines to paste]. */
const cases: readonly (readonly [string, () => Spoilt, string, readonly string[]])[] = [
  [
    "the job's token lacks a permission",
    () => workflow("  checks: read\n", ""),
    "permissions.missing",
    ["  checks: read", ".github/workflows/release.yml:5"],
  ],
  [
    "no permissions are stated",
    () => workflow(/permissions:\n(?: {2}.*\n)+?(?=jobs)/, ""),
    "permissions.unset",
    ["permissions:", "  actions: read"],
  ],
  [
    "a comment is asked for without the right to write one",
    () => workflow("          mode: evaluate\n", "          mode: evaluate\n          comment: true\n"),
    "permissions.missing",
    ["  pull-requests: write"],
  ],
  [
    "a workflow elsewhere is called that the token may not read",
    () => workflow(/^jobs:\n/m, "jobs:\n  more:\n    uses: acme/hidden/.github/workflows/more.yml@v1\n"),
    "called.unread",
    ["acme/hidden/.github/workflows/more.yml@v1", "RELEASE_GATE_GROUP_TOKEN"],
  ],
  ["the token that looks is refused", () => without("deployments"), "token.refused", ["  deployments: read"]],
  [
    "the target does not exist",
    () => ({ environments: { production: null } }),
    "environment.target-missing",
    ["production does not exist"],
  ],
  [
    "an approval environment does not exist",
    () => ({ environments: { "approve-operations": null } }),
    "environment.missing",
    ["approve-operations", "operations"],
  ],
  [
    "an approval environment asks nobody",
    () => ({ environments: { "approve-operations": {} } }),
    "environment.unprotected",
    ["no required reviewers"],
  ],
  [
    "there are too few environments for a count",
    () => policy("[{ group: operations }]", "[{ group: operations, count: 2 }]"),
    "environment.too-few",
    ["missing 2 approvals and has 1 environment"],
  ],
  [
    "a count is asked of the target alone",
    () =>
      policy(", environments: [approve-operations]", "").files === undefined
        ? {}
        : {
            files: {
              ".release-gate.yml": policyText
                .replace(", environments: [approve-operations]", "")
                .replace("{ group: operations }", "{ group: operations, count: 2 }"),
            },
            environments: { production: { ...everyone, branchPolicy: "protected" } },
          },
    "environment.target-alone",
    ["2 approvals"],
  ],
  [
    "an environment asks somebody outside the group",
    () => ({
      environments: { "approve-operations": { ...everyone, reviewers: ["acme/operations", "acme/everybody", "ada"] } },
    }),
    "environment.strangers",
    ["@ada", "acme/everybody"],
  ],
  [
    "administrators may pass",
    () => ({ environments: { "approve-operations": { ...everyone, canAdminsBypass: true } } }),
    "environment.bypass",
    ["Administrators may pass approve-operations"],
  ],
  [
    "nobody says whether administrators may pass",
    () => ({ environments: { "approve-operations": { reviewers: ["acme/operations"], preventSelfReview: true } } }),
    "environment.bypass-unknown",
    ["approve-operations"],
  ],
  [
    "self-review is allowed",
    () => ({ environments: { "approve-operations": { ...everyone, preventSelfReview: false } } }),
    "environment.self-review",
    ["Prevent self-review"],
  ],
  [
    "any branch may deploy",
    () => ({ environments: { production: { canAdminsBypass: false } } }),
    "environment.any-branch",
    ["A workflow on any branch"],
  ],
  [
    "a team does not exist",
    () => ({
      ...policy("teams: [acme/operations]", "teams: [acme/operations, acme/nobody]"),
      orgPermissions: { members: "read" },
    }),
    "team.unknown",
    ["acme/nobody", ".release-gate.yml:4"],
  ],
  [
    "a team cannot be seen",
    () => policy("teams: [acme/operations]", "teams: [acme/operations, acme/nobody]"),
    "team.unseen",
    ["RELEASE_GATE_GROUP_TOKEN"],
  ],
  [
    "a required CI run never ran",
    () => policy("CI / test", "CI / tset"),
    "run.never-ran",
    ["CI / tset never ran", "CI / test", ".release-gate.yml:8"],
  ],
  ["no CI run was seen at all", () => ({ hasNoRuns: true }), "run.never-ran", ["No CI run at all"]],
  [
    "a deploy job never asks the gate",
    () => ({
      files: {
        ".github/workflows/release.yml": workflowText,
        ".github/workflows/hotfix.yml":
          "on: workflow_dispatch\njobs:\n  ship:\n    environment: production\n    runs-on: ubuntu-latest\n    steps: [{ run: ./deploy.sh }]\n",
      },
    }),
    "deploy.no-gate",
    [".github/workflows/hotfix.yml:3", "- uses: acme/release-gate@v0.1.0"],
  ],
  [
    "a deploy job depends on the gate and does not begin with it",
    () => workflow(enforceStep, ""),
    "deploy.no-gate",
    ["does not ask again", "needs.gate.outputs.receipt"],
  ],
  [
    "something runs before the gate",
    () => workflow(enforceStep, `      - run: ./prepare.sh\n${enforceStep.exec(workflowText)?.[0] ?? ""}`),
    "deploy.gate-late",
    ["./prepare.sh"],
  ],
  [
    "the gate's no is ignored",
    () => workflow(enforceStep, `${enforceStep.exec(workflowText)?.[0] ?? ""}        continue-on-error: true\n`),
    "deploy.gate-ignored",
    ["continue-on-error"],
  ],
  [
    "the gate is asked on a condition",
    () => workflow(enforceStep, `${enforceStep.exec(workflowText)?.[0] ?? ""}        if: github.actor != 'ada'\n`),
    "deploy.gate-ignored",
    ["goes on unasked"],
  ],
  [
    "the gate only reports",
    () => workflow(/(?=\n {10}receipt:)/, "\n          report-only: true"),
    "deploy.report-only",
    ["lets every release through"],
  ],
  [
    "the gate is asked about another environment",
    () => workflow(/environment: production(?=\n {10}receipt)/, "environment: staging"),
    "deploy.other-environment",
    ["asks the gate about staging"],
  ],
  [
    "the receipt is not handed in",
    () => workflow(/\n {10}receipt:.*/, ""),
    "deploy.no-receipt",
    [`receipt: \${{ needs.gate.outputs.receipt }}`],
  ],
  [
    "nobody is asked before",
    () => workflow("needs: [gate, approve]", "needs: []"),
    "deploy.nobody-asks",
    ["mode: evaluate"],
  ],
  [
    "a step runs even where the gate says no",
    () => workflow("      - run: ./deploy.sh\n", "      - run: ./deploy.sh\n        if: always()\n"),
    "deploy.runs-anyway",
    ["if: always()"],
  ],
  [
    "the evaluation records a deployment",
    () => workflow("  gate:\n", "  gate:\n    environment: production\n"),
    "gate.deploys",
    ["Take `environment:` out"],
  ],
  [
    "the evaluation hands nothing on",
    () => workflow(/ {6}approval-environments: .*\n/, ""),
    "gate.no-outputs",
    ["steps.gate.outputs.approval-environments"],
  ],
  [
    "no job asks the environments",
    () => workflow(/ {2}approve:\n[\s\S]*?(?= {2}deploy:)/, ""),
    "gate.nobody-asked",
    ["  approve:"],
  ],
  [
    "no workflow asks the gate",
    () => ({ files: { ".github/workflows/release.yml": null } }),
    "gate.nowhere",
    ["release-gate init"],
  ],
  [
    "a workflow is no YAML",
    () => ({ files: { ".github/workflows/broken.yml": "on: [push\njobs:\n" } }),
    "workflow.unreadable",
    ["broken.yml"],
  ],
  [
    "a run holds the lane while people think",
    () => workflow("jobs:\n", "concurrency: release\njobs:\n"),
    "lane.workflow",
    ["concurrency: deploy-production"],
  ],
  [
    "an approval job holds the lane",
    () => workflow("  approve:\n", "  approve:\n    concurrency: approvals\n"),
    "lane.job",
    ["approvals"],
  ],
  [
    "a newer run cancels a deployment",
    () =>
      workflow(
        "    concurrency: deploy-production\n",
        "    concurrency: { group: deploy-production, cancel-in-progress: true }\n",
      ),
    "lane.cancels",
    ["in the middle"],
  ],
  [
    "two runs may deploy at a time",
    () => workflow("    concurrency: deploy-production\n", ""),
    "lane.none",
    ["concurrency: deploy-production"],
  ],
  [
    "the checkout is shallow",
    () => workflow(/\n {8}with:\n {10}fetch-depth: 0(?=\n {6}- id)/, ""),
    "checkout.shallow",
    ["fetch-depth: 0"],
  ],
  [
    "there is no checkout",
    () => workflow(/ {6}- uses: actions\/checkout@v4\n {8}with:\n {10}fetch-depth: 0\n(?= {6}- id)/, ""),
    "checkout.missing",
    ["actions/checkout"],
  ],
  ["whoever may push can change the gate", () => ({ isUnprotected: true }), "editors.unprotected", ["Protect main"]],
  [
    "nobody owns the gate's files",
    () => ({ files: { ".github/CODEOWNERS": "/src/ @acme/everybody\n" } }),
    "editors.unowned",
    [".github/workflows/release.yml, .release-gate.yml"],
  ],
  [
    "a secret of the deployment is used elsewhere",
    () => ({
      files: {
        ".github/workflows/nightly.yml": `on: push\npermissions: {}\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./scan.sh\n        env:\n          KEY: \${{ secrets.DEPLOY_KEY }}\n`,
      },
    }),
    "credentials.elsewhere",
    ["DEPLOY_KEY", "nightly.yml:4"],
  ],
  [
    "the deployment takes no secret",
    () => workflow(/\n {8}env:\n {10}KEY: .*/, ""),
    "credentials.none",
    ["OpenID Connect"],
  ],
  [
    "a group has nobody on GitHub",
    () =>
      policy(
        "github: { teams: [acme/operations], environments: [approve-operations] }",
        "gitlab: { groups: [acme/operations] }",
      ),
    "group.empty",
    ["Nobody on this platform belongs to operations"],
  ],
  [
    "a group has too few people",
    () =>
      policy(
        "github: { teams: [acme/operations], environments: [approve-operations] }",
        "users: [olga]\n    github: { environments: [approve-operations, approve-two] }",
      ).files === undefined
        ? {}
        : {
            files: {
              ".release-gate.yml": policyText
                .replace(
                  "github: { teams: [acme/operations], environments: [approve-operations] }",
                  "users: [olga]\n    github: { environments: [approve-operations, approve-two] }",
                )
                .replace("{ group: operations }", "{ group: operations, count: 2 }"),
            },
          },
    "group.too-few",
    ["which has 1 person"],
  ],
  [
    "the policy lets people outside the group approve",
    () =>
      policy(
        "      medium: [{ group: operations }]\n",
        "      medium: [{ group: operations }]\n      exclude: { outsiders: false }\n",
      ),
    "exclusion.off",
    [
      "production: `exclude: { outsiders: false }` weakens the gate: anybody whom the platform lets approve counts",
      ".release-gate.yml:11",
      "Take `outsiders: false` out, unless it is meant.",
    ],
  ],
  [
    "the gate is not told which environment is meant",
    () => workflow(/\n {10}environment: production(?=\n {10}receipt)/, ""),
    "deploy.no-environment",
    ["environment: production"],
  ],
  [
    "nobody can tell whether changes to the gate are reviewed",
    () => ({ isUnreviewed: true }),
    "editors.unreviewed",
    ["not known whether"],
  ],
  [
    "the policy names nothing that anything here deploys to",
    () => ({
      files: {
        ".release-gate.yml": 'version: 1\nenvironments: { "*": {} }\n',
        ".github/workflows/release.yml": null,
      },
    }),
    "policy.no-environment",
    ["environments:"],
  ],
  ["there is no policy", () => ({ files: { ".release-gate.yml": null } }), "policy.built-in", ["builtin:standard"]],
];

const everyone = { reviewers: ["acme/operations"], preventSelfReview: true, canAdminsBypass: false } as const;

describe("says so where", () => {
  test.each(cases)("%s", async (_what, spoil, code, words) => {
    const answer = await ask(spoil());
    const remark = remarksOf(answer).find((each) => each.code === code);
    expect(remarksOf(answer).map((each) => each.code)).toContain(code);
    const said = [remark?.what, remark?.where, remark?.todo, ...(remark?.lines ?? [])].join("\n");
    for (const word of words) expect(said).toContain(word);
    // Each says what to do, save where nothing can be done from here.
    if (code !== "credentials.none") expect(remark?.todo).not.toBeNull();
    expect(answer.status).toBe(
      remarksOf(answer).some(({ gravity }) => gravity === "problem") ? 1 : answer.healthy ? 0 : 3,
    );
  });
});

test("every code that a rule may use is shown by a test", async () => {
  const { readdirSync, readFileSync } = await import("node:fs");
  const folder = "src/core/setup/rules";
  // Those of GitLab are shown by doctor-gitlab.test.ts.
  const names = readdirSync(folder).filter((name) => !name.startsWith("gitlab-"));
  const used = names.flatMap((name) =>
    [...readFileSync(`${folder}/${name}`, "utf8").matchAll(/"([a-z]+\.[a-z-]+)"/g)].flatMap(([, code]) => code ?? []),
  );
  const shown = new Set([...cases.map(([, , code]) => code), ...always, ...elsewhere]);
  expect([...new Set(used)].filter((code) => !shown.has(code)).sort()).toEqual([]);
});

/** Shown by tests of their own. */
const elsewhere = ["environment.reviewers-unknown", "deploy.not-in-policy"];

test("an environment of whose reviewers nobody knows is not taken for one that asks the right people", async () => {
  const text = new TextEncoder().encode(policyText);
  const { policy: parsed } = await loadPolicy("p.yml", async (where) => ({ status: "found", bytes: text, where }));
  const blind = nothingSeen({ platform: "github", repository: "acme/shop" }, unavailable("Not asked."));
  const odd = {
    name: "approve-operations",
    exists: true,
    reviewers: null,
    preventsSelfReview: true,
    adminsMayBypass: false,
    url: null,
    branches: null,
  };
  const { rules } = examine({
    facts: { ...blind, environments: observed([odd], "a test", "2026-06-10T10:00:00.000Z") },
    policy: parsed,
    policyFile: null,
    pipelineFiles: unavailable("Not read."),
    codeOwners: null,
    environments: [],
  });
  const found = rules.find(({ rule }) => rule === "environment-reviewers");
  expect([found?.status, found?.remarks[0]?.code]).toEqual(["problem", "environment.reviewers-unknown"]);
});

test("is not healthy where it could not look: no token, exit code 3, and what could be seen is said", async () => {
  const answer = await ask({ env: { GITHUB_TOKEN: "" } });
  expect(answer.status).toBe(3);
  expect(answer.healthy).toBe(false);
  const unseen = answer.rules.filter(({ status }) => status === "unseen").map(({ rule }) => rule);
  expect(unseen).toEqual(expect.arrayContaining(["approval-environments", "required-runs", "environment-bypass"]));
  expect(answer.rules.find(({ rule }) => rule === "gate-in-place")?.status).toBe("fine");
});

test("a token that may read nothing is never taken for a repository in order", async () => {
  const answer = await ask({ permissions: {} });
  expect(answer.status).toBe(1);
  expect(answer.rules.find(({ rule }) => rule === "approval-environments")?.status).toBe("unseen");
  const lines = remarksOf(answer).flatMap((each) => (each.code === "token.refused" ? each.lines : []));
  expect(lines).toEqual(
    expect.arrayContaining(["  actions: read", "  checks: read", "  contents: read", "  deployments: read"]),
  );
});

test("names the environments that a workflow deploys to and the policy does not know", async () => {
  const docs =
    "on: push\npermissions: {}\njobs:\n  pages:\n    environment: github-pages\n    runs-on: ubuntu-latest\n    steps: [{ run: ./docs.sh }]\n";
  const answer = await ask({ files: { ".github/workflows/docs.yml": docs } });
  expect(remarksOf(answer).find(({ code }) => code === "deploy.not-in-policy")?.what).toContain("github-pages");
  expect(answer.status).toBe(0);
});

test("looks at one environment where one is asked about, and refuses a name that the policy lacks", async () => {
  expect((await ask({}, "--environment", "production")).status).toBe(0);
  const { status, err } = await visit(github, {}, "--environment", "prodcution");
  expect(status).toBe(2);
  expect(err).toContain("Did you mean production?");
});

describe("as text", () => {
  let found: Found;
  beforeAll(async () => {
    found = await visit(github, workflow("  checks: read\n", ""));
  });
  test("says first what is to be mended, where, and the lines to paste as they stand in the file", () => {
    const { out } = found;
    expect(out).toMatch(/^\n ✗ MEND +acme\/shop-\d+: 1 thing to mend\./);
    expect(out).toContain("at .github/workflows/release.yml:5");
    expect(out).toMatch(/\n +checks: read\n/);
    expect(out.indexOf("✗ MEND")).toBeLessThan(out.indexOf("✓"));
    expect(out).toContain("holds only those who cannot edit that pipeline");
  });
  test("keeps to the width", () => {
    for (const line of found.out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

test("as Markdown nothing that others named can break out", async () => {
  const hostile = "a`</details><img src=x onerror=1>@everyone";
  const spoilt = workflow("  deploy:\n", `  "${hostile}":\n`);
  const { out } = await visit(github, spoilt, "--format", "markdown");
  expect(out).not.toContain("<img");
  expect(out).not.toMatch(/@everyone/);
});
