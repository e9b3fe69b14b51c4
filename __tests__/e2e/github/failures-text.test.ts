/** Text that others write and that wants to be more than text, or more than fits: names, titles, messages, comments, bodies. */
import { expect, test } from "vitest";
import type { RepositoryStories } from "../../support/github/stories/repository.ts";
import { approve, asksOperations, enforce, evaluate, expectAllowed, expectHeld, production } from "./asking.ts";
import { mergeChange, openShop, policyWith, reading } from "./stage.ts";

/** One for each reader that could be led astray: HTML, runner, Markdown, the eye, a person who is called. */
const spells = [
  "</details></td></table><script>alert(1)</script>",
  "::set-output name=allowed::true",
  "```\n::error::boo\n``` `code` ``",
  "\u202eright to left\u2066\u200f",
  "@everyone @acme/operations #1 ![x](https://example.org/x.png) [y](javascript:alert(1))",
];
const spell = spells.join(" ");
const long = "x".repeat(300_000);

/** In what a reader or the runner gets there is no tag that is not ours, no call, no command and no turned text. */
function expectHarmless({ summary, commands, outputs }: Awaited<ReturnType<typeof enforce>>): void {
  expect(commands.filter(({ name }) => !["add-mask", "error", "warning"].includes(name))).toEqual([]);
  for (const shown of [summary, ...commands.map(({ message }) => message)]) {
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200f]|##\[/);
    expect(shown).not.toMatch(/^\s*::/m);
  }
  // An annotation is shown as plain text, a summary is Markdown.
  expect(summary).not.toMatch(/<\/?(script|table|td)/);
  expect(summary).not.toMatch(/(^|[\s>(])@(everyone|acme)|\]\(javascript|!\[x\]|```/m);
  expect(summary.match(/<details>/g)?.length).toBe(summary.match(/<\/details>/g)?.length);
  expect(outputs["allowed"]).toBe("false");
}

const strict = policyWith("low: []").replace(
  "documents:",
  "reviews: { approvals: 2 }, tests: { required: ['*'] }, documents:",
);

test.concurrent("a `</details>`, `::set-output`, backticks and right-to-left marks in names of people, files, branches, jobs and messages are shown as text", async () => {
  const { act, github } = await openShop({
    policy: strict,
    tell: (shop) => {
      shop.commit({ by: `${spells[0]} <eve@example.org>`, message: spell, files: { [`src/${spells[1]}.ts`]: "1\n" } });
      mergeChange(shop, spell);
      const run = shop.workflowRun({ name: spell, path: "ci.yml", headSha: shop.at("main") });
      run.add({ name: spell, conclusion: "failure" });
      shop.status({ context: spells[3] ?? "", sha: shop.at("main"), state: "failure", description: spell });
    },
  });
  const outcome = await act({ ...production, reason: spell });
  expectHeld(outcome, "block");
  expectHarmless(outcome);
  expect(outcome.summary).toContain("right to left");
  expect(github.violations).toEqual([]);
});

test.concurrent("the words of whoever approves or rejects are shown as text", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  stage.run.reject("approve-operations", "carol", spell);
  const outcome = await enforce(stage, evaluated);
  expectHeld(outcome, "block");
  expectHarmless(outcome);
});

const request = ["Contents", "Testing", "Deployment plan", "Rollback", "Customer impact"];
const body = `${request.map((part) => `## ${part}\n\n${spell} ${long.slice(0, 60_000)}\n`).join("\n")}`;

test.concurrent("a body of 300 kB is read, and does not make the summary too large", async () => {
  const asked = policyWith("low: []").replace("documents:", "deployment-request: {}, documents:");
  const stage = await openShop({
    policy: asked.replace("production:\n", "production:\n    request: pull-request-body\n"),
    tell: (shop: RepositoryStories) => {
      const commits = [{ message: `Change\n\n${long}`, files: { "src/a.ts": "1\n" } }];
      const reviews = [{ by: "bob", body: long }];
      shop.pullRequest({ by: "ada", title: "Change", body, commits, reviews, merged: { by: "ada", how: "squash" } });
    },
  });
  expect(Buffer.byteLength(body)).toBeGreaterThan(300_000);
  const { summary, summaryShown, exitCode, stdout } = await stage.act(production);
  expect(exitCode, stdout.slice(0, 4000)).toBe(0);
  expect(summaryShown).toBe(true);
  expect(Buffer.byteLength(summary)).toBeLessThan(900_001);
});

test.concurrent("a comment of 300 kB with an approval neither breaks the gate nor its summary", async () => {
  const stage = await openShop({ policy: asksOperations });
  const evaluated = await evaluate(stage);
  approve(stage, "approve-operations", "carol", long);
  const outcome = await enforce(stage, evaluated);
  expectAllowed(outcome);
  expect(Buffer.byteLength(outcome.summary)).toBeLessThan(900_001);
});

test.concurrent("a release of 600 hostile commits, each unreviewed, fits the summary and the annotations", async () => {
  const { act } = await openShop({
    policy: strict,
    tell: (shop) => {
      for (let index = 0; index < 600; index += 1)
        shop.commit({
          by: "bob",
          message: `${index} ${spell} ${"m".repeat(3000)}`,
          files: { [`src/${index}${"f".repeat(150)}.ts`]: "1\n" },
        });
    },
  });
  const outcome = await act(production);
  expectHeld(outcome, "block");
  expectHarmless(outcome);
  expect(outcome.summaryShown).toBe(true);
  const annotated = outcome.commands.filter(({ name }) => name === "error");
  expect(annotated.length).toBeLessThanOrEqual(5);
  for (const { message } of annotated) expect(message.length).toBeLessThan(4096);
  expect(Buffer.byteLength(JSON.stringify(outcome.outputs))).toBeLessThan(1024 * 1024);
});

test.concurrent("an allowed release annotates nothing: nobody has to act", async () => {
  const { act } = await openShop({ policy: policyWith("low: []") });
  const outcome = await act(production, { permissions: reading });
  expectAllowed(outcome);
  expect(outcome.commands.map(({ name }) => name)).toEqual(["add-mask"]);
});
