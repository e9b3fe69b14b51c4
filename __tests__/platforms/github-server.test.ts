/** Holds the local GitHub to GitHub's own descriptions, so that what the gate meets in tests is what it meets outside. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { description, match } from "../support/github/description.ts";
import {
  all,
  answered,
  ask,
  badGateway,
  charged,
  cutOff,
  delayed,
  type GitHubOptions,
  graph,
  graphqlErrors,
  graphqlRateLimited,
  type LocalGitHub,
  points,
  primaryLimit,
  type RepositoryStories,
  reset,
  resourceLimits,
  rewritten,
  rounds,
  runAction,
  runGate,
  secondaryLimit,
  startAction,
  startGate,
  startGitHub,
  truncated,
} from "../support/github/index.ts";
import { checkAnswer } from "../support/github/validate.ts";

const started: LocalGitHub[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const github of started.splice(0)) await github.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(options: GitHubOptions = {}): Promise<LocalGitHub> {
  const github = await startGitHub(options);
  started.push(github);
  return github;
}

const newFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "release-gate-github-")));
  folders.push(folder);
  return folder;
};

const git = (folder: string, ...args: readonly string[]): string =>
  spawnSync("git", args, { cwd: folder, encoding: "utf8" }).stdout.trim();

const base = "/repos/acme/shop";

/** A repository with a bit of everything, and a person who may see all of it. */
async function furnished(): Promise<{
  github: LocalGitHub;
  shop: RepositoryStories;
  token: string;
  ids: Record<string, string>;
}> {
  const github = await start();
  github.organization("acme", { owners: ["olga"] });
  github.team({ org: "acme", slug: "operations", members: ["olga", "bob"] });
  github.team({ org: "acme", slug: "night-shift", members: ["nina"], parent: "operations" });
  const shop = github.repository({ owner: "acme", name: "shop" });
  shop.environment({
    name: "production",
    reviewers: ["acme/operations", "carl"],
    waitTimer: 5,
    branchPolicy: ["main", "release/*"],
    apps: ["checker"],
    canAdminsBypass: true,
  });
  const sha = shop.commit({
    files: {
      "README.md": "Shop\n",
      "docs/a b.md": "x",
      ".github/CODEOWNERS": "* @nobody-at-all\n",
      link: { link: "README.md" },
      outside: { link: "/etc/passwd" },
      other: { submodule: "1".repeat(40) },
    },
    coAuthors: ["zoe", "No One <no@one.example>"],
  });
  const merged = shop.pullRequest({
    reviews: [{ by: "bob" }],
    merged: { by: "carl", how: "squash" },
    labels: ["x"],
    body: "Fixes #4",
  });
  const open = shop.pullRequest({
    by: "renovate[bot]",
    requestedReviewers: ["bob", "acme/operations"],
    reviews: [{ by: "bob", state: "PENDING" }, { by: "ghost" }],
  });
  shop.branch("main", "main", { isProtected: true });
  shop.tag("v0", sha, "first");
  shop.release({ tag: "v1", at: merged.mergeCommit ?? "" });
  const run = shop.workflowRun({
    headSha: merged.mergeCommit ?? "",
    jobs: [
      { name: "build", conclusion: "success" },
      { name: "deploy", environment: "production", needs: ["build"] },
    ],
  });
  const check = shop.checkRun({ name: "scan", sha: merged.mergeCommit ?? "", conclusion: "stale", app: "scanner" });
  shop.status({ context: "ci", sha: merged.mergeCommit ?? "" });
  shop.codeScanningAlert();
  shop.dependabotAlert();
  shop.issue({ title: "Down again", labels: ["incident"] });
  open.comment("bob", "Hello");
  const ruleset = shop.ruleset({
    rules: [
      { type: "required_status_checks", checks: [{ context: "ci", app: 15368 }] },
      { type: "pull_request", approvals: 1 },
      { type: "deletion" },
    ],
  });
  const deployment = shop.deployment({ environment: "staging", sha });
  const ids = {
    owner: "acme",
    repo: "shop",
    org: "acme",
    username: "bob",
    team_slug: "operations",
    run_id: String(run.id),
    attempt_number: "1",
    workflow_id: run.state.path.split("/").at(-1) ?? "",
    job_id: String(run.job("deploy").id),
    branch: "main",
    check_run_id: String(check.id),
    check_suite_id: String(check.suite.id),
    commit_sha: sha,
    ref: "main",
    basehead: `${sha}...main`,
    path: "README.md",
    deployment_id: String(deployment.id),
    environment_name: "Production",
    file_sha: shop.state.store.blob("Shop\n"),
    tag_sha: shop.state.refs.get("refs/tags/v0") ?? "",
    tree_sha: "main",
    issue_number: String(open.number),
    comment_id: String(open.state.comments[0]?.id),
    pull_number: String(open.number),
    tag: "v1",
    ruleset_id: String(ruleset.id),
    sha,
    environment: String(shop.state.environments.get("production")?.id),
  };
  return { github, shop, token: github.token({ kind: "user", user: "olga", permissions: null }), ids };
}

describe("every answer is as GitHub describes it", () => {
  const bodies = (ids: Record<string, string>): Readonly<Record<string, unknown>> => ({
    "actions/review-pending-deployments-for-run": {
      environment_ids: [Number(ids.environment)],
      state: "approved",
      comment: "Fine",
    },
    "checks/create": { name: "gate", head_sha: ids.sha, conclusion: "success", output: { title: "t", summary: "s" } },
    "checks/update": { conclusion: "failure", output: { title: "t", summary: "s" } },
    "repos/create-deployment": { ref: "main" },
    "repos/create-deployment-status": { state: "success" },
    "issues/create": { title: "x", labels: ["a"] },
    "issues/create-comment": { body: "x" },
    "issues/update-comment": { body: "y" },
    "repos/create-commit-status": { state: "success", context: "a" },
  });
  /** Those that end otherwise than well in this story, and how. */
  const otherwise: Readonly<Record<string, number>> = {
    "secret-scanning/list-alerts-for-repo": 404,
    "actions/re-run-workflow": 403,
    "actions/re-run-workflow-failed-jobs": 201,
  };

  /** What the newer version changed. */
  const changed = [
    "repos/get",
    "pulls/get",
    "pulls/list",
    "issues/get",
    "issues/list-for-repo",
    "rate-limit/get",
    "repos/get-content",
  ];

  test.each([
    ["2022-11-28", null],
    ["2026-03-10", changed],
  ])("all operations that version %s describes in its own way", async (version, only) => {
    const { github, token, ids } = await furnished();
    const app = github.token({ permissions: { checks: "write" } });
    // Approving goes before cancelling, and cancelling before running again.
    const order = ["review-pending", "cancel", "re-run-workflow-failed", "re-run"];
    const place = (id: string): number => order.findIndex((part) => id.includes(part));
    const operations = description()
      .operations.filter(({ id }) => only === null || only.includes(id))
      .sort((a, b) => place(a.id) - place(b.id));
    const seen: string[] = [];
    for (const { id, method, template } of operations) {
      const filled = template.replaceAll(/\{([^}]+)\}/g, (_, name: string) =>
        encodeURIComponent(ids[name] ?? `no ${name}`),
      );
      const path = filled
        .replace("git/ref/main", "git/ref/heads/main")
        .replace("matching-refs/main", "matching-refs/tags/");
      const body = method === "GET" ? {} : { body: JSON.stringify(bodies(ids)[id]) };
      const { status, text } = await ask(github, id === "checks/create" ? app : token, path, {
        method,
        ...body,
        headers: { "x-github-api-version": version },
      });
      if (status >= 300 && otherwise[id] !== status) seen.push(`${id}: ${status} ${text}`);
    }
    expect(seen).toEqual([]);
    expect(github.violations).toEqual([]);
    expect(operations.length).toBe(only?.length ?? 86);
  });

  test("contents of every sort", async () => {
    const { github, token } = await furnished();
    const types = [];
    for (const path of ["", "docs", "docs%2Fa%20b.md", "link", "outside", "other"]) {
      const { body } = await ask(github, token, `${base}/contents/${path}?ref=main`);
      types.push(Array.isArray(body) ? "folder" : (body as { type: string }).type);
    }
    expect(types).toEqual(["folder", "folder", "file", "file", "symlink", "submodule"]);
    expect(github.violations).toEqual([]);
  });

  test("the newer version of the API leaves out what GitHub removed from it", async () => {
    const { github, token } = await furnished();
    const [older, newer] = await Promise.all(
      ["2022-11-28", "2026-03-10"].map((version) =>
        ask(github, token, `${base}/pulls/1`, { headers: { "x-github-api-version": version } }),
      ),
    );
    expect(older?.body).toHaveProperty("merge_commit_sha");
    expect(newer?.body).not.toHaveProperty("merge_commit_sha");
    expect((await ask(github, token, base, { headers: { "x-github-api-version": "2020-01-01" } })).status).toBe(400);
  });
});

describe("what breaks the description is caught", () => {
  test("an answer: a value that is not listed, a field too many, a field missing", async () => {
    const { github, shop, token } = await furnished();
    Object.assign(shop.state.deployments.at(-1)?.statuses.at(-1) ?? {}, { state: "flying" });
    const id = shop.state.deployments.at(-1)?.id ?? 0;
    const reply = await ask(github, token, `${base}/deployments/${id}/statuses`);
    expect(reply.status).toBe(500);
    expect(github.violations).toEqual([
      expect.stringMatching(/statuses: The answer 200 breaks the description: \/0\/state/),
    ]);

    const { operation } = match("GET", `${base}/environments/production`) ?? {};
    if (operation === undefined) throw new Error("No such operation.");
    const whole = (await ask(github, token, `${base}/environments/production`)).body as Record<string, unknown>;
    const { node_id: _node, ...less } = whole;
    expect(checkAnswer(operation, "2022-11-28", 200, whole)).toBeNull();
    expect(checkAnswer(operation, "2022-11-28", 200, { ...whole, approvals: 2 })).toMatch(
      /additional properties: approvals/,
    );
    expect(checkAnswer(operation, "2022-11-28", 200, less)).toMatch(/node_id/);
    expect(checkAnswer(operation, "2022-11-28", 202, whole)).toMatch(/no answer 202/);
  });

  const requests: readonly (readonly [string, string, RequestInit, RegExp])[] = [
    ["a path", `${base}/approvals`, {}, /no such path/],
    ["a parameter of the query", `${base}/deployments?enviroment=production`, {}, /additional properties: enviroment/],
    ["a value of the query", `${base}/commits/main/check-runs?filter=newest`, {}, /filter/],
    ["an id", `${base}/actions/runs/first`, {}, /run_id must be integer/],
    ["a body that lacks a field", `${base}/check-runs`, { method: "POST", body: '{"name":"x"}' }, /head_sha/],
    [
      "a body with a field too many",
      `${base}/issues`,
      { method: "POST", body: '{"title":"x","label":"y"}' },
      /additional properties: label/,
    ],
    [
      "a request without version",
      base,
      { headers: { "x-github-api-version": "" } },
      /not a supported version|is missing/,
    ],
  ];
  test.each(requests)("a request: %s", async (_, path, init, sentence) => {
    const { github, token } = await furnished();
    const reply = await ask(github, token, path, init);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(`${github.violations.join()}${reply.text}`).toMatch(sentence);
  });
});

describe("lists are cut as GitHub cuts them", () => {
  test("101 members come in pages of 30 unless more is asked, and never more than 100", async () => {
    const github = await start();
    github.team({ org: "acme", slug: "everybody", members: Array.from({ length: 101 }, (_, at) => `person-${at}`) });
    const token = github.token({ kind: "app", user: "reader", permissions: { members: "read" } });
    const path = "/orgs/acme/teams/everybody/members";
    expect(await all(github, token, path)).toMatchObject({ requests: 4 });
    const two = await all(github, token, `${path}?per_page=500`);
    expect([two.items.length, two.requests]).toEqual([101, 2]);
  });

  test("a comparison gives 300 files and the newest 250 commits; paged, all commits, and files on the first page only", async () => {
    const github = await start();
    const shop = github.repository({ owner: "acme", name: "shop" });
    const first = shop.commit({ files: { "README.md": "Shop\n" } });
    shop.commit({ files: Object.fromEntries(Array.from({ length: 301 }, (_, at) => [`files/${at}.txt`, "x\n"])) });
    for (let at = 0; at < 250; at += 1) shop.commit({ message: `Change ${at}`, files: { "README.md": `${at}\n` } });
    const token = github.token({ permissions: { contents: "read" } });
    const path = `${base}/compare/${first}...main`;

    const { body } = await ask(github, token, path);
    expect(body).toMatchObject({ total_commits: 251, ahead_by: 251, status: "ahead" });
    const { commits, files } = body as { commits: { sha: string }[]; files: unknown[] };
    expect([commits.length, files.length]).toEqual([250, 300]);
    expect(commits.at(-1)?.sha).toBe(shop.at("main"));

    const paged = await all(github, token, `${path}?per_page=100`, "commits");
    expect([paged.items.length, paged.requests]).toEqual([251, 3]);
    expect((await ask(github, token, `${path}?per_page=100&page=2`)).body).not.toHaveProperty("files");
    expect(github.violations).toEqual([]);
  });

  test("a pull request gives 3,000 files and 250 commits, and says how many there are", async () => {
    const github = await start();
    const shop = github.repository({ owner: "acme", name: "shop" });
    shop.commit({ files: { "README.md": "Shop\n" } });
    const files = Object.fromEntries(Array.from({ length: 3001 }, (_, at) => [`files/${at}.txt`, "x\n"]));
    const more = Array.from({ length: 250 }, (_, at) => ({ files: { "README.md": `${at}\n` } }));
    const { number } = shop.pullRequest({ commits: [{ files }, ...more] });
    const token = github.token({ permissions: { "pull-requests": "read", contents: "read" } });

    expect((await ask(github, token, `${base}/pulls/${number}`)).body).toMatchObject({
      changed_files: 3002,
      commits: 251,
    });
    const listed = await all(github, token, `${base}/pulls/${number}/files?per_page=100`);
    expect([listed.items.length, listed.requests]).toEqual([3000, 30]);
    expect((await all(github, token, `${base}/pulls/${number}/commits?per_page=100`)).items).toHaveLength(250);
    const { data } = await graph(
      github,
      token,
      `{ repository(owner: "acme", name: "shop") { pullRequest(number: ${number}) { changedFiles files(first: 100) { nodes { path } } commits(last: 1) { totalCount } } } }`,
    );
    expect(data).toMatchObject({ repository: { pullRequest: { changedFiles: 3002, commits: { totalCount: 251 } } } });
  });
});

describe("a token sees what it may", () => {
  const rights: readonly (readonly [string, string])[] = [
    ["actions", `${base}/environments`],
    ["actions", `${base}/actions/runs`],
    ["checks", `${base}/commits/main/check-runs`],
    ["contents", `${base}/contents/README.md`],
    ["deployments", `${base}/deployments`],
    ["pull-requests", `${base}/pulls`],
    ["security-events", `${base}/code-scanning/alerts`],
    ["statuses", `${base}/commits/main/status`],
    ["vulnerability-alerts", `${base}/dependabot/alerts`],
    ["members", "/orgs/acme/teams/operations/members"],
  ];
  test.each(rights)("%s: read for %s", async (right, path) => {
    const { github } = await furnished();
    expect((await ask(github, github.token({ permissions: { [right]: "read" } }), path)).status).toBe(200);
    const refused = await ask(github, github.token({ permissions: {} }), path);
    expect([refused.status, refused.body]).toMatchObject([403, { message: "Resource not accessible by integration" }]);
    expect(refused.headers.get("x-accepted-github-permissions")).toBe(`${right.replaceAll("-", "_")}=read`);
    expect(github.violations).toEqual([]);
  });

  test("nothing with a wrong token, and not even that it is there with one for another repository", async () => {
    const { github } = await furnished();
    expect(await ask(github, "nonsense", base)).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
    const other = github.token({ permissions: { contents: "read" }, repositories: ["acme/other"] });
    expect(await ask(github, other, `${base}/contents/README.md`)).toMatchObject({
      status: 404,
      body: { message: "Not Found" },
    });
    expect((await ask(github, null, base)).status).toBe(404);
  });

  test("a fine-grained token of a person reads no checks, and a secret team is not there for others", async () => {
    const { github } = await furnished();
    const personal = github.token({ kind: "user", user: "olga", permissions: { checks: "read" } });
    expect((await ask(github, personal, `${base}/commits/main/check-runs`)).body).toMatchObject({
      message: "Resource not accessible by personal access token",
    });
    github.team({ org: "acme", slug: "hidden", members: ["nina"], secret: true });
    const nina = github.token({ kind: "user", user: "nina", permissions: null });
    const bob = github.token({ kind: "user", user: "bob", permissions: null });
    expect((await ask(github, nina, "/orgs/acme/teams/hidden")).status).toBe(200);
    expect((await ask(github, bob, "/orgs/acme/teams/hidden")).status).toBe(404);
  });

  test("a public repository is read without rights, but for its alerts", async () => {
    const github = await start();
    github.repository({ owner: "acme", name: "open", private: false }).commit();
    const token = github.token({ permissions: {} });
    expect((await ask(github, token, "/repos/acme/open/commits/main/check-runs")).status).toBe(200);
    expect((await ask(github, token, "/repos/acme/open/dependabot/alerts")).status).toBe(403);
  });
});

describe("environments hold jobs until somebody lets them through", () => {
  async function waiting(more: { preventSelfReview?: boolean } = {}) {
    const github = await start();
    github.team({ org: "acme", slug: "operations", members: ["olga"] });
    const shop = github.repository({ owner: "acme", name: "shop" });
    shop.collaborator("root", "admin");
    for (const person of ["olga", "ada", "bob"]) shop.collaborator(person, "write");
    const { id } = shop.environment({ name: "production", reviewers: ["acme/operations", "ada"], ...more });
    const sha = shop.commit();
    const run = shop.workflowRun({
      headSha: sha,
      actor: "ada",
      jobs: [
        { name: "build", conclusion: "success" },
        { name: "deploy", environment: "production", needs: ["build"] },
      ],
    });
    const say = (person: string, state = "approved") =>
      ask(
        github,
        github.token({ kind: "user", user: person, permissions: null }),
        `${base}/actions/runs/${run.id}/pending_deployments`,
        {
          method: "POST",
          body: JSON.stringify({ environment_ids: [id], state, comment: "As agreed" }),
        },
      );
    const token = github.token({ permissions: { actions: "read", deployments: "read" } });
    const read = async (what: string) => (await ask(github, token, `${base}/actions/runs/${run.id}${what}`)).body;
    return { github, shop, run, say, read, token };
  }

  test("a listed reviewer approves, by team, and once is enough", async () => {
    const { github, run, say, read } = await waiting();
    expect(await read("/pending_deployments")).toMatchObject([
      { environment: { name: "production" }, current_user_can_approve: false },
    ]);
    expect((await say("bob")).status).toBe(422);
    expect((await say("olga")).status).toBe(200);
    expect(await read("/approvals")).toMatchObject([
      { state: "approved", user: { login: "olga" }, comment: "As agreed" },
    ]);
    expect(await read("/approvals")).not.toHaveProperty("0.created_at");
    expect(await read("/pending_deployments")).toEqual([]);
    expect((await say("ada")).status).toBe(422);
    const deployment = run.job("deploy").start().finish().state.deployment;
    expect(deployment?.statuses.map((status) => status.state)).toEqual(["waiting", "queued", "in_progress", "success"]);
    expect(deployment?.statuses.at(-1)?.logUrl).toBe(run.job("deploy").logUrl);
    expect(github.violations).toEqual([]);
  });

  test("who started it may not approve where self-review is prevented", async () => {
    expect((await (await waiting()).say("ada")).status).toBe(200);
    expect((await (await waiting({ preventSelfReview: true })).say("ada")).status).toBe(422);
  });

  test("a rejection fails the run, and running the failed jobs again waits again", async () => {
    const { run, say, read } = await waiting();
    await say("olga", "rejected");
    expect(await read("")).toMatchObject({ status: "completed", conclusion: "failure" });
    run.rerunFailed("bob");
    expect(await read("")).toMatchObject({
      run_attempt: 2,
      actor: { login: "ada" },
      triggering_actor: { login: "bob" },
    });
    expect(await read("/attempts/2/jobs")).toMatchObject({
      jobs: [
        { name: "build", run_attempt: 1 },
        { name: "deploy", run_attempt: 2, status: "waiting" },
      ],
    });
    expect(await read("/approvals")).toHaveLength(1);
  });

  test("an administrator's bypass leaves no approval, and an unknown environment protects nothing", async () => {
    const { run, read, github, token } = await waiting();
    run.bypass("production", "root");
    expect(await read("/approvals")).toEqual([]);
    expect(run.job("deploy").state.check.status).toBe("queued");
    expect(run.add({ name: "typo", environment: "prodution" }).state.check.status).toBe("in_progress");
    expect((await ask(github, token, `${base}/environments/prodution`)).body).toMatchObject({ protection_rules: [] });
  });
});

describe("GraphQL", () => {
  test("one query over everything", async () => {
    const { github, token } = await furnished();
    const { data, errors } = await graph(
      github,
      token,
      `query ($environments: [String!]) {
        rateLimit { cost nodeCount remaining resetAt } viewer { login }
        repository(owner: "acme", name: "shop") {
          databaseId owner { __typename login } defaultBranchRef { name target { oid } } viewerPermission
          head: object(expression: "HEAD") { __typename oid ... on Commit {
            message author { name date user { login } } committer { name user { login } } signature { isValid wasSignedByGitHub }
            statusCheckRollup { state contexts(first: 100) { totalCount checkRunCount nodes {
              ... on CheckRun { databaseId name status conclusion isRequired(pullRequestNumber: 1)
                checkSuite { app { slug } workflowRun { databaseId workflow { name } } } }
              ... on StatusContext { context state isRequired(pullRequestNumber: 1) creator { login } } } } }
            history(first: 10) { nodes { oid authors(first: 5) { nodes { name user { login } } }
              associatedPullRequests(first: 3) { nodes { number state mergedBy { login } headRefOid changedFiles reviewDecision
                reviews(first: 10) { nodes { state author { login } authorAssociation commit { oid } submittedAt } }
                files(first: 100) { nodes { path additions } } closingIssuesReferences(first: 3) { nodes { title } } } } } } } }
          tag: object(expression: "v0") { __typename ... on Tag { target { oid } } }
          before: object(expression: "main~1") { oid }
          root: object(expression: "HEAD:") { ... on Tree { entries { name type mode } } }
          file: object(expression: "HEAD:README.md") { ... on Blob { text isTruncated } }
          environment(name: "PRODUCTION") { name protectionRules(first: 5) { nodes { type timeout reviewers(first: 6) { nodes {
            __typename ... on User { login } ... on Team { combinedSlug } } } } } }
          deployments(environments: $environments, first: 10) { nodes { databaseId state createdAt creator { login } ref { name }
            latestStatus { state logUrl } statuses(first: 10) { nodes { state } } } }
          pullRequest(number: 2) { author { __typename login } reviews(first: 5) { nodes { state author { login } } } }
          ref(qualifiedName: "refs/tags/v0") { compare(headRef: "main") { aheadBy status commits(first: 10) { nodes { oid } } } }
          releases(first: 5) { nodes { tagName isDraft tagCommit { oid } } }
          issues(first: 5, labels: ["incident"], states: [OPEN]) { nodes { number title } }
          vulnerabilityAlerts(first: 5) { nodes { securityVulnerability { severity } } }
          collaborators(first: 5, login: "olga") { edges { permission node { login } } }
        }
        organization(login: "acme") { team(slug: "operations") { members(first: 100) { totalCount } } }
      }`,
      { environments: ["production", "staging"] },
    );
    expect(errors).toEqual([]);
    expect(github.violations).toEqual([]);
    const repository = (data as { repository: Record<string, unknown> }).repository;
    expect(repository).toMatchObject({
      head: {
        // GitHub's own committer has no account here, though REST gives it one.
        committer: { name: "GitHub", user: null },
        signature: { wasSignedByGitHub: true },
        statusCheckRollup: { state: "FAILURE", contexts: { totalCount: 4, checkRunCount: 3 } },
        history: {
          nodes: [
            { associatedPullRequests: { nodes: [{ number: 1, state: "MERGED" }] } },
            { authors: { nodes: [{}, { user: { login: "zoe" } }, { user: null }] } },
          ],
        },
      },
      environment: { name: "production" },
      // Oldest first unless told otherwise.
      deployments: {
        nodes: [
          { state: "WAITING", ref: { name: "main" } },
          { state: "ACTIVE", ref: null },
        ],
      },
      pullRequest: { author: { __typename: "Bot", login: "renovate" }, reviews: { nodes: [{}, { author: null }] } },
      file: { text: "Shop\n" },
    });
    expect(data).toMatchObject({ organization: { team: { members: { totalCount: 3 } } } });
  });

  const limits: readonly (readonly [string, string, string])[] = [
    ["a connection without first or last", "{ deployments { nodes { id } } }", "MISSING_PAGINATION_BOUNDARIES"],
    ["more than a hundred", "{ deployments(first: 101) { nodes { id } } }", "EXCESSIVE_PAGINATION"],
    [
      "more than 500,000 nodes",
      "{ pullRequests(first: 100) { nodes { reviews(first: 100) { nodes { onBehalfOf(first: 100) { nodes { id } } } } } } }",
      "MAX_NODE_LIMIT_EXCEEDED",
    ],
  ];
  test.each(limits)("refuses %s", async (_, selection, type) => {
    const { github, token } = await furnished();
    const { data, errors } = await graph(github, token, `{ repository(owner: "acme", name: "shop") ${selection} }`);
    expect([data, errors[0]?.type]).toEqual([undefined, type]);
    expect(github.violations).toHaveLength(1);
  });

  test("refuses what the schema doesn't have, and says what is not modelled instead of answering null", async () => {
    const { github, token } = await furnished();
    for (const field of ["approvals", "diskUsage"])
      expect((await graph(github, token, `{ repository(owner: "acme", name: "shop") { ${field} } }`)).status).toBe(500);
    expect(github.violations).toEqual([
      expect.stringMatching(/approvals/),
      expect.stringMatching(/does not model Repository.diskUsage/),
    ]);
  });

  test("a missing right is an error of its field, which takes along what may not be null", async () => {
    const { github } = await furnished();
    const token = github.token({ permissions: { contents: "read", checks: "read" } });
    const inShop = (selection: string) =>
      graph(github, token, `{ repository(owner: "acme", name: "shop") { ${selection} } }`);

    const deployments = await inShop("name deployments(first: 1) { nodes { id } }");
    expect(deployments).toMatchObject({
      data: { repository: null },
      errors: [
        { type: "FORBIDDEN", path: ["repository", "deployments"], message: "Resource not accessible by integration" },
      ],
    });
    const rollup = await inShop(
      'head: object(expression: "main") { ... on Commit { statusCheckRollup { contexts(first: 9) { totalCount nodes { __typename ... on StatusContext { context } } } } } }',
    );
    expect(rollup).toMatchObject({
      data: { repository: { head: { statusCheckRollup: { contexts: { totalCount: 4, nodes: [{}, {}, {}, null] } } } } },
      errors: [{ path: ["repository", "head", "statusCheckRollup", "contexts", "nodes", 3] }],
    });
    const hidden = github.token({ permissions: {}, repositories: [] });
    expect(await graph(github, hidden, '{ repository(owner: "acme", name: "shop") { name } }')).toMatchObject({
      data: { repository: null },
      errors: [{ type: "NOT_FOUND" }],
    });
  });

  test("a heavy query comes back in part, and pages hang together", async () => {
    const { github, token, shop } = await furnished();
    for (let at = 0; at < 30; at += 1) shop.commit();
    const query = (after: string | null) =>
      `{ repository(owner: "acme", name: "shop") { head: object(expression: "main") { ... on Commit { history(first: 20, after: ${JSON.stringify(after)}) { totalCount pageInfo { hasNextPage endCursor } nodes { oid } } } } } }`;
    github.fault({ when: { graphql: true }, effect: resourceLimits(10) });
    expect(await graph(github, token, query(null))).toMatchObject({
      status: 200,
      data: { repository: { head: null } },
      errors: [{ type: "RESOURCE_LIMITS_EXCEEDED" }],
    });
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await graph(github, token, query(after));
      const { history } = (
        data as {
          repository: {
            head: { history: { pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { oid: string }[] } };
          };
        }
      ).repository.head;
      seen.push(...history.nodes.map(({ oid }) => oid));
      if (!history.pageInfo.hasNextPage) break;
      after = history.pageInfo.endCursor;
    }
    expect(seen).toEqual(shop.history().map(({ sha }) => sha));
  });
});

describe("what goes wrong outside", () => {
  test("an unchanged answer is 304 and costs nothing; the hour's allowance runs out", async () => {
    const { github } = await furnished();
    const token = github.token({ permissions: {}, limit: 3 });
    const first = await ask(github, token, base);
    expect(first.headers.get("x-ratelimit-remaining")).toBe("2");
    expect(first.headers.get("x-github-request-id")).toBeTruthy();
    const again = await ask(github, token, base, { headers: { "if-none-match": first.headers.get("etag") ?? "" } });
    expect([again.status, again.headers.get("x-ratelimit-remaining")]).toEqual([304, "2"]);
    expect(charged(github.requests)).toBe(1);
    await ask(github, token, base);
    await ask(github, token, base);
    const spent = await ask(github, token, base);
    expect([spent.status, spent.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(spent.text).toMatch(/API rate limit exceeded/);
  });

  test("faults strike what they are meant for, as often as told", async () => {
    const { github, token } = await furnished();
    const strikes = async (effect: Parameters<LocalGitHub["fault"]>[0]["effect"]) => {
      github.fault({ when: { operation: "repos/get" }, effect });
      return ask(github, token, base).catch((error: unknown) => String(error));
    };
    expect(await strikes(badGateway())).toMatchObject({ status: 502, text: expect.stringContaining("<html>") });
    expect(await strikes(answered(503, "Unavailable"))).toMatchObject({ status: 503 });
    const secondary = await strikes(secondaryLimit({ retryAfter: 7, status: 429 }));
    expect([secondary]).toMatchObject([{ status: 429 }]);
    expect(secondary === "string" || (secondary as { headers: Headers }).headers.get("retry-after")).toBe("7");
    const primary = (await strikes(primaryLimit({ resetIn: 60 }))) as { status: number; headers: Headers };
    expect([primary.status, primary.headers.get("x-ratelimit-remaining")]).toEqual([403, "0"]);
    expect(await strikes(truncated())).toMatch(/JSON/);
    expect(await strikes(reset())).toMatch(/fetch failed/);
    expect(await strikes(cutOff())).toMatch(/terminated|fetch failed/);
    expect(await strikes(rewritten((body) => ({ ...(body as object), visibility: "secret" })))).toMatchObject({
      body: { visibility: "secret" },
    });
    const began = performance.now();
    await strikes(delayed(60));
    expect(performance.now() - began).toBeGreaterThan(55);
    expect((await ask(github, token, base)).status).toBe(200);

    github.fault({ when: { graphql: /viewer/ }, effect: graphqlErrors() });
    expect(await graph(github, token, "{ viewer { login } }")).toMatchObject({ status: 200, errors: [{}] });
    github.fault({ when: { graphql: true }, effect: graphqlRateLimited() });
    expect(await graph(github, token, "{ viewer { login } }")).toMatchObject({ errors: [{ type: "RATE_LIMITED" }] });
    expect(points(github.requests)).toBe(2);
    const every = github.fault({ when: { operation: "repos/get" }, every: 2, times: 2, effect: badGateway() });
    const statuses = [];
    for (let at = 0; at < 6; at += 1) statuses.push((await ask(github, token, base)).status);
    expect([statuses, every.hits]).toEqual([[200, 502, 200, 502, 200, 200], 2]);
    expect(github.violations).toEqual([]);
  });

  test("requests side by side are one round, one after another are many", async () => {
    const { github, token } = await furnished();
    const slow = github.fault({ times: 3, effect: delayed(250) });
    await Promise.all([1, 2, 3].map(() => ask(github, token, base)));
    expect([slow.hits, rounds(github.requests)]).toEqual([3, 1]);
    await ask(github, token, base);
    expect(rounds(github.requests)).toBe(2);
  });
});

describe("the repository on disk", () => {
  test("a checkout has the same commits, and git counts the same lines", async () => {
    const { github, shop, token } = await furnished();
    shop.commit({ files: { "docs/c.md": "one\ntwo\nthree\n", "README.md": "Shop\nopen\n", "docs/a b.md": null } });
    shop.commit({ files: { "docs/c.md": "zero\none\nthree\nfour\n" } });
    shop.pullRequest({ merged: { by: "carl", how: "merge" } });
    const folder = newFolder();
    shop.checkOut(folder);
    expect(git(folder, "rev-parse", "HEAD")).toBe(shop.at("main"));
    expect(git(folder, "fsck", "--strict", "--no-dangling")).toBe("");
    expect(git(folder, "rev-list", "HEAD").split("\n").length).toBe(shop.history().length);

    const range = `${shop.history().at(-1)?.sha ?? ""}...main`;
    const { body } = await ask(github, token, `${base}/compare/${range}`);
    const { files } = body as { files: { filename: string; additions: number; deletions: number }[] };
    const numstat = git(folder, "diff", "--numstat", "--no-renames", range.replace("main", "HEAD"));
    expect(files.map((file) => `${file.additions}\t${file.deletions}\t${file.filename}`)).toEqual(numstat.split("\n"));

    const copy = github.repository({ owner: "acme", name: "copy" });
    git(folder, "switch", "--quiet", "-c", "main");
    copy.importFrom(folder);
    expect(copy.history().map(({ sha }) => sha)).toEqual(shop.history().map(({ sha }) => sha));
  });

  test("merged in each of the three ways, a commit leads to its pull request", async () => {
    const github = await start();
    const shop = github.repository({ owner: "acme", name: "shop" });
    shop.commit({ files: { "README.md": "Shop\n" } });
    const token = github.token({ permissions: { contents: "read", "pull-requests": "read" } });
    for (const how of ["merge", "squash", "rebase"] as const) {
      const pull = shop.pullRequest({
        commits: [{ files: { [`${how}.txt`]: "x\n" } }, { by: "bob" }],
        merged: { by: "carl", how },
      });
      const { body } = await ask(github, token, `${base}/commits/${shop.at("main")}/pulls`);
      expect(body).toMatchObject([{ number: pull.number }]);
    }
    expect(shop.history().map((one) => [one.author.name, one.committer.name])).toEqual([
      ["bob", "carl"],
      ["ada", "carl"],
      ["ada", "GitHub"],
      ["carl", "GitHub"],
      ["bob", "bob"],
      ["ada", "ada"],
      ["ada", "ada"],
    ]);
  });
});

describe("the runner", () => {
  async function staged(script: string) {
    const { github, shop } = await furnished();
    const folder = newFolder();
    writeFileSync(join(folder, "index.mjs"), script);
    writeFileSync(
      join(folder, "action.yml"),
      [
        "inputs:",
        "  wait-timeout: { default: 30m }",
        `  token: { default: "\${{ github.token }}" }`,
        `  check-run-id: { default: "\${{ job.check_run_id }}" }`,
      ].join("\n"),
    );
    const run = shop.workflowRun({ headSha: shop.at("main"), jobs: [{ name: "gate" }] });
    const job = run.job("gate").start("runner-7");
    return {
      github,
      repository: shop,
      run,
      job,
      token: "t",
      bundle: join(folder, "index.mjs"),
      metadata: join(folder, "action.yml"),
    };
  }

  test("hands inputs, variables and files over, and reads what was written", async () => {
    const story = await staged(`
      import { appendFileSync, readFileSync } from "node:fs";
      const { env } = process;
      appendFileSync(env.GITHUB_OUTPUT, "decision=allow\\nreasons<<E\\n[1,\\n2]\\nE\\n");
      appendFileSync(env.GITHUB_STEP_SUMMARY, "# Fine");
      console.log(JSON.stringify([env["INPUT_WAIT-TIMEOUT"], env["INPUT_TOKEN"], env["INPUT_CHECK-RUN-ID"], env.INPUT_MODE, env.RUNNER_NAME,
        env.GITHUB_RUN_ID, JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8")).ref]));
      console.log("::error title=No%2C wait::so%0Athat\\n::stop-commands::x\\n::set-output name=a::b\\n::x::\\n::notice::seen");
      process.exitCode = 3;`);
    const outcome = await runAction({
      ...story,
      inputs: { mode: "wait" },
      event: { name: "push", payload: { ref: "refs/heads/main" } },
    });
    expect(outcome).toMatchObject({
      exitCode: 3,
      outputs: { decision: "allow", reasons: "[1,\n2]" },
      summary: "# Fine",
      summaryShown: true,
    });
    expect(JSON.parse(outcome.stdout.split("\n")[0] ?? "")).toEqual([
      "30m",
      "t",
      String(story.job.id),
      "wait",
      "runner-7",
      String(story.run.id),
      "refs/heads/main",
    ]);
    expect(outcome.commands).toEqual([
      { name: "error", properties: { title: "No, wait" }, message: "so\nthat" },
      { name: "notice", properties: {}, message: "seen" },
    ]);
  });

  test("runs the command line in a step, or in a pipeline that knows nothing of GitHub Actions", async () => {
    const story = await staged(
      `console.log([process.argv.slice(2).join(" "), process.env.GITHUB_TOKEN, process.env.GITHUB_API_URL, process.env.GITHUB_ACTIONS].join("|"));`,
    );
    const args = ["doctor", "--platform", "github"];
    expect((await runGate({ ...story, args })).stdout).toBe(`doctor --platform github|t|${story.github.url}|true\n`);
    const elsewhere = startGate({ ...story, args, inActions: false });
    expect((await elsewhere.finished).stdout).toBe(`doctor --platform github|t|${story.github.url}|\n`);
  });

  test("cancels as the runner does", async () => {
    const story = await staged(
      `process.on("SIGINT", () => { console.log("cancelled"); process.exit(1); }); setInterval(() => {}, 1000); console.log("waiting");`,
    );
    const action = startAction(story);
    await action.until("waiting");
    expect(await action.cancel()).toMatchObject({ exitCode: 1, stdout: "waiting\ncancelled\n" });
  });
});
