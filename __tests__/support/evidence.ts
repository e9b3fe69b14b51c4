/** Builders for evidence: name what matters to the rule under test, the rest is unremarkable or unavailable. */
import type { ReleaseTraits } from "../../src/core/evidence/change-traits.ts";
import type { ChangedFile } from "../../src/core/evidence/changed-files.ts";
import type { CiRun } from "../../src/core/evidence/ci-runs.ts";
import type { Commit } from "../../src/core/evidence/commits.ts";
import type {
  DependencyDeployment,
  ServiceDeployment,
  ServiceSeen,
} from "../../src/core/evidence/dependency-deployments.ts";
import type { DeploymentApproval } from "../../src/core/evidence/deployment-approvals.ts";
import type { Deployment } from "../../src/core/evidence/deployments.ts";
import { type Evidence, type EvidenceKind, evidenceKinds, type Facts } from "../../src/core/evidence/evidence.ts";
import type { Identity } from "../../src/core/evidence/identity.ts";
import type { Incident, IncidentsSeen, RepositoryIncidents } from "../../src/core/evidence/incidents.ts";
import { observed, type Unseen, unavailable } from "../../src/core/evidence/observed.ts";
import type { Release } from "../../src/core/evidence/release.ts";
import type { Review, ReviewedChange } from "../../src/core/evidence/reviews.ts";
import type { AlertSource, AlertsSeen, SecurityAlert, SourceAlerts } from "../../src/core/evidence/security-alerts.ts";

export const head = "a".repeat(40);
export const base = "b".repeat(40);
export const collectedAt = "2026-06-10T10:00:00.000Z";

/** A person with an account. */
export const person = (login: string): Identity => ({
  name: login,
  email: `${login}@example.com`,
  login,
  kind: "person",
});

export const release = (over: Partial<Release> = {}): Release => ({
  repository: "acme/shop",
  base: { sha: base, name: "v1.0.0" },
  baseOrigin: "release-tag",
  baseBecause: "v1.0.0 is the newest release tag before the head.",
  head: { sha: head, name: "main" },
  relation: "ahead",
  commits: 1,
  changedFiles: 1,
  additions: 3,
  deletions: 1,
  headCommittedAt: "2026-06-10T08:00:00Z",
  limits: [],
  ...over,
});

export const commit = (over: Partial<Commit> = {}): Commit => ({
  sha: head,
  title: "Show the price with tax",
  author: person("ann"),
  committer: person("ann"),
  coAuthors: [],
  committedAt: "2026-06-10T08:00:00Z",
  isMerge: false,
  ...over,
});

export const changedFile = (over: Partial<ChangedFile> = {}): ChangedFile => ({
  path: "src/price.ts",
  previousPath: null,
  change: "modified",
  additions: 3,
  deletions: 1,
  ...over,
});

export const ciRun = (over: Partial<CiRun> = {}): CiRun => ({
  name: "ci / test",
  workflow: "ci",
  app: "github-actions",
  suite: "1",
  attempt: 1,
  outcome: "succeeded",
  startedAt: "2026-06-10T08:05:00Z",
  url: null,
  isGate: false,
  waitsForGate: false,
  ...over,
});

export const review = (over: Partial<Review> = {}): Review => ({
  reviewer: person("bob"),
  state: "approved",
  commit: head,
  submittedAt: "2026-06-10T08:30:00Z",
  eligible: "yes",
  ...over,
});

export const reviewedChange = (over: Partial<ReviewedChange> = {}): ReviewedChange => ({
  name: "#12",
  title: "Show the price with tax",
  url: null,
  author: person("ann"),
  commits: [head],
  finalCommit: head,
  reviews: [review()],
  paths: ["src/price.ts"],
  ...over,
});

export const approval = (login: string, over: Partial<DeploymentApproval> = {}): DeploymentApproval => ({
  person: person(login),
  state: "approved",
  at: "2026-06-10T09:30:00Z",
  comment: "",
  commit: head,
  environment: "production",
  memberOf: [],
  edited: false,
  url: null,
  ...over,
});

export const deployment = (over: Partial<Deployment> = {}): Deployment => ({
  id: "1",
  environment: "production",
  commit: base,
  state: "succeeded",
  everSucceeded: true,
  trusted: true,
  isOwn: false,
  createdAt: "2026-06-01T08:00:00Z",
  finishedAt: "2026-06-01T08:10:00Z",
  url: null,
  isAncestorOfHead: true,
  ...over,
});

export const securityAlert = (over: Partial<SecurityAlert> = {}): SecurityAlert => ({
  number: 7,
  title: "SQL is built from what users type",
  severity: "high",
  place: "src/price.ts",
  url: null,
  ...over,
});

/** A source that looked an hour ago and found nothing. */
export const alertsSeen = (source: AlertSource, over: Partial<AlertsSeen> = {}): SourceAlerts => ({
  search: { source, branch: null },
  seen: {
    status: "observed",
    branch: "main",
    analysedAt: source === "dependabot" ? null : "2026-06-10T09:00:00Z",
    analysedCommit: source === "dependabot" ? null : head,
    alerts: [],
    isWhole: true,
    ...over,
  },
});

export const incident = (over: Partial<Incident> = {}): Incident => ({
  number: 31,
  title: "Checkout is down",
  labels: ["incident"],
  openedAt: "2026-06-10T07:00:00Z",
  url: null,
  ...over,
});

/** No open incident under the label `incident`. */
export const incidentsSeen = (over: Partial<IncidentsSeen> = {}): RepositoryIncidents => ({
  search: { repository: null, labels: ["incident"] },
  seen: { status: "observed", open: [], unlisted: 0, missingLabels: [], ...over },
});

/** acme/payments runs something newer than v2.0.0 in production. */
export const serviceSeen = (over: Partial<ServiceSeen> = {}): DependencyDeployment => ({
  service: { repository: "acme/payments", environment: "production", version: "v2.0.0" },
  seen: {
    status: "observed",
    needed: "d".repeat(40),
    current: serviceDeployment(),
    later: [],
    relation: "ahead",
    ...over,
  },
});

export const serviceDeployment = (over: Partial<ServiceDeployment> = {}): ServiceDeployment => ({
  commit: "e".repeat(40),
  state: "succeeded",
  trusted: true,
  createdAt: "2026-06-01T08:00:00Z",
  url: null,
  ...over,
});

/** One small, ordinary change. */
export const smallTraits: ReleaseTraits = {
  changes: [
    {
      sha: head,
      title: "Show the price with tax",
      diff: { codeLinesAdded: 3, decisionsAdded: 0, decisionsRemoved: 0, hunks: 1 },
      shape: {
        documentsOnly: false,
        touchesCode: true,
        touchesPipeline: false,
        touchesInfrastructure: false,
        touchesMigration: false,
        isRoutineUpdate: false,
        isByBot: false,
        isHousekeeping: false,
        isTentative: false,
        namesSwitchOrPerformance: false,
        isRevert: false,
        isFix: false,
        commits: 1,
      },
      history: {
        ownShare: 0.9,
        wordSetbacks: 0,
        pathSetbacks: 0,
        revertsOfAFile: 0,
        revertsOfFiles: 0,
        fixesOfAFile: 0,
        daysSinceChanged: 30,
      },
    },
  ],
  unread: 0,
  diffMissing: null,
  shapeMissing: null,
  historyMissing: null,
};

/** What an unremarkable release looks like where everything could be read. */
export const ordinary: Facts = {
  commits: [commit()],
  changedFiles: [changedFile()],
  changeTraits: smallTraits,
  ciRuns: { kind: "runs", runs: [ciRun()], othersUnfinished: false },
  testReports: { globs: [], reports: [], coverage: [], refused: [] },
  reviews: { channel: "change-requests", changes: [reviewedChange()] },
  codeOwners: { kind: "none" },
  deployJobs: { jobs: [], unread: [], untold: null },
  deploymentApprovals: [],
  documents: [],
  deploymentRequest: { kind: "missing", from: ".release/request.md" },
  dependencyDeployments: [],
  deployments: [deployment()],
  emergencyUses: [],
  environments: [],
  incidents: [],
  securityAlerts: [],
  triggerers: [person("dana")],
};

type Given = { readonly [K in EvidenceKind]?: Facts[K] | Unseen };

const isUnseen = (value: unknown): value is Unseen =>
  typeof value === "object" && value !== null && "status" in value && value.status === "unavailable";

/** Evidence with the kinds given, and every other kind unavailable. */
export function evidence(
  given: Given = {},
  over: { readonly release?: Release; readonly platform?: string } = {},
): Evidence {
  const kinds = evidenceKinds.map((kind) => {
    const value = given[kind];
    if (value === undefined) return [kind, unavailable(`${kind} was not given in this test.`)];
    return [kind, isUnseen(value) ? value : observed(value, "a test", collectedAt)];
  });
  return {
    platform: over.platform ?? "github",
    release: over.release ?? release(),
    ...Object.fromEntries(kinds),
  } as Evidence;
}

/** Evidence of the unremarkable release, with the kinds given in place of its own. */
export const ordinaryEvidence = (
  given: Given = {},
  over: { readonly release?: Release; readonly platform?: string } = {},
): Evidence => evidence({ ...ordinary, ...given }, over);
