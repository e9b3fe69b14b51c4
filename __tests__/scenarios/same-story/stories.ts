/** The table: one policy and one release each, and what the gate says wherever it happens. */
import type { Change, Event, Story } from "./story.ts";

const policyWith = (rules: string, more = ""): string => `version: 1
groups:
  operations: { github: { teams: [acme/operations], environments: [approve-operations] }, gitlab: { groups: [acme/operations] } }
  security: { github: { teams: [acme/security], environments: [approve-security] }, gitlab: { groups: [acme/security] } }
${more}environments:
  production:
${rules
  .trim()
  .split("\n")
  .map((line) => `    ${line}`)
  .join("\n")}
`;

const tested = `checks: { tests: { required: [test] }, reviews: { approvals: 1 } }\n`;
const byOperations = policyWith(`${tested}approvals: { low: [{ group: operations }] }`);
const byNobody = policyWith(`${tested}approvals: { low: [] }`);
const byBoth = policyWith(`${tested}approvals: { low: [{ group: operations }, { group: security }] }`);

const change = (over: Partial<Change> = {}): Event => ({
  kind: "change",
  change: {
    by: "ada",
    title: "Show the price with tax",
    files: { "src/price.ts": "export const price = 3;\n" },
    approvedBy: ["bob"],
    mergedBy: "ada",
    ...over,
  },
});
const deployed: Event = { kind: "deployed", environment: "production" };
const green = [{ name: "test", outcome: "success" }] as const;
const approved = [{ by: "olga", group: "operations" }] as const;

const calendar = (windows: string): string => `calendars:\n  office:\n    time-zone: UTC\n    windows: [${windows}]\n`;
const windowed = (windows: string): string =>
  policyWith(
    `checks: { tests: { required: [test] }, change-window: { calendar: office, expected-duration: 30m, on-closed: wait } }\napprovals: { low: [] }`,
    calendar(windows),
  );

const emergency = policyWith(
  `${tested}approvals: { low: [{ group: operations }] }\nemergency: { groups: [security], waives: [tests, approvals] }`,
);
const down = { changeType: "emergency", reason: "Payments are down, see https://incidents.example.com/7" } as const;

export const stories: readonly Story[] = [
  {
    name: "a reviewed and tested change is approved by operations",
    checkout: true,
    policy: byOperations,
    events: [deployed, change()],
    ci: green,
    said: approved,
    expect: { evaluate: "wait", enforce: "allow", codes: ["allowed"] },
  },
  {
    name: "nobody has to approve, and nobody does",
    policy: byNobody,
    events: [deployed, change()],
    ci: green,
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "two groups are asked, and one has spoken",
    policy: byBoth,
    events: [deployed, change()],
    ci: green,
    said: approved,
    expect: { evaluate: "wait", enforce: "wait", codes: ["approvals.missing"] },
  },
  {
    name: "two groups are asked, and both have spoken",
    policy: byBoth,
    events: [deployed, change()],
    ci: green,
    said: [...approved, { by: "sam", group: "security" }],
    expect: { evaluate: "wait", enforce: "allow" },
  },
  {
    name: "somebody of the group says no",
    policy: byOperations,
    events: [deployed, change()],
    ci: green,
    said: [{ by: "oskar", group: "operations", what: "rejected" }],
    expect: { evaluate: "wait", enforce: "block", codes: ["approvals.rejected"] },
  },
  {
    name: "the tests failed",
    policy: byNobody,
    events: [deployed, change()],
    ci: [{ name: "test", outcome: "failed" }],
    expect: { evaluate: "block", enforce: "block", codes: ["tests.failed"] },
  },
  {
    name: "the tests have not ended",
    policy: byNobody,
    events: [deployed, change()],
    ci: [{ name: "test", outcome: "running" }],
    expect: { evaluate: "wait", enforce: "wait", codes: ["tests.unfinished"] },
  },
  {
    name: "nobody reviewed the change",
    policy: byNobody,
    events: [deployed, change({ approvedBy: [] })],
    ci: green,
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "only its author approved the change",
    policy: byNobody,
    events: [deployed, change({ by: "bob", approvedBy: ["bob"], mergedBy: "ada" })],
    ci: green,
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "somebody pushed straight to the branch",
    checkout: true,
    policy: byNobody,
    events: [deployed, change(), { kind: "push", by: "bob", message: "Quick fix", files: { "src/fix.ts": "1\n" } }],
    ci: green,
    expect: { evaluate: "block", enforce: "block", codes: ["reviews.unreviewed"] },
  },
  {
    name: "two changes come at once",
    checkout: true,
    policy: byOperations,
    events: [
      deployed,
      change(),
      change({
        by: "dave",
        title: "Ship abroad",
        files: { "src/ship.ts": "export const far = true;\n" },
        mergedBy: "dave",
      }),
    ],
    ci: green,
    said: approved,
    expect: { evaluate: "wait", enforce: "allow" },
  },
  {
    name: "what runs there already is deployed again",
    policy: byNobody,
    events: [change(), deployed],
    ci: green,
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "the last deployment failed, so its changes are still to come",
    checkout: true,
    policy: byNobody,
    events: [
      deployed,
      change({ approvedBy: [] }),
      { kind: "deployed", environment: "production", ended: "failed" },
      change({ title: "Again", files: { "src/again.ts": "1\n" } }),
    ],
    ci: green,
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "nothing was deployed there before",
    checkout: true,
    policy: policyWith(`checks: { tests: { required: [test] } }\napprovals: { low: [] }`),
    events: [change()],
    ci: green,
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "a path raises the risk, and the risk asks security",
    policy: policyWith(
      `${tested}risk: { floors: [{ paths: ["db/**"], level: high, reason: Schema changes are hard to undo }] }\napprovals: { low: [], high: [{ group: operations }, { group: security }] }`,
    ),
    events: [deployed, change({ files: { "db/1.sql": "select 1;\n" } })],
    ci: green,
    said: [...approved, { by: "sam", group: "security" }],
    expect: { evaluate: "wait", enforce: "allow" },
  },
  {
    name: "a path asks security beside the level",
    policy: policyWith(
      `${tested}approvals: { low: [], when: [{ paths: ["src/auth/**"], require: [{ group: security }] }] }`,
    ),
    events: [deployed, change({ files: { "src/auth/login.ts": "export const open = false;\n" } })],
    ci: green,
    said: approved,
    expect: { evaluate: "wait", enforce: "wait" },
  },
  {
    name: "the window is open",
    policy: windowed('{ days: [wed], from: "09:00", to: "16:00" }'),
    events: [deployed, change()],
    ci: green,
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "the window is closed until tomorrow",
    policy: windowed('{ days: [thu], from: "09:00", to: "16:00" }'),
    events: [deployed, change()],
    ci: green,
    expect: { evaluate: "wait", enforce: "wait" },
  },
  {
    name: "a document that the policy asks for is missing",
    policy: policyWith(
      `checks: { tests: { required: [test] }, documents: { runbook: { files: [docs/runbook.md], sections: [Steps] } } }\napprovals: { low: [] }`,
    ),
    events: [deployed, change()],
    ci: green,
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "a document is there, filled in",
    policy: policyWith(
      `checks: { tests: { required: [test] }, documents: { runbook: { files: [docs/runbook.md], sections: [Steps] } } }\napprovals: { low: [] }`,
    ),
    events: [
      deployed,
      change({ files: { "docs/runbook.md": "# Runbook\n\n## Steps\n\nDrain the queue, then switch over.\n" } }),
    ],
    ci: green,
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "it was in staging before",
    policy: policyWith(`checks: { promotion: { from: staging }, reviews: { approvals: 1 } }\napprovals: { low: [] }`),
    events: [deployed, change(), { kind: "deployed", environment: "staging" }],
    expect: { evaluate: "allow", enforce: "allow" },
  },
  {
    name: "it never was in staging",
    policy: policyWith(`checks: { promotion: { from: staging }, reviews: { approvals: 1 } }\napprovals: { low: [] }`),
    events: [deployed, { kind: "deployed", environment: "staging" }, change()],
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "another deployment is under way there",
    policy: policyWith(`checks: { concurrency: {}, tests: { required: [test] } }\napprovals: { low: [] }`),
    events: [deployed, change()],
    ci: green,
    underWay: true,
    expect: { evaluate: "wait", enforce: "wait" },
  },
  {
    name: "an old release is started again after a newer one",
    policy: byNobody,
    events: [deployed, change(), deployed],
    ci: green,
    back: 1,
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "it goes back to what ran there before",
    policy: policyWith(`checks: { tests: { required: [test] } }\napprovals: { low: [{ group: operations }] }`),
    events: [deployed, change(), deployed, change({ title: "A bad idea", files: { "src/bad.ts": "1\n" } }), deployed],
    ci: green,
    back: 1,
    changeType: "rollback",
    said: approved,
    expect: { evaluate: "wait", enforce: "allow" },
  },
  {
    name: "an emergency that its group allows leaves out what the policy names",
    policy: emergency,
    events: [deployed, change()],
    ci: [{ name: "test", outcome: "failed" }],
    ...down,
    said: [{ by: "sam", group: "security" }],
    expect: { evaluate: "wait", enforce: "allow" },
  },
  {
    name: "an emergency that only others allow leaves out nothing",
    policy: emergency,
    events: [deployed, change()],
    ci: [{ name: "test", outcome: "failed" }],
    ...down,
    said: approved,
    expect: { evaluate: "wait", enforce: "block", codes: ["tests.failed"] },
  },
  {
    name: "an emergency leaves out no check that the policy does not name",
    policy: emergency,
    events: [deployed, change({ approvedBy: [] })],
    ci: green,
    ...down,
    said: [{ by: "sam", group: "security" }],
    expect: { evaluate: "block", enforce: "block" },
  },
  {
    name: "an emergency without a reason is none",
    policy: emergency,
    events: [deployed, change()],
    ci: green,
    changeType: "emergency",
    said: [{ by: "sam", group: "security" }],
    expect: { evaluate: "error", enforce: "error", codes: ["emergency.no-reason"] },
  },
  {
    name: "the release loosens its own policy, and the old one still asks",
    policy: byOperations,
    events: [deployed, change({ files: { ".release-gate.yml": byNobody } })],
    ci: green,
    changesPolicy: true,
    expect: { evaluate: "wait", enforce: "wait", codes: ["approvals.missing"] },
  },
  {
    name: "the release tightens its own policy, and the new one asks already",
    policy: byOperations,
    events: [deployed, change({ files: { ".release-gate.yml": byBoth } })],
    ci: green,
    changesPolicy: true,
    said: approved,
    expect: { evaluate: "wait", enforce: "wait", codes: ["approvals.missing"] },
  },
  {
    name: "the release changes its own policy, and all that both ask is there",
    policy: byOperations,
    events: [deployed, change({ files: { ".release-gate.yml": byBoth } })],
    ci: green,
    changesPolicy: true,
    said: [...approved, { by: "sam", group: "security" }],
    expect: { evaluate: "wait", enforce: "allow" },
  },
];
