/** What the platform sees of an ordinary release, with and without a checkout. */
import { describe, expect, it } from "vitest";
import { ask, query, setStage } from "./stage.ts";

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it("sees an ordinary release whole", async () => {
    const stage = await setStage();
    const session = await ask(stage, { checkout });
    expect(session.release).toMatchObject({
      repository: "acme/shop",
      relation: "ahead",
      commits: 1,
      changedFiles: 1,
      base: { sha: stage.deployed },
      baseOrigin: "last-deployment",
      limits: [],
    });
    const evidence = await session.collect(query({ request: "pull-request-body" }));
    for (const [kind, fact] of Object.entries(evidence))
      if (typeof fact === "object" && "status" in fact)
        expect(fact, `${kind} ${JSON.stringify(fact).slice(0, 300)}`).toMatchObject({ status: "observed" });
    expect(evidence.commits).toMatchObject({
      value: [{ author: { login: "ada" }, committer: { login: "web-flow" }, isMerge: false }],
    });
    expect(evidence.reviews).toMatchObject({
      value: {
        channel: "change-requests",
        changes: [
          {
            name: "#1",
            author: { login: "ada" },
            reviews: [{ reviewer: { login: "bob" }, state: "approved", eligible: "yes" }],
          },
        ],
      },
    });
    expect(evidence.triggerers).toMatchObject({ value: [{ login: "ada" }] });
    expect(evidence.deployments).toMatchObject({ value: [{ everSucceeded: true, trusted: true, isOwn: false }] });
    expect(session.run).toMatchObject({ id: String(stage.run.id), attempt: 1, commit: stage.run.state.headSha });
    expect(stage.github.violations).toEqual([]);
  });

  it("reads a policy at the trusted ref, the base and the head, and knows when there is none", async () => {
    const stage = await setStage({
      tell: (shop) => shop.commit({ message: "Adopt the gate", files: { ".release-gate.yml": "version: 1\n" } }),
    });
    const session = await ask(stage, { checkout });
    const text = async (ref: "trusted" | "base" | "head", path: string) => {
      const reading = await session.readPolicyFile(ref, path);
      return reading.status === "found" ? Buffer.from(reading.bytes).toString() : reading.status;
    };
    expect(await text("trusted", ".release-gate.yml")).toBe("version: 1\n");
    expect(await text("head", ".release-gate.yml")).toBe("version: 1\n");
    expect(await text("base", ".release-gate.yml")).toBe("absent");
    expect(await text("trusted", "src/missing.yml")).toBe("absent");
    expect(await text("trusted", "src/price.ts")).toBe("export const price = 2;\n");
    expect(await text("trusted", "src")).toBe("unreadable");
    expect(await text("trusted", "../etc/passwd")).toBe("unreadable");
  });
});

it("trusts the policy of policy-ref where one is named, and refuses one that leads nowhere", async () => {
  const stage = await setStage();
  stage.shop.branch("policies", stage.deployed);
  stage.shop.commit({ on: "policies", message: "Policy", files: { ".release-gate.yml": "version: 1 # there\n" } });
  const session = await ask(stage, { policyRef: "policies" });
  const reading = await session.readPolicyFile("trusted", ".release-gate.yml");
  expect(reading).toMatchObject({ status: "found", where: ".release-gate.yml at policies" });
  await expect((await ask(stage, { policyRef: "nowhere" })).readPolicyFile("trusted", "x")).rejects.toMatchObject({
    kind: "usage",
  });
});
