/** The door for evidence that comes from a file: a saved one, or the one inside a record. The mirror of the plain types of this room. */
import { z } from "zod";
import type { Evidence, EvidenceKind, Facts } from "./evidence.ts";
import type { Observed } from "./observed.ts";
import type { Release } from "./release.ts";
import { alertSeverities, alertSources } from "./security-alerts.ts";

const text = z.string();
const count = z.number().int().min(0);
const share = z.number().min(0);
const instant = z.iso.datetime({ offset: true });

const identity = z.strictObject({
  name: text,
  email: text.nullable(),
  login: text.nullable(),
  kind: z.enum(["person", "bot"]),
});

const commit = z.strictObject({
  sha: text,
  title: text,
  author: identity,
  committer: identity,
  coAuthors: z.array(identity),
  committedAt: instant,
  isMerge: z.boolean(),
});

const relation = z.enum(["ahead", "same", "behind", "diverged", "no-base", "unknown"]);

const release = z.strictObject({
  repository: text,
  base: z.strictObject({ sha: text, name: text }).nullable(),
  baseOrigin: z.enum(["given", "last-deployment", "release-tag", "whole-history"]),
  baseBecause: text,
  head: z.strictObject({ sha: text, name: text }),
  relation,
  commits: count.nullable(),
  changedFiles: count.nullable(),
  additions: count.nullable(),
  deletions: count.nullable(),
  headCommittedAt: instant.nullable(),
  headCommit: commit.nullable().optional(),
  limits: z.array(text),
}) satisfies z.ZodType<Release>;

const commits = z.array(commit);

const changedFiles = z.array(
  z.strictObject({
    path: text,
    previousPath: text.nullable(),
    change: z.enum(["added", "modified", "deleted", "renamed", "copied", "type-changed"]),
    additions: count.nullable(),
    deletions: count.nullable(),
  }),
);

const changeTraits = z.strictObject({
  changes: z.array(
    z.strictObject({
      sha: text,
      title: text,
      diff: z
        .strictObject({ codeLinesAdded: count, decisionsAdded: count, decisionsRemoved: count, hunks: count })
        .nullable(),
      shape: z
        .strictObject({
          documentsOnly: z.boolean(),
          touchesCode: z.boolean(),
          touchesPipeline: z.boolean(),
          touchesInfrastructure: z.boolean(),
          touchesMigration: z.boolean(),
          isRoutineUpdate: z.boolean(),
          isByBot: z.boolean(),
          isHousekeeping: z.boolean(),
          isTentative: z.boolean(),
          namesSwitchOrPerformance: z.boolean(),
          isRevert: z.boolean(),
          isFix: z.boolean(),
          commits: count,
        })
        .nullable(),
      history: z
        .strictObject({
          ownShare: share,
          wordSetbacks: z.number(),
          pathSetbacks: share,
          revertsOfAFile: count,
          revertsOfFiles: count,
          fixesOfAFile: count,
          daysSinceChanged: share.nullable(),
        })
        .nullable(),
    }),
  ),
  unread: count,
  diffMissing: text.nullable(),
  shapeMissing: text.nullable(),
  historyMissing: text.nullable(),
});

const ciRuns = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("no-ci"), because: text, fix: text }),
  z.strictObject({
    kind: z.literal("runs"),
    othersUnfinished: z.boolean(),
    runs: z.array(
      z.strictObject({
        name: text,
        workflow: text.nullable(),
        app: text.nullable(),
        suite: text,
        attempt: count,
        outcome: z.enum([
          "succeeded",
          "failed",
          "neutral",
          "skipped",
          "cancelled",
          "stale",
          "timed-out",
          "action-required",
          "unfinished",
          "unknown",
        ]),
        startedAt: instant.nullable(),
        url: text.nullable(),
        isGate: z.boolean(),
        waitsForGate: z.boolean(),
      }),
    ),
  }),
]);

const testReports = z.strictObject({
  globs: z.array(
    z.strictObject({
      glob: text,
      kind: z.enum(["junit", "coverage"]),
      asked: z.enum(["policy", "input", "discovery"]),
      files: count,
    }),
  ),
  reports: z.array(
    z.strictObject({ path: text, tests: count, failures: count, errors: count, skipped: count, failed: z.array(text) }),
  ),
  coverage: z.array(
    z.strictObject({ path: text, format: z.enum(["lcov", "cobertura"]), linesCovered: count, linesTotal: count }),
  ),
  refused: z.array(z.strictObject({ path: text, because: text })),
});

const reviews = z.strictObject({
  channel: z.enum(["change-requests", "trailers"]),
  changes: z.array(
    z.strictObject({
      name: text,
      title: text,
      url: text.nullable(),
      author: identity,
      commits: z.array(text),
      finalCommit: text,
      paths: z.array(text),
      mergedBy: identity.nullable().optional(),
      lastPushedBy: z.array(identity).nullable().optional(),
      ownerRules: z.array(z.strictObject({ owners: z.array(text), people: z.array(text) })).optional(),
      reviews: z.array(
        z.strictObject({
          reviewer: identity,
          state: z.enum(["approved", "changes-requested", "commented", "dismissed"]),
          commit: text.nullable(),
          submittedAt: instant.nullable(),
          eligible: z.enum(["yes", "no", "unknown"]),
        }),
      ),
    }),
  ),
});

const codeOwners = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("file"), path: text, dialect: z.enum(["github", "gitlab"]), ref: text, text }),
]);

const deployJobs = z.strictObject({
  jobs: z.array(z.strictObject({ name: text, environment: text, beginsWithGate: z.boolean().nullable() })),
  unread: z.array(text),
  untold: text.nullable(),
});

const deploymentApprovals = z.array(
  z.strictObject({
    person: identity,
    state: z.enum(["approved", "rejected"]),
    at: instant.nullable(),
    comment: text,
    commit: text.nullable(),
    environment: text.nullable(),
    memberOf: z.array(text),
    unreadTeams: z.array(z.strictObject({ team: text, because: text, fix: text.nullable() })).optional(),
    edited: z.boolean().nullable(),
    url: text.nullable(),
    isAdmin: z.boolean().nullable().optional(),
    through: z.enum(["pull-request-review", "manual-job"]).optional(),
    run: text.nullable().optional(),
    job: text.optional(),
  }),
);

const documents = z.array(
  z.strictObject({ path: text, text: text.nullable(), because: text.nullable(), lastChangedAt: instant.nullable() }),
);

const deploymentRequest = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("markdown"), from: text, text }),
  z.strictObject({ kind: z.literal("parts"), from: text, parts: z.record(text, text) }),
  z.strictObject({ kind: z.literal("missing"), from: text }),
]);

const deploymentState = z.enum(["succeeded", "failed", "in-progress", "queued", "waiting", "inactive", "unknown"]);

const deployments = z.array(
  z.strictObject({
    id: text,
    environment: text,
    commit: text,
    state: deploymentState,
    everSucceeded: z.boolean(),
    trusted: z.boolean(),
    isOwn: z.boolean(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    url: text.nullable(),
    isAncestorOfHead: z.boolean().nullable(),
    creator: text.nullable().optional(),
  }),
);

const emergencyUses = z.array(
  z.strictObject({ key: text, run: text.nullable(), isReviewOpen: z.boolean(), url: text.nullable() }),
);

const environments = z.array(
  z.strictObject({
    name: text,
    exists: z.boolean(),
    reviewers: z
      .array(z.strictObject({ kind: z.enum(["user", "team"]), name: text, count: count.optional() }))
      .nullable(),
    preventsSelfReview: z.boolean().nullable(),
    adminsMayBypass: z.boolean().nullable(),
    url: text.nullable(),
    jobs: count.nullable().optional(),
    wasPassed: z.boolean().nullable().optional(),
  }),
);

const unseen = z.strictObject({ status: z.literal("unavailable"), because: text, fix: text.exactOptional() });

const serviceDeployment = z.strictObject({
  commit: text,
  state: deploymentState,
  trusted: z.boolean(),
  createdAt: instant,
  url: text.nullable(),
});

const dependencyDeployments = z.array(
  z.strictObject({
    service: z.strictObject({ repository: text, environment: text, version: text }),
    seen: z.discriminatedUnion("status", [
      z.strictObject({
        status: z.literal("observed"),
        needed: text.nullable(),
        current: serviceDeployment.nullable(),
        later: z.array(serviceDeployment),
        relation: relation.nullable(),
      }),
      unseen,
    ]),
  }),
);

const incidents = z.array(
  z.strictObject({
    search: z.strictObject({ repository: text.nullable(), labels: z.array(text) }),
    seen: z.discriminatedUnion("status", [
      z.strictObject({
        status: z.literal("observed"),
        open: z.array(
          z.strictObject({
            number: count,
            title: text,
            labels: z.array(text),
            openedAt: instant,
            url: text.nullable(),
          }),
        ),
        unlisted: count,
        missingLabels: z.array(text),
      }),
      unseen,
    ]),
  }),
);

const securityAlerts = z.array(
  z.strictObject({
    search: z.strictObject({ source: z.enum(alertSources), branch: text.nullable() }),
    seen: z.discriminatedUnion("status", [
      z.strictObject({
        status: z.literal("observed"),
        name: text.optional(),
        branch: text.nullable(),
        analysedAt: instant.nullable(),
        analysedCommit: text.nullable(),
        alerts: z.array(
          z.strictObject({
            number: count,
            title: text,
            severity: z.enum([...alertSeverities, "unknown"]),
            place: text.nullable(),
            url: text.nullable(),
          }),
        ),
        isWhole: z.boolean(),
      }),
      unseen,
    ]),
  }),
);

const facts = {
  changeTraits,
  changedFiles,
  ciRuns,
  codeOwners,
  commits,
  dependencyDeployments,
  deployJobs,
  deploymentApprovals,
  deploymentRequest,
  deployments,
  documents,
  emergencyUses,
  environments,
  incidents,
  reviews,
  securityAlerts,
  testReports,
  triggerers: z.array(identity),
} satisfies { [K in EvidenceKind]: z.ZodType<Facts[K]> };

const observed = <K extends EvidenceKind>(kind: K): z.ZodType<Observed<Facts[K]>> =>
  z.discriminatedUnion("status", [
    z.strictObject({ status: z.literal("observed"), value: facts[kind], source: text, collectedAt: instant }),
    unseen,
  ]) as unknown as z.ZodType<Observed<Facts[K]>>;

/** Evidence as plain JSON. An unknown kind, an unknown key or a value of the wrong type is refused. */
export const evidenceSchema: z.ZodType<Evidence> = z.strictObject({
  platform: text,
  release,
  changeTraits: observed("changeTraits").exactOptional(),
  changedFiles: observed("changedFiles").exactOptional(),
  ciRuns: observed("ciRuns").exactOptional(),
  codeOwners: observed("codeOwners").exactOptional(),
  commits: observed("commits").exactOptional(),
  dependencyDeployments: observed("dependencyDeployments").exactOptional(),
  deployJobs: observed("deployJobs").exactOptional(),
  deploymentApprovals: observed("deploymentApprovals").exactOptional(),
  deploymentRequest: observed("deploymentRequest").exactOptional(),
  deployments: observed("deployments").exactOptional(),
  documents: observed("documents").exactOptional(),
  emergencyUses: observed("emergencyUses").exactOptional(),
  environments: observed("environments").exactOptional(),
  incidents: observed("incidents").exactOptional(),
  reviews: observed("reviews").exactOptional(),
  securityAlerts: observed("securityAlerts").exactOptional(),
  testReports: observed("testReports").exactOptional(),
  triggerers: observed("triggerers").exactOptional(),
});
