/** Files at the head and elsewhere: owners, requests, documents, reports, review issues; with and without a checkout. */
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeMark } from "../../../src/platforms/emergency-mark.ts";
import { makeFolder } from "../../support/repository.ts";
import { ask, checkOut, deploy, query, setStage, startRun } from "./stage.ts";

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it("reads CODEOWNERS where it is trusted, not at the head that would name its own owners", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.commit({ message: "Owners", files: { ".github/CODEOWNERS": "* @acme/operations\n" } });
        shop.branch("side");
        return shop.commit({ on: "side", message: "Mine", files: { ".github/CODEOWNERS": "* @ada\n" } });
      },
    });
    const session = await ask(stage, { checkout });
    const { codeOwners } = await session.collect(query({}, ["codeOwners"]));
    expect(codeOwners).toMatchObject({
      value: { kind: "file", path: ".github/CODEOWNERS", dialect: "github", ref: "main", text: "* @acme/operations\n" },
    });
  });

  it("reads documents at the head with the day they last changed", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.commit({
          message: "Runbooks",
          files: { "docs/runbooks/shop/rollback.md": "# Steps\n", "docs/other.txt": "no\n" },
          at: "2026-01-02T03:04:05Z",
        });
        return shop.commit({ message: "More", files: { "x.ts": "1\n" } });
      },
    });
    const session = await ask(stage, { checkout });
    const { documents } = await session.collect(query({ documents: ["docs/runbooks/*/rollback.md"] }, ["documents"]));
    expect(documents).toMatchObject({ status: "observed" });
    if (documents?.status !== "observed") return;
    expect(documents.value.map(({ path, text }) => [path, text])).toEqual([
      ["docs/runbooks/shop/rollback.md", "# Steps\n"],
    ]);
    expect(Date.parse(documents.value[0]?.lastChangedAt ?? "")).toBe(Date.parse("2026-01-02T03:04:05Z"));
  });

  it("reads the deployment request from a file at the head, and tells a missing one", async () => {
    const stage = await setStage({
      tell: (shop) => shop.commit({ message: "Request", files: { ".release/request.md": "# Contents\n" } }),
    });
    const session = await ask(stage, { checkout });
    const read = async (file: string) =>
      (await session.collect(query({ request: { file } }, ["deploymentRequest"]))).deploymentRequest;
    expect(await read(".release/request.md")).toMatchObject({ value: { kind: "markdown", text: "# Contents\n" } });
    expect(await read(".release/other.md")).toMatchObject({ value: { kind: "missing" } });
  });
});

it("reads the deployment request from the pull request, and from the inputs of a run started by hand", async () => {
  const stage = await setStage({
    tell: (shop) => {
      shop.pullRequest({ by: "ada", body: "# Contents\nPrices", merged: { by: "ada", how: "squash" } });
      return shop.at("main");
    },
  });
  const session = await ask(stage);
  const asked = await session.collect(query({ request: "pull-request-body" }, ["deploymentRequest"]));
  expect(asked.deploymentRequest).toMatchObject({ value: { kind: "markdown", text: "# Contents\nPrices" } });

  stage.run = startRun(stage.shop, stage.shop.at("main"), "workflow_dispatch");
  const path = join(makeFolder(), "event.json");
  writeFileSync(path, JSON.stringify({ inputs: { contents: "Prices", urgent: true } }));
  const byHand = await ask(stage, { env: { GITHUB_EVENT_PATH: path } });
  const given = await byHand.collect(query({ request: "workflow-inputs" }, ["deploymentRequest"]));
  expect(given.deploymentRequest).toMatchObject({
    value: { kind: "parts", parts: { contents: "Prices", urgent: "true" } },
  });
});

it("takes the approvals of a run started by hand for the commit among its inputs", async () => {
  const stage = await setStage();
  deploy(stage.shop, stage.shop.at("main"));
  stage.run = startRun(stage.shop, stage.shop.at("main"), "workflow_dispatch");
  stage.run.add({ name: "deploy", environment: "production" });
  stage.run.approve("production", "carol");
  const path = join(makeFolder(), "event.json");
  writeFileSync(path, JSON.stringify({ inputs: { version: stage.deployed } }));
  const session = await ask(stage, { head: stage.deployed, env: { GITHUB_EVENT_PATH: path } });
  const { deploymentApprovals } = await session.collect(query({}, ["deploymentApprovals"]));
  expect(deploymentApprovals).toMatchObject({ value: [{ commit: stage.deployed }] });
});

it("refuses a report that was there before the job began, and takes one that was made in it", async () => {
  const stage = await setStage();
  const repository = checkOut(stage);
  mkdirSync(join(repository, "reports"));
  const began = Date.parse(stage.run.job("gate").state.check.startedAt ?? "");
  for (const [name, shift] of [
    ["old", -30],
    ["new", 30],
  ] as const) {
    const file = join(repository, "reports", `junit-${name}.xml`);
    writeFileSync(file, '<testsuite tests="1"><testcase name="a"/></testsuite>');
    utimesSync(file, new Date(began + shift * 1000), new Date(began + shift * 1000));
  }
  const session = await ask(stage, { repository });
  const { testReports } = await session.collect(query({ reports: ["reports/*.xml"] }, ["testReports"]));
  expect(testReports).toMatchObject({
    value: {
      reports: [{ path: "reports/junit-new.xml" }],
      refused: [{ path: "reports/junit-old.xml", because: expect.stringContaining("before this job began") }],
    },
  });
});

it("cannot judge reports without a checkout", async () => {
  const session = await ask(await setStage());
  const { testReports } = await session.collect(query({ reports: ["reports/*.xml"] }, ["testReports"]));
  expect(testReports).toMatchObject({ status: "unavailable" });
});

it("knows earlier emergencies by the marks in their review issues", async () => {
  const stage = await setStage();
  const key = `${stage.deployed}:production eu`;
  stage.shop.issue({ title: "Review", body: `Text\n\n${writeMark(key, "77")}\n`, labels: ["release-gate-emergency"] });
  stage.shop.issue({ title: "Other", body: writeMark(key, "78"), labels: ["other"] });
  const session = await ask(stage);
  const { emergencyUses } = await session.collect(query({}, ["emergencyUses"]));
  expect(emergencyUses).toMatchObject({ value: [{ key, run: "77", isReviewOpen: true }] });
});

it("says when the branch that was deployed from was force-pushed", async () => {
  const stage = await setStage({
    tell: (shop) => {
      const gone = shop.commit({ message: "Gone", files: { "gone.ts": "1\n" } });
      deploy(shop, gone);
      shop.branch("main", shop.history()[1]?.sha ?? "");
      return shop.commit({ message: "Instead", files: { "instead.ts": "1\n" } });
    },
  });
  const { release } = await ask(stage);
  expect(release.base?.sha).toBe(stage.deployed);
  expect(release.limits.join()).toContain("force-pushed");
});

it("asks an Enterprise Server by its own addresses, and finds its job without a hint", async () => {
  const stage = await setStage({ enterpriseServer: true });
  stage.run.job("gate").start("runner-of-gate");
  const session = await ask(stage, { checkRunId: null });
  const evidence = await session.collect(query({ request: "pull-request-body" }));
  for (const [kind, fact] of Object.entries(evidence))
    if (typeof fact === "object" && "status" in fact) expect(fact, kind).toMatchObject({ status: "observed" });
  expect(evidence.ciRuns).toMatchObject({ value: { runs: [{ name: "gate", isGate: true }] } });
  expect(stage.github.violations).toEqual([]);
});
