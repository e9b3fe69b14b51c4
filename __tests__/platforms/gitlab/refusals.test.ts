/** What GitLab refuses: never an "allow", and always the endpoint, the token and the role that it takes. */
import { describe, expect, it } from "vitest";
import { openPlan } from "../../../src/platforms/gitlab/plan.ts";
import { routes } from "../../../src/platforms/gitlab/routes.ts";
import { fixFor } from "../../../src/platforms/gitlab/words.ts";
import { HttpFailure } from "../../../src/platforms/http.ts";
import { PlatformError } from "../../../src/platforms/platform.ts";
import { answered } from "../../support/gitlab/index.ts";
import { decide } from "./decide.ts";
import { policy, type Story, stageFor } from "./release.ts";
import { ask, mergeChange, query, type Stage } from "./stage.ts";

/** A release that may go out: asked about, approved, and its deploy job begun. */
async function readyToGo(story: Story = {}): Promise<{ readonly stage: Stage; readonly receipt: string | null }> {
  const stage = await stageFor(story);
  const { receipt } = await decide(stage, { mode: "evaluate" });
  const { deployment } = stage.pipeline.job("deploy");
  deployment.approve("olga");
  deployment.approve("sam");
  stage.pipeline.job("deploy").play("carol");
  return { stage, receipt };
}

/** Everything that the gate says, or what it throws. */
async function wordsOf(stage: Stage, receipt: string | null) {
  try {
    const { decision, outcome } = await decide(stage, { job: "deploy", receipt });
    return { decision, words: JSON.stringify(outcome.result) + outcome.report };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return {
      decision: error.kind,
      words: `${error.message} ${error.fix ?? ""} ${error.stack ?? ""} ${JSON.stringify(error)}`,
    };
  }
}

/** GitLab's names of parts of paths are not ours. */
const bare = (path: string): string => path.replaceAll(/:\w+/g, ":");

/** What may be refused: it only adds to what else is known, or proves more people members. */
const optional = [
  "GET /projects/:id",
  "GET /projects/:id/approvals",
  "GET /projects/:id/environments",
  "GET /projects/:id/protected_environments",
  "GET /projects/:id/pipelines/:pipeline_id/test_report_summary",
  "GET /groups/:id",
  "GET /groups/:id/members/all",
];

const byName = policy.replace("users: [], gitlab: { groups: [acme/operations] }", "users: [olga]");

/** Freeze periods, incidents and earlier emergencies are asked for as well. */
const more = policy
  .replace(
    "environments:\n",
    "calendars:\n  all: { time-zone: UTC, freezes: [{ gitlab-freeze-periods: true }] }\nenvironments:\n",
  )
  .replace("    checks:\n", "    emergency: { groups: [security], waives: [tests] }\n    checks:\n")
  .replace(
    "      tests:",
    "      change-window: { calendar: all }\n      concurrency: {}\n      incidents: {}\n      tests:",
  );

const ended: Story["change"] = (shop) => {
  mergeChange(shop);
  shop.issue({ title: "All is well again", labels: ["incident"] }).state = "closed";
};

/** What only other releases, settings and commands read, and what writes. Each has its tests where it is asked. */
const notAsked = [
  "GET /groups/:/protected_environments",
  "GET /projects/:/ci/lint",
  "GET /projects/:/merge_requests",
  "GET /projects/:/merge_requests/:/approval_state",
  "GET /projects/:/merge_requests/:/commits",
  "GET /projects/:/merge_requests/:/diffs",
  "GET /projects/:/merge_requests/:/notes",
  "GET /projects/:/pipelines/:/test_report_summary",
  "GET /projects/:/releases",
  "GET /projects/:/repository/commits",
  "GET /projects/:/repository/tags/:",
  "GET /projects/:/repository/tree",
  "GET /user",
  "POST /projects/:/issues",
  "POST /projects/:/jobs/:/play",
  "POST /projects/:/merge_requests/:/notes",
  "PUT /projects/:/merge_requests/:/notes/:",
];

/** A release that may go out, and the endpoints that its deploying job asks. */
async function askedFor(story: Story) {
  const { stage, receipt } = await readyToGo(story);
  const before = stage.gitlab.requests.length;
  expect((await wordsOf(stage, receipt)).decision).toBe("allow");
  const asked = [...new Set(stage.gitlab.requests.slice(before).flatMap(({ route }) => route ?? []))].sort();
  expect(asked.length).toBeGreaterThan(15);
  return { stage, receipt, asked };
}

describe("of a release that may go out", () => {
  const stories = [
    ["an access token", { rules: more, change: ended }],
    ["the job's own token", { jobTokenOnly: true, visibility: "public", rules: byName }],
  ] as const;

  it.each(stories)(
    "every endpoint in turn may be refused to %s, and nothing is let through that rests on it",
    async (_whose, story) => {
      const { stage, receipt, asked } = await askedFor(story);
      for (const [index, operation] of asked.entries()) {
        const status = [403, 401, 404][index % 3] ?? 403;
        const effect = answered(status, `${status} refused`);
        const fault = stage.gitlab.fault({ when: { operation }, times: 1000, effect });
        const { decision, words } = await wordsOf(stage, receipt);
        expect(fault.hits, operation).toBeGreaterThan(0);
        // Spent: the next one is refused alone.
        fault.hits = 1000;
        if (!optional.includes(operation)) {
          expect(decision, `${operation} answered ${status}`).not.toBe("allow");
          expect(bare(words), `${operation} answered ${status}`).toContain(bare(operation));
        }
        for (const token of [stage.token, stage.pipeline.job("deploy").token()])
          if (token !== undefined) expect(words).not.toContain(token);
      }
    },
    120_000,
  );

  it("asks, of all that the client can ask, everything but what is listed here", async () => {
    const asked = await Promise.all(stories.map(async ([, story]) => (await askedFor(story)).asked));
    const known = Object.values(routes).map(({ method, path }) => bare(`${method} ${path}`));
    const those = new Set(asked.flat().map(bare));
    expect([...new Set(known)].filter((route) => !those.has(route)).sort()).toEqual(notAsked);
  });
});

it("names for each thing that a job's own token may not read the token that may", async () => {
  const { shop, ...stage } = await stageFor({ jobTokenOnly: true });
  await expect(ask({ shop, ...stage })).rejects.toThrow(
    expect.objectContaining({ kind: "unreadable", fix: expect.stringContaining("GIT_DEPTH: 0") }),
  );
  const session = await ask({ shop, ...stage }, { checkout: true });
  const evidence = await session.collect(query({ approvalGroups: ["acme/operations"] }));
  for (const kind of ["ciRuns", "reviews", "triggerers", "emergencyUses"] as const) {
    expect(evidence[kind], kind).toMatchObject({
      status: "unavailable",
      because: expect.stringMatching(/\(GET \/projects\/:project\/.*answered 40[134]/),
      fix: expect.stringMatching(/access token with the scope read_api and the role (?:Reporter|Guest) or higher/),
    });
  }
  for (const kind of ["deployments", "deploymentApprovals", "codeOwners"] as const)
    expect(evidence[kind], kind).toMatchObject({ status: "observed" });
});

it("reads with the job's own token what it may, in a public project as anybody could", async () => {
  const stage = await stageFor({ jobTokenOnly: true, visibility: "public" });
  const evidence = await (await ask(stage)).collect(query());
  expect(evidence.changedFiles).toMatchObject({ status: "observed" });
  expect(stage.gitlab.requests.every(({ by }) => by === "job")).toBe(true);
});

it("asks who asks by the job's own token alone, and everything else by the access token", async () => {
  const stage = await stageFor();
  await (await ask(stage)).collect(query());
  for (const { route, by, headers } of stage.gitlab.requests) {
    expect(by, route ?? "").toBe(route === "GET /job" ? "job" : "project");
    expect([headers["job-token"], headers["private-token"]].filter((each) => each !== undefined)).toHaveLength(1);
  }
});

it("says which plan has approvals of deployments, and what is left without", async () => {
  const stage = await stageFor({ plan: "free" });
  const { decision, result } = await decide(stage, { mode: "enforce" });
  expect(decision).toBe("error");
  expect(result.approvals.unreadable).toMatch(/come with GitLab Premium/);
  const evidence = await (await ask(stage)).collect(query());
  expect(evidence.deploymentApprovals).toMatchObject({ fix: expect.stringMatching(/jobs.*merge-request-approvals/s) });
});

describe("of a 403 it says that the plan lacks it", () => {
  const environmentsOf = async (stage: Stage, env: Readonly<Record<string, string | undefined>> = {}) =>
    (await (await ask(stage, { env })).collect(query({}, ["environments"]))).environments;

  it("where GitLab's own answer about the project tells, whatever GITLAB_FEATURES was made to say", async () => {
    const stage = await stageFor({ plan: "free" });
    const lacking = { status: "observed", value: [{ reviewers: [] }] };
    for (const GITLAB_FEATURES of [undefined, "", "protected_environments,code_owners"])
      expect(await environmentsOf(stage, { GITLAB_FEATURES })).toMatchObject(lacking);
  });

  it("not for certain where it does not tell, and then says by what it was told, and what that is worth", async () => {
    const stage = await stageFor({ plan: "free" });
    stage.gitlab.fault({ when: { operation: "GET /projects/:id" }, times: 99, effect: answered(403, "403 Forbidden") });
    expect(await environmentsOf(stage)).toMatchObject({ value: [{ reviewers: null }] });
    const route = routes.protectedEnvironments;
    const failure = new HttpFailure("GitLab said no.", { answer: { status: 403, text: "", headers: {} } as never });
    const words = (licensed: readonly string[] | null, project?: unknown): string | null => {
      const plan = openPlan(licensed);
      plan.hear(project);
      return fixFor(failure, route, { isJobToken: false, plan });
    };
    expect(words([])).toMatch(/by the variable GITLAB_FEATURES this project's plan lacks it/);
    expect(words(null)).toMatch(/which plan this project has could not be told/);
    const whole = { id: 1, permissions: {} };
    expect(words(["protected_environments"], whole)).toBe(
      "It comes with GitLab Premium, and this project's plan lacks it.",
    );
    expect(words([], { ...whole, merge_pipelines_enabled: false })).toMatch(/^It takes .* the role Maintainer/);
    // What somebody who is nobody is shown tells no plan.
    expect(words(null, { id: 1 })).toMatch(/could not be told/);
  });
});
