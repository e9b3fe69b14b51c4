/** Where a release begins: what counts as deployed, and what somebody merely says was. */
import { describe, expect, it } from "vitest";
import { ask, deploy, mergeChange, query, setStage, startRun } from "./stage.ts";

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it("does not believe a posted deployment", async () => {
    const stage = await setStage({
      tell: (shop) => {
        const merged = mergeChange(shop);
        shop.deployment({ environment: "production", sha: merged, by: "ada" });
        return shop.commit({ message: "More", files: { "src/more.ts": "1\n" } });
      },
    });
    const { release } = await ask(stage, { checkout });
    expect(release).toMatchObject({ base: { sha: stage.deployed }, commits: 2 });
  });

  it("does not believe a posted deployment that borrows the job of another commit", async () => {
    const stage = await setStage({
      tell: (shop) => {
        const old = deploy(shop, shop.at("main")).job("deploy");
        const merged = mergeChange(shop);
        const statuses = [{ state: "success" as const, logUrl: old.logUrl }];
        shop.deployment({ environment: "production", sha: merged, by: "ada", statuses });
        return shop.commit({ message: "More", files: { "src/more.ts": "1\n" } });
      },
    });
    expect((await ask(stage, { checkout })).release.commits).toBe(2);
  });

  it("believes a posted deployment whose creator the policy names", async () => {
    const stage = await setStage({
      tell: (shop, github) => {
        github.bot("spinnaker");
        const merged = mergeChange(shop);
        shop.deployment({ environment: "production", sha: merged, by: "spinnaker[bot]" });
        return shop.commit({ message: "More", files: { "src/more.ts": "1\n" } });
      },
    });
    const { release } = await ask(stage, { checkout, deployers: async () => ["Spinnaker[bot]"] });
    expect(release).toMatchObject({ commits: 1, baseOrigin: "last-deployment" });
  });

  it("does not believe a job on a branch that nothing protects, whatever is merged later", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.branch("trick");
        const tricked = shop.commit({ on: "trick", message: "Pretend", files: { "src/trick.ts": "1\n" } });
        deploy(shop, tricked, { branch: "trick" });
        shop.pullRequest({
          branch: "trick",
          commits: [],
          reviews: [{ by: "bob" }],
          merged: { by: "bob", how: "merge" },
        });
        return shop.at("main");
      },
    });
    expect((await ask(stage, { checkout })).release).toMatchObject({ base: { sha: stage.deployed }, commits: 2 });
  });

  it("does not believe a run of a tag that carries the name of the default branch", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.branch("trick");
        const tricked = shop.commit({ on: "trick", message: "Pretend", files: { "src/trick.ts": "1\n" } });
        deploy(shop, tricked, { branch: "main" });
        return mergeChange(shop);
      },
    });
    expect((await ask(stage, { checkout })).release.base?.sha).toBe(stage.deployed);
  });

  it("believes a job on a protected branch, and says that the head does not contain it", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.branch("hotfix", "main", { isProtected: true });
        const fixed = shop.commit({ on: "hotfix", message: "Fix", files: { "src/fix.ts": "1\n" } });
        deploy(shop, fixed, { branch: "hotfix" });
        return mergeChange(shop);
      },
    });
    expect((await ask(stage, { checkout })).release).toMatchObject({
      relation: "diverged",
      base: { sha: stage.shop.at("hotfix") },
    });
  });

  it("does not believe a deployment job that failed", async () => {
    const stage = await setStage({
      tell: (shop) => {
        const merged = mergeChange(shop);
        const job = deploy(shop, merged).job("deploy");
        job.state.check.conclusion = "failure";
        return shop.commit({ message: "More", files: { "src/more.ts": "1\n" } });
      },
    });
    expect((await ask(stage, { checkout })).release.commits).toBe(2);
  });

  it("takes a base that widens the release", async () => {
    const stage = await setStage();
    const first = stage.shop.history().at(-1)?.sha ?? "";
    const { release } = await ask(stage, { checkout, base: first });
    expect(release).toMatchObject({ base: { sha: first }, baseOrigin: "given", commits: 2 });
  });

  it("does not take a base that would hide commits", async () => {
    const stage = await setStage({
      tell: (shop) => {
        mergeChange(shop);
        return shop.commit({ message: "More", files: { "src/more.ts": "1\n" } });
      },
    });
    const between = stage.shop.history()[1]?.sha ?? "";
    const { release } = await ask(stage, { checkout, base: between });
    expect(release).toMatchObject({ base: { sha: stage.deployed }, baseOrigin: "last-deployment", commits: 2 });
    expect(release.baseBecause).toContain("was given and not taken");
  });

  it.each([
    [["creation", "update"], "v*", true, "v2.0.0"],
    [["creation", "update"], "~ALL", true, "v2.0.0"],
    [["creation"], "v*", true, "v1.0.0"],
    [["update", "deletion"], "v*", true, "v1.0.0"],
    [["creation", "update"], "release-*", true, "v1.0.0"],
    [["creation", "update"], "v[0-9]*", true, "v1.0.0"],
    [["creation", "update"], "v*", false, "v1.0.0"],
  ] as const)(
    "takes a tag under the rules %j for %s (active: %s) as what it is worth: begins at %s",
    async (rules, pattern, active, begins) => {
      const stage = await setStage({
        isFirst: true,
        tell: (shop) => {
          shop.release({ tag: "v1.0.0" });
          shop.commit({ message: "More", files: { "more.ts": "1\n" } });
          shop.tag("v2.0.0", shop.at("main"));
          shop.ruleset({ tags: [pattern], active, rules: rules.map((type) => ({ type })) });
          return mergeChange(shop);
        },
      });
      const { release } = await ask(stage);
      expect(release).toMatchObject({ base: { name: begins }, baseOrigin: "release-tag" });
      expect(stage.github.violations).toEqual([]);
    },
  );

  it("begins a first deployment at the newest published release, and passes over bare tags and drafts", async () => {
    const stage = await setStage({
      isFirst: true,
      tell: (shop) => {
        shop.release({ tag: "v1.0.0" });
        mergeChange(shop, "One");
        shop.tag("v2.0.0");
        shop.release({ tag: "v3.0.0", draft: true });
        return mergeChange(shop, "Two");
      },
    });
    expect((await ask(stage, { checkout })).release).toMatchObject({
      baseOrigin: "release-tag",
      base: { name: "v1.0.0" },
      commits: 2,
    });
  });

  it("judges everything when nothing was ever deployed or released", async () => {
    const stage = await setStage({ isFirst: true });
    const session = await ask(stage, { checkout });
    expect(session.release).toMatchObject({ relation: "no-base", baseOrigin: "whole-history", base: null, commits: 3 });
    const evidence = await session.collect(query({}, ["changedFiles", "commits"]));
    expect(evidence.changedFiles).toMatchObject({
      value: [
        { path: "README.md", change: "added" },
        { path: "src/price.ts", change: "added" },
      ],
    });
  });

  it("finds a redeployment", async () => {
    const stage = await setStage({ tell: (shop) => shop.at("main") });
    const session = await ask(stage, { checkout });
    expect(session.release).toMatchObject({ relation: "same", commits: 0, changedFiles: 0 });
    const { release } = await session.collect(query({}, ["commits"]));
    expect(release.headCommit).toMatchObject({ sha: stage.shop.at("main"), author: { login: expect.any(String) } });
  });

  it("finds a head behind what runs there, its authors since the deployment before, and what going back moves", async () => {
    const stage = await setStage({
      tell: (shop) => {
        const good = mergeChange(shop, "Good");
        deploy(shop, good);
        const bad = mergeChange(shop, "Bad");
        deploy(shop, bad);
        return good;
      },
    });
    const session = await ask(stage, { checkout });
    expect(session.release).toMatchObject({ relation: "behind", commits: 0, base: { sha: stage.shop.at("main") } });
    const evidence = await session.collect(query());
    expect(evidence.commits).toMatchObject({ value: [{ title: "Good (#1)" }] });
    expect(evidence.reviews).toMatchObject({ value: { changes: [{ name: "#1" }] } });
    expect(evidence.changeTraits).toMatchObject({ value: { changes: [{ title: "Bad (#2)" }] } });
    expect(evidence.changedFiles).toMatchObject({ value: [{ path: "src/price.ts" }] });
  });

  it("finds deployments to an environment that is written another way", async () => {
    const stage = await setStage();
    const { release } = await ask(stage, { checkout, environment: "Production" });
    expect(release.base?.sha).toBe(stage.deployed);
  });
});

it("refuses to be asked about another environment than the job's", async () => {
  const stage = await setStage();
  stage.shop.environment({ name: "staging" });
  const job = stage.run.add({ name: "deploy to production", environment: "staging" });
  await expect(ask(stage, { checkRunId: String(job.id) })).rejects.toMatchObject({
    kind: "usage",
    message: expect.stringContaining("staging"),
  });
  await expect(ask(stage, { checkRunId: String(job.id), environment: "Staging" })).resolves.toBeDefined();
});

it("takes the head of a pull request, not the test merge of it", async () => {
  const stage = await setStage();
  const request = stage.shop.pullRequest({ by: "ada" });
  stage.run = startRun(stage.shop, request.head, "pull_request");
  const { writeFileSync } = await import("node:fs");
  const { makeFolder } = await import("../../support/repository.ts");
  const path = `${makeFolder()}/event.json`;
  writeFileSync(
    path,
    JSON.stringify({ pull_request: { number: request.number, head: { sha: request.head, ref: "x" } } }),
  );
  const env = { GITHUB_EVENT_PATH: path, GITHUB_SHA: stage.deployed };
  const session = await ask(stage, { env });
  expect(session.release.head.sha).toBe(request.head);
  const evidence = await session.collect(query({ request: "pull-request-body" }));
  expect(evidence.reviews).toMatchObject({
    value: { changes: [{ name: "#1" }, { name: `#${request.number}`, finalCommit: request.head }] },
  });
});

it.each([
  ["a head that leads nowhere", { head: "nowhere" }, "names no commit"],
  ["a name that leads into files", { head: "main:README.md" }, "no name of a commit"],
  ["a base that leads nowhere", { base: "v9" }, "names no commit"],
])("refuses %s", async (_, over, words) => {
  const stage = await setStage();
  await expect(ask(stage, over)).rejects.toMatchObject({ kind: "usage", message: expect.stringContaining(words) });
});
