/** Before a deployment the gate looks whether the job that deploys will ask again: one that does not makes the evaluation worthless. */
import { expect, it } from "vitest";
import { answered } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { policy, stageFor } from "./release.ts";

const component = "include:\n  - component: gitlab.example.com/release-gate/release-gate/release-gate@0.1.0\n";
const begin = "  before_script:\n    - !reference [.release-gate-enforce, before_script]\n";
const job = (name: string, environment: string, before = "") =>
  `${name}:\n  environment: ${environment}\n${before}  script: [./deploy.sh]\n`;

/** The pipeline's file as somebody wrote it, and the configuration that GitLab makes of it. */
async function evaluated(
  files: Readonly<Record<string, string>>,
  {
    merged,
    jobTokenOnly = false,
    mode = "evaluate" as const,
    rules = policy,
  }: {
    merged?: string;
    jobTokenOnly?: boolean;
    mode?: "evaluate" | "enforce";
    rules?: string;
  } = {},
) {
  const stage = await stageFor({
    rules,
    jobTokenOnly,
    change: (shop) => {
      shop.commit({ by: "ada", files });
      if (merged !== undefined) shop.state.mergedYaml = merged;
    },
  });
  const { result } = await decide(stage, { mode, checkout: jobTokenOnly });
  const asked = stage.gitlab.requests.filter(({ route }) => route === "GET /projects/:id/ci/lint");
  return { result, gate: result.findings.filter(({ check }) => check === "gate"), lints: asked.length };
}

const gated =
  "deploy:\n  environment: production\n  before_script: [[[release_gate_mode=enforce, release-gate check]]]\n  script: [x]\n";

it("fails a job that deploys without the gate, by the configuration that GitLab merges", async () => {
  const { result, gate, lints } = await evaluated({}, { merged: job("deploy", "production") });
  expect(gate).toMatchObject([{ status: "fail", code: "gate.not-enforced", enforcement: "required" }]);
  expect(gate[0]?.summary).toMatch(/^deploy, which deploys to production, does not begin with the gate/);
  expect(gate[0]?.fix).toContain("!reference [.release-gate-enforce, before_script]");
  expect(result.decision).toBe("block");
  expect(lints).toBe(1);
});

it("says nothing where every job that deploys there begins with the gate, and looks at no other environment", async () => {
  const { gate } = await evaluated(
    {},
    { merged: gated + job("preview", "review/$CI_COMMIT_REF_SLUG") + job("staging", "staging") },
  );
  expect(gate).toEqual([]);
});

it("asks for nothing at the deployment itself, which asks again by being there", async () => {
  const { gate, lints } = await evaluated({}, { merged: job("deploy", "production"), mode: "enforce" });
  expect({ gate, lints }).toEqual({ gate: [], lints: 0 });
});

it.each<[string, string, string]>([
  [
    "a gate whose no is swallowed",
    job("deploy", "production", "  before_script: ['release-gate check --mode enforce || true']\n"),
    "gate.not-enforced",
  ],
  [
    "a gate that only evaluates",
    job("deploy", "production", "  before_script: ['release-gate check --mode evaluate']\n"),
    "gate.not-enforced",
  ],
  [
    "something that comes before the gate",
    job("deploy", "production", "  before_script: [./prepare.sh, 'release-gate check']\n"),
    "gate.not-enforced",
  ],
  [
    "a job that does not take the defaults in",
    `default:\n  before_script: [release-gate check]\n${job("deploy", "production", "  inherit: { default: false }\n")}`,
    "gate.not-enforced",
  ],
  [
    "a matrix of environments",
    `deploy:\n  parallel:\n    matrix:\n      - TARGET: [staging, production]\n  environment: $TARGET\n  script: [x]\n`,
    "gate.not-enforced",
  ],
  [
    "a variable of the configuration",
    `variables: { WHERE: production }\n${job("deploy", "$WHERE")}`,
    "gate.not-enforced",
  ],
  ["a variable that only the pipeline knows", job("deploy", "$WHERE"), "gate.perhaps-not-enforced"],
])("finds %s", async (_, merged, code) => {
  const { gate } = await evaluated({}, { merged });
  expect(gate.map((each) => each.code)).toEqual([code]);
  expect(gate.map((each) => each.status)).toEqual([code === "gate.not-enforced" ? "fail" : "unknown"]);
});

it("takes the defaults for a job that says nothing of its own", async () => {
  const merged = `default:\n  before_script: [release-gate check]\n${job("deploy", "production")}`;
  expect((await evaluated({}, { merged })).gate).toEqual([]);
});

it("is no yes where nobody tells the configuration, and names the token that it takes", async () => {
  const stage = await stageFor();
  stage.gitlab.fault({
    when: { operation: "GET /projects/:id/ci/lint" },
    times: 9,
    effect: answered(403, "403 Forbidden"),
  });
  const { result } = await decide(stage, { mode: "evaluate" });
  expect(result.findings.find(({ check }) => check === "gate")).toMatchObject({
    status: "unknown",
    code: "gate.unseen",
    enforcement: "required",
    fix: expect.stringMatching(/scope read_api and the role Reporter/),
  });
});

it("reads the files themselves where the token may not ask, and believes what stands there for certain", async () => {
  const only = { jobTokenOnly: true };
  const unseen = async (text: string, more: Readonly<Record<string, string>> = {}) =>
    (await evaluated({ ".gitlab-ci.yml": text, ...more }, only)).gate.map(
      ({ code, enforcement }) => `${code} ${enforcement}`,
    );
  const own = "  before_script: [echo hello]\n";
  const template = "include:\n  - template: Jobs/Deploy.gitlab-ci.yml\n";
  const cases: readonly [string, readonly string[], Readonly<Record<string, string>>?][] = [
    [component + job("deploy", "production", begin), []],
    [component + job("deploy", "production", own), ["gate.not-enforced required"]],
    [component + job("deploy", "production"), ["gate.unseen required"]],
    [template, ["gate.unseen required"]],
    [template + job("deploy", "production", begin), ["gate.unseen advisory"]],
    ["include: /ci/deploy.yml\n", [], { "ci/deploy.yml": job("deploy", "production", begin) }],
  ];
  const found = await Promise.all(cases.map(([text, , more]) => unseen(text, more)));
  expect(found).toEqual(cases.map(([, codes]) => codes));
});
