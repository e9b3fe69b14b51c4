/** Who approved on GitLab: on the deployment, by the button of a manual job, on the merge request; and on which commit a review was. */
import { describe, expect, it } from "vitest";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import { answered } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { stageFor } from "./release.ts";
import { ask, deploy, mergeChange, query, type Stage, setStage } from "./stage.ts";

async function saidTo(stage: Stage, over: Parameters<typeof query>[0] = {}): Promise<readonly DeploymentApproval[]> {
  const session = await ask(stage);
  const { deploymentApprovals } = await session.collect(query(over, ["deploymentApprovals"]));
  if (deploymentApprovals?.status !== "observed") throw new Error(deploymentApprovals?.because);
  return deploymentApprovals.value;
}

describe("membership", () => {
  it("is proven by the rule under which an approval stands, for a group by path or by number", async () => {
    const stage = await setStage();
    stage.pipeline.job("deploy").deployment.approve("olga");
    const number = String(stage.gitlab.world.groups.get("acme/operations")?.id);
    const before = stage.gitlab.requests.length;
    const said = await saidTo(stage, { approvalGroups: [number, "acme/operations", "acme/security"] });
    expect(said).toMatchObject([{ person: { login: "olga" }, memberOf: [number, "acme/operations"] }]);
    const asked = stage.gitlab.requests.slice(before).filter(({ route }) => route === "GET /groups/:id/members/all");
    expect(asked.map(({ path }) => path)).toEqual(["/groups/acme%2Fsecurity/members/all"]);
  });

  it("is never concluded from a group that may not be read, and proven by its members where it may", async () => {
    const stage = await setStage();
    stage.shop.protect({ name: "production", rules: [{ user: "olga" }] });
    stage.pipeline.job("deploy").deployment.approve("olga");
    expect(await saidTo(stage, { approvalGroups: ["acme/operations"] })).toMatchObject([
      { memberOf: ["acme/operations"] },
    ]);
    const operation = "GET /groups/:id/members/all";
    stage.gitlab.fault({ when: { operation }, times: 9, effect: answered(404, "404 Group Not Found") });
    expect(await saidTo(stage, { approvalGroups: ["acme/operations"] })).toMatchObject([{ memberOf: [] }]);
  });
});

it("finds its deployment though another pipeline deploys there at the same time, and a retried one's approvals do not count", async () => {
  const stage = await setStage();
  stage.pipeline.job("deploy").deployment.approve("olga");
  const other = deploy(stage.shop, stage.shop.at("main"), { status: "success" });
  expect(other.id).toBeGreaterThan(stage.pipeline.id);
  expect(await saidTo(stage)).toMatchObject([{ person: { login: "olga" }, environment: "production" }]);
  stage.pipeline.job("deploy").retry("carol");
  expect(await saidTo(stage)).toEqual([]);
});

const freePolicy = (gitlab: string) => `version: 1
groups:
  operations: { users: [olga], gitlab: ${gitlab} }
environments:
  production:
    checks:
      tests: { required: [test] }
    approvals: { low: [{ group: operations }] }
`;

describe("on the plan Free", () => {
  it("lets the button of a manual job approve, after the question, and says that it is weaker", async () => {
    const stage = await stageFor({ plan: "free", rules: freePolicy("{ jobs: [approve-operations] }") });
    stage.shop.member("olga", 30);
    const button = stage.pipeline.addJob({ name: "approve-operations", manual: true });
    const asked = await decide(stage, { mode: "evaluate" });
    expect(asked.decision).toBe("wait");
    button.play("olga").finish();
    stage.pipeline.job("deploy").start();
    const { decision, result } = await decide(stage, { job: "deploy", receipt: asked.receipt });
    expect(result.reasons).toEqual([expect.objectContaining({ code: "allowed" })]);
    expect(decision).toBe("allow");
    expect(result.approvals.remarks?.join(" ")).toMatch(
      /@olga approved by pressing the button of the job approve-operations, which is weaker/,
    );
  });

  it("counts no button that somebody else pressed, that failed, or that the policy does not name", async () => {
    const stage = await stageFor({ plan: "free", rules: freePolicy("{ jobs: [approve-operations] }") });
    for (const name of ["olga", "bob"]) stage.shop.member(name, 30);
    stage.pipeline.addJob({ name: "approve-operations", manual: true }).play("bob").finish();
    stage.pipeline.addJob({ name: "approve-operations", manual: true }).play("olga").finish("failed");
    stage.pipeline.addJob({ name: "approve-all", manual: true }).play("olga").finish();
    const { decision, result } = await decide(stage);
    expect(decision).toBe("wait");
    expect(result.approvals.discounted).toMatchObject([{ person: "@bob", code: "approval.not-a-member" }]);
  });

  it("lets an approval of the one merge request count where the policy says so, on its final commit alone", async () => {
    const rules = freePolicy("{ merge-request-approvals: true }");
    for (const pushes of [false, true]) {
      const stage = await stageFor({
        plan: "free",
        rules,
        change: (shop) => {
          shop.member("olga", 30);
          const request = shop.mergeRequest({ by: "ada", approvals: ["olga"] });
          if (pushes) request.push();
          request.merge({ by: "ada" });
        },
      });
      const { decision, result } = await decide(stage);
      expect([pushes, decision, result.reasons.map(({ code }) => code)]).toEqual(
        pushes ? [true, "wait", ["approvals.missing"]] : [false, "allow", ["allowed"]],
      );
    }
  });
});

describe("a review of a merge request", () => {
  const commitOf = async (stage: Stage) => {
    const { reviews } = await (await ask(stage)).collect(query({}, ["reviews"]));
    if (reviews?.status !== "observed") throw new Error(reviews?.because);
    const [change] = reviews.value.changes;
    return change?.reviews.map(({ reviewer, commit, eligible, state }) => [
      reviewer.login,
      state,
      commit === null ? null : commit === change.finalCommit ? "final" : "earlier",
      eligible,
    ]);
  };
  const withPush = (reset: boolean) =>
    setStage({
      tell: (shop) => {
        shop.state.approvalSettings.resetOnPush = reset;
        const request = shop.mergeRequest({ by: "ada", approvals: ["bob"] });
        request.push();
        request.approve("carol");
        request.merge({ by: "ada" });
        return shop.at("main");
      },
    });

  it("is on the final commit while a push takes approvals away, and no version is asked for", async () => {
    const stage = await withPush(true);
    expect(await commitOf(stage)).toEqual([["carol", "approved", "final", "yes"]]);
    expect(stage.gitlab.requests.some(({ route }) => route?.endsWith("/versions"))).toBe(false);
  });

  it("is told by its own time where approvals stay: given before the last push it is of an earlier commit", async () => {
    expect(await commitOf(await withPush(false))).toEqual([
      ["bob", "approved", "earlier", "yes"],
      ["carol", "approved", "final", "yes"],
    ]);
  });

  it("is told by GitLab's own note where an older server gives no time, and is unknown without one", async () => {
    const stage = await withPush(false);
    const strip = (reply: unknown): unknown =>
      JSON.parse(JSON.stringify(reply), (key, value) => (key === "approved_at" ? undefined : value));
    const operation = "GET /projects/:id/merge_requests/:merge_request_iid/approvals";
    stage.gitlab.fault({ when: { operation }, times: 100, effect: { kind: "rewrite", change: strip } });
    expect(await commitOf(stage)).toEqual([
      ["bob", "approved", "earlier", "yes"],
      ["carol", "approved", "final", "yes"],
    ]);
    stage.gitlab.fault({
      when: { operation: "GET /projects/:id/merge_requests/:merge_request_iid/notes" },
      times: 100,
      effect: { kind: "rewrite", change: () => [] },
    });
    expect(await commitOf(stage)).toEqual([
      ["bob", "approved", null, "yes"],
      ["carol", "approved", null, "yes"],
    ]);
  });

  it("counts from nobody who may not push, and a request for changes is one", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.member("rita", 20);
        const request = shop.mergeRequest({ by: "ada", approvals: ["rita"] });
        request.requestChanges("bob");
        request.merge({ by: "ada" });
        return shop.at("main");
      },
    });
    expect(await commitOf(stage)).toEqual([
      ["bob", "changes-requested", "final", "yes"],
      ["rita", "approved", "final", "no"],
    ]);
  });
});

it("takes whoever started the pipeline for the triggerer, whoever pressed the button", async () => {
  const stage = await setStage();
  stage.shop.protect({ name: "production", deployers: [{ level: 30 }] });
  stage.pipeline.job("deploy").state.status = "manual";
  stage.pipeline.job("deploy").deployment.state.status = "created";
  stage.pipeline.job("deploy").play("bob");
  const session = await ask(stage, { job: "deploy" });
  expect(await session.collect(query({}, ["triggerers"]))).toMatchObject({ triggerers: { value: [{ login: "ada" }] } });
});

describe("authors", () => {
  const byOlga = () =>
    stageFor({
      change: (shop) => {
        shop.mergeRequest({
          by: "ada",
          commits: [{ by: "olga", message: "Change it", files: { "x.ts": "1\n" } }],
          approvals: ["bob"],
          merged: { by: "ada" },
        });
      },
    });
  const approved = async (stage: Stage) => {
    const asked = await decide(stage, { mode: "evaluate" });
    for (const name of ["olga", "sam"]) stage.pipeline.job("deploy").deployment.approve(name);
    return decide(stage, { receipt: asked.receipt });
  };

  it("are known by the account that GitLab ties to their address, whoever opened the merge request", async () => {
    const { decision, result } = await approved(await byOlga());
    expect(decision).toBe("wait");
    expect(result.approvals.discounted).toMatchObject([{ person: "@olga", code: "approval.author" }]);
  });

  it("are an error where GitLab could have told and did not", async () => {
    const stage = await byOlga();
    stage.gitlab.fault({ when: { path: /graphql$/ }, times: 99, effect: answered(503, "busy") });
    const evidence = await (await ask(stage)).collect(query({}, ["commits"]));
    expect(evidence.commits).toMatchObject({ status: "unavailable", because: expect.stringContaining("/api/graphql") });
  });

  it("count as the merge request's author where the server does not know the question", async () => {
    const stage = await byOlga();
    const unknown = { errors: [{ message: "Field 'commit' doesn't exist on type 'Repository'" }] };
    const effect = { kind: "answer", status: 200, body: JSON.stringify(unknown), headers: {} } as const;
    stage.gitlab.fault({ when: { path: /graphql$/ }, times: 99, effect });
    expect((await approved(stage)).decision).toBe("allow");
  });

  it("are asked for again where GitLab gave up on the question in a busy moment", async () => {
    const stage = await byOlga();
    const busy = {
      errors: [{ message: "Request timed out. Please try a less complex query or a smaller set of records." }],
    };
    const effect = { kind: "answer", status: 200, body: JSON.stringify(busy), headers: {} } as const;
    stage.gitlab.fault({ when: { path: /graphql$/ }, times: 2, effect });
    const evidence = await (await ask(stage)).collect(query({}, ["commits"]));
    expect(evidence.commits).toMatchObject({ status: "observed" });
  });

  it("of a head that is deployed again are known too", async () => {
    const stage = await stageFor({
      change: (shop) => {
        mergeChange(shop);
        deploy(shop, shop.at("main"));
      },
    });
    const { decision, result } = await approved(stage);
    expect(result.release.relation).toBe("same");
    expect([decision, result.reasons.map(({ code }) => code)]).toEqual(["allow", ["allowed"]]);
  });
});
