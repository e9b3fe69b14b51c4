/** What is seen on GitLab: the same from git and from its API, whole past a page, and never more than can be believed. */
import { describe, expect, it } from "vitest";
import type { CiRuns } from "../../../src/core/evidence/ci-runs.ts";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { answered, badGateway, cutOff, type Effect, reset, tooMany, truncated } from "../../support/gitlab/index.ts";
import { ask, deploy, mergeChange, query, type Stage, setStage } from "./stage.ts";

const evidenceOf = async (stage: Stage, asked: Parameters<typeof ask>[1] = {}): Promise<Evidence> =>
  (await ask(stage, asked)).collect(query());

/** What was seen, without the moment at which it was and the words about where. */
const plain = (evidence: Evidence, ...without: readonly string[]): unknown =>
  JSON.parse(JSON.stringify(evidence), (key, value) => (["collectedAt", ...without].includes(key) ? "" : value));

it("sees the same from git as from GitLab alone", async () => {
  const stage = await setStage();
  const [here, there] = await Promise.all([evidenceOf(stage, { checkout: true }), evidenceOf(stage)]);
  const apart = ["source", "changeTraits", "limits", "testReports"];
  expect(plain(here, ...apart)).toEqual(plain(there, ...apart));
});

it.each<[string, Effect]>([
  ["a 502 with a page of HTML", badGateway()],
  ["a 503", answered(503, "busy")],
  ["a reset connection", reset()],
  ["an answer that is cut off", cutOff()],
  ["a 429 with Retry-After", tooMany(2)],
  ["a 429 without", tooMany()],
])("sees the same after %s at every seventh request", async (_, effect) => {
  const stage = await setStage();
  const whole = plain(await evidenceOf(stage));
  stage.gitlab.fault({ every: 7, times: 100, effect });
  expect(plain(await evidenceOf(stage))).toEqual(whole);
});

it("asks again for JSON that is cut off", async () => {
  const stage = await setStage();
  const whole = plain(await evidenceOf(stage));
  for (const route of ["pipelines", "deployments", "repository/compare", "members/all"])
    stage.gitlab.fault({ when: { operation: `GET /projects/:id/${route}` }, times: 1, effect: truncated() });
  expect(plain(await evidenceOf(stage))).toEqual(whole);
});

it("waits as long as GitLab says before it asks again, and gives up in a sentence where that is too long", async () => {
  const stage = await setStage();
  const waits: number[] = [];
  stage.gitlab.fault({ when: { operation: "GET /job" }, times: 1, effect: tooMany(7) });
  await ask(stage, { client: { sleep: async (ms) => void waits.push(ms) } });
  expect(waits).toEqual([7000]);
  stage.gitlab.fault({ when: { operation: "GET /job" }, times: 1, effect: tooMany(3600) });
  await expect(ask(stage)).rejects.toThrow(/Asking again makes sense in 60 min/);
});

describe("lists", () => {
  it("are read past a hundred: jobs by number of page, files by keyset", async () => {
    const files = Object.fromEntries(Array.from({ length: 230 }, (_, at) => [`docs/${at}.md`, `${at}\n`]));
    const stage = await setStage({
      isFirst: true,
      tell: (shop) => shop.commit({ by: "ada", files }),
    });
    for (let at = 0; at < 130; at += 1) stage.pipeline.addJob({ name: `job ${at}`, status: "success" });
    const evidence = await evidenceOf(stage);
    const runs =
      evidence.ciRuns?.status === "observed" && evidence.ciRuns.value.kind === "runs" ? evidence.ciRuns.value.runs : [];
    expect(runs).toHaveLength(133);
    expect(evidence.changedFiles).toMatchObject({ status: "observed" });
    expect(evidence.release.changedFiles).toBe(232);
    const trees = stage.gitlab.requests.filter(({ route }) => route === "GET /projects/:id/repository/tree");
    expect(trees.map(({ query: asked }) => asked.page_token !== undefined).filter(Boolean).length).toBeGreaterThan(1);
    expect(trees.some(({ query: asked }) => asked.page !== undefined)).toBe(false);
  });

  it("of merge requests bring the changes of a large release, with few requests", async () => {
    const stage = await setStage({
      tell: (shop) => {
        for (let at = 0; at < 30; at += 1)
          shop.mergeRequest({
            by: "ada",
            approvals: ["bob"],
            merged: { by: "ada", how: at % 3 === 0 ? "squash" : "merge" },
          });
        return shop.at("main");
      },
    });
    const { reviews } = await (await ask(stage)).collect(query({}, ["reviews"]));
    expect(reviews).toMatchObject({ status: "observed" });
    if (reviews?.status !== "observed") return;
    expect(reviews.value.changes).toHaveLength(30);
    expect(reviews.value.changes.flatMap(({ commits }) => commits)).toHaveLength(60);
    expect(stage.gitlab.requests.some(({ route }) => route?.endsWith("/:sha/merge_requests"))).toBe(false);
  });
});

it("compares trees where GitLab gives up a comparison, and says what that leaves untold", async () => {
  const stage = await setStage();
  stage.shop.state.mostDiffs = 0;
  const evidence = await evidenceOf(stage);
  expect(evidence.changedFiles).toMatchObject({
    value: [{ path: "src/price.ts", change: "modified", additions: null }],
  });
  expect(evidence.release.limits.join(" ")).toMatch(/GIT_DEPTH: 0/);
  stage.gitlab.fault({
    when: { operation: "GET /projects/:id/repository/tree" },
    times: 9,
    effect: answered(403, "No"),
  });
  expect(await evidenceOf(stage)).toMatchObject({ changedFiles: { status: "unavailable" } });
});

describe("CI runs", () => {
  const runsOf = async (stage: Stage, asked: Parameters<typeof ask>[1] = {}): Promise<CiRuns> => {
    const { ciRuns } = await (await ask(stage, asked)).collect(query({}, ["ciRuns"]));
    if (ciRuns?.status !== "observed") throw new Error(ciRuns?.because);
    return ciRuns.value;
  };
  const told = (runs: CiRuns) =>
    runs.kind === "runs" ? runs.runs.map(({ name, attempt, outcome }) => `${name} ${attempt} ${outcome}`) : [];

  it("are all attempts, child pipelines' as well, and a failure that is allowed proves nothing", async () => {
    const stage = await setStage();
    const { pipeline } = stage;
    pipeline.addJob({ name: "lint", status: "failed", allowFailure: true });
    pipeline.job("test").retry("ada").start().finish("failed");
    const child = pipeline.child("trigger", { jobs: [{ name: "e2e", status: "success" }] });
    child.addJob({ name: "slow", status: "running" });
    const runs = await runsOf(stage);
    expect(told(runs)).toEqual([
      "deploy 1 action-required",
      "e2e 1 succeeded",
      "gate 1 unfinished",
      "lint 1 neutral",
      "slow 1 unfinished",
      "test 1 succeeded",
      "test 2 failed",
      "trigger 1 unfinished",
    ]);
    expect(runs).toMatchObject({ othersUnfinished: true });
  });

  it("leave the gate's own job out, under every attempt", async () => {
    const stage = await setStage();
    stage.pipeline.job("gate").start().finish("failed");
    stage.pipeline.job("gate").retry("ada");
    const runs = await runsOf(stage);
    const gates = runs.kind === "runs" ? runs.runs.filter(({ name }) => name === "gate") : [];
    expect(gates.map(({ isGate, attempt }) => [isGate, attempt])).toEqual([
      [true, 1],
      [true, 2],
    ]);
  });

  it("hold what other systems posted beside the jobs, and a missing one may still come", async () => {
    const stage = await setStage();
    stage.shop.status({ name: "test", status: "failed" });
    stage.shop.status({ name: "jenkins/deploy", status: "pending" });
    const runs = await runsOf(stage);
    expect(told(runs)).toEqual(
      expect.arrayContaining(["test 1 failed", "test 1 succeeded", "jenkins/deploy 1 unfinished"]),
    );
    stage.shop.pipeline({ source: "schedule", jobs: [{ name: "nightly", status: "running" }] });
    expect(await runsOf(stage)).toMatchObject({ othersUnfinished: true });
  });
});

describe("the base", () => {
  it("is no deployment that the API posted, nor one from a branch that anybody may push to", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.branch("feature", "main");
        const built = shop.commit({ by: "ada", on: "feature", files: { "x.ts": "1\n" } });
        deploy(shop, built, { ref: "feature" });
        const head = mergeChange(shop);
        shop.deployment({ environment: "production", sha: head, by: "bob", status: "success" });
        return head;
      },
    });
    const session = await ask(stage);
    expect(session.release).toMatchObject({ base: { sha: stage.deployed }, baseOrigin: "last-deployment" });
  });

  it("may be a deployment from a tag, where the tag is protected", async () => {
    for (const isProtected of [true, false]) {
      let tagged = "";
      const stage = await setStage({
        tell: (shop) => {
          tagged = mergeChange(shop);
          shop.tag("v2");
          if (isProtected) shop.state.protectedTags.add("v2");
          deploy(shop, tagged, { ref: "v2", isTag: true });
          return mergeChange(shop);
        },
      });
      const { release } = await ask(stage);
      expect(release.base?.sha).toBe(isProtected ? tagged : stage.deployed);
    }
  });

  it("believes nobody where nothing else deployed, and says so", async () => {
    const stage = await setStage({
      isFirst: true,
      tell: (shop) => {
        shop.deployment({ environment: "production", by: "bob", status: "success" });
        return mergeChange(shop);
      },
    });
    const { release } = await ask(stage);
    expect(release).toMatchObject({ base: null, baseOrigin: "whole-history" });
    expect(release.limits.join(" ")).toMatch(/none can be believed.*deployed-by/);
    const believed = await ask(stage, { deployers: async () => ["Bob"] });
    expect(believed.release.baseOrigin).toBe("last-deployment");
  });
});

it("reads GitLab's freeze periods fresh, or says why it cannot", async () => {
  const stage = await setStage();
  stage.shop.freeze("0 18 * * 5", "0 6 * * 1", "Europe/Berlin");
  const reading = await (await ask(stage)).readFreezePeriods?.();
  if (reading?.status !== "found") throw new Error("They were not found.");
  expect(JSON.parse(new TextDecoder().decode(reading.bytes))).toMatchObject([
    { freeze_start: "0 18 * * 5", freeze_end: "0 6 * * 1", cron_timezone: "Europe/Berlin" },
  ]);
  const without = await setStage({ jobTokenOnly: true });
  const refused = await (await ask(without, { checkout: true })).readFreezePeriods?.();
  expect(refused).toMatchObject({ status: "unreadable", because: expect.stringMatching(/freeze_periods.*read_api/) });
});

it("finds a file absent only where the commit was read", async () => {
  const stage = await setStage();
  const session = await ask(stage);
  expect(await session.readPolicyFile("trusted", "none.yml")).toMatchObject({ status: "absent" });
  expect(await session.readPolicyFile("head", "README.md")).toMatchObject({ status: "found" });
  const operation = "GET /projects/:id/repository/files/:file_path/raw";
  stage.gitlab.fault({ when: { operation }, times: 9, effect: answered(404, "404 Project Not Found") });
  expect(await session.readPolicyFile("trusted", "other.yml")).toMatchObject({ status: "unreadable" });
});

it("looks for incidents by label, and at the services that are depended on", async () => {
  const stage = await setStage();
  const { gitlab, shop } = stage;
  shop.issue({ title: "Prices are wrong", labels: ["incident"] });
  const auth = gitlab.project({ path: "acme/web/auth", plan: "premium", visibility: "public" });
  const first = auth.commit({ by: "ada", files: { "a.ts": "1\n" } });
  auth.tag("v1");
  const second = auth.commit({ by: "ada", files: { "a.ts": "2\n" } });
  deploy(auth, second);
  const session = await ask(stage);
  const evidence = await session.collect(
    query(
      {
        incidents: [{ repository: null, labels: ["incident", "outage"] }],
        services: [{ repository: "acme/web/auth", environment: "production", version: "v1" }],
      },
      ["incidents", "dependencyDeployments"],
    ),
  );
  expect(evidence).toMatchObject({
    incidents: {
      value: [{ seen: { open: [{ title: "Prices are wrong", labels: ["incident"] }], missingLabels: ["outage"] } }],
    },
    dependencyDeployments: {
      value: [
        { seen: { status: "observed", needed: first, current: { commit: second, trusted: true }, relation: "ahead" } },
      ],
    },
  });
});
