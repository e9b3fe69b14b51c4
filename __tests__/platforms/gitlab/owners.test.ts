/** Owners on GitLab: the names in CODEOWNERS may be groups, and the rules that GitLab makes of them tell who is behind them. */
import { expect, it } from "vitest";
import type { ProjectStories } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { stageFor } from "./release.ts";
import type { StageOptions } from "./stage.ts";

const rules = `version: 1
environments:
  production:
    checks: { reviews: { approvals: 1, code-owners: true } }
`;

interface Told extends StageOptions {
  readonly owners?: string;
  readonly approvedBy?: string;
  readonly rule?: Parameters<ProjectStories["reviewRule"]>[0] | null;
  readonly target?: string;
}

async function judged({ owners = "*.ts @acme/operations\n", approvedBy = "olga", rule, ...options }: Told = {}) {
  const stage = await stageFor({
    rules,
    ...options,
    change: (shop) => {
      shop.member("olga", 30);
      shop.commit({ by: "carol", files: { CODEOWNERS: owners } });
      shop.pipeline({ sha: shop.at("main"), jobs: [{ name: "deploy", environment: "production", status: "success" }] });
      if (rule !== null)
        shop.reviewRule(rule ?? { name: "*.ts", kind: "code_owner", required: 1, groups: ["acme/operations"] });
      shop.mergeRequest({
        by: "ada",
        title: "Cheaper",
        commits: [{ message: "Cheaper", files: { "src/price.ts": "export const price = 4;\n" } }],
        approvals: [approvedBy],
        merged: { by: "carol" },
      });
    },
  });
  const { result } = await decide(stage);
  const asked = stage.gitlab.requests.filter(({ route }) => route?.endsWith("/approval_state")).length;
  return { finding: result.findings.find(({ check }) => check === "reviews"), asked };
}

it("passes where a member of the owning group approved, as GitLab's own rule tells", async () => {
  const { finding, asked } = await judged();
  expect(finding).toMatchObject({ status: "pass" });
  expect(asked).toBe(1);
});

it("knows who is not behind the names, where the rule names all of them", async () => {
  expect((await judged({ approvedBy: "bob" })).finding).toMatchObject({
    status: "fail",
    code: "reviews.owner-missing",
  });
});

it.each<[string, Told]>([
  ["no rule tells", { rule: null }],
  [
    "the rule names others than the line",
    { rule: { name: "*.ts", kind: "code_owner", required: 1, groups: ["acme/security"] } },
  ],
  ["it is no rule of owners", { rule: { name: "ops", kind: "regular", required: 1, groups: ["acme/operations"] } }],
  ["the file knows roles, which no rule names", { owners: "*.ts @acme/operations\n*.md @@developer\n" }],
])("does not know where %s", async (_, told) => {
  expect((await judged(told)).finding).toMatchObject({ status: "unknown", code: "reviews.owner-unclear" });
});

it("asks for no rules where the plan has none", async () => {
  const { finding, asked } = await judged({ plan: "free" });
  expect(asked).toBe(0);
  expect(finding).toMatchObject({ status: "unknown", code: "reviews.owner-unclear" });
});
