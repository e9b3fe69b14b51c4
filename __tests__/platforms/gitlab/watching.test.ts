/** While the gate waits on GitLab, and what it writes there. */
import { describe, expect, it } from "vitest";
import type { Clock } from "../../../src/clock.ts";
import { requestFrom } from "../../../src/entry/check.ts";
import { runCheck } from "../../../src/run.ts";
import { answered } from "../../support/gitlab/index.ts";
import { policy, stageFor } from "./release.ts";
import { ask, query, type Stage, setStage, surroundings } from "./stage.ts";

/** Waits in the job `gate`; every sleep is over at once, and something may happen meanwhile. */
async function wait(stage: Stage, meanwhile: (sleep: number) => void) {
  const texts: Readonly<Record<string, string>> = {
    environment: "production",
    platform: "gitlab",
    mode: "wait",
    "change-type": "normal",
    format: "text",
    repo: "/nonexistent",
    "wait-timeout": "1h",
    "poll-interval": "60s",
  };
  const given = { positionals: [], text: (name: string) => texts[name], texts: () => [], flag: () => false };
  let at = Date.parse(stage.gitlab.world.now()) + 1000;
  let sleeps = 0;
  const clock: Clock = {
    now: () => new Date(at).toISOString(),
    sleep: async (ms) => {
      at += ms;
      sleeps += 1;
      meanwhile(sleeps);
    },
  };
  const around = surroundings(stage);
  const terminal = {
    out: () => {},
    err: () => {},
    env: around.env,
    cwd: "/",
    color: false,
    width: 100,
    now: clock.now(),
    progress: () => {},
  };
  const said: string[] = [];
  const { result } = await runCheck(requestFrom(given, {}), terminal, {
    clock,
    say: (sentence) => said.push(sentence),
  });
  return { result, sleeps, said };
}

describe("mode wait", () => {
  it("goes on as soon as the deployment was approved by all", async () => {
    const stage = await stageFor();
    const { deployment } = stage.pipeline.job("deploy");
    const { result, sleeps } = await wait(stage, (sleep) => {
      if (sleep === 2) deployment.approve("olga");
      if (sleep === 4) deployment.approve("sam");
    });
    expect([result.decision, sleeps < 12]).toEqual(["allow", true]);
  });

  it("ends with a rejection", async () => {
    const stage = await stageFor();
    const { result } = await wait(stage, (sleep) => {
      if (sleep === 1) stage.pipeline.job("deploy").deployment.reject("olga");
    });
    expect(result.decision).toBe("block");
  });

  it("ends at once where no deployment and no button asks anybody", async () => {
    const stage = await stageFor();
    stage.pipeline.job("deploy").start().finish();
    const { result, sleeps } = await wait(stage, () => {});
    expect([result.decision, sleeps]).toEqual(["wait", 0]);
    expect(result.notes.join(" ")).toMatch(/Nobody is being asked for operations, security/);
  });

  it("waits for the button of a manual job", async () => {
    const rules = policy.replace(
      "gitlab: { groups: [acme/operations] }",
      "gitlab: { groups: [acme/operations], jobs: [yes] }",
    );
    const stage = await stageFor({
      plan: "free",
      rules: rules.replace("users: []", "users: [olga]").replace(", { group: security }", ""),
    });
    const button = stage.pipeline.addJob({ name: "yes", manual: true });
    stage.shop.member("olga", 30);
    const { result } = await wait(stage, (sleep) => {
      if (sleep === 2) button.play("olga").finish();
    });
    expect(result.decision).toBe("allow");
  });
});

describe("the note on the merge request", () => {
  const opened = (token: { level?: 20 | 30; scopes?: readonly string[] } = { level: 30, scopes: ["api"] }) =>
    setStage({
      ...token,
      tell: (shop) => {
        const request = shop.mergeRequest({ by: "ada" });
        request.note("bob", "<!-- release-gate production -->\nMine");
        return request.head;
      },
    });
  const notesIn = (stage: Stage): readonly string[] =>
    [...(stage.shop.state.mergeRequests.get(1)?.notes ?? [])].filter(({ system }) => !system).map(({ body }) => body);

  it("is written once, and then written over; one that somebody else marked stays theirs", async () => {
    const stage = await opened();
    const session = await ask(stage);
    for (const comment of ["First", "Second"]) expect(await session.publish?.({ comment, checkRun: null })).toEqual([]);
    expect(notesIn(stage)).toEqual([
      "<!-- release-gate production -->\nMine",
      "<!-- release-gate production -->\nSecond",
    ]);
  });

  it("says what it takes where it cannot be written, and where there is no merge request", async () => {
    const session = await ask(await opened({ level: 20, scopes: ["read_api"] }));
    expect(await session.publish?.({ comment: "Hello", checkRun: null })).toMatchObject([
      {
        message: expect.stringMatching(/insufficient_scope|higher privileges/),
        fix: expect.stringMatching(/scope api/),
      },
    ]);
    const lone = await setStage({ tell: (shop) => shop.commit({ by: "ada", files: { "x.ts": "1\n" } }) });
    expect(await (await ask(lone)).publish?.({ comment: "Hello", checkRun: null })).toMatchObject([
      { message: expect.stringContaining("no merge request of its own") },
    ]);
  });

  it("is not sent twice where GitLab did not say whether it took it", async () => {
    const stage = await opened();
    const session = await ask(stage);
    const operation = "POST /projects/:id/merge_requests/:merge_request_iid/notes";
    const before = stage.gitlab.requests.length;
    stage.gitlab.fault({ when: { operation }, times: 9, effect: answered(502, "Bad Gateway") });
    expect(await session.publish?.({ comment: "Hello", checkRun: null })).toHaveLength(1);
    expect(stage.gitlab.requests.slice(before).filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});

it("opens the review of an emergency once for each pipeline, and finds it again", async () => {
  const stage = await setStage({ level: 30, scopes: ["api"] });
  const session = await ask(stage);
  const issue = {
    key: `${stage.shop.at("main")}:production`,
    label: "release-gate-emergency",
    title: "Look at it",
    body: "Why",
  };
  await session.openReview?.(issue);
  await session.openReview?.(issue);
  expect(stage.shop.state.issues).toMatchObject([{ title: "Look at it", labels: ["release-gate-emergency"] }]);
  const { emergencyUses } = await session.collect({
    ...query({}, ["emergencyUses"]),
  });
  expect(emergencyUses).toMatchObject({ value: [{ run: String(stage.pipeline.id), isReviewOpen: true }] });
});
