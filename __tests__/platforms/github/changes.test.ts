/** What brought the commits of a release in, and who made them. */
import { describe, expect, it } from "vitest";
import type { Commit } from "../../../src/core/evidence/commits.ts";
import type { Reviews } from "../../../src/core/evidence/reviews.ts";
import { ask, mergeChange, query, type Stage, setStage } from "./stage.ts";

async function look(stage: Stage, checkout: boolean) {
  const session = await ask(stage, { checkout });
  const evidence = await session.collect(query());
  expect(stage.github.violations).toEqual([]);
  if (evidence.commits?.status !== "observed" || evidence.reviews?.status !== "observed")
    throw new Error(JSON.stringify([evidence.commits, evidence.reviews]));
  return { commits: evidence.commits.value as readonly Commit[], reviews: evidence.reviews.value as Reviews };
}

describe.each([true, false])("with a checkout: %s", (checkout) => {
  it.each(["squash", "merge", "rebase"] as const)("ties every commit of a pull request to it (%s)", async (how) => {
    const stage = await setStage({
      tell: (shop) => {
        const request = shop.pullRequest({
          by: "ada",
          commits: [
            { message: "One", files: { "a.ts": "1\n" } },
            { message: "Two", files: { "docs/b.md": "2\n" } },
          ],
        });
        request.review({ by: "bob" });
        request.merge({ by: "bob", how });
        return shop.at("main");
      },
    });
    const { commits, reviews } = await look(stage, checkout);
    expect(reviews.changes).toHaveLength(1);
    expect([...(reviews.changes[0]?.commits ?? [])]).toEqual(commits.map(({ sha }) => sha).sort());
    expect(reviews.changes[0]).toMatchObject({ name: "#1", paths: ["a.ts", "docs/b.md"] });
    expect(reviews.changes[0]?.reviews[0]?.commit).toBe(reviews.changes[0]?.finalCommit);
  });

  it("leaves a direct push without a change", async () => {
    const stage = await setStage({
      tell: (shop) => {
        mergeChange(shop);
        return shop.commit({ by: "bob", message: "Straight to main", files: { "x.ts": "1\n" } });
      },
    });
    const { commits, reviews } = await look(stage, checkout);
    const brought = new Set(reviews.changes.flatMap((change) => change.commits));
    expect(commits.filter(({ sha }) => !brought.has(sha)).map(({ title }) => title)).toEqual(["Straight to main"]);
  });

  it("keeps the commit that was approved apart from the one that was merged", async () => {
    const stage = await setStage({
      tell: (shop) => {
        const request = shop.pullRequest({ by: "ada", reviews: [{ by: "bob" }] });
        const approved = request.head;
        request.push({ by: "carol", message: "And one thing more", files: { "y.ts": "1\n" } });
        request.merge({ by: "ada", how: "squash" });
        expect(approved).not.toBe(request.head);
        return shop.at("main");
      },
    });
    const { reviews } = await look(stage, checkout);
    expect(reviews.changes[0]?.reviews[0]?.commit).not.toBe(reviews.changes[0]?.finalCommit);
    expect(reviews.changes[0]).toMatchObject({
      author: { login: "ada" },
      mergedBy: { login: "ada" },
      lastPushedBy: [{ login: "carol" }, { login: "carol" }],
    });
  });

  it("says of every reviewer whether they may push", async () => {
    const stage = await setStage({
      tell: (shop, github) => {
        github.person("stranger");
        shop.pullRequest({
          by: "ada",
          reviews: [{ by: "stranger" }, { by: "bob" }],
          merged: { by: "ada", how: "squash" },
        });
        return shop.at("main");
      },
    });
    const { reviews } = await look(stage, checkout);
    expect(reviews.changes[0]?.reviews.map(({ reviewer, eligible }) => [reviewer.login, eligible])).toEqual([
      ["stranger", "no"],
      ["bob", "yes"],
    ]);
  });

  it("takes GitHub's own committer for GitHub only where GitHub signed", async () => {
    const stage = await setStage({
      tell: (shop) =>
        shop.commit({
          by: "ada",
          committer: "GitHub <noreply@github.com>",
          message: "Pretend",
          files: { "z.ts": "1\n" },
        }),
    });
    const { commits } = await look(stage, checkout);
    expect(commits[0]).toMatchObject({ author: { login: "ada" }, committer: { name: "GitHub", login: null } });
  });

  it("gives no account to an address that no account has, and a bot's only where GitHub signed", async () => {
    const stage = await setStage({
      tell: (shop, github) => {
        const bot = github.bot("renovate");
        shop.commit({ by: "Nobody <nobody@nowhere.example>", message: "Free text", files: { "1.ts": "1\n" } });
        shop.commit({
          by: `renovate[bot] <${bot.emails[0]}>`,
          message: "Pretend to be a bot",
          files: { "2.ts": "1\n" },
        });
        shop.commit({ by: "renovate[bot]", committer: "web-flow", message: "A bot", files: { "3.ts": "1\n" } });
        return shop.commit({ by: "bob", message: "A person", files: { "4.ts": "1\n" } });
      },
    });
    const { commits } = await look(stage, checkout);
    expect(commits.map(({ title, author }) => [title, author.login, author.kind])).toEqual([
      ["A person", "bob", "person"],
      ["A bot", "renovate[bot]", "bot"],
      ["Pretend to be a bot", null, "bot"],
      ["Free text", null, "person"],
    ]);
  });

  it("keeps the account of somebody who calls themselves a bot", async () => {
    const stage = await setStage({
      tell: (shop) => shop.commit({ by: "robot[bot] <bob@example.com>", message: "Hide", files: { "4.ts": "1\n" } }),
    });
    expect((await look(stage, checkout)).commits[0]?.author.login).toBe("bob");
  });

  it("finds co-authors with their accounts", async () => {
    const stage = await setStage({
      tell: (shop) =>
        shop.commit({
          by: "ada",
          coAuthors: ["bob", "Nobody <nobody@nowhere.example>"],
          message: "Together",
          files: { "5.ts": "1\n" },
        }),
    });
    expect((await look(stage, checkout)).commits[0]?.coAuthors.map(({ login, email }) => login ?? email)).toEqual([
      "bob",
      "nobody@nowhere.example",
    ]);
  });

  it("does not count a pull request that was merged elsewhere, or is still open", async () => {
    const stage = await setStage({
      tell: (shop) => {
        shop.branch("other");
        shop.branch("feature");
        const sha = shop.commit({ on: "feature", by: "ada", message: "Feature", files: { "6.ts": "1\n" } });
        shop.pullRequest({
          by: "ada",
          branch: "feature",
          base: "other",
          commits: [],
          reviews: [{ by: "bob" }],
          merged: { by: "bob" },
        });
        shop.branch("again", "feature");
        shop.pullRequest({ by: "ada", branch: "again", commits: [], reviews: [{ by: "bob" }] });
        shop.branch("main", sha);
        return sha;
      },
    });
    const { reviews } = await look(stage, checkout);
    expect(reviews.changes.filter(({ name }) => name === "#1")).toEqual([]);
  });

  it("reads all reviews of a pull request that has more than come along", async () => {
    const stage = await setStage({
      tell: (shop, github) => {
        const many = Array.from({ length: 130 }, (_, index) => `reviewer-${index}`);
        for (const login of many) shop.collaborator(github.person(login).login, "write");
        shop.pullRequest({
          by: "ada",
          reviews: many.map((by, index) => ({ by, state: index === 129 ? "CHANGES_REQUESTED" : "APPROVED" })),
          merged: { by: "ada", how: "squash" },
        });
        return shop.at("main");
      },
    });
    const { reviews } = await look(stage, checkout);
    expect(reviews.changes[0]?.reviews).toHaveLength(130);
    expect(reviews.changes[0]?.reviews.at(-1)?.state).toBe("changes-requested");
  });
});
