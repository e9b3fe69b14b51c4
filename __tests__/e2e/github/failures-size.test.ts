/** Lists that GitHub cuts short without a word: what lies behind the cut is seen, or nothing is allowed. */
import { expect, test } from "vitest";
import { answered, charged, type RepositoryStories } from "../../support/github/index.ts";
import { newFolder } from "../support/bundle.ts";
import { approve, asksOperations, enforce, evaluate, expectAllowed, expectHeld, production } from "./asking.ts";
import { openShop, policyWith } from "./stage.ts";

/** The last path by name asks for more than all others. */
const floored = policyWith(
  "low: []",
  `    risk: { floors: [{ paths: ["zz/**"], level: high, reason: Schema changes are hard to undo }] }\n`,
);

const manyFiles = (count: number): Record<string, string> => ({
  ...Object.fromEntries(Array.from({ length: count - 1 }, (_, index) => [`many/${index}.txt`, `${index}\n`])),
  "zz/last.sql": "drop table prices;\n",
});

const noCheckout = (): { cwd: string } => ({ cwd: newFolder("bare") });

async function levelOf(tell: (shop: RepositoryStories) => void, changed: string): Promise<void> {
  const { act, github } = await openShop({ policy: floored, tell });
  const outcome = await act(production, noCheckout());
  expectAllowed(outcome);
  expect(outcome.outputs["risk-level"]).toBe("high");
  expect(outcome.summary).toContain(`${changed} files`);
  expect(github.violations).toEqual([]);
}

test.concurrent("the 301st file of a comparison is seen without a checkout", async () => {
  await levelOf((shop) => shop.commit({ message: "Many", files: manyFiles(301) }), "301");
});

test.concurrent("the 3,001st file of a pull request is seen without a checkout", async () => {
  const tell = (shop: RepositoryStories): void => {
    const commits = [{ message: "Many", files: manyFiles(3001) }];
    shop.pullRequest({ by: "ada", commits, reviews: [{ by: "bob" }], merged: { by: "ada", how: "squash" } });
  };
  await levelOf(tell, "3,001");
});

test.concurrent("the first of 251 commits is seen, and whoever made it does not approve it", async () => {
  const commits = Array.from({ length: 251 }, (_, index) => ({
    by: index === 0 ? "carol" : "ada",
    message: `Step ${index}`,
    files: { [`src/${index % 7}.ts`]: `export const step = ${index};\n` },
  }));
  const stage = await openShop({
    policy: asksOperations,
    tell: (shop) => {
      shop.pullRequest({ by: "ada", commits, reviews: [{ by: "bob" }], merged: { by: "ada", how: "merge" } });
    },
  });
  const evaluated = await evaluate(stage, {}, noCheckout());
  approve(stage, "approve-operations", "carol");
  const outcome = await enforce(stage, evaluated, {}, noCheckout());
  expectHeld(outcome, "wait");
  expect(outcome.summary).toMatch(/carol wrote commit/);
  expect(outcome.summary).toContain("252 commits");
});

test.concurrent("1,000 commits in range are judged in at most 18 requests, and the first of them is seen", async () => {
  const { act, github } = await openShop({
    policy: floored,
    tell: (shop) => {
      for (let index = 0; index < 500; index += 1) {
        const path = index === 0 ? "zz/first.sql" : `src/${index % 200}.ts`;
        shop.pullRequest({
          by: "ada",
          title: `Change ${index}`,
          commits: [
            { message: `Change ${index}`, files: { [path]: `${index}\n` } },
            { message: `Mend ${index}`, files: { [path]: `${index} mended\n` } },
          ],
          reviews: [{ by: "bob" }],
          merged: { by: "bob", how: "rebase" },
        });
      }
    },
  });
  const outcome = await act(production);
  expectAllowed(outcome);
  expect(outcome.outputs["risk-level"]).toMatch(/high|critical/);
  expect(outcome.summary).toContain("1,000 commits");
  expect(charged(github.requests)).toBeLessThanOrEqual(18);
  expect(github.violations).toEqual([]);
});

test.concurrent("the 101st member of a team is a member", async () => {
  const stage = await openShop({ policy: asksOperations });
  const members = Array.from({ length: 100 }, (_, index) => `member-${index}`);
  stage.github.team({ org: "acme", slug: "operations", members: [...members, "zoe"] });
  stage.shop.collaborator("zoe", "write");
  stage.shop.environment({ name: "approve-operations", reviewers: ["zoe"], canAdminsBypass: false });
  const orgToken = stage.github.token({ kind: "app", user: "teams", permissions: { members: "read" } });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "zoe");
  expectHeld(await enforce(stage, evaluated), "wait");
  expectAllowed(await enforce(stage, evaluated, { "org-token": orgToken }));
});

test.concurrent("a team that the token cannot see makes nobody a member, and nobody none", async () => {
  const stage = await openShop({ policy: asksOperations });
  stage.github.team({ org: "acme", slug: "operations", members: ["carol", "dave"], secret: true });
  stage.shop.environment({ name: "approve-operations", reviewers: ["carol"], canAdminsBypass: false });
  const orgToken = stage.github.token({ kind: "user", user: "bob", permissions: { members: "read" } });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol");
  const unseen = await enforce(stage, evaluated, { "org-token": orgToken });
  expectHeld(unseen, "wait");
  // Which team, what that may mean, and which right to give: GitHub itself answers the same for either.
  expect(unseen.summary).toMatch(
    /is a member of operations: .*acme\/operations cannot be read.*not there, or the token may not see it.*Members: read/s,
  );
  const refused = stage.github.fault({
    when: { graphql: "query Members" },
    times: 9,
    effect: answered(404, "Not Found"),
  });
  const again = await enforce(stage, evaluated, { "org-token": orgToken });
  expectHeld(again, "wait");
  expect(refused.hits).toBeGreaterThan(0);
  expect(again.summary).toMatch(/acme\/operations.*Check the name in the policy.*read:org/s);
});
