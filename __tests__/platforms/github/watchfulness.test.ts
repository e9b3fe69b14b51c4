/** Security alerts, incidents and other services' deployments, as the gate sees them on GitHub. */
import { describe, expect, it } from "vitest";
import type { EvidenceKind, Facts } from "../../../src/core/evidence/evidence.ts";
import type { Observed } from "../../../src/core/evidence/observed.ts";
import type { Query } from "../../../src/core/evidence/query.ts";
import { answered } from "../../support/github/faults.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { type Asked, ask, deploy, everyPermission, query, type Stage, setStage } from "./stage.ts";

const permissions = { ...everyPermission, "security-events": "read", "vulnerability-alerts": "read" } as const;
const code = { source: "code-scanning", branch: null } as const;
const dependabot = { source: "dependabot", branch: null } as const;

async function look<K extends EvidenceKind>(
  stage: Stage,
  kind: K,
  over: Partial<Query>,
  asked: Asked = {},
): Promise<Facts[K]> {
  const session = await ask(stage, asked);
  const evidence = await session.collect(query(over, [kind]));
  const fact = evidence[kind] as Observed<Facts[K]> | undefined;
  if (fact?.status !== "observed") throw new Error(`${kind} was not observed: ${JSON.stringify(fact)}`);
  return fact.value;
}

describe("security alerts", () => {
  const seen = async (stage: Stage, ...alerts: Query["alerts"]) => look(stage, "securityAlerts", { alerts });

  it("reads all open alerts of both sources, page by page", async () => {
    const stage = await setStage({ permissions });
    const { shop, github } = stage;
    for (let each = 0; each < 101; each += 1) shop.codeScanningAlert({ security: "low" });
    shop.codeScanningAlert({ security: null, severity: "warning" });
    shop.codeScanningAlert({ state: "dismissed" });
    shop.codeScanningAlert({ ref: "refs/heads/other" });
    shop.analysis();
    for (let each = 0; each < 101; each += 1) shop.dependabotAlert({ severity: "critical" });
    shop.dependabotAlert({ state: "fixed" });
    const [scanned, watched] = await seen(stage, code, dependabot);
    expect(scanned?.seen).toMatchObject({
      status: "observed",
      branch: "main",
      isWhole: true,
      analysedCommit: shop.at("main"),
    });
    expect(watched?.seen).toMatchObject({ status: "observed", analysedAt: null, isWhole: true });
    if (scanned?.seen.status !== "observed" || watched?.seen.status !== "observed") throw new Error("not observed");
    expect(scanned.seen.alerts).toHaveLength(102);
    expect(scanned.seen.alerts.at(-1)).toMatchObject({ number: 102, severity: "medium", place: "src/index.js" });
    expect(watched.seen.alerts).toHaveLength(101);
    expect(watched.seen.alerts[0]).toMatchObject({
      severity: "critical",
      title: "left-pad: A weakness in left-pad",
      place: "package-lock.json",
    });
    expect(github.violations).toEqual([]);
  });

  it("takes a branch that was never analysed for not known, though it has no alerts", async () => {
    const stage = await setStage({ permissions });
    stage.shop.analysis();
    const [scanned] = await seen(stage, { source: "code-scanning", branch: "release/2" });
    expect(scanned?.seen).toMatchObject({
      status: "unavailable",
      because: "Code scanning never analysed the branch release/2, so it has found nothing there.",
    });
  });

  it("tells a feature that is off from a permission that is missing", async () => {
    const off = await setStage({ permissions });
    off.shop.codeScanning("off");
    off.shop.dependabotOff();
    for (const { search, seen: found } of await seen(off, code, dependabot)) {
      expect(found).toMatchObject({ status: "unavailable", because: expect.stringContaining("not turned on") });
      expect(JSON.stringify(found)).toContain(`leave \`${search.source}\` out of \`sources\``);
      expect(JSON.stringify(found)).not.toContain("permissions:");
    }
    off.shop.codeScanning("never");
    expect((await seen(off, code))[0]?.seen).toMatchObject({
      status: "unavailable",
      because: "Code scanning never analysed this repository, so it has found nothing.",
    });

    const blind = await setStage();
    const fixes = (await seen(blind, code, dependabot)).map(({ seen: found }) =>
      found.status === "unavailable" ? (found.fix ?? "") : "observed",
    );
    expect(fixes[0]).toContain("Add `security-events: read` under `permissions:`");
    expect(fixes[1]).toContain("Add `vulnerability-alerts: read` under `permissions:`");
    expect(blind.github.violations).toEqual([]);
  });

  it("takes a 404 without words for a permission that may be missing", async () => {
    const stage = await setStage({ permissions });
    stage.github.fault({ when: { operation: "dependabot/list-alerts-for-repo" }, effect: answered(404, "Not Found") });
    expect((await seen(stage, dependabot))[0]?.seen).toMatchObject({
      status: "unavailable",
      fix: expect.stringContaining("It is not there, or the token may not see it. Add `vulnerability-alerts: read`"),
    });
  });
});

describe("incidents", () => {
  const seen = async (stage: Stage, search: Query["incidents"][number], asked: Asked = {}) =>
    (await look(stage, "incidents", { incidents: [search] }, asked))[0]?.seen;

  it("finds open issues with any of the labels, each once", async () => {
    const stage = await setStage();
    const { shop, github } = stage;
    const down = shop.issue({ title: "Checkout is down", labels: ["incident", "sev1"] });
    shop.issue({ title: "Over", labels: ["incident"], state: "closed" });
    shop.issue({ title: "A typing error", labels: ["bug"] });
    expect(await seen(stage, { repository: null, labels: ["incident", "outage", "sev1"] })).toMatchObject({
      status: "observed",
      open: [{ number: down.number, title: "Checkout is down", labels: ["incident", "sev1"] }],
      unlisted: 0,
      missingLabels: ["outage"],
    });
    expect(github.violations).toEqual([]);
  });

  it("counts what it does not list", async () => {
    const stage = await setStage();
    for (let each = 0; each < 103; each += 1) stage.shop.issue({ title: `Alarm ${each}`, labels: ["incident"] });
    const found = await seen(stage, { repository: null, labels: ["incident"] });
    expect(found).toMatchObject({ status: "observed", unlisted: 3 });
    expect(found?.status === "observed" ? found.open.length : found).toBe(100);
  });

  it("cannot tell where issues are off, or may not be read, and names the permission", async () => {
    const off = await setStage();
    off.shop.issuesOff();
    expect(await seen(off, { repository: null, labels: ["incident"] })).toMatchObject({ status: "unavailable" });
    const { issues: _, ...without } = everyPermission;
    const blind = await setStage({ permissions: without, tell: (shop) => hide(shop) });
    blind.shop.issue({ title: "Checkout is down", labels: ["incident"] });
    expect(await seen(blind, { repository: null, labels: ["incident"] })).toMatchObject({
      status: "unavailable",
      fix: expect.stringContaining("`issues: read`"),
    });
  });

  it("looks elsewhere by org-token, and asks for one where there is none", async () => {
    const stage = await setStage();
    const ops = stage.github.repository({ owner: "acme", name: "ops", private: true });
    ops.issue({ title: "Network", labels: ["incident"] });
    const search = { repository: "acme/ops", labels: ["incident"] };
    expect(await seen(stage, search)).toMatchObject({
      status: "unavailable",
      fix: expect.stringContaining("Give an `org-token` that may read acme/ops"),
    });
    const orgToken = stage.github.token({ permissions: everyPermission, repositories: ["acme/ops"] });
    expect(await seen(stage, search, { secrets: { token: stage.token, orgToken } })).toMatchObject({
      status: "observed",
      open: [{ title: "Network" }],
    });
  });
});

/** Tests of refusals need a repository that not everybody may read. */
function hide(shop: RepositoryStories): undefined {
  (shop.state as { private: boolean }).private = true;
}

describe("dependencies", () => {
  const service = { repository: "acme/payments", environment: "production", version: "v2.0.0" };
  const seen = async (stage: Stage, over: Partial<typeof service> = {}, asked: Asked = {}) =>
    (await look(stage, "dependencyDeployments", { services: [{ ...service, ...over }] }, asked))[0]?.seen;

  async function withPayments(isPrivate = false) {
    const stage = await setStage();
    const payments = stage.github.repository({ owner: "acme", name: "payments", private: isPrivate });
    const first = payments.commit({ message: "Begin", files: { "a.txt": "1\n" } });
    const second = payments.commit({ message: "Refunds", files: { "a.txt": "2\n" } });
    payments.tag("v2.0.0", second);
    const third = payments.commit({ message: "Faster refunds", files: { "a.txt": "3\n" } });
    return { stage, payments, first, second, third };
  }

  it("sees that a newer version runs there, made by a job that can be believed", async () => {
    const { stage, payments, first, second, third } = await withPayments();
    deploy(payments, first);
    deploy(payments, third);
    expect(await seen(stage)).toMatchObject({
      status: "observed",
      needed: second,
      current: { commit: third, state: "succeeded", trusted: true },
      later: [],
      relation: "ahead",
    });
    expect(stage.github.violations).toEqual([]);
  });

  it("sees an older version, the version itself, and none at all", async () => {
    const { stage, payments, first, second } = await withPayments();
    expect(await seen(stage)).toMatchObject({ current: null, relation: null });
    deploy(payments, first);
    expect(await seen(stage)).toMatchObject({ current: { commit: first }, relation: "behind" });
    deploy(payments, second);
    expect(await seen(stage)).toMatchObject({ current: { commit: second }, relation: "same" });
    expect(await seen(stage, { version: "v3.0.0" })).toMatchObject({ needed: null, relation: null });
  });

  it("looks past any number of failures for what still runs, and never takes an unread past for none", async () => {
    const { stage, payments, third } = await withPayments();
    deploy(payments, third);
    for (let times = 0; times < 120; times += 1)
      payments.deployment({ environment: "production", sha: third, statuses: [{ state: "failure" }] });
    const found = await seen(stage);
    expect(found).toMatchObject({ current: { commit: third, trusted: true }, relation: "ahead" });
    expect(found?.status === "observed" ? found.later.length : found).toBe(120);
    for (let times = 0; times < 400; times += 1)
      payments.deployment({ environment: "production", sha: third, statuses: [{ state: "failure" }] });
    expect(await seen(stage)).toMatchObject({
      status: "unavailable",
      because: expect.stringContaining("None of the newest 500 deployments"),
    });
  });

  it("asks for org-token where a permission is missing, and not where GitHub failed", async () => {
    const { stage } = await withPayments();
    const fixOf = async () => {
      const found = await seen(stage);
      return found?.status === "unavailable" ? found.fix : found;
    };
    stage.github.fault({ when: { graphql: "Services" }, times: 4, effect: answered(503, "Busy") });
    expect(await fixOf()).not.toContain("org-token");
    stage.github.fault({ when: { graphql: "Services" }, times: 1, effect: answered(403, "Forbidden") });
    expect(await fixOf()).toContain("Give an `org-token` that may read acme/payments");
  });

  it("takes the tag where a branch has its name", async () => {
    const { stage, payments, second, first } = await withPayments();
    payments.state.refs.set("refs/heads/v2.0.0", first);
    expect(await seen(stage)).toMatchObject({ needed: second });
  });

  it("does not believe a deployment that somebody posted, and shows one that failed since", async () => {
    const { stage, payments, third } = await withPayments();
    payments.deployment({ environment: "production", sha: third });
    expect(await seen(stage)).toMatchObject({ current: { commit: third, trusted: false } });
    const believed = { deployers: async () => ["ada"] };
    expect(await seen(stage, {}, believed)).toMatchObject({ current: { trusted: true } });
    deploy(payments, third, { conclusion: "failure" as never });
    expect(await seen(stage)).toMatchObject({ current: { commit: third }, later: [{ state: "failed" }] });
  });

  it("finds the environment under GitHub's own spelling", async () => {
    const { stage, payments, third } = await withPayments();
    deploy(payments, third, { environment: "Production" });
    expect(await seen(stage)).toMatchObject({ current: { commit: third, state: "succeeded" } });
  });

  it("asks for org-token where a private repository cannot be read, and reads it by one", async () => {
    const { stage, payments, third } = await withPayments(true);
    deploy(payments, third);
    expect(await seen(stage)).toMatchObject({
      status: "unavailable",
      fix: expect.stringContaining("Give an `org-token` that may read acme/payments (Actions: read"),
    });
    const orgToken = stage.github.token({ permissions: everyPermission, repositories: ["acme/payments"] });
    expect(await seen(stage, {}, { secrets: { token: stage.token, orgToken } })).toMatchObject({
      status: "observed",
      current: { commit: third, trusted: true },
    });
  });
});
