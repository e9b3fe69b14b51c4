/** The table of endpoints in docs/gitlab.md: who asks what is recorded on the local GitLab, what it takes stands in the gate's own routes. */
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "../../src/core/checks/registry.ts";
import type { EvidenceKind } from "../../src/core/evidence/evidence.ts";
import type { Query } from "../../src/core/evidence/query.ts";
import { type Route, routes } from "../../src/platforms/gitlab/routes.ts";
import { scopeOf } from "../../src/platforms/gitlab/words.ts";
import type { Session } from "../../src/platforms/platform.ts";
import { ask, deploy, query, setStage } from "../platforms/gitlab/stage.ts";

/** Asked in cases that the stage does not come to. */
const rare: Readonly<Partial<Record<keyof typeof routes, string>>> = {
  notes: "`reviews` on a server that gives approvals no time; `comment`",
  mergeRequests: "`reviews` of more than 20 commits",
  mergeRequestCommits: "`reviews` of more than 20 commits",
  releases: "a first deployment",
  tag: "a deployment that came from a tag",
  mergeBase: "every release whose commits are not in the checkout",
  file: "the policy, and documents, where they are not in the checkout",
  approvalState: "`reviews` with `code-owners`, or by people who may not push",
  groupMembers: "approvals that no rule of GitLab proves",
  members: "`reviews`, and approvals of the merge request",
  updateNote: "`comment`, once there is one",
  playJob: "`release-gate resume`",
  groupProtectedEnvironments: "`release-gate doctor`",
  bridges: "`tests`",
};

const particulars: Partial<Query> = {
  alerts: [{ source: "code-scanning", branch: null }],
  incidents: [{ repository: null, labels: ["incident"] }],
  services: [{ repository: null as never, environment: "production", version: "main" }],
  documents: ["README.md"],
  discoverReports: true,
  environments: ["staging"],
  request: "pull-request-body",
  approvalGroups: ["acme/operations"],
  approvalJobs: ["yes"],
  reviewsAsApprovals: true,
};

const bare = (path: string): string => path.replaceAll(/:\w+/g, ":");
const keyOf = ({ method, path }: Pick<Route, "method" | "path">): string => `${method} ${bare(path)}`;
const graphql = "POST /api/graphql";

async function recorded(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const stage = await setStage({ plan: "ultimate", scopes: ["api"] });
  stage.shop.state.approvalSettings.resetOnPush = false;
  deploy(stage.shop, stage.deployed, { environment: "staging" });
  const wants = new Map<string, Set<string>>();
  const record = async (who: string, act: (session: Session) => Promise<unknown>): Promise<void> => {
    const session = await ask(stage);
    const from = who === "every release" ? 0 : stage.gitlab.requests.length;
    await act(session);
    for (const { route, path, method } of stage.gitlab.requests.slice(from)) {
      const [verb = "", place = ""] = (route ?? "").split(" ");
      const key = route === null ? `${method} ${path.replace(/^.*(?=\/api\/graphql)/, "")}` : `${verb} ${bare(place)}`;
      const all = wants.get(key) ?? new Set();
      all.add(who);
      wants.set(key, all);
    }
  };
  const collect =
    (...kinds: readonly EvidenceKind[]) =>
    (session: Session) =>
      session.collect(query(particulars, kinds));
  await record("every release", collect("commits", "changedFiles", "changeTraits"));
  for (const { id, needs, looksAt } of checks) await record(`\`${id}\``, collect(...needs, ...looksAt));
  await record("approvals", collect("deploymentApprovals", "environments", "triggerers"));
  await record("mode `evaluate`", collect("deployJobs"));
  await record("`gitlab-freeze-periods`", async (session) => session.readFreezePeriods?.());
  await record("`comment`", async (session) => session.publish?.({ comment: "Hello", checkRun: null }));
  await record("`emergency` in the policy", async (session) => {
    await session.collect(query(particulars, ["emergencyUses"]));
    await session.openReview?.({
      key: `${stage.deployed}:production`,
      label: "release-gate-emergency",
      title: "Look",
      body: "Why",
    });
  });
  return wants;
}

const takes = (route: Route): string =>
  `${route.jobToken ? "the job's own token, else " : ""}\`${scopeOf(route)}\`, ${route.role}${route.isInGit === true ? "; nothing where git has the history" : ""}`;

async function table(): Promise<string> {
  const wants = await recorded();
  const wanted = (key: string): readonly string[] => {
    const all = [...(wants.get(key) ?? [])];
    return all.includes("every release") ? ["every release"] : all;
  };
  const unasked: string[] = [];
  const rows = Object.entries(routes).map(([name, route]) => {
    const who = [...wanted(keyOf(route)), rare[name as keyof typeof routes] ?? ""].filter((each) => each !== "");
    if (who.length === 0) unasked.push(name);
    const { method, path, plan } = route as Route;
    return `| \`${method} ${path.replaceAll(/:(?:project|group)\b/g, ":id")}\` | ${[...new Set(who)].join(", ")} | ${takes(route)} | ${plan ?? "Free"} |`;
  });
  expect(unasked, "record who asks them, or name them").toEqual([]);
  const accounts = [...wanted(graphql)].filter((who) => who !== "`security-alerts`");
  return [
    "| endpoint below `/api/v4` | asked for | takes | from plan |",
    "| --- | --- | --- | --- |",
    ...rows,
    `| \`${graphql}\` (accounts of authors) | ${accounts.join(", ")} | \`read_api\`, Reporter; without, a commit counts as its merge request's author's | Free |`,
    `| \`${graphql}\` (vulnerabilities) | \`security-alerts\` | \`read_api\`, Developer | Ultimate |`,
    "",
  ].join("\n");
}

test("docs/gitlab.md has a row for each endpoint, with who asks it and what it takes", async () => {
  const path = "docs/gitlab.md";
  const text = readFileSync(path, "utf8");
  const between = /(?<=<!-- endpoints -->\n)[\s\S]*(?=<!-- \/endpoints -->)/;
  const expected = await table();
  if (process.env["UPDATE_README"] === "1")
    writeFileSync(
      path,
      text.replace(between, () => expected),
    );
  else
    expect(
      between.exec(text)?.[0],
      "UPDATE_README=1 npx vitest run __tests__/contract/gitlab-permissions.test.ts writes it",
    ).toBe(expected);
});
