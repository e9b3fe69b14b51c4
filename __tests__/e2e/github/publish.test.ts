/** What the action shows on GitHub's own pages: the comment, the check run, the review issue. */
import { expect, test } from "vitest";
import { openShop, policyWith, reading, type Shop } from "./stage.ts";

const open = policyWith("low: []");
const writing = { ...reading, "pull-requests": "write" } as const;

/** An open pull request, and the payload of its event. */
function openPull({ shop }: Shop) {
  const pull = shop.pullRequest({
    by: "ada",
    title: "More </details>",
    commits: [{ message: "More", files: { "src/more.ts": "export {};\n" } }],
  });
  const number = [...shop.state.pulls.keys()].at(-1) ?? 0;
  const state = shop.state.pulls.get(number);
  if (state === undefined) throw new Error("There is no pull request.");
  expect(pull).toBeDefined();
  return { state, number };
}

const eventOf = ({ state, number }: ReturnType<typeof openPull>) => ({
  name: "pull_request",
  payload: { pull_request: { number, head: { sha: state.headSha, ref: state.head } } },
});

test.concurrent("one comment on the pull request says how things stand, and is written over, not doubled", async () => {
  const stage = await openShop({ policy: open });
  const pull = openPull(stage);
  const how = { permissions: writing, event: eventOf(pull) };
  const first = await stage.act({ environment: "production", comment: "true" }, how);
  expect(first.exitCode, first.stdout).toBe(0);
  expect(pull.state.comments).toHaveLength(1);
  expect(pull.state.comments[0]?.body).toMatch(/^<!-- release-gate production -->\n## ✅ ALLOWED/);
  const [own] = pull.state.comments;
  if (own !== undefined) pull.state.comments.unshift({ ...own, id: 1, author: "mallory", body: own.body });
  const second = await stage.act({ environment: "production", comment: "true", reason: "A second look" }, how);
  expect(second.exitCode).toBe(0);
  expect(pull.state.comments.map(({ author, body }) => [author, body.includes("A second look")])).toEqual([
    ["mallory", false],
    ["github-actions[bot]", true],
  ]);
  expect(stage.github.violations).toEqual([]);
});

test.concurrent("a comment that the token may not write is said with the permission, and changes no answer", async () => {
  const stage = await openShop({ policy: open });
  const pull = openPull(stage);
  const { exitCode, outputs, commands } = await stage.act(
    { environment: "production", comment: "true", "check-run": "true" },
    { event: eventOf(pull) },
  );
  expect(exitCode).toBe(0);
  expect(outputs).toMatchObject({ allowed: "true" });
  const warnings = commands.filter(({ name }) => name === "warning").map(({ message }) => message);
  expect(warnings.join()).toContain("pull-requests: write");
  expect(warnings.join()).toContain("checks: write");
});

test.concurrent("the check run carries the answer, and the gate does not take it for a check of its own", async () => {
  const stage = await openShop({
    policy: open.replace("documents:", "tests: { required: ['Release Gate*'] }, documents:"),
  });
  const how = { permissions: { ...reading, checks: "write" } } as const;
  const first = await stage.act({ environment: "production", "check-run": "true" }, how);
  expect(first.outputs).toMatchObject({ decision: "block" });
  const published = stage.shop.state.checkRuns.filter(({ name }) => name === "Release Gate: production");
  expect(published.map(({ conclusion, status }) => [status, conclusion])).toEqual([["completed", "failure"]]);
  const second = await stage.act({ environment: "production", "check-run": "true" }, how);
  expect(second.outputs).toMatchObject({ decision: "block" });
  expect(stage.github.violations).toEqual([]);
});

test.concurrent("on a release without a pull request a wished-for comment is only missing", async () => {
  const stage = await openShop({
    policy: open,
    tell: (shop) => shop.commit({ message: "Straight", files: { "a.ts": "1" } }),
  });
  const { exitCode, stdout } = await stage.act(
    { environment: "production", comment: "true" },
    { permissions: writing },
  );
  expect(exitCode, stdout).toBe(0);
  expect(stdout).toContain("no pull request of its own");
});

const emergency = policyWith(
  "low: [{ group: operations }]",
  "    emergency: { groups: [security], waives: [approvals] }\n",
);

/** The run's job waits for erin, who breaks the glass through the approval environment of security. */
async function brokenGlass(permissions: Readonly<Record<string, "read" | "write">>) {
  const stage = await openShop({ policy: emergency });
  const inputs = { environment: "production", "change-type": "emergency", reason: "Checkout is down" };
  const evaluated = await stage.act({ ...inputs, mode: "evaluate" });
  stage.run.job("gate").finish();
  stage.run.add({ name: "approve", environment: "approve-security" });
  stage.run.approve("approve-security", "erin");
  stage.run.job("approve").start().finish();
  const job = stage.run.add({ name: "deploy" });
  const outcome = await stage.act({ ...inputs, receipt: evaluated.outputs.receipt ?? "" }, { permissions, job });
  return { ...stage, evaluated, outcome };
}

test.concurrent("a granted emergency opens its review before it is let through", async () => {
  const { outcome, shop, github, evaluated } = await brokenGlass({ ...reading, issues: "write" });
  expect(evaluated.outputs["approval-environments"]).toContain("approve-security");
  expect(outcome.outputs, outcome.stdout).toMatchObject({ decision: "allow" });
  const [issue] = [...shop.state.issues.values()];
  expect(issue?.labels).toEqual(["release-gate-emergency"]);
  expect(issue?.body).toContain("Checkout is down");
  expect(issue?.body).toContain("<!-- release-gate-emergency ");
  expect(github.violations).toEqual([]);
});

test.concurrent("an emergency whose review cannot be opened is not let through, and says which permission is missing", async () => {
  const { outcome, shop } = await brokenGlass(reading);
  expect(outcome.exitCode).toBe(3);
  expect(outcome.outputs).toMatchObject({ decision: "error", allowed: "false" });
  expect(outcome.outputs.reasons).toContain("emergency.review-not-opened");
  expect(outcome.stdout).toContain("issues: write");
  expect(shop.state.issues.size).toBe(0);
});
