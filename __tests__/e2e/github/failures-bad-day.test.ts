/** GitHub on a bad day, as a process: asked again where that helps, and where it does not a plain word and nothing allowed. */
import { resolve } from "node:path";
import { expect, test } from "vitest";
import {
  answered,
  badGateway,
  cutOff,
  delayed,
  type Effect,
  graphqlErrors,
  graphqlRateLimited,
  type Matcher,
  primaryLimit,
  reset,
  secondaryLimit,
  truncated,
} from "../../support/github/index.ts";
import { isAtHand } from "../support/bundle.ts";
import { approve, asksOperations, enforce, evaluate, expectAllowed, expectHeld, production } from "./asking.ts";
import { type How, openShop, policyWith, reading, type ShopStory } from "./stage.ts";

/** Every kind of fact is asked for, from GraphQL and from REST. */
const policy = policyWith("low: [{ group: maintainers }]").replace(
  "documents:",
  "tests: { required: [test] }, reviews: { approvals: 1 }, concurrency: {}, documents:",
);
/** Pauses of this many milliseconds and more are not waited out. */
const hurried = (from: number) => ({
  env: { NODE_OPTIONS: `--require ${resolve("__tests__/e2e/support/hurry.cjs")}`, HURRY_FROM: String(from) },
});
/** Longer than one exchange may last. */
const limits = hurried(31_000);

const shopOnABadDay = async (options: ShopStory = {}) => {
  const stage = await openShop({ policy, ...options });
  stage.shop
    .workflowRun({ name: "ci", path: ".github/workflows/ci.yml", headSha: stage.shop.at("main") })
    .add({ name: "test", conclusion: "success" });
  return stage;
};

/** Each effect strikes once, on REST and on GraphQL, each at a request of its own. */
async function judgedAsEver(effects: readonly Effect[], how: How): Promise<void> {
  const stage = await shopOnABadDay();
  const faults = effects.flatMap((effect, index) =>
    [true, false].map((graphql) =>
      stage.github.fault({ when: { graphql }, after: graphql ? index % 2 : index, effect }),
    ),
  );
  expectAllowed(await stage.act(production, how));
  expect(faults.map(({ hits }) => hits)).toEqual(faults.map(() => 1));
  expect(stage.github.violations).toEqual([]);
}

test.concurrent("a 429 and a secondary limit, with Retry-After, are waited for", async () => {
  await judgedAsEver([secondaryLimit({ status: 429, retryAfter: 1 }), secondaryLimit({ retryAfter: 1 })], limits);
});

test.concurrent("a 429 without Retry-After is waited for", async () => {
  await judgedAsEver([secondaryLimit({ status: 429 })], limits);
});

test.concurrent("a secondary limit without Retry-After is waited for", async () => {
  await judgedAsEver([secondaryLimit()], limits);
});

test.concurrent("a primary limit that ends soon is waited for", async () => {
  await judgedAsEver([primaryLimit({ resetIn: 60 })], limits);
});

test.concurrent("a 502 with HTML, truncated JSON, an answer that is cut off and a reset connection are asked for again", async () => {
  await judgedAsEver([badGateway(), truncated()], {});
  await judgedAsEver([cutOff(), reset()], {});
});

test.concurrent("a slow answer is not waited for without end, and asked for again", async () => {
  const stage = await shopOnABadDay();
  const slow = stage.github.fault({ when: { graphql: "query Checks" }, effect: delayed(25_000) });
  // Thirty seconds become one and a half: too short for a busy machine at the start, so only that one exchange may be late.
  expectAllowed(await stage.act(production, { ...hurried(30_000) }));
  expect(slow.hits).toBe(1);
});

const lasting: readonly (readonly [string, Matcher, Effect])[] = [
  ["a 401 ends it", {}, answered(401, "Bad credentials")],
  ["a 403 that is no limit ends it", { graphql: false }, answered(403, "Resource not accessible by integration")],
  ["a 422 ends it", { graphql: false }, answered(422, "Validation Failed")],
  ["a 429 that lasts ends it", {}, secondaryLimit({ status: 429, retryAfter: 900 })],
  ["a 502 that lasts ends it", {}, badGateway()],
  ["GraphQL that answers 200 with errors ends it", { graphql: true }, graphqlErrors()],
  ["a spent allowance of GraphQL, told with 200, ends it", { graphql: true }, graphqlRateLimited()],
  [
    "checks of which only a part came are not judged",
    { graphql: "query Checks" },
    graphqlErrors(undefined, { keepData: true }),
  ],
  ["truncated JSON that lasts ends it", { graphql: false }, truncated()],
  ["a connection that is always reset ends it", {}, reset()],
];

test.concurrent.each(lasting)("%s, as not determined", async (_what, when, effect) => {
  const stage = await shopOnABadDay();
  stage.github.fault({ when, times: 1000, effect });
  const outcome = await stage.act(production, limits);
  expect(outcome.outputs, outcome.stdout).toMatchObject({ decision: "error", allowed: "false" });
  expect(outcome.exitCode).toBe(3);
  expect(outcome.commands.some(({ name }) => name === "error")).toBe(true);
  expect(outcome.stdout + outcome.stderr).not.toMatch(/^\s+at .*\.js:\d/m);
  expect(stage.github.requests.length).toBeLessThan(120);
});

test.concurrent("a 404 on everything is no empty repository: more is judged, and nothing allowed", async () => {
  const stage = await shopOnABadDay();
  stage.github.fault({ when: { graphql: false }, times: 1000, effect: answered(404, "Not Found") });
  const outcome = await stage.act(production);
  expect(outcome.outputs["allowed"]).toBe("false");
  expect(outcome.exitCode).not.toBe(0);
});

const asksIssues = `${policy}    emergency: { groups: [security], waives: [approvals] }\n`;

test.concurrent.each(Object.keys(reading))(
  "without `%s: read` nothing is allowed, and the line to add is named",
  async (missing) => {
    const stage = await shopOnABadDay({ policy: asksIssues });
    const permissions = Object.fromEntries(Object.entries(reading).filter(([name]) => name !== missing));
    const outcome = await stage.act(production, { permissions });
    expect(outcome.outputs).toMatchObject({ decision: "error", allowed: "false" });
    expect(outcome.exitCode).toBe(3);
    expect(outcome.stdout).toContain(`${missing}: read`);
  },
);

test.concurrent("with every permission the same release is allowed", async () => {
  expectAllowed(await (await shopOnABadDay({ policy: asksIssues })).act(production));
});

test.concurrent("a server whose clock is ten minutes ahead, or behind, is believed about its own limits alone", async () => {
  for (const skew of [600_000, -600_000]) {
    const stage = await shopOnABadDay({ skew });
    stage.github.fault({ after: 1, effect: secondaryLimit({ retryAfter: 1 }) });
    expectAllowed(await stage.act(production));
  }
});

test.skipIf(!isAtHand("faketime"))(
  "a runner whose clock is wrong by ten minutes counts the same approvals",
  { concurrent: true },
  async () => {
    for (const [before, at] of [
      ["-10m", "behind"],
      ["+10m", "ahead"],
    ] as const) {
      const stage = await openShop({ policy: asksOperations });
      const how = { before: ["faketime", "-f", before] };
      const evaluated = await evaluate(stage, {}, how);
      expectHeld(await enforce(stage, evaluated, {}, how), "wait");
      approve(stage, "approve-operations", "carol");
      const outcome = await enforce(stage, evaluated, {}, how);
      expect(outcome.outputs["decision"], at).toBe("allow");
    }
  },
);
