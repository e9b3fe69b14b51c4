/** Large releases: whole, the same by git and by API, and in few requests. */
import { expect, it } from "vitest";
import type { Evidence } from "../../../src/core/evidence/evidence.ts";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { ask, query, type Stage, setStage } from "./stage.ts";

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

/** Every request that could only begin when another had ended is a round of its own. */
function roundsIn({ github }: Stage): number {
  const rounds: { ended: number; round: number }[] = [];
  for (const { began, ended } of [...github.requests].sort((a, b) => a.began - b.began)) {
    const before = rounds.filter((each) => each.ended <= began).map(({ round }) => round);
    rounds.push({ ended, round: 1 + Math.max(0, ...before) });
  }
  return Math.max(...rounds.map(({ round }) => round));
}

/** What every policy asks, with the checks of the built-in ones. */
const asked = query({}, [
  "changeTraits",
  "changedFiles",
  "ciRuns",
  "commits",
  "deploymentApprovals",
  "environments",
  "reviews",
  "triggerers",
]);

async function measure(stage: Stage, checkout: boolean) {
  stage.github.requests.length = 0;
  const session = await ask(stage, { checkout });
  await session.readPolicyFile("trusted", ".release-gate.yml");
  await session.readPolicyFile("base", ".release-gate.yml");
  await session.readPolicyFile("head", ".release-gate.yml");
  const evidence = await session.collect(asked);
  expect(stage.github.violations).toEqual([]);
  return { evidence, requests: stage.github.requests.length, rounds: roundsIn(stage) };
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
    const stage = await setStage({ latency: 40, tell: (shop) => mergeMany(shop, pairs) });
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
