/** GitHub on a bad day: the same evidence after another attempt, or the plain word that it could not be read. */
import { expect, it } from "vitest";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { answered, cutOff, type Effect, reset, resourceLimits, truncated } from "../../support/github/index.ts";
import { type Asked, ask, query, type Stage, setStage } from "./stage.ts";

async function evidenceOf(stage: Stage, asked: Asked = {}): Promise<Evidence> {
  const session = await ask(stage, asked);
  return session.collect(query());
}

/** What was seen, without the moment at which it was. */
const plain = (evidence: Evidence): unknown =>
  JSON.parse(JSON.stringify(evidence), (key, value) => (key === "collectedAt" ? "" : value));

const html: Effect = {
  kind: "answer",
  status: 502,
  body: "<html>Unicorn!</html>",
  headers: { "content-type": "text/html" },
};

it.each<[string, Effect]>([
  ["a 502 with a page of HTML", html],
  ["a 503", answered(503, "busy")],
  ["a reset connection", reset()],
  ["an answer that is cut off", cutOff()],
  ["JSON that is cut off", truncated()],
  [
    "a secondary limit with Retry-After",
    answered(403, "You have exceeded a secondary rate limit.", { "retry-after": "2" }),
  ],
  ["a 429 without Retry-After", answered(429, "Too many requests")],
])("sees the same after %s at every fifth request", async (_, then) => {
  const stage = await setStage();
  const whole = plain(await evidenceOf(stage));
  const before = stage.github.requests.length;
  stage.github.fault({ every: 5, times: 100, effect: then });
  expect(plain(await evidenceOf(stage))).toEqual(whole);
  expect(stage.github.requests.length - before).toBeLessThanOrEqual(Math.ceil(before * 1.5));
});

it.each<[string, Effect]>([
  ["errors beside partial data", { kind: "graphql-errors", errors: [{ message: "Oops" }], keepData: true }],
  [
    "an error inside the pull requests",
    {
      kind: "graphql-errors",
      errors: [
        { type: "SOMETHING", message: "Oops", path: ["repository", "c0", "associatedPullRequests", "nodes", 0] },
      ],
      keepData: true,
    },
  ],
])("never judges %s", async (_, then) => {
  const stage = await setStage();
  stage.github.fault({ when: { graphql: "query Commits" }, times: 100, effect: then });
  const evidence = await evidenceOf(stage);
  expect(evidence.commits).toMatchObject({ status: "unavailable" });
  expect(evidence.reviews).toMatchObject({ status: "unavailable" });
});

it("never judges checks of which an error cut a part", async () => {
  const stage = await setStage();
  const errors = [
    { type: "SOMETHING", message: "Oops", path: ["repository", "object", "checkSuites", "nodes", 0, "checkRuns"] },
  ];
  stage.github.fault({
    when: { graphql: "query Checks" },
    times: 100,
    effect: { kind: "graphql-errors", errors, keepData: true },
  });
  expect((await evidenceOf(stage)).ciRuns).toMatchObject({ status: "unavailable" });
});

it("halves a page that GitHub finds too much, and sees the same", async () => {
  const stage = await setStage({
    tell: (shop) => {
      for (let index = 0; index < 12; index += 1)
        shop.pullRequest({ by: "ada", reviews: [{ by: "bob" }], merged: { by: "ada", how: "squash" } });
      return shop.at("main");
    },
  });
  const whole = plain(await evidenceOf(stage));
  const fault = stage.github.fault({ when: { graphql: "query Commits" }, times: 3, effect: resourceLimits(5) });
  expect(plain(await evidenceOf(stage))).toEqual(whole);
  expect(fault.hits).toBe(3);
});

it("asks for checks and deployments in smaller pieces where GitHub finds them too much, and sees the same", async () => {
  const stage = await setStage({
    tell: (shop) => {
      const head = shop.at("main");
      for (let index = 0; index < 30; index += 1)
        shop.checkRun({ name: `posted ${index}`, sha: head, app: `app-${index}` });
      return head;
    },
  });
  const whole = plain(await evidenceOf(stage));
  const checks = stage.github.fault({ when: { graphql: "query Checks" }, times: 2, effect: resourceLimits(2) });
  const opening = stage.github.fault({ when: { graphql: "query Opening" }, effect: resourceLimits(1) });
  expect(plain(await evidenceOf(stage))).toEqual(whole);
  expect([checks.hits, opening.hits]).toEqual([2, 1]);
});

it("waits for the end of the primary limit only as long as it may, and says until when", async () => {
  const stage = await setStage();
  const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 1800) };
  stage.github.fault({ times: 100, effect: answered(403, "API rate limit exceeded", headers) });
  await expect(ask(stage)).rejects.toMatchObject({
    kind: "unreadable",
    message: expect.stringMatching(/makes sense in (?:30|31) min/),
  });
  expect(stage.github.requests.length).toBeLessThanOrEqual(2);
});

it("takes a limit of GraphQL that comes with status 200 for a limit", async () => {
  const stage = await setStage();
  const errors = [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }];
  const fault = stage.github.fault({
    when: { graphql: true },
    times: 1,
    effect: { kind: "graphql-errors", errors, keepData: false },
  });
  const waits: number[] = [];
  const session = await ask(stage, { client: { sleep: async (ms) => void waits.push(ms) } });
  expect(session.release.commits).toBe(1);
  expect(fault.hits).toBe(1);
  expect(Math.max(...waits)).toBeGreaterThanOrEqual(60_000);
});

it("gives up on an answer that does not come", async () => {
  const stage = await setStage();
  stage.github.fault({ when: { graphql: "query Checks" }, times: 100, effect: { kind: "delay", ms: 3000 } });
  const { ciRuns } = await evidenceOf(stage, { client: { timeout: 150 } });
  expect(ciRuns).toMatchObject({ status: "unavailable", because: expect.stringContaining("no whole answer") });
});

it("does not follow a redirect to another host", async () => {
  const stage = await setStage();
  const then = answered(302, "Found", { location: "http://example.com/elsewhere" });
  stage.github.fault({ when: { path: /approvals$/ }, times: 100, effect: then });
  const { deploymentApprovals } = await evidenceOf(stage);
  expect(deploymentApprovals).toMatchObject({
    status: "unavailable",
    because: expect.stringContaining("no other host"),
  });
});

it("does not take a 404 for an empty list", async () => {
  const stage = await setStage();
  stage.github.fault({ when: { path: /approvals$/ }, times: 100, effect: answered(404, "Not Found") });
  const { deploymentApprovals } = await evidenceOf(stage);
  expect(deploymentApprovals).toMatchObject({ status: "unavailable", fix: expect.stringContaining("`actions: read`") });
});

it("says what it does not understand", async () => {
  const stage = await setStage();
  const then: Effect = { kind: "rewrite", change: () => [{ state: 7 }] };
  stage.github.fault({ when: { path: /approvals$/ }, times: 100, effect: then });
  const { deploymentApprovals } = await evidenceOf(stage);
  expect(deploymentApprovals).toMatchObject({
    status: "unavailable",
    because: expect.stringContaining("not as it should be"),
  });
});
