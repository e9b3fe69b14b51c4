/** The local GitLab that tests ask: its facts are GitLab's, and its state changes as GitLab's would. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Route, routes } from "../../src/platforms/gitlab/routes.ts";
import { match, untold, wrongRequest } from "../support/gitlab/facts.ts";
import { answered, type LocalGitLab, type ProjectStories, startGitLab } from "../support/gitlab/index.ts";
import { handlers } from "../support/gitlab/rest/answer.ts";

let gitlab: LocalGitLab;
let shop: ProjectStories;
let token: string;

beforeAll(async () => {
  gitlab = await startGitLab({ prefix: "/gitlab" });
  gitlab.group({ path: "acme", members: ["ada", "bob", "otto"] });
  gitlab.group({ path: "acme/operations", members: ["olga", "oskar"] });
  gitlab.group({ path: "acme/security", members: ["sam"] });
  shop = gitlab.project({ path: "acme/web/shop" });
  shop.share("acme/operations");
  shop.share("acme/security");
  shop.commit({ by: "ada", files: { "README.md": "# Shop\n", "docs/a b.md": "x\n" } });
  token = shop.token({ level: 40, scopes: ["api"] });
});

afterAll(async () => {
  expect(gitlab.violations).toEqual([]);
  await gitlab.close();
});

type Fields = Readonly<Record<string, unknown>>;

async function ask(path: string, headers: Record<string, string> = { "private-token": token }, body?: Fields) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(path.startsWith("http") ? path : gitlab.url + path, { headers, ...init });
  const text = await response.text();
  const parsed = /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text;
  return {
    status: response.status,
    headers: response.headers,
    body: parsed,
    list: parsed as Fields[],
    one: parsed as Fields,
  };
}

const at = (path: string): string => `/projects/${encodeURIComponent(shop.path)}${path}`;

describe("the table of facts", () => {
  test("tells every entity that it refers to, and every route has a handler", () => {
    expect(untold()).toEqual([]);
    const known = JSON.parse(readFileSync("__tests__/support/gitlab/described-routes.json", "utf8")) as string[];
    expect(known.filter((name) => handlers[name] === undefined)).toEqual([]);
  });

  test.each(Object.entries<Route>(routes))("has the gate's route %s, with its parameters", (_name, route) => {
    const path = route.path.replaceAll(/:\w+/g, "7");
    const found = match(route.method, path);
    expect(found, `${route.method} ${route.path}`).not.toBeNull();
    if (found === null) return;
    expect(handlers[found.route.name], found.route.name).toBeDefined();
    for (const name of route.query) {
      const bare = name.replace("[]", "");
      const isKnown = bare in found.route.query || ["pagination", "page_token"].includes(bare);
      expect(isKnown, `${found.route.name} takes no ${name}`).toBe(true);
    }
    const { jobToken } = handlers[found.route.name]?.need ?? {};
    expect(route.jobToken, `${found.route.name} with a job's token`).toBe(jobToken);
  });

  const place = process.env["GITLAB_OPENAPI"] ?? "";
  test.skipIf(!existsSync(place))("is what GitLab's document says", () => {
    const made = execFileSync(process.execPath, ["scripts/gitlab-facts.mjs", place, "--print"], { maxBuffer: 1 << 26 });
    expect(JSON.parse(made.toString())).toEqual(
      JSON.parse(readFileSync("__tests__/support/gitlab/facts.json", "utf8")),
    );
  });

  test("refuses what GitLab does not take", () => {
    const wrong = (path: string, query: string): string | null => {
      const found = match("GET", path);
      return found === null ? "no route" : wrongRequest(found.route, new URLSearchParams(query), undefined);
    };
    expect(wrong("/projects/7/deployments", "status=blocked&per_page=100")).toBeNull();
    expect(wrong("/projects/7/deployments", "status=waiting")).toMatch(/none of/);
    expect(wrong("/projects/7/deployments", "enviroment=x")).toMatch(/no parameter/);
    expect(wrong("/projects/7/deployments", "per_page=101")).toMatch(/100/);
    expect(wrong("/projects/7/repository/compare", "from=a")).toMatch(/to is missing/);
    expect(wrong("/projects/7/repository/compare", "from=a&to=b&straight=maybe")).toMatch(/true nor false/);
  });
});

describe("git", () => {
  test("gives branches, files and trees; a path is one encoded part", async () => {
    const branch = await ask(at("/repository/branches/main"));
    expect(branch.one).toMatchObject({ name: "main", protected: true, commit: { id: shop.at("main") } });
    const file = await ask(at("/repository/files/docs%2Fa%20b.md/raw?ref=main"));
    expect(file.body).toBe("x\n");
    const lost = await ask(at("/repository/files/docs%2Fc.md/raw?ref=main"));
    expect([lost.status, lost.one.message]).toEqual([404, "404 File Not Found"]);
    const tree = await ask(at("/repository/tree?recursive=true&pagination=keyset&per_page=2"));
    expect(tree.list.map((one) => one.path)).toEqual(["README.md", "docs"]);
    const next = /<([^>]+)>; rel="next"/.exec(tree.headers.get("link") ?? "")?.[1] ?? "";
    expect((await ask(next)).list.map((one) => one.path)).toEqual(["docs/a b.md"]);
  });

  test("compares, and says when a comparison was cut short", async () => {
    const base = shop.at("main");
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`many/${index}.txt`, `${index}\n`]));
    shop.branch("wide", "main");
    shop.commit({ on: "wide", files });
    const whole = await ask(at(`/repository/compare?from=${base}&to=wide`));
    expect(whole.one).toMatchObject({ compare_timeout: false, compare_same_ref: false });
    expect((whole.one.diffs as Fields[]).length).toBe(5);
    shop.state.mostDiffs = 3;
    const cut = await ask(at(`/repository/compare?from=${base}&to=wide`));
    expect(cut.one.compare_timeout).toBe(true);
    shop.state.mostDiffs = 1000;
    const merged = await ask(at(`/repository/merge_base?refs[]=main&refs[]=wide`));
    expect(merged.one.id).toBe(base);
  });

  test("pages beyond a hundred, with x-next-page and Link", async () => {
    shop.branch("long", "main");
    for (let number = 0; number < 230; number += 1) shop.commit({ on: "long", message: `Commit ${number}` });
    const seen: unknown[] = [];
    let path = at(`/repository/commits?ref_name=main..long&per_page=100&page=1`);
    for (let requests = 1; path !== ""; requests += 1) {
      const reply = await ask(path);
      seen.push(...reply.list.map((one) => one.title));
      const next = reply.headers.get("x-next-page") ?? "";
      path = next === "" ? "" : at(`/repository/commits?ref_name=main..long&per_page=100&page=${next}`);
      expect(requests).toBeLessThan(5);
    }
    expect(seen.length).toBe(230);
    expect(seen[0]).toBe("Commit 229");
  });
});

describe("merge requests", () => {
  test("forget approvals that a push came after, say so in a note, and keep versions", async () => {
    const request = shop.mergeRequest({ by: "ada", approvals: ["bob"] });
    const path = at(`/merge_requests/${request.iid}`);
    expect((await ask(`${path}/approvals`)).one.approved_by).toHaveLength(1);
    request.push({ message: "More" });
    expect((await ask(`${path}/approvals`)).one.approved_by).toEqual([]);
    const notes = await ask(`${path}/notes?sort=asc&order_by=created_at`);
    expect(notes.list.map((one) => one.body)).toEqual([
      "approved this merge request",
      "added 1 commit",
      "reset approvals from @bob by pushing to the branch",
    ]);
    const versions = await ask(`${path}/versions`);
    expect(versions.list.map((one) => one.head_commit_sha)).toEqual([request.head, expect.any(String)]);
    request.approve("bob");
    const tip = request.merge({ by: "otto", how: "squash" });
    expect((await ask(at(`/repository/commits/${tip}/merge_requests`))).list.map((one) => one.iid)).toEqual([
      request.iid,
    ]);
    expect((await ask(path)).one).toMatchObject({
      state: "merged",
      merge_commit_sha: tip,
      merge_user: { username: "otto" },
    });
  });

  test("tell the rules with who may approve, where the plan has them", async () => {
    const rule = { name: "Security", kind: "regular", required: 1, groups: ["acme/security"] } as const;
    const request = shop.mergeRequest({ by: "ada", rules: [rule], approvals: ["sam"] });
    const state = await ask(at(`/merge_requests/${request.iid}/approval_state`));
    expect(state.one.rules).toMatchObject([
      {
        name: "Security",
        approved: true,
        eligible_approvers: [{ username: "sam" }],
        approved_by: [{ username: "sam" }],
      },
    ]);
    const free = gitlab.project({ path: "acme/free", plan: "free" });
    free.commit();
    const other = free.mergeRequest({ by: "ada", approvals: ["bob"] });
    const headers = { "private-token": free.token({ level: 40 }) };
    const base = `/projects/${free.id}/merge_requests/${other.iid}`;
    expect((await ask(`${base}/approval_state`, headers)).status).toBe(403);
    expect(Object.keys((await ask(`${base}/approvals`, headers)).one)).not.toContain("approvals_required");
  });
});

describe("deployments", () => {
  test("are blocked until each rule is answered, then wait for a button, and tell who said what", async () => {
    shop.protect({
      name: "production",
      rules: [{ group: "acme/operations" }, { group: "acme/security" }],
    });
    const pipeline = shop.pipeline({ by: "ada", jobs: [{ name: "deploy", environment: "production" }] });
    const deploy = pipeline.job("deploy");
    const { id } = deploy.deployment;
    const path = at(`/deployments/${id}`);
    expect((await ask(path)).one).toMatchObject({
      status: "blocked",
      pending_approval_count: 2,
      deployable: { status: "manual" },
    });
    expect(() => deploy.deployment.approve("ada")).toThrow(/own deployment/);
    expect(() => deploy.deployment.approve("bob")).toThrow(/permission/);
    expect(() => deploy.play("otto")).toThrow(/Unplayable/);
    deploy.deployment.approve("olga", { comment: "Go" });
    const sam = { "private-token": gitlab.personalToken("sam", { scopes: ["api"] }) };
    const said = await ask(`${path}/approval`, sam, { status: "approved", comment: "Fine" });
    expect(said.status).toBe(201);
    const { one } = await ask(path);
    expect(one).toMatchObject({
      status: "created",
      pending_approval_count: 0,
      approval_summary: {
        rules: [
          { required_approvals: 1, deployment_approvals: [{ user: { username: "olga" }, comment: "Go" }] },
          { required_approvals: 1, deployment_approvals: [{ user: { username: "sam" }, comment: "Fine" }] },
        ],
      },
    });
    deploy.play("otto");
    expect(deploy.state.user).toBe("otto");
    const own = await ask("/job", { "job-token": deploy.token() });
    expect(own.one).toMatchObject({ id: deploy.id, user: { username: "otto" }, pipeline: { id: pipeline.id } });
    const whole = await ask(at(`/pipelines/${pipeline.id}`));
    expect(whole.one).toMatchObject({ user: { username: "ada" }, status: "running" });
    deploy.finish();
    const list = await ask(at("/deployments?environment=production&status=success&order_by=id&sort=desc&per_page=1"));
    expect(list.list.map((each) => each.id)).toEqual([id]);
  });

  test("a rejection fails the job", async () => {
    const pipeline = shop.pipeline({ by: "ada", jobs: [{ name: "deploy", environment: "production" }] });
    pipeline.job("deploy").deployment.reject("olga");
    const list = await ask(at(`/pipelines/${pipeline.id}/jobs`));
    expect(list.list).toMatchObject([{ status: "failed", failure_reason: "deployment_rejected" }]);
  });

  test("lists are oldest first unless told, and `updated_after` needs its order", async () => {
    const ids = (await ask(at("/deployments?per_page=100"))).list.map((one) => Number(one.id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await ask(at("/deployments?updated_after=2020-01-01T00:00:00Z"))).status).toBe(400);
  });
});

describe("tokens", () => {
  test("a job's token opens what GitLab lists, as long as the job runs, and nothing else", async () => {
    const pipeline = shop.pipeline({ by: "ada", jobs: [{ name: "gate" }], suites: [{ name: "unit", success: 3 }] });
    const gate = pipeline.job("gate").start();
    const headers = { "job-token": gate.token() };
    const status = async (path: string): Promise<number> => (await ask(path, headers)).status;
    expect(await status(at("/deployments"))).toBe(200);
    expect(await status(at(`/pipelines/${pipeline.id}/jobs`))).toBe(200);
    expect(await status(at(`/pipelines/${pipeline.id}`))).toBe(404);
    expect(await status(at(`/pipelines/${pipeline.id}/test_report_summary`))).toBe(404);
    expect(await status(at("/repository/compare?from=main&to=main"))).toBe(404);
    expect(await status(at("/freeze_periods"))).toBe(401);
    expect(await status(at("/protected_environments"))).toBe(404);
    expect(await status(at("/members/all"))).toBe(404);
    expect((await ask("/user", headers)).status).toBe(401);
    gate.finish();
    expect(await status(at("/deployments"))).toBe(401);
  });

  test("role, scope and plan each have their own refusal", async () => {
    const reporter = { "private-token": shop.token({ level: 20 }) };
    expect((await ask(at("/protected_environments"), reporter)).status).toBe(403);
    const narrow = { "private-token": shop.token({ level: 40, scopes: ["read_repository"] }) };
    expect((await ask(at("/deployments"), narrow)).one.error).toBe("insufficient_scope");
    const stranger = { "private-token": gitlab.personalToken("zoe") };
    expect((await ask(at("/deployments"), stranger)).status).toBe(404);
    expect((await ask(at("/deployments"), { "private-token": "glpat-wrong" })).status).toBe(401);
    expect((await ask(at("/deployments"), {})).status).toBe(404);
  });

  test("members and groups: inherited, shared, and unseen", async () => {
    const olga = gitlab.user("olga");
    const found = await ask(at(`/members/all?user_ids[]=${olga.id}`));
    expect(found.list).toMatchObject([{ username: "olga", access_level: 30 }]);
    expect((await ask("/groups/acme%2Foperations?with_projects=false")).one.full_path).toBe("acme/operations");
    gitlab.group({ path: "other/secret" });
    expect((await ask("/groups/other%2Fsecret")).status).toBe(404);
  });
});

test("faults and limits happen as told", async () => {
  gitlab.fault({ when: { operation: "GET /projects/:id" }, effect: answered(500, "500 Internal Server Error") });
  expect((await ask(at(""))).status).toBe(500);
  expect((await ask(at(""))).status).toBe(200);
  const few = { "private-token": shop.token({ limit: 1 }) };
  expect((await ask(at(""), few)).status).toBe(200);
  const refused = await ask(at(""), few);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
});
