/** Large releases: whole, the same by git and by API, and in few requests. */
import { expect, it } from "vitest";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import { openTransport, type Transport } from "../../../src/platforms/http/transport.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { type Asked, ask, deploy, everyPermission, query, type Stage, setStage } from "./stage.ts";

/** `pairs` pull requests of two commits each, merged so that every one brings both. */
function mergeMany(shop: RepositoryStories, pairs: number): string {
  for (let index = 0; index < pairs; index += 1)
    shop.pullRequest({
      by: "ada",
      title: `Change ${index}`,
      commits: [
        { message: `Change ${index}`, files: { [`src/${index % 200}.ts`]: `${index}\n` } },
        { message: `Mend ${index}`, files: { [`src/${index % 200}.ts`]: `${index} mended\n` } },
      ],
      reviews: [{ by: "bob" }],
      merged: { by: "bob", how: "rebase" },
    });
  return shop.at("main");
}

/**
 * Lets requests go in step: those that are made before `quiet` milliseconds pass without another one go out together, and their answers
 * come back together. What waits for an answer is of a later round whatever the quiet, so a machine that is slow only makes the count
 * too large.
 */
function inStep(quiet: number): { readonly transport: Transport; rounds(): number } {
  const inner = openTransport({});
  let rounds = 0;
  let waiting: (() => Promise<() => void>)[] = [];
  let timer: NodeJS.Timeout | undefined;
  const go = async (): Promise<void> => {
    rounds += 1;
    const now = waiting;
    waiting = [];
    for (const deliver of await Promise.all(now.map((send) => send()))) deliver();
  };
  return {
    rounds: () => rounds,
    transport: {
      send: (exchange) =>
        new Promise((resolve, reject) => {
          waiting.push(() =>
            inner.send(exchange).then(
              (answer) => () => resolve(answer),
              (error: unknown) => () => reject(error as Error),
            ),
          );
          clearTimeout(timer);
          timer = setTimeout(() => void go(), quiet);
        }),
    },
  };
}

/** What every policy asks, with the checks of the built-in ones. */
const ordinary = query({}, [
  "changeTraits",
  "changedFiles",
  "ciRuns",
  "commits",
  "deploymentApprovals",
  "environments",
  "reviews",
  "triggerers",
]);

async function measure(stage: Stage, checkout: boolean, asked = ordinary, over: Asked = {}) {
  for (const quiet of [40, 200, 1000]) {
    stage.github.requests.length = 0;
    const { transport, rounds } = inStep(quiet);
    const session = await ask(stage, { ...over, checkout, client: { transport } });
    await session.readPolicyFile("trusted", ".release-gate.yml");
    await session.readPolicyFile("base", ".release-gate.yml");
    await session.readPolicyFile("head", ".release-gate.yml");
    const evidence = await session.collect(asked);
    expect(stage.github.violations).toEqual([]);
    if (rounds() <= 5 || quiet === 1000) return { evidence, requests: stage.github.requests.length, rounds: rounds() };
  }
  throw new Error("Nothing was measured.");
}

/** So many services, each of a repository of its own. */
const services = 3;

/** What a policy asks that has every check: each of its lists names something, and there is something to see. */
const everything = query({
  documents: ["docs/*.md"],
  environments: ["staging"],
  request: "pull-request-body",
  reviewsAsApprovals: true,
  alerts: [
    { source: "code-scanning", branch: null },
    { source: "dependabot", branch: null },
  ],
  incidents: [
    { repository: null, labels: ["incident"] },
    { repository: "acme/service-0", labels: ["incident", "outage"] },
  ],
  services: Array.from({ length: services }, (_, index) => ({
    repository: `acme/service-${index}`,
    environment: "production",
    version: "v2.0.0",
  })),
});

/** By how much a request of each law may be more than what any release takes; `docs/performance.md` says the same in words. */
const alerts = 2 + 1;
const believedServices = 2 * services + 1;
const believedStaging = 2;
const documentsWithoutCheckout = 2;

async function setFullStage(pairs: number, isPrivate = false) {
  const stage = await setStage({
    isFirst: true,
    permissions: { ...everyPermission, "security-events": "read", "vulnerability-alerts": "read" },
    tell: (shop, github) => {
      shop.commit({
        message: "Document",
        files: { "docs/rollback.md": "# Back\n", ".release-gate.yml": "version: 1\n" },
      });
      for (let times = 0; times < 4; times += 1) deploy(shop, shop.commit({ message: `Earlier ${times}` }));
      shop.label("incident");
      shop.analysis();
      for (let alert = 0; alert < 250; alert += 1) shop.codeScanningAlert({ rule: `js/${alert}`, security: "low" });
      for (const { repository } of everything.services) {
        const service = github.repository({
          owner: "acme",
          name: repository.slice("acme/".length),
          private: isPrivate,
        });
        service.tag("v2.0.0", service.commit({ message: "Refunds", files: { "a.txt": "1\n" } }));
        deploy(service, service.commit({ message: "Faster", files: { "a.txt": "2\n" } }));
        service.commit({ message: "Not there yet", files: { "a.txt": "3\n" } });
      }
      const head = mergeMany(shop, pairs);
      deploy(shop, head, { environment: "staging" });
      return head;
    },
  });
  return stage;
}

const factsOf = ({ commits, reviews, changedFiles, release }: Evidence) => ({
  commits: commits?.status === "observed" ? [...commits.value].sort((a, b) => (a.sha < b.sha ? -1 : 1)) : commits,
  reviews: reviews?.status === "observed" ? reviews.value : reviews,
  changedFiles: changedFiles?.status === "observed" ? changedFiles.value : changedFiles,
  release: { ...release, limits: [] },
});

it.each([
  [1, 9, 10],
  [126, 11, 14],
  [500, 18, 28],
])(
  "judges the commits of %i pull requests in few requests, the same by git and by API",
  async (pairs, most, mostWithout) => {
    const stage = await setStage({ tell: (shop) => mergeMany(shop, pairs) });
    const git = await measure(stage, true);
    const api = await measure(stage, false);
    expect(git.evidence.release.commits).toBe(2 * pairs);
    expect(git.requests).toBeLessThanOrEqual(most);
    expect(api.requests).toBeLessThanOrEqual(mostWithout);
    expect(git.rounds).toBeLessThanOrEqual(5);
    expect(api.rounds).toBeLessThanOrEqual(5);
    expect(factsOf(api.evidence)).toEqual(factsOf(git.evidence));
  },
  120_000,
);

it.each([1, 75])(
  "keeps to the same law with every check there is, and what each of them adds (%i pull requests)",
  async (pairs) => {
    const stage = await setFullStage(pairs);
    const pages = Math.ceil((2 * pairs) / 100);
    // Three pages of alerts: two more than any release with code scanning takes.
    const more = alerts + 2 + believedServices + believedStaging;
    const git = await measure(stage, true, everything);
    expect(
      Object.values(git.evidence).filter((each) => (each as { status?: string }).status === "unavailable"),
    ).toEqual([]);
    expect(git.requests).toBeLessThanOrEqual(pages + 8 + more);
    expect(git.rounds).toBeLessThanOrEqual(5);
    const api = await measure(stage, false, everything);
    expect(
      Object.values(api.evidence).filter((each) => (each as { status?: string }).status === "unavailable"),
    ).toEqual([]);
    expect(api.requests).toBeLessThanOrEqual(2 * pages + 8 + more + documentsWithoutCheckout);
    expect(api.rounds).toBeLessThanOrEqual(5);
    for (const kind of ["dependencyDeployments", "deployments", "incidents", "securityAlerts"] as const)
      expect(api.evidence[kind]).toEqual({ ...git.evidence[kind], collectedAt: expect.any(String) });
  },
  120_000,
);

it("asks one question more where other repositories are read by another token", async () => {
  const stage = await setFullStage(1, true);
  const repositories = everything.services.map(({ repository }) => repository);
  const orgToken = stage.github.token({ permissions: everyPermission, repositories });
  const { evidence, requests, rounds } = await measure(stage, true, everything, {
    secrets: { token: stage.token, orgToken },
  });
  expect(evidence.dependencyDeployments).toMatchObject({
    value: everything.services.map(() => ({ seen: { current: { trusted: true }, relation: "ahead" } })),
  });
  expect(requests).toBeLessThanOrEqual(1 + 8 + alerts + 2 + believedServices + believedStaging + 1);
  expect(rounds).toBeLessThanOrEqual(5);
}, 60_000);

it("compares trees where GitHub cuts the list of files, and says what that does not tell", async () => {
  const stage = await setStage({
    tell: (shop) =>
      shop.commit({
        message: "Many files",
        files: Object.fromEntries(Array.from({ length: 301 }, (_, index) => [`many/${index}.txt`, `${index}\n`])),
      }),
  });
  const session = await ask(stage);
  expect(session.release).toMatchObject({ changedFiles: 301, additions: null, deletions: null });
  expect(session.release.limits.join(" ")).toContain("fetch-depth: 0");
  const { changedFiles } = await session.collect(query({}, ["changedFiles"]));
  expect(changedFiles?.status === "observed" ? changedFiles.value.length : changedFiles).toBe(301);
});

it("checks what the hour still holds before it asks for the first page", async () => {
  const stage = await setStage({ tell: (shop) => mergeMany(shop, 60) });
  const poor = stage.github.token({
    permissions: { actions: "read", contents: "read", deployments: "read", "pull-requests": "read", checks: "read" },
    repositories: ["acme/shop"],
    limit: 12,
  });
  const session = await ask(stage, { checkout: true, secrets: { token: poor, orgToken: null } });
  const { commits } = await session.collect(query({}, ["commits"]));
  expect(commits).toMatchObject({ status: "unavailable", because: expect.stringContaining("points of GraphQL") });
  expect(stage.github.requests.filter(({ graphql }) => graphql?.query.includes("query Commits"))).toEqual([]);
});
