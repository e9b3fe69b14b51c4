/** Generated policies and evidence: small domains, so that rules and facts meet often. */
import * as fc from "fast-check";
import type { Evidence, Facts } from "../../src/core/evidence/evidence.ts";
import {
  alertsSeen,
  approval,
  base,
  changedFile,
  ciRun,
  commit,
  deployment,
  head,
  incident,
  incidentsSeen,
  ordinary,
  ordinaryEvidence,
  person,
  release,
  review,
  reviewedChange,
  securityAlert,
  serviceSeen,
  smallTraits,
} from "./evidence.ts";

const logins = ["ann", "bob", "cy", "dana", "olga", "otto"] as const;
const login = fc.constantFrom(...logins);
const enforcement = fc.constantFrom("required", "advisory");
const level = fc.constantFrom("low", "medium", "high", "critical");
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const common = { enforcement: optional(enforcement), "from-risk": optional(level) };
const paths = ["src/price.ts", "db/migrations/1.sql", "docs/runbooks/shop/rollback.md", "README.md"] as const;

const checks = fc.record(
  {
    tests: fc.oneof(
      fc.record({ ...common, required: fc.constantFrom(["*"], ["ci / test"], ["ci / *", "lint"]) }),
      fc.record({ ...common, reports: fc.constant(["reports/**/*.xml"]) }),
      fc.record(common),
    ),
    reviews: fc.record({
      ...common,
      approvals: optional(fc.integer({ min: 1, max: 2 })),
      "code-owners": optional(fc.boolean()),
    }),
    "change-window": fc.record({
      ...common,
      calendar: fc.constantFrom("always", "hours"),
      "on-closed": optional(fc.constantFrom("block", "wait")),
    }),
    rollback: fc.record({
      ...common,
      documents: fc.constant(["docs/runbooks/*/rollback.md"]),
      sections: optional(fc.constant(["Steps"])),
      "max-age": optional(fc.constant("180d")),
    }),
    promotion: fc.record({ ...common, from: fc.constant("staging"), soak: optional(fc.constant("1h")) }),
    concurrency: fc.record(common),
    "deployment-request": fc.record(common),
    "security-alerts": fc.record({
      ...common,
      severity: optional(level),
      sources: optional(fc.constantFrom(["dependabot"], ["code-scanning", "dependabot"])),
      "max-age": optional(fc.constant("7d")),
    }),
    incidents: fc.record({ ...common, labels: optional(fc.constantFrom(["incident"], ["incident", "sev1"])) }),
    dependencies: fc.record({
      ...common,
      services: fc.constant([{ repository: "acme/payments", environment: "production", "at-least": "v2.0.0" }]),
    }),
  },
  { requiredKeys: [] },
);

const requirement = fc.oneof(
  fc.record({ group: fc.constantFrom("operations", "board"), count: optional(fc.integer({ min: 1, max: 2 })) }),
  fc.record({ "any-of": fc.constant(["operations", "board"]), count: optional(fc.integer({ min: 1, max: 3 })) }),
);

const approvals = fc.record(
  {
    low: fc.array(requirement, { maxLength: 1 }),
    medium: fc.array(requirement, { maxLength: 2 }),
    distinct: fc.boolean(),
    "unknown-authors": fc.constantFrom("error", "accept"),
  },
  { requiredKeys: [] },
);

/** The text of a policy for the environment `production` (JSON, which is YAML too). */
export const policyText: fc.Arbitrary<string> = fc
  .record({
    checks,
    approvals,
    floors: fc.array(fc.record({ paths: fc.constant(["db/**"]), level, reason: fc.constant("Hard to undo") }), {
      maxLength: 1,
    }),
  })
  .map(({ checks, approvals, floors }) =>
    JSON.stringify({
      version: 1,
      groups: { operations: { users: ["olga", "otto"] }, board: { users: ["otto", "bob"] } },
      calendars: {
        always: { "time-zone": "UTC" },
        hours: { "time-zone": "Europe/Berlin", windows: [{ days: ["mon", "wed"], from: "09:00", to: "16:00" }] },
      },
      environments: { production: { request: { file: ".release/request.md" }, checks, approvals, risk: { floors } } },
    }),
  );

const identity = login.map(person);
const facts: { readonly [K in keyof Facts]: fc.Arbitrary<Facts[K]> } = {
  commits: fc.array(
    fc.record({ author: identity, committer: identity, sha: fc.constantFrom(head, "c".repeat(40)) }).map(commit),
    { minLength: 1, maxLength: 3 },
  ),
  changedFiles: fc.subarray([...paths]).map((list) => list.map((path) => changedFile({ path }))),
  changeTraits: fc.constantFrom(smallTraits, { ...smallTraits, changes: [] }),
  ciRuns: fc.oneof(
    fc.constant({ kind: "no-ci" as const, because: "There is no CI.", fix: "Give --junit." }),
    fc.record({
      kind: fc.constant("runs" as const),
      othersUnfinished: fc.boolean(),
      runs: fc.array(
        fc
          .record({
            name: fc.constantFrom("ci / test", "lint", "gate"),
            outcome: fc.constantFrom("succeeded", "succeeded", "failed", "skipped", "unfinished", "unknown"),
            suite: fc.constantFrom("1", "2"),
            attempt: fc.integer({ min: 1, max: 2 }),
            isGate: fc.boolean(),
          })
          .map(ciRun),
        { maxLength: 4 },
      ),
    }),
  ),
  testReports: fc.constantFrom<Facts["testReports"]>(
    ordinary.testReports,
    {
      globs: [{ glob: "reports/**/*.xml", kind: "junit", asked: "policy", files: 1 }],
      reports: [{ path: "reports/a.xml", tests: 3, failures: 0, errors: 0, skipped: 0, failed: [] }],
      coverage: [],
      refused: [],
    },
    {
      globs: [{ glob: "reports/**/*.xml", kind: "junit", asked: "policy", files: 1 }],
      reports: [{ path: "reports/a.xml", tests: 3, failures: 1, errors: 0, skipped: 0, failed: ["adds"] }],
      coverage: [],
      refused: [],
    },
  ),
  reviews: fc
    .array(
      fc
        .record({ reviewer: identity, state: fc.constantFrom("approved", "changes-requested", "commented") })
        .map(review),
      { maxLength: 3 },
    )
    .map((reviews) => ({ channel: "change-requests" as const, changes: [reviewedChange({ reviews })] })),
  codeOwners: fc.constantFrom<Facts["codeOwners"]>(
    { kind: "none" },
    { kind: "file", path: "CODEOWNERS", dialect: "github", ref: "main", text: "* @bob\n" },
  ),
  deploymentApprovals: fc.array(
    fc
      .record({ by: login, state: fc.constantFrom("approved", "approved", "rejected") })
      .map(({ by, state }) => approval(by, { state })),
    { maxLength: 3 },
  ),
  documents: fc.subarray([
    {
      path: "docs/runbooks/shop/rollback.md",
      text: "# Steps\n\nPress the button.\n",
      because: null,
      lastChangedAt: "2026-05-01T00:00:00Z",
    },
    { path: "docs/runbooks/cart/rollback.md", text: "# Steps\n\nTODO\n", because: null, lastChangedAt: null },
  ]),
  deploymentRequest: fc.constantFrom<Facts["deploymentRequest"]>(
    { kind: "missing", from: ".release/request.md" },
    {
      kind: "markdown",
      from: ".release/request.md",
      text: "# Contents\nThe tax.\n# Testing\nBy hand and by machine.\n# Deployment plan\nRoll out.\n# Rollback\nRoll back.\n# Customer impact\nNone is expected.\n",
    },
  ),
  deployments: fc.subarray([
    deployment(),
    deployment({ id: "2", environment: "staging", commit: head }),
    deployment({ id: "3", commit: base, state: "in-progress", everSucceeded: false }),
  ]),
  dependencyDeployments: fc.subarray([
    serviceSeen(),
    serviceSeen({ relation: "behind" }),
    serviceSeen({ current: null, relation: null }),
    { ...serviceSeen(), seen: { status: "unavailable" as const, because: "Nobody may read it." } },
  ]),
  incidents: fc.subarray([
    incidentsSeen(),
    incidentsSeen({ open: [incident()] }),
    incidentsSeen({ missingLabels: ["incident"] }),
    { ...incidentsSeen(), seen: { status: "unavailable" as const, because: "Nobody may read it." } },
  ]),
  securityAlerts: fc.subarray([
    alertsSeen("code-scanning"),
    alertsSeen("dependabot"),
    alertsSeen("dependabot", { alerts: [securityAlert()] }),
    { ...alertsSeen("code-scanning"), seen: { status: "unavailable" as const, because: "It is turned off." } },
  ]),
  emergencyUses: fc.constant([]),
  environments: fc.constant([]),
  deployJobs: fc.record({
    jobs: fc.array(
      fc.record({
        name: fc.constantFrom("deploy", "release"),
        environment: fc.constantFrom("production", "staging", "$ENVIRONMENT"),
        beginsWithGate: fc.constantFrom(true, false, null),
      }),
      { maxLength: 2 },
    ),
    unread: fc.subarray(["template Jobs/Deploy.gitlab-ci.yml"]),
    untold: fc.constant(null),
  }),
  triggerers: fc.subarray([person("dana"), person("otto")]),
};

/** Evidence in which every kind was observed. */
export const fullEvidence: fc.Arbitrary<Evidence> = fc
  .record({
    ...facts,
    relation: fc.constantFrom("ahead", "ahead", "same", "diverged"),
    platform: fc.constantFrom("github", "gitlab"),
  })
  .map(({ relation, platform, ...given }) => ordinaryEvidence(given, { release: release({ relation }), platform }));
