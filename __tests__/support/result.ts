/** Builders for Results: an ordinary release of a shop that may go to production, and what a test changes about it. */
import { explain } from "../../src/core/approvals/explanation.ts";
import type { Result } from "../../src/core/result.ts";
import type { Reporting } from "../../src/reporters/reporter.ts";

type Finding = Result["findings"][number];
type Requirement = Result["approvals"]["requirements"][number];

export const finding = (over: Partial<Finding> & Pick<Finding, "check">): Finding => ({
  subject: null,
  askedBy: "trusted",
  enforcement: "required",
  applied: true,
  status: "pass",
  code: `${over.check}.passed`,
  summary: "All is well.",
  details: [],
  fix: null,
  ...over,
});

export const requirement = (over: Partial<Requirement> = {}): Requirement => ({
  anyOf: ["operations"],
  count: 1,
  because: "the risk is medium",
  approvedBy: ["@ana"],
  missing: 0,
  couldApprove: ["@ana", "@ben"],
  impossible: false,
  ...over,
});

const allowed: Omit<Result, "explanation"> = {
  decision: "allow",
  allowed: true,
  reasons: [
    { code: "allowed", message: "All 3 required checks pass, and every approval that is asked for was given." },
  ],
  isSettledButForTime: true,
  environment: "production",
  mode: "enforce",
  changeType: "normal",
  reason: null,
  at: "2026-06-10T10:00:00.000Z",
  hypothetical: null,
  platform: "local",
  policies: [{ role: "trusted", source: ".release-gate.yml in the working tree", environment: "production" }],
  notes: [],
  release: {
    repository: "acme/shop",
    base: { sha: "b".repeat(40), name: "v2.3.1" },
    baseOrigin: "release-tag",
    baseBecause: "v2.3.1 is the newest release tag before the head.",
    head: { sha: "a".repeat(40), name: "v2.4.0" },
    relation: "ahead",
    commits: 14,
    changedFiles: 32,
    additions: 1204,
    deletions: 310,
    headCommittedAt: "2026-06-10T08:00:00Z",
    limits: [],
  },
  findings: [
    finding({ check: "tests", summary: "All 3 required runs are green." }),
    finding({ check: "reviews", summary: "All 6 changes were approved by two people each." }),
    finding({ check: "change-window", summary: "Open, and stays open for the 30 minutes that the deployment takes." }),
    finding({
      check: "promotion",
      status: "skipped",
      code: "promotion.nothing-new",
      summary: "Nothing new to promote.",
    }),
  ],
  risk: {
    score: 41,
    level: "low",
    levelByScore: "low",
    contributions: [
      { factor: "code-lines", points: 18.4, because: "620 lines of code added in the largest change", assumed: false },
      { factor: "hunks", points: 11.2, because: "48 separate places changed", assumed: false },
      {
        factor: "reverts-nearby",
        points: 9,
        because: "2 changes to src/cart/ were reverted this year",
        assumed: false,
      },
      { factor: "commits-in-change", points: 2.4, because: "5 commits in one change", assumed: false },
    ],
    floors: [],
    meaning: "Of changes like these, about 4 in 100 were reverted or mended within a month.",
    fixes: [],
  },
  approvals: {
    requirements: [requirement()],
    discounted: [],
    rejections: [],
    unreadable: null,
    errors: [],
    relaxed: [],
    expiresAt: "2026-06-17T09:00:00Z",
  },
  window: {
    calendar: "business-hours",
    timeZone: "Europe/Berlin",
    at: "2026-06-10T10:00:00Z",
    open: true,
    because: "Open: mon-thu 09:00-16:00 Europe/Berlin",
    places: [],
    closesAt: "2026-06-10T14:00:00Z",
    opensAt: null,
  },
  approvalEnvironments: [],
  receipt: null,
  waivers: [],
  emergency: null,
  conditions: [],
  authorizedUntil: "2026-06-10T14:00:00Z",
  nextSteps: [],
};

/** A Result explains its approvals. */
export const explained = (result: Omit<Result, "explanation">): Result => ({
  ...result,
  explanation: explain(result.approvals),
});

/** The shop's release may go. */
export const allowResult = (over: Partial<Result> = {}): Result => explained({ ...allowed, ...over });

/** It waits for one approval and for its window. */
export const waitResult = (over: Partial<Result> = {}): Result =>
  explained({
    ...allowed,
    decision: "wait",
    allowed: false,
    reasons: [
      {
        code: "change-window.closed",
        message: "The change window is closed until Thu 2026-06-11 09:00 Europe/Berlin.",
      },
      {
        code: "approvals.missing",
        message: "change-advisory-board: 1 of 2 approved by @cid; still needed: 1 of @dora, @eve.",
      },
    ],
    findings: [
      ...allowed.findings.filter(({ check }) => check !== "change-window"),
      finding({
        check: "change-window",
        status: "pending",
        code: "change-window.closed",
        summary: "The change window is closed until Thu 2026-06-11 09:00 Europe/Berlin.",
        fix: "Run the gate again after it opens.",
      }),
    ],
    risk: {
      ...allowed.risk,
      level: "high",
      levelByScore: "low",
      floors: [{ level: "high", reason: "Schema changes are hard to undo", paths: ["db/migrations/0042-orders.sql"] }],
    },
    approvals: {
      ...allowed.approvals,
      requirements: [
        requirement({ because: "the risk is high" }),
        requirement({
          anyOf: ["change-advisory-board"],
          count: 2,
          approvedBy: ["@cid"],
          missing: 1,
          couldApprove: ["@dora", "@eve"],
          because: "the risk is high",
        }),
      ],
      discounted: [
        {
          person: "@finn",
          code: "approval.author",
          because: "@finn wrote commits 1a2b3c4 and 5d6e7f8 of this release.",
        },
      ],
    },
    window: {
      calendar: "business-hours",
      timeZone: "Europe/Berlin",
      at: "2026-06-10T15:00:00Z",
      open: false,
      because: "Closed: outside mon-thu 09:00-16:00 Europe/Berlin",
      places: [],
      closesAt: null,
      opensAt: "2026-06-11T07:00:00Z",
    },
    at: "2026-06-10T15:00:00.000Z",
    authorizedUntil: null,
    nextSteps: [
      "change-advisory-board: 1 of 2 approved by @cid; still needed: 1 of @dora, @eve.",
      "Run the gate again after it opens.",
    ],
    ...over,
  });

/** A red test, a missing rollback document, a rejection. */
export const blockResult = (over: Partial<Result> = {}): Result =>
  explained({
    ...allowed,
    decision: "block",
    allowed: false,
    isSettledButForTime: false,
    reasons: [
      { code: "tests.failed", message: "ci / test and e2e-checkout failed." },
      { code: "documents.missing", message: "No rollback document was found for services/cart." },
      { code: "approvals.rejected", message: "@gus rejected this deployment: “Not before the sale ends”" },
    ],
    findings: [
      finding({
        check: "tests",
        status: "fail",
        code: "tests.failed",
        summary: "ci / test and e2e-checkout failed.",
        details: ["ci / test: attempt 2 failed", "e2e-checkout: 3 of 118 cases failed, first: pays with a voucher"],
        fix: "Mend the runs, or push a commit that passes.",
      }),
      finding({ check: "reviews", summary: "All 6 changes were approved by two people each." }),
      finding({
        check: "rollback",
        status: "fail",
        code: "rollback.missing",
        summary: "No rollback document was found for services/cart.",
        details: ["Looked for docs/runbooks/*/rollback.md at the head."],
        fix: "Write docs/runbooks/cart/rollback.md with the sections Steps and Verify.",
      }),
      finding({
        check: "documents",
        subject: "mitigation-plan",
        enforcement: "advisory",
        status: "fail",
        code: "documents.stale",
        summary: ".release/mitigation.md was last changed 212 days ago; 180 are allowed.",
        fix: "Read it again, and commit what changed.",
      }),
      finding({
        check: "concurrency",
        status: "skipped",
        code: "concurrency.none",
        summary: "Nothing else is being deployed.",
      }),
    ],
    approvals: {
      ...allowed.approvals,
      rejections: [{ person: "@gus", comment: "Not before the sale ends" }],
    },
    authorizedUntil: null,
    nextSteps: [
      "Mend the runs, or push a commit that passes.",
      "Write docs/runbooks/cart/rollback.md with the sections Steps and Verify.",
      "Read it again, and commit what changed.",
    ],
    ...over,
  });

/** A shallow clone with nothing set up: what matters cannot be seen. */
export const errorResult = (over: Partial<Result> = {}): Result =>
  explained({
    ...allowed,
    decision: "error",
    allowed: false,
    isSettledButForTime: false,
    reasons: [
      { code: "tests.unavailable", message: "No test results were found: a checkout alone runs no CI." },
      { code: "reviews.unavailable", message: "Who reviewed these changes is not part of a git checkout." },
    ],
    policies: [{ role: "trusted", source: "builtin:standard", environment: "*" }],
    notes: ["There is no .release-gate.yml here, so builtin:standard is the policy."],
    release: {
      ...allowed.release,
      base: null,
      baseOrigin: "whole-history",
      baseBecause: "No release tag was found before the head, so the whole history is the release.",
      commits: null,
      additions: null,
      deletions: null,
      relation: "no-base",
      limits: [
        "This clone is shallow: history before 2026-05-02 is not here.",
        "File contents are missing (a partial clone), so lines cannot be counted.",
      ],
    },
    findings: [
      finding({
        check: "tests",
        status: "unknown",
        code: "tests.unavailable",
        summary: "No test results were found: a checkout alone runs no CI.",
        fix: 'Give the reports of your last test run: --junit "reports/**/*.xml".',
      }),
      finding({
        check: "reviews",
        enforcement: "advisory",
        status: "unknown",
        code: "reviews.unavailable",
        summary: "Who reviewed these changes is not part of a git checkout.",
        fix: "Run the gate in your pipeline, where it can ask.",
      }),
      finding({ check: "change-window", summary: "Always open: the calendar has no windows and no freezes." }),
    ],
    risk: {
      score: 72,
      level: "medium",
      levelByScore: "medium",
      contributions: [
        { factor: "code-lines", points: 31.5, because: "lines of code added cannot be counted", assumed: true },
        {
          factor: "reverts-nearby",
          points: 22.1,
          because: "reverts in a year of history cannot be counted",
          assumed: true,
        },
        { factor: "documents-only", points: -3, because: "only documents changed", assumed: false },
      ],
      floors: [],
      meaning: "Most of this score is assumed, because the history is not here.",
      fixes: ["Fetch the whole history: fetch-depth: 0, or git fetch --unshallow."],
    },
    approvals: { ...allowed.approvals, requirements: [], expiresAt: null },
    window: null,
    authorizedUntil: null,
    nextSteps: [
      'Give the reports of your last test run: --junit "reports/**/*.xml".',
      "Fetch the whole history: fetch-depth: 0, or git fetch --unshallow.",
      "Write a policy of your own in .release-gate.yml: begin with `extends: builtin:standard` and change what does not fit.",
    ],
    ...over,
  });

/** A report to be written about a Result. */
export const reporting = (result: Result, over: Partial<Reporting> = {}): Reporting => ({
  result,
  digests: { policy: "1".repeat(64), evidence: "2".repeat(64), decision: "3".repeat(64) },
  receipt: null,
  reportOnly: false,
  color: false,
  width: 80,
  ...over,
});
