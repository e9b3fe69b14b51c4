/** The examples as they stand, run from the evaluation to the deployment: the jobs are gitlab-ci-local's, GitLab and its people the local ones. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentsOf, schemaProblems } from "../../support/gitlab/ci-schema.ts";
import { approveAndPlay, deploy, mergeChange, node, openShop, outputsOf, runJob, textOf } from "./stage.ts";

const example = (name: string): string => readFileSync(join("docs/examples/gitlab", name), "utf8");

const groups = `version: 1
groups:
  operations: { gitlab: { groups: [acme/operations] } }
environments:
`;
const rules = (name: string, approvals = "low: [{ group: operations }]", more = ""): string =>
  `  ${name}:
    checks:
      tests: { required: [test] }
      documents: { runbook: { files: [docs/runbook.md], sections: [Steps] } }
    approvals: { ${approvals} }
${more}`;
const green = { name: "test", status: "success" } as const;
const gate = { name: "release-gate" } as const;
const production = { name: "deploy", environment: "production" } as const;

describe.skipIf(node === undefined)("the example", () => {
  test.concurrent("minimal.yml asks first, holds the deploy job back until the group approved, and then lets it go on", async () => {
    const files = { ".gitlab-ci.yml": example("minimal.yml"), ".release-gate.yml": groups + rules("production") };
    const shop = await openShop({ files, pipeline: { jobs: [green, gate, production] } });
    const asked = await runJob(shop, "release-gate");
    expect(asked.status, asked.log).toBe(0);
    const outputs = outputsOf(shop);
    expect(outputs).toMatchObject({ RELEASE_GATE_DECISION: "wait", RELEASE_GATE_ALLOWED: "false" });
    expect(textOf(shop, "release-gate/receipt.txt")).toMatch(/^release-gate-receipt:1:\S+\n$/);
    expect(textOf(shop, "release-gate/junit.xml")).toContain('<testsuite name="release-gate: production"');
    expect(textOf(shop, "release-gate/report.md")).toContain("production");
    const lists = JSON.parse(textOf(shop, "release-gate/outputs.json")) as Readonly<Record<string, unknown>>;
    expect(lists["missing-approvals"]).toMatchObject([{ "any-of": ["operations"], missing: 1 }]);
    const record = JSON.parse(textOf(shop, "release-gate/record.json")) as {
      readonly digests: { readonly decision: string };
    };
    expect(record.digests.decision).toBe(outputs["RELEASE_GATE_DECISION_DIGEST"]);
    expect(asked.log).toContain("release_gate_checks");

    const early = await runJob(shop, "deploy");
    expect(early.status).not.toBe(0);
    expect(early.log).not.toContain(`deploys ${shop.pipeline.state.sha}`);

    approveAndPlay(shop.pipeline.job("deploy"));
    const late = await runJob(shop, "deploy");
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain(`deploys ${shop.pipeline.state.sha}`);
  });

  test.concurrent("rollback.yml goes back to what was deployed there, and to nothing else", async () => {
    const lane = "    rollback: { approvals: [{ group: operations }], waives: [tests] }\n";
    const files = {
      ".gitlab-ci.yml": example("rollback.yml"),
      ".release-gate.yml": groups + rules("production", undefined, lane),
    };
    const jobs = [gate, production];
    let deployed = "";
    const shop = await openShop({
      files,
      tell: (project) => {
        deployed = mergeChange(project);
        deploy(project);
        mergeChange(project, { "src/price.ts": "export const price = -1;\n" });
        deploy(project);
        return deployed;
      },
      pipeline: { source: "web", jobs },
    });
    const asked = await runJob(shop, "release-gate");
    expect(asked.status, asked.log).toBe(0);
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "wait" });
    approveAndPlay(shop.pipeline.job("deploy"));
    const late = await runJob(shop, "deploy");
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain(`deploys ${deployed}`);

    const never = await openShop({ files, pipeline: { source: "web", jobs } });
    const refused = await runJob(never, "release-gate");
    expect(refused.status).not.toBe(0);
    expect(outputsOf(never)).toMatchObject({ RELEASE_GATE_ALLOWED: "false" });
  });

  test.concurrent("emergency.yml leaves out what the policy names once its people allowed it, and opens the review", async () => {
    const glass = "    emergency: { groups: [operations], waives: [tests] }\n";
    const files = {
      ".gitlab-ci.yml": example("emergency.yml"),
      ".release-gate.yml": groups + rules("production", "low: []", glass),
    };
    const jobs = [{ name: "test", status: "failed" } as const, gate, production];
    const args = ["--input", "reason=Payments are down: 'all' of $(them)"];
    const shop = await openShop({ files, args, pipeline: { source: "web", jobs } });
    const variables = { RELEASE_GATE_API_TOKEN: shop.project.token({ level: 40, scopes: ["api"] }) };
    const asked = await runJob(shop, "release-gate", { variables, args });
    expect(asked.status, asked.log).toBe(0);
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "wait" });
    expect(shop.project.state.issues).toEqual([]);
    approveAndPlay(shop.pipeline.job("deploy"));
    const late = await runJob(shop, "deploy", { variables, args });
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain(`deploys ${shop.pipeline.state.sha}`);
    expect(textOf(shop, "release-gate/record.json")).toContain("Payments are down: 'all' of $(them)");
    expect(shop.project.state.issues.map(({ labels }) => labels)).toEqual([["release-gate-emergency"]]);
    for (const { log } of [asked, late]) expect(log).not.toContain(variables.RELEASE_GATE_API_TOKEN);
  });

  test.concurrent("monorepo.yml judges each service by its own policy, and deploys the one that changed", async () => {
    const files = {
      ".gitlab-ci.yml": example("monorepo.yml"),
      "services/shop/.release-gate.yml": groups + rules("shop/production"),
      "services/search/.release-gate.yml": groups + rules("search/production", "low: []"),
    };
    const shop = await openShop({
      files,
      protect: ["shop/production"],
      asksForChanges: true,
      tell: (project) => mergeChange(project, { "services/shop/price.ts": "export const price = 2;\n" }),
      pipeline: {
        jobs: [green, { name: "gate-shop" }, { name: "deploy-shop", environment: "shop/production" }],
      },
    });
    const asked = await runJob(shop, "gate-shop");
    expect(asked.status, asked.log).toBe(0);
    expect(outputsOf(shop, "release-gate-shop/outputs.env")).toMatchObject({ RELEASE_GATE_DECISION: "wait" });
    expect(existsSync(join(shop.folder, "release-gate-search"))).toBe(false);
    approveAndPlay(shop.pipeline.job("deploy-shop"));
    const late = await runJob(shop, "deploy-shop");
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain(`deploys ${shop.pipeline.state.sha} shop`);
  });

  test.concurrent("risk-tiered.yml writes a child pipeline for the tier that the risk asks for, whose deployment is held in its turn", async () => {
    const floor = '    risk: { floors: [{ paths: ["src/**"], level: high, reason: Prices are a promise }] }\n';
    const files = {
      ".gitlab-ci.yml": example("risk-tiered.yml"),
      ".release-gate.yml":
        groups + rules("production/low", "low: []", floor) + rules("production/high", undefined, floor),
    };
    const shop = await openShop({
      files,
      protect: ["production/high"],
      pipeline: { jobs: [green, gate, { name: "plan" }] },
    });
    // The trigger job with all that it needs. gitlab-ci-local hands no variables to the child: it begins, and ends at its first job.
    const parent = await runJob(shop, "deploy", { as: shop.pipeline.job("release-gate"), args: ["--needs"] });
    expect(parent.log).toMatch(/\[deploy\] -> gate-high starting shell/);
    expect(parent.log).toMatch(/FAIL +.*gate-high/);
    expect(parent.log).not.toContain(`deploys ${shop.pipeline.state.sha}`);
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "error" });
    const made = ".gitlab-ci-local/artifacts/plan/deploy.yml";
    expect(documentsOf(textOf(shop, made)).flatMap(schemaProblems)).toEqual([]);

    const child = shop.pipeline.child("deploy", {
      jobs: [{ name: "gate-high" }, { name: "deploy", environment: "production/high" }],
    });
    const args = ["--file", made];
    const asked = await runJob(shop, "gate-high", { as: child.job("gate-high"), args });
    expect(asked.status, asked.log).toBe(0);
    expect(outputsOf(shop)).toMatchObject({ RELEASE_GATE_DECISION: "wait", RELEASE_GATE_RISK_LEVEL: "high" });
    const late = await runJob(shop, "deploy", { as: approveAndPlay(child.job("deploy")), args });
    expect(late.status, late.log).toBe(0);
    expect(late.log).toContain(`deploys ${shop.pipeline.state.sha}`);
  });
});
