/** The whole story on GitLab: evaluated before the deploy job, approved on its deployment, enforced at its start. */
import { describe, expect, it } from "vitest";
import { answered } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { policy, stageFor } from "./release.ts";
import { mergeChange, type Stage } from "./stage.ts";

const approve = ({ pipeline }: Stage, ...people: readonly string[]): void => {
  for (const name of people) pipeline.job("deploy").deployment.approve(name);
};

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it("asks first, lets people approve the deployment, and allows it at the start of the deploy job", async () => {
    const stage = await stageFor();
    const asked = await decide(stage, { mode: "evaluate", checkout });
    expect([asked.decision, asked.codes]).toEqual(["wait", ["approvals.missing", "approvals.missing"]]);
    expect(asked.receipt).toMatch(/^release-gate-receipt:1:/);

    approve(stage, "olga", "sam");
    stage.pipeline.job("deploy").play("carol");
    const { decision, codes, result } = await decide(stage, { job: "deploy", receipt: asked.receipt, checkout });
    expect([decision, codes]).toEqual(["allow", ["allowed"]]);
    expect(result.approvals.requirements.map(({ anyOf, missing }) => [anyOf, missing])).toEqual([
      [["operations"], 0],
      [["security"], 0],
    ]);
  });

  it("blocks a push past review, and a base that would hide it", async () => {
    const stage = await stageFor({
      change: (shop) => {
        shop.commit({ by: "bob", message: "Straight to main", files: { "x.ts": "1\n" } });
        mergeChange(shop);
      },
    });
    for (const base of ["", stage.shop.at("main")]) {
      const over: Readonly<Record<string, string>> = base === "" ? {} : { base };
      const { decision, codes } = await decide(stage, { checkout, over });
      expect(decision).toBe("block");
      expect(codes).toContain("reviews.unreviewed");
    }
  });
});

it("does not count an approval that is older than the question", async () => {
  const stage = await stageFor();
  approve(stage, "olga");
  const asked = await decide(stage, { mode: "evaluate" });
  approve(stage, "sam");
  const { decision, result } = await decide(stage, { receipt: asked.receipt });
  expect(decision).toBe("wait");
  expect(result.approvals.discounted).toMatchObject([{ person: "@olga", code: "approval.before-asked" }]);
});

it("blocks when somebody who could have approved rejects", async () => {
  const stage = await stageFor();
  const asked = await decide(stage, { mode: "evaluate" });
  stage.pipeline.job("deploy").deployment.reject("olga", { comment: "Not on a Friday" });
  const { decision, codes } = await decide(stage, { receipt: asked.receipt });
  expect(decision).toBe("block");
  expect(codes).toContain("approvals.rejected");
});

it.each(["merge", "squash", "rebase"] as const)("finds the merge request of a change that came by %s", async (how) => {
  const stage = await stageFor({ change: (shop) => void mergeChange(shop, how) });
  const { result } = await decide(stage, { mode: "evaluate" });
  expect(result.findings.find(({ check }) => check === "reviews")).toMatchObject({ status: "pass" });
});

it("counts nobody who made the release, and the pipeline's starter neither, whoever pressed the button", async () => {
  const rules = policy.replace("users: [sam]", "users: [ada, sam]");
  const stage = await stageFor({ rules });
  stage.shop.protect({ name: "production", rules: [{ level: 30 }] });
  const asked = await decide(stage, { mode: "evaluate" });
  approve(stage, "olga");
  stage.pipeline.job("deploy").play("sam");
  const { result } = await decide(stage, { job: "deploy", receipt: asked.receipt });
  expect(result.approvals.requirements.find(({ anyOf }) => anyOf[0] === "security")).toMatchObject({ missing: 1 });
});

it("blocks when a test failed, though somebody posted it green", async () => {
  const stage = await stageFor();
  stage.pipeline.addJob({ name: "test", status: "failed" });
  stage.shop.status({ name: "test", status: "success" });
  const { decision, codes } = await decide(stage, { mode: "evaluate" });
  expect([decision, codes[0]]).toEqual(["block", "tests.failed"]);
});

it("says where GitLab's own rules ask fewer people than the policy", async () => {
  const rules = policy.replace("{ group: operations }", "{ group: operations, count: 2 }");
  const { result } = await decide(await stageFor({ rules }), { mode: "evaluate" });
  const remarks = result.approvals.remarks?.filter((remark) => remark.startsWith("GitLab itself"));
  expect(remarks).toEqual([
    expect.stringContaining("begin after 1 approval of operations, and the policy asks for 2"),
    expect.stringContaining("begin after 0 approvals of security, and the policy asks for 1"),
  ]);
  const fits = policy.replace(
    "security: { users: [sam] }",
    "security: { users: [], gitlab: { groups: [acme/security] } }",
  );
  const { result: fitting } = await decide(await stageFor({ rules: fits }), { mode: "evaluate" });
  expect(fitting.approvals.remarks?.filter((remark) => remark.startsWith("GitLab itself"))).toEqual([]);
});

it("judges the head of the merge request, not the merge that a pipeline for merged results runs on", async () => {
  const stage = await stageFor({
    change: (shop) => {
      const request = shop.mergeRequest({ by: "ada", approvals: ["bob"] });
      const { headSha } = request.state;
      const merged = shop.state.store.putCommit({
        tree: shop.state.store.commit(headSha)?.tree ?? "",
        parents: [shop.at("main"), headSha],
        author: { name: "ada", email: "ada@example.com", at: "2026-01-01T00:00:00Z" },
        committer: { name: "ada", email: "ada@example.com", at: "2026-01-01T00:00:00Z" },
        message: "Merge",
      });
      shop.state.refs.set("refs/merge-requests/1/merge", merged);
    },
  });
  const pipeline = stage.shop.pipeline({
    sha: "refs/merge-requests/1/merge",
    ref: "refs/merge-requests/1/merge",
    source: "merge_request_event",
    by: "ada",
    jobs: [{ name: "test", status: "success" }, { name: "gate" }],
  });
  const { result } = await decide({ ...stage, pipeline }, { mode: "evaluate" });
  expect(result.release.head.sha).toBe(stage.shop.state.mergeRequests.get(1)?.headSha);
  expect(result.findings.map(({ check, status }) => `${check} ${status}`)).toEqual(
    expect.arrayContaining(["tests pass", "reviews pass"]),
  );
});

it("blocks in a freeze period of the project, which is read when it is asked, and decides nothing where it cannot be", async () => {
  const rules = `${policy.replace("    checks:\n", "    checks:\n      change-window: { calendar: ours }\n")}
calendars:
  ours: { time-zone: Europe/Berlin, freezes: [{ gitlab-freeze-periods: true }] }
`;
  const stage = await stageFor({ rules });
  expect((await decide(stage, { mode: "evaluate" })).decision).toBe("wait");
  stage.shop.freeze("0 0 1 1 *", "0 0 31 12 *", "Europe/Berlin");
  const { decision, codes } = await decide(stage, { mode: "evaluate", now: "2026-06-01T10:00:00Z" });
  expect([decision, codes.some((code) => code.startsWith("change-window."))]).toEqual(["block", true]);
  const operation = "GET /projects/:id/freeze_periods";
  stage.gitlab.fault({ when: { operation }, times: 9, effect: answered(403, "403 Forbidden") });
  await expect(decide(stage, { mode: "evaluate" })).rejects.toThrow(/freeze periods cannot be read.*freeze_periods/);
});
