/** Mode `wait` against the local GitHub, with a clock of the test's own: hours pass in a moment. */
import { afterEach, expect, test } from "vitest";
import type { Terminal } from "../src/commands/command.ts";
import { readArguments } from "../src/entry/arguments.ts";
import { check, requestFrom } from "../src/entry/check.ts";
import { runCheck } from "../src/run.ts";
import { charged } from "./support/github/index.ts";
import { type LocalGitHub, startGitHub } from "./support/github/server.ts";

const open: LocalGitHub[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((github) => github.close()));
});

const minute = 60_000;
const policy = `version: 1
groups:
  operations: { github: { teams: [acme/operations], environments: [approve-operations] } }
environments:
  production:
    checks: { documents: { readme: { files: [README.md] } } }
    approvals: { low: [{ group: operations }] }
`;

async function stage() {
  const github = await startGitHub();
  open.push(github);
  for (const login of ["ada", "carol"]) github.person(login, { emails: [`${login}@example.com`] });
  github.team({ org: "acme", slug: "operations", members: ["carol"] });
  const shop = github.repository({ owner: "acme", name: "shop" });
  for (const login of ["ada", "carol"]) shop.collaborator(login, "write");
  shop.environment({ name: "approve-operations", reviewers: ["acme/operations"], canAdminsBypass: false });
  shop.commit({ message: "Begin", files: { "README.md": "# Shop\n\nHow to run it.\n", ".release-gate.yml": policy } });
  const run = shop.workflowRun({
    headSha: shop.at("main"),
    actor: "ada",
    jobs: [{ name: "gate" }, { name: "approve", environment: "approve-operations" }],
  });
  const permissions = {
    actions: "read",
    checks: "read",
    contents: "read",
    deployments: "read",
    "pull-requests": "read",
    statuses: "read",
  } as const;
  const token = github.token({ permissions, repositories: ["acme/shop"] });
  const began = Date.now();
  let passed = 0;
  const said: string[] = [];
  const events: { readonly after: number; happen(): void }[] = [];
  const wait = async (timeout = "1h", interval = "60s") => {
    const line = `--environment production --platform github --repo /nonexistent --mode wait --wait-timeout ${timeout} --poll-interval ${interval}`;
    const env = {
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_API_URL: github.url,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_SHA: run.state.headSha,
      GITHUB_REF_NAME: "main",
      GITHUB_EVENT_NAME: "push",
      GITHUB_TOKEN: token,
      RUNNER_NAME: run.job("gate").state.runnerName ?? "",
    };
    const terminal: Terminal = {
      out: () => {},
      err: () => {},
      env,
      cwd: "/",
      color: false,
      width: 80,
      now: new Date(began).toISOString(),
      progress: () => {},
    };
    const clock = {
      now: () => new Date(began + passed).toISOString(),
      sleep: async (milliseconds: number) => {
        passed += milliseconds;
        for (const event of events.splice(0))
          if (event.after <= passed) event.happen();
          else events.push(event);
      },
    };
    return runCheck(requestFrom(readArguments(check, line.split(" ")), {}), terminal, {
      clock,
      say: (sentence) => said.push(sentence),
    });
  };
  return { github, shop, run, said, events, wait, passed: () => passed };
}

test("an hour without news costs at most 75 requests of the allowance, and says what it waits for every few minutes", async () => {
  const { github, said, wait, passed } = await stage();
  const { result } = await wait("1h");
  expect(result.decision).toBe("wait");
  expect(result.notes).toContain("The time for waiting is up.");
  expect(passed()).toBe(60 * minute);
  expect(charged(github.requests)).toBeLessThanOrEqual(75);
  expect(said.length).toBeGreaterThan(5);
  expect(said.length).toBeLessThanOrEqual(13);
  expect(new Set(said).size).toBe(1);
  expect(github.violations).toEqual([]);
});

type Scene = Awaited<ReturnType<typeof stage>>;
const busy: readonly [string, (scene: Scene, at: number) => void][] = [
  [
    "a status is pending",
    ({ shop, run }, at) => void shop.status({ sha: run.state.headSha, context: `ci-${at}`, state: "pending" }),
  ],
  [
    "the last check ends",
    ({ shop, run }, at) => void shop.status({ sha: run.state.headSha, context: `ci-${at}`, state: "success" }),
  ],
  [
    "a job, a check run and a status come and end",
    ({ shop, run }, at) => {
      run.add({ name: `test ${at}`, conclusion: "success" });
      shop.checkRun({ name: `lint ${at}`, sha: run.state.headSha });
      shop.status({ sha: run.state.headSha, context: `ci-${at}`, state: at % 2 === 0 ? "success" : "pending" });
    },
  ],
];
test.each(busy)(
  "an hour in which every minute %s costs at most 75 requests too, and an approval is seen in it",
  async (_, happen) => {
    const scene = await stage();
    for (let at = 1; at < 60; at += 1) scene.events.push({ after: at * minute, happen: () => happen(scene, at) });
    const { result } = await scene.wait("1h");
    expect(result.decision).toBe("wait");
    expect(charged(scene.github.requests)).toBeLessThanOrEqual(75);
    const other = await stage();
    for (let at = 1; at < 60; at += 1) other.events.push({ after: at * minute, happen: () => happen(other, at) });
    other.events.push({ after: 40 * minute, happen: () => other.run.approve("approve-operations", "carol") });
    expect((await other.wait("1h")).result.decision).toBe("allow");
    expect(other.passed()).toBeLessThanOrEqual(42 * minute);
  },
);

test("an approval is seen within a minute", async () => {
  const { run, events, wait, passed } = await stage();
  events.push({ after: 31 * minute, happen: () => run.approve("approve-operations", "carol") });
  const { result } = await wait("2h");
  expect(result.decision).toBe("allow");
  expect(passed()).toBeLessThanOrEqual(33 * minute);
});

test.each([
  [2, "allow"],
  [100, "PlatformError"],
])("after %i failures in a row the wait ends with %s", async (times, expected) => {
  const { github, run, events, wait } = await stage();
  events.push({
    after: 5 * minute,
    happen: () => {
      run.approve("approve-operations", "carol");
      const effect = { kind: "answer", status: 404, body: '{"message":"Not Found"}', headers: {} } as const;
      github.fault({ when: { graphql: /Opening/ }, times, effect });
    },
  });
  const outcome = await wait("1h").then(
    ({ result }) => result.decision,
    (error: unknown) => (error instanceof Error ? error.name : "?"),
  );
  expect(outcome).toBe(expected);
});
