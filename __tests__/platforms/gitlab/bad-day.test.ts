/** A bad day on GitLab: what goes wrong on the way, while the gate waits, and with clocks. None of it becomes a yes. */
import { describe, expect, it } from "vitest";
import { requestFrom } from "../../../src/entry/check.ts";
import { PlatformError } from "../../../src/platforms/platform.ts";
import { runCheck } from "../../../src/run.ts";
import { answered, cutOff, type Effect, reset, tooMany, truncated } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { policy, stageFor } from "./release.ts";
import { ask, query, type Stage, surroundings } from "./stage.ts";

it.each<[string, Effect]>([
  ["a 401", answered(401, "401 Unauthorized")],
  ["a 422", answered(422, "422 Unprocessable Entity")],
  ["a 429 that lasts", tooMany(3600)],
  ["truncated JSON that lasts", truncated()],
  ["a connection that is always reset", reset()],
  ["an answer that is always cut off", cutOff()],
])("%s ends it, and names what was asked", async (_, effect) => {
  const stage = await stageFor();
  stage.gitlab.fault({ when: { operation: "GET /job" }, times: 1000, effect });
  const failed = await ask(stage).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(PlatformError);
  expect(failed).toMatchObject({ kind: "unreadable", message: expect.stringContaining("GET /job") });
});

it("GraphQL that answers 200 with errors leaves the accounts unread", async () => {
  const stage = await stageFor();
  const body = JSON.stringify({ data: null, errors: [{ message: "Something went wrong" }] });
  const headers = { "content-type": "application/json" };
  stage.gitlab.fault({
    when: { path: /graphql/ },
    times: 1000,
    effect: { kind: "answer", status: 200, body, headers },
  });
  const { commits } = await (await ask(stage)).collect(query({}, ["commits"]));
  expect(commits).toMatchObject({ status: "unavailable", because: expect.stringContaining("Something went wrong") });
});

describe("while it waits", () => {
  const wait = async (stage: Stage, cancel?: AbortController) => {
    const texts: Readonly<Record<string, string>> = {
      environment: "production",
      platform: "gitlab",
      mode: "wait",
      "change-type": "normal",
      format: "text",
      repo: "/nonexistent",
      "wait-timeout": "2m",
      "poll-interval": "60s",
    };
    const given = { positionals: [], text: (name: string) => texts[name], texts: () => [], flag: () => false };
    let at = Date.parse(stage.gitlab.world.now()) + 1000;
    const clock = {
      now: () => new Date(at).toISOString(),
      sleep: async (ms: number) => {
        at += ms;
        cancel?.abort();
      },
    };
    const { env } = surroundings(stage);
    const terminal = { out: () => {}, err: () => {}, env, cwd: "/", color: false, width: 100, progress: () => {} };
    const outcome = await runCheck(
      requestFrom(given, {}),
      { ...terminal, now: clock.now() },
      { clock, say: () => {}, ...(cancel === undefined ? {} : { cancelled: cancel.signal }) },
    );
    return outcome.result;
  };

  it("says wait when the time is up", async () => {
    const result = await wait(await stageFor());
    expect([result.decision, result.notes.join(" ")]).toEqual([
      "wait",
      expect.stringContaining("The time for waiting is up."),
    ]);
  });

  it("ends with its answer when somebody cancels", async () => {
    const result = await wait(await stageFor(), new AbortController());
    expect([result.decision, result.notes.join(" ")]).toEqual([
      "wait",
      expect.stringContaining("The wait was cancelled."),
    ]);
  });
});

it("a runner whose clock is ten minutes ahead counts the same approvals; one that is behind lets nothing through", async () => {
  const stage = await stageFor();
  const { receipt } = await decide(stage, { mode: "evaluate" });
  const { deployment } = stage.pipeline.job("deploy");
  deployment.approve("olga");
  deployment.approve("sam");
  stage.pipeline.job("deploy").play("carol");
  const now = Date.parse(stage.gitlab.world.now());
  const at = (minutes: number) => ({ job: "deploy", receipt, now: new Date(now + minutes * 60_000).toISOString() });
  expect((await decide(stage, at(10))).decision).toBe("allow");
  // Its own question would lie in the future.
  expect((await decide(stage, at(-10))).decision).toBe("error");
});

it("conditions that an approver asks for go with the yes", async () => {
  const stage = await stageFor();
  const { receipt } = await decide(stage, { mode: "evaluate" });
  const { deployment } = stage.pipeline.job("deploy");
  deployment.approve("olga", { comment: "gate: only canary" });
  deployment.approve("sam");
  stage.pipeline.job("deploy").play("carol");
  const { decision, result } = await decide(stage, { job: "deploy", receipt });
  expect(decision).toBe("allow");
  expect(result.conditions).toMatchObject([{ value: "canary", because: expect.stringContaining("olga") }]);
});

it("asks so many questions, and for more commits not many more", async () => {
  const cost = async (commits: number): Promise<number> => {
    const stage = await stageFor({
      rules: policy,
      change: (shop) =>
        void shop.mergeRequest({
          by: "ada",
          commits: Array.from({ length: commits }, (_, at) => ({
            message: `${at}`,
            files: { [`src/${at}.ts`]: "1\n" },
          })),
          approvals: ["bob"],
          merged: { by: "ada", how: "merge" },
        }),
    });
    await decide(stage, { mode: "evaluate", checkout: true });
    return stage.gitlab.requests.length;
  };
  const [few, many] = await Promise.all([cost(3), cost(150)]);
  expect(few).toBeLessThanOrEqual(40);
  // Each commit by itself would be 150 more.
  expect(many - few).toBeLessThan(20);
});
