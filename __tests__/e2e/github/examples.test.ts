/** The examples as they stand, run from their first job to the deployment: each gate step is the bundle, GitHub and its people are the local ones. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { filledIn, holds, type JobResult, type Needs } from "../../support/workflow-expressions.ts";
import { asksBoth, asksOperations } from "./asking.ts";
import { openShop, policyWith, type Shop } from "./stage.ts";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}
interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: { readonly environment: string } };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, "read" | "write">>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** Who says what in which environment; whom nobody answers stays waiting, and the run ends there. */
type Word = (stage: Shop, environment: string) => void;

const approvedBy =
  (people: Readonly<Record<string, string>>): Word =>
  ({ run }, environment) => {
    const person = people[environment];
    if (person !== undefined) run.approve(environment, person);
  };

const isGate = ({ uses = "" }: Step): boolean => uses.startsWith("acme/release-gate@");

/** How each job ended. The jobs stand in the order in which they need each other. */
async function runExample(name: string, stage: Shop, word: Word, inputs: Readonly<Record<string, string>> = {}) {
  const { jobs, permissions } = parse(readFileSync(join("docs/examples/github", name), "utf8")) as Workflow;
  const needs: Record<string, Needs[string]> = {};
  const github = { event_name: stage.run.state.event };
  for (const [id, job] of Object.entries(jobs)) {
    const needed = Object.fromEntries([job.needs ?? []].flat().map((each) => [each, needs[each]])) as Needs;
    if (!holds(job.if, needed, false, { github })) {
      needs[id] = { result: "skipped", outputs: {} };
      continue;
    }
    const context = { needs: needed, inputs, github, fromJSON: JSON.parse };
    const environments =
      job.strategy === undefined
        ? [job.environment]
        : (JSON.parse(needed["gate"]?.outputs["approval-environments"] ?? "") as string[]);
    let result: JobResult = "success";
    const steps: Record<string, { outputs: Readonly<Record<string, string>> }> = {};
    for (const environment of environments) {
      const title = job.strategy === undefined ? id : `${id} (${environment})`;
      const running =
        id === "gate"
          ? stage.run.job("gate")
          : stage.run.add({ name: title, ...(environment === undefined ? {} : { environment }) });
      if (running.state.check.status === "waiting" && environment !== undefined) word(stage, environment);
      if (running.state.check.status === "completed" || running.state.check.status === "waiting") {
        result = "failure";
        continue;
      }
      running.start(`runner-of-${title}`);
      for (const step of job.steps.filter(isGate)) {
        const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, filledIn(String(value), context)]);
        const { exitCode, outputs, stdout } = await stage.act(Object.fromEntries(given), { job: running, permissions });
        if (step.id !== undefined) steps[step.id] = { outputs };
        if (exitCode !== 0) result = "failure";
        expect(stdout).not.toContain("release-gate: ");
      }
      running.finish(result);
    }
    const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [key, filledIn(value, { steps })]);
    needs[id] = { result, outputs: Object.fromEntries(outputs) };
  }
  expect(stage.github.violations).toEqual([]);
  return Object.fromEntries(Object.entries(needs).map(([id, { result }]) => [id, result]));
}

/** Production has no reviewers of its own where groups are asked through environments of theirs. */
async function openWith(policy: string, event = "push"): Promise<Shop> {
  const stage = await openShop({ policy, event });
  stage.shop.environment({ name: "production" });
  return stage;
}

const everybody = approvedBy({ "approve-operations": "carol", "approve-security": "erin" });

test.concurrent("approval-by-group.yml deploys where nobody is asked, and where everybody approved", async () => {
  const free = await runExample("approval-by-group.yml", await openWith(policyWith("low: []")), everybody);
  expect(free).toEqual({ gate: "success", approve: "skipped", deploy: "success" });
  const asked = await runExample("approval-by-group.yml", await openWith(asksBoth), everybody);
  expect(asked).toEqual({ gate: "success", approve: "success", deploy: "success" });
});

test.concurrent("approval-by-group.yml does not deploy where somebody rejected, or the author approved", async () => {
  const rejected = await runExample("approval-by-group.yml", await openWith(asksBoth), ({ run }, environment) => {
    if (environment === "approve-operations") run.approve(environment, "carol");
    else run.reject(environment, "erin", "Not today");
  });
  expect(rejected).toEqual({ gate: "success", approve: "failure", deploy: "skipped" });
  const stage = await openWith(asksOperations);
  stage.github.team({ org: "acme", slug: "operations", members: ["ada", "carol"] });
  const own = await runExample("approval-by-group.yml", stage, approvedBy({ "approve-operations": "ada" }));
  expect(own).toEqual({ gate: "success", approve: "success", deploy: "failure" });
});

test.concurrent("approval-by-group.yml asks nobody where the gate blocks", async () => {
  const stage = await openWith(asksOperations.replace("README.md", "docs/none.md"));
  const ended = await runExample("approval-by-group.yml", stage, everybody);
  expect(ended).toEqual({ gate: "failure", approve: "skipped", deploy: "skipped" });
});

test.concurrent("one-step.yml deploys once the reviewers of production approved, and not by the author's own click", async () => {
  const policy = asksOperations.replace(", environments: [approve-operations]", "");
  const asked = await openShop({ policy });
  expect(await runExample("one-step.yml", asked, approvedBy({ production: "carol" }))).toEqual({ deploy: "success" });
  const alone = await openShop({ policy });
  alone.github.team({ org: "acme", slug: "operations", members: ["ada", "carol"] });
  expect(await runExample("one-step.yml", alone, approvedBy({ production: "ada" }))).toEqual({ deploy: "failure" });
});

test.concurrent("wait.yml deploys once its approval job was let through", async () => {
  const ended = await runExample("wait.yml", await openWith(asksOperations), everybody);
  expect(ended).toEqual({ "approve-operations": "success", deploy: "success" });
});

test.concurrent("report-only.yml lets everything go on", async () => {
  const stage = await openWith(asksOperations.replace("README.md", "docs/none.md"));
  expect(await runExample("report-only.yml", stage, everybody)).toEqual({ gate: "success" });
});

test.concurrent("emergency.yml deploys what is blocked once the named group broke the glass", async () => {
  const emergency = "    emergency: { groups: [security], waives: [approvals, documents] }\n";
  const policy = policyWith("low: [{ group: operations }]", emergency).replace("README.md", "docs/none.md");
  const inputs = { reason: "Checkout is down" };
  const stage = await openWith(policy, "workflow_dispatch");
  expect((await runExample("emergency.yml", stage, everybody, inputs))["deploy"]).toBe("success");
  const silent = await openWith(policy, "workflow_dispatch");
  expect((await runExample("emergency.yml", silent, () => {}, inputs))["deploy"]).toBe("skipped");
});
