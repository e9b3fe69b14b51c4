/** `doctor` on a local GitLab: approval rules, the merged pipeline, variables, and what the token may not read. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/entry/main.ts";
import { elsewhere, type LocalGitLab, type ProjectStories, startGitLab } from "../support/gitlab/index.ts";
import { recordedIo } from "../support/io.ts";
import { makeRepository } from "../support/repository.ts";

let gitlab: LocalGitLab;
beforeAll(async () => {
  gitlab = await startGitLab({ prefix: "/gitlab" });
  gitlab.group({ path: "acme", members: [] });
  gitlab.group({ path: "acme/operations", members: ["olga", "oskar"] });
  gitlab.group({ path: "guarded", members: [] });
  gitlab.protectTier("guarded", { name: "production", rules: [{ group: "acme/operations" }] });
  gitlab.protectTier("guarded", { name: "staging", rules: [{ group: "acme/operations", required: 5 }] });
});
afterAll(async () => {
  expect(gitlab.violations).toEqual([]);
  await gitlab.close();
});

const policyText = `version: 1
groups:
  operations:
    gitlab: { groups: [acme/operations] }
environments:
  production:
    checks:
      tests: { required: [test] }
    approvals:
      medium: [{ group: operations }]
`;

/** As GitLab merges it: references are resolved, and lists in lists are flat. */
const pipelineText = `stages: [test, deploy]
test:
  script: [npm test]
release-gate:
  stage: deploy
  script: [node /opt/release-gate/cli/index.js check --mode=evaluate]
deploy:
  stage: deploy
  environment: { name: production }
  resource_group: production
  before_script:
    - |
      release_gate_mode=enforce
      release_gate_receipt='release-gate/receipt.txt'
    - |
      ( exec node '/opt/release-gate/cli/index.js' check --mode="\${release_gate_mode}" ) || exit $?
  script: [./deploy.sh]
`;

interface Spoilt {
  readonly policy?: string;
  readonly pipeline?: string;
  readonly level?: 10 | 20 | 30 | 40;
  readonly scopes?: readonly string[];
  readonly plan?: "free" | "premium";
  readonly required?: number;
  /** The group that the project stands in. */
  readonly above?: string;
  /** A token that reads groups besides. */
  readonly groupToken?: () => string;
  readonly tell?: (shop: ProjectStories) => void;
}
interface Remark {
  readonly gravity: string;
  readonly code: string;
  readonly what: string;
  readonly todo: string | null;
  readonly lines: readonly string[];
}

let count = 0;
async function ask(spoilt: Spoilt = {}) {
  const { plan = "premium", level = 40, scopes = ["read_api"], required = 1 } = spoilt;
  count += 1;
  const shop = gitlab.project({ path: `${spoilt.above ?? "acme"}/shop-${count}`, plan, visibility: "private" });
  shop.member("ada", 30);
  shop.share("acme/operations");
  if (plan !== "free" && required > 0)
    shop.protect({ name: "production", deployers: [{ level: 30 }], rules: [{ group: "acme/operations", required }] });
  const pipeline = spoilt.pipeline ?? pipelineText;
  shop.commit({ by: "ada", files: { ".gitlab-ci.yml": pipeline, ".release-gate.yml": spoilt.policy ?? policyText } });
  shop.state.protectedBranches.add("main");
  shop.pipeline({
    by: "ada",
    jobs: [
      { name: "test", status: "success" },
      { name: "deploy", environment: "production" },
    ],
  });
  spoilt.tell?.(shop);
  const { path } = makeRepository();
  writeFileSync(join(path, ".gitlab-ci.yml"), pipeline);
  writeFileSync(join(path, ".release-gate.yml"), spoilt.policy ?? policyText);
  writeFileSync(join(path, "CODEOWNERS"), "* @ada\n");
  const io = recordedIo({
    cwd: path,
    env: {
      PATH: process.env["PATH"] ?? "",
      ...elsewhere({ gitlab, project: shop, token: shop.token({ level, scopes }) }),
      ...(spoilt.groupToken === undefined ? {} : { RELEASE_GATE_GROUP_TOKEN: spoilt.groupToken() }),
    },
  });
  const status = await main(["doctor", "--platform", "gitlab", "--format", "json"], io);
  expect(io.err()).toBe("");
  const { rules } = JSON.parse(io.out()) as { rules: { rule: string; status: string; remarks: Remark[] }[] };
  return { status, rules, remarks: rules.flatMap(({ remarks }) => remarks) };
}

test("finds nothing wrong where everything is as the gate needs it", async () => {
  const { status, remarks } = await ask();
  expect(remarks.map(({ code }) => code)).toEqual(["editors.unreviewed"]);
  expect(status).toBe(0);
});

test.each<[string, Spoilt, string, readonly string[]]>([
  [
    "GitLab asks for fewer approvals than the policy",
    { policy: policyText.replace("{ group: operations }", "{ group: operations, count: 2 }") },
    // The group above may ask for more, and this token does not see what it asks.
    "rules.unseen",
    ["after 1 approval of operations", "2 required approvals", "protected environments of acme"],
  ],
  ["GitLab asks nobody", { required: 0 }, "rules.unseen", ["asks nobody before a deployment to production"]],
  [
    "a deploy job does not begin with the gate",
    { pipeline: pipelineText.replace(/ {2}before_script:[\s\S]*?(?= {2}script: \[\.\/deploy)/, "") },
    "pipeline.no-gate",
    ["!reference [.release-gate-enforce, before_script]"],
  ],
  [
    "something of the job's own runs before the gate",
    { pipeline: pipelineText.replace("  before_script:\n", "  before_script:\n    - ./prepare.sh\n") },
    "pipeline.no-gate",
    ["deploy"],
  ],
  [
    "the pipeline goes on although the gate says no",
    {
      pipeline: pipelineText.replace(
        "  resource_group: production\n",
        "  resource_group: production\n  allow_failure: true\n",
      ),
    },
    "pipeline.ignored",
    ["allow_failure"],
  ],
  [
    "two pipelines may deploy at a time",
    { pipeline: pipelineText.replace("  resource_group: production\n", "") },
    "pipeline.no-lane",
    ["  resource_group: production"],
  ],
  [
    "no job names the environment",
    { pipeline: pipelineText.replace("  environment: { name: production }\n", "") },
    "pipeline.no-deploy",
    ["release-gate init"],
  ],
  [
    "developers may override variables",
    {
      tell: (shop) => {
        shop.state.overrideRole = "developer";
      },
    },
    "variables.override",
    ["developer"],
  ],
  ["only Maintainers see who may override variables", { level: 30 }, "variables.unseen", ["Maintainer"]],
  [
    "a required job never ran",
    { policy: policyText.replace("required: [test]", "required: [tset]") },
    "run.never-ran",
    ['Did you mean "test"?'],
  ],
  [
    "whoever may push can change the pipeline",
    {
      tell: (shop) => {
        shop.state.protectedBranches.delete("main");
      },
    },
    "editors.unprotected",
    ["Protect main"],
  ],
])("says so where %s", async (_what, spoilt, code, words) => {
  const { status, remarks } = await ask(spoilt);
  const remark = remarks.find((each) => each.code === code);
  expect(remarks.map((each) => each.code)).toContain(code);
  for (const word of words) expect([remark?.what, remark?.todo, ...(remark?.lines ?? [])].join("\n")).toContain(word);
  expect(status).toBe(
    remarks.some(({ gravity }) => gravity === "problem")
      ? 1
      : remarks.some(({ gravity }) => gravity === "unseen")
        ? 3
        : 0,
  );
});

test("counts what the groups above the project ask by the tier of its environments, and says where it could not look", async () => {
  const number = String(gitlab.world.groups.get("acme/operations")?.id);
  const policy = policyText
    .replace("groups: [acme/operations]", `groups: [${number}]`)
    .replace("{ group: operations }", "{ group: operations, count: 2 }");
  const two = { policy, above: "guarded" };
  const groupToken = () => gitlab.groupToken("guarded", { level: 40 });
  const codes = async (spoilt: Spoilt) =>
    (await ask(spoilt)).remarks.map(({ code }) => code).filter((code) => code.startsWith("rules."));
  // One approval by the project's own rule, and one by the group's.
  expect(await codes({ ...two, groupToken })).toEqual([]);
  expect(await codes({ ...two, required: 0, groupToken })).toEqual(["rules.looser"]);
  const acme = () => gitlab.groupToken("acme", { level: 40 });
  expect(await codes({ required: 0, groupToken: acme })).toEqual(["rules.none"]);
  const { remarks } = await ask(two);
  expect(remarks.find(({ code }) => code === "rules.unseen")).toMatchObject({
    gravity: "unseen",
    what: expect.stringContaining("By the project's own rules: GitLab lets a deployment to production begin"),
    todo: expect.stringContaining("RELEASE_GATE_GROUP_TOKEN"),
  });
});

test("names endpoint, scope and role of what the token may not read, and is not healthy without it", async () => {
  const { status, rules, remarks } = await ask({ level: 10 });
  expect(status).not.toBe(0);
  expect(rules.find(({ rule }) => rule === "gitlab-gate")?.status).toBe("unseen");
  const refused = remarks.filter(({ code }) => code === "token.refused");
  expect(refused.map(({ what }) => what).join("\n")).toContain("/projects/:project/ci/lint");
  expect(refused.map(({ todo }) => todo).join("\n")).toMatch(/scope read_api and the role Reporter/);
});

test("names the scope where the freeze periods that the policy uses cannot be read", async () => {
  const policy = policyText.replace(
    "environments:",
    "calendars:\n  project: { time-zone: UTC, freezes: [{ gitlab-freeze-periods: true }] }\nenvironments:",
  );
  const { remarks } = await ask({ policy, level: 10 });
  const remark = remarks.find(({ code }) => code === "freezes.unreadable");
  expect(remark?.todo).toContain("read_api");
  expect((await ask({ policy })).remarks.map(({ code }) => code)).not.toContain("freezes.unreadable");
});

test("is not healthy without a token, and says which one to give", async () => {
  const { path } = makeRepository();
  writeFileSync(join(path, ".release-gate.yml"), policyText);
  const io = recordedIo({ cwd: path, env: { PATH: process.env["PATH"] ?? "", CI_PROJECT_PATH: "acme/shop" } });
  expect(await main(["doctor", "--platform", "gitlab"], io)).toBe(3);
  expect(io.out().replace(/\s+/g, " ")).toContain("with the scope read_api and the role Maintainer");
});
