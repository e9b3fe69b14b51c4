/** Titles, names and bodies that want to be more than text: in summary, annotations, outputs and comment they are text. */
import { expect, test } from "vitest";
import { mergeChange, openShop, policyWith, reading } from "./stage.ts";

const reviewed = policyWith("low: []").replace("documents:", "reviews: { approvals: 2 }, documents:");

const titles = [
  "Fix </details></td></table><script>alert(1)</script>",
  "Fix ::set-output name=allowed::true",
  "Fix ##[error]boo and ##vso[task.complete]",
  "Fix ```\n::error::boo\n``` and @everyone @acme/operations #1",
  "Fix \u202eright to left\u2066 and ![x](https://example.org/x.png) [y](javascript:alert(1))",
];

test.concurrent("hostile titles of changes are shown as text wherever they come", async () => {
  const { act, github, shop } = await openShop({
    policy: reviewed,
    tell: (told) => {
      for (const title of titles) mergeChange(told, title);
    },
  });
  const pull = shop.pullRequest({
    by: "ada",
    title: titles[0] ?? "",
    commits: [{ message: "More", files: { "a.ts": "1" } }],
  });
  const { exitCode, outputs, summary, commands, stdout, stderr } = await act(
    { environment: "production", comment: "true", reason: titles.join(" ") },
    {
      permissions: { ...reading, "pull-requests": "write" },
      event: { name: "push", payload: {} },
    },
  );
  expect(pull).toBeDefined();
  expect(exitCode, stdout + stderr).toBe(1);
  expect(outputs).toMatchObject({ allowed: "false" });
  expect(commands.filter(({ name }) => !["add-mask", "error", "warning"].includes(name))).toEqual([]);
  expect(stdout).not.toMatch(/##\[|##vso\[/);
  for (const shown of [summary, ...commands.map(({ message }) => message)]) {
    expect(shown).not.toMatch(/<\/?(script|table|td)|[\u202a-\u202e\u2066-\u2069]|##\[/);
  }
  expect(summary).not.toMatch(/(^|\s)@(everyone|acme)|\]\(javascript|!\[x\]/m);
  expect(summary.match(/<details>/g)?.length).toBe(summary.match(/<\/details>/g)?.length);
  expect(github.violations).toEqual([]);
});

test.concurrent("a reason as long as a variable can be does not make the summary too large, nor the gate fail", async () => {
  const { act } = await openShop({ policy: reviewed });
  const { summaryShown, summary, exitCode } = await act({ environment: "production", reason: "x".repeat(100_000) });
  expect(exitCode).toBe(1);
  expect(summaryShown).toBe(true);
  expect(Buffer.byteLength(summary)).toBeLessThan(900_001);
});
