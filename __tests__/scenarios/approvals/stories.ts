/**
 * Who may say yes, told as stories: a policy's groups and approvals, what people said, and who counted, who did not and why, and what
 * is missing. The stories stand beside this file, in YAML.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { emergencySettings, emergencyStanding } from "../../../src/core/approvals/emergency.ts";
import { type Group, groupSettings, namedGroup } from "../../../src/core/approvals/groups.ts";
import { marksOf } from "../../../src/core/approvals/receipt.ts";
import type { Lapse } from "../../../src/core/approvals/receipt-standing.ts";
import { requirementsFor } from "../../../src/core/approvals/requirements.ts";
import { rollbackRequirements, rollbackSettings } from "../../../src/core/approvals/rollback-lane.ts";
import { tally } from "../../../src/core/approvals/tally.ts";
import type { DeploymentApproval } from "../../../src/core/evidence/deployment-approvals.ts";
import type { ProtectedEnvironment } from "../../../src/core/evidence/environments.ts";
import type { Identity } from "../../../src/core/evidence/identity.ts";
import { observed, unavailable } from "../../../src/core/evidence/observed.ts";
import type { RiskLevel } from "../../../src/core/risk/level.ts";
import { schemaFor } from "../../core/approvals/support.ts";
import {
  changedFile,
  collectedAt,
  commit,
  head,
  ordinaryEvidence,
  person,
  release as releaseOf,
  reviewedChange,
} from "../../support/evidence.ts";

/** A login, or a name with an e-mail address where nobody has an account: `Ann <ann@example.com>`. */
const who = z.string().min(1);

/** What somebody said. A login alone approved this release, half an hour ago. */
const statement = z.union([
  who,
  z.strictObject({
    by: who,
    says: z.enum(["yes", "no"]).default("yes"),
    comment: z.string().default(""),
    at: z.string().nullable().default("2026-06-10T09:30:00Z"),
    commit: z.enum(["this", "another", "unsaid"]).default("this"),
    environment: z.string().nullable().default("production"),
    run: z.enum(["this", "another", "unsaid"]).default("unsaid"),
    teams: z.array(z.string()).default([]),
    edited: z.boolean().default(false),
    /** May they administer the repository? Left out: nobody can tell. */
    admin: z.boolean().optional(),
    in: z.literal("pull-request-review").optional(),
  }),
]);

export const story = z.strictObject({
  name: z.string(),
  /** Groups as the policy writes them; a list stands for `users`. */
  groups: z.record(z.string(), z.union([z.array(z.string()), z.looseObject({})])),
  /** `approvals:` as the policy writes it. */
  approvals: z.looseObject({}).default({}),
  emergency: z.looseObject({}).optional(),
  rollback: z.looseObject({}).optional(),
  /** How environments are protected on the platform: whom they ask (`@login`, `owner/team`), or that they do not exist. */
  environments: z
    .record(
      z.string(),
      z.union([
        z.literal("missing"),
        z.strictObject({
          reviewers: z.array(z.string()),
          "self-review": z.boolean().default(false),
          /** May administrators pass it unasked? `unknown`: the platform does not say. */
          bypass: z.union([z.boolean(), z.literal("unknown")]).default(false),
          /** Jobs of this run that belong to it. */
          jobs: z.int().default(1),
          passed: z.boolean().default(false),
        }),
      ]),
    )
    .default({}),
  release: z
    .strictObject({
      platform: z.enum(["github", "gitlab", "local"]).default("github"),
      "change-type": z.enum(["normal", "emergency", "rollback"]).default("normal"),
      reason: z.string().nullable().default(null),
      risk: z.enum(["low", "medium", "high", "critical"]).default("high"),
      "started-by": z.union([z.array(who), z.strictObject({ unavailable: z.string() })]).default(["dana"]),
      commits: z
        .union([
          z.array(
            z.strictObject({
              by: who.default("ann"),
              "committed-by": who.optional(),
              with: z.array(who).default([]),
              title: z.string().default("Show the price with tax"),
              merge: z.boolean().default(false),
            }),
          ),
          z.strictObject({ unavailable: z.string() }),
        ])
        .default([{ by: "ann", with: [], title: "Show the price with tax", merge: false }]),
      /** Who made the head, where the range is empty and does not hold it. */
      "head-by": who.optional(),
      "change-requests-by": z.array(who).default(["ann"]),
      files: z.union([z.array(z.string()), z.strictObject({ unavailable: z.string() })]).default(["src/price.ts"]),
    })
    .prefault({}),
  /** The moment judged. */
  at: z.string().default("2026-06-10T10:00:00Z"),
  mode: z.enum(["enforce", "evaluate", "wait"]).default("enforce"),
  run: z.string().default("2"),
  /** When that run was made. */
  "run-began": z.string().nullable().default(null),
  receipt: z
    .strictObject({
      "asked-at": z.string().default("2026-06-10T09:00:00Z"),
      /** What people had said by then. */
      listed: z.array(statement).default([]),
      "since-changed": z
        .enum(["head", "range", "change-type", "policy", "conditions", "risk", "requirements"])
        .optional(),
      "run-again": z.boolean().default(false),
    })
    .optional(),
  /** Earlier emergencies for this commit and environment, by the run that used them. */
  "emergencies-by-run": z.array(z.string()).default([]),
  said: z.union([z.array(statement), z.strictObject({ unavailable: z.string() })]).default([]),
  expect: z.strictObject({
    /** Groups of each requirement -> who counts. */
    counted: z.record(z.string(), z.array(z.string())),
    missing: z.int().default(0),
    /** Who does not count, and the code that says why. */
    discounted: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
    rejections: z.record(z.string(), z.string()).default({}),
    errors: z.array(z.string()).default([]),
    conditions: z.array(z.string()).default([]),
    "expires-at": z.string().optional(),
    "not-before": z.string().optional(),
    impossible: z.array(z.string()).default([]),
    emergency: z.enum(["none", "refused", "asked", "granted"]).default("none"),
    waives: z.array(z.string()).default([]),
    /** Sentences that stand in the explanation. */
    says: z.array(z.string()).default([]),
  }),
});

export type Story = z.output<typeof story>;

const checks = ["tests", "reviews", "change-window"];

function identity(name: string): Identity {
  const [, shown, email] = /^(.*) <(.*)>$/.exec(name) ?? [];
  if (shown !== undefined && email !== undefined) return { name: shown, email, login: null, kind: "person" };
  return { ...person(name), kind: name.endsWith("[bot]") ? "bot" : "person" };
}

export function statementOf(given: z.output<typeof statement>): DeploymentApproval {
  const full = typeof given === "string" ? statement.parse({ by: given }) : given;
  if (typeof full === "string") throw new Error("A statement needs its parts.");
  return {
    person: identity(full.by),
    state: full.says === "yes" ? "approved" : "rejected",
    at: full.at,
    comment: full.comment,
    commit: { this: head, another: "f".repeat(40), unsaid: null }[full.commit],
    environment: full.environment,
    memberOf: full.teams,
    edited: full.edited,
    url: null,
    ...(full.run === "unsaid" ? {} : { run: { this: "2", another: "1" }[full.run] }),
    ...(full.admin === undefined ? {} : { isAdmin: full.admin }),
    ...(full.in === undefined ? {} : { through: full.in }),
  };
}

const protectedEnvironment = ([name, given]: [string, Story["environments"][string]]): ProtectedEnvironment =>
  given === "missing"
    ? { name, exists: false, reviewers: [], preventsSelfReview: null, adminsMayBypass: null, url: null }
    : {
        name,
        exists: true,
        reviewers: given.reviewers.map((reviewer) =>
          reviewer.startsWith("@") ? { kind: "user", name: reviewer.slice(1) } : { kind: "team", name: reviewer },
        ),
        preventsSelfReview: !given["self-review"],
        adminsMayBypass: given.bypass === "unknown" ? null : given.bypass,
        url: null,
        jobs: given.jobs,
        wasPassed: given.passed,
      };

const seen = <T, U>(given: T | { unavailable: string }, read: (value: T) => U) =>
  typeof given === "object" && given !== null && "unavailable" in given
    ? unavailable(given.unavailable)
    : read(given as T);

function evidenceOf({ release, said: statements, environments }: Story) {
  const by = release["head-by"];
  return ordinaryEvidence(
    {
      deploymentApprovals: seen(statements, (list: z.output<typeof statement>[]) => list.map(statementOf)),
      environments: Object.entries(environments).map(protectedEnvironment),
      triggerers: seen(release["started-by"], (list: string[]) => list.map(identity)),
      changedFiles: seen(release.files, (list: string[]) => list.map((path) => changedFile({ path }))),
      commits: seen(release.commits, (list: Exclude<typeof release.commits, { unavailable: string }>) =>
        list.map((each, index) =>
          commit({
            sha: index === 0 ? head : String(index).repeat(40),
            title: each.title,
            isMerge: each.merge,
            author: identity(each.by),
            committer: identity(each["committed-by"] ?? each.by),
            coAuthors: each.with.map(identity),
          }),
        ),
      ),
      reviews: {
        channel: "change-requests",
        changes: release["change-requests-by"].map((by) => reviewedChange({ author: identity(by), reviews: [] })),
      },
    },
    {
      platform: release.platform,
      release: releaseOf(
        by === undefined
          ? {}
          : { commits: 0, relation: "same", headCommit: commit({ author: identity(by), committer: identity(by) }) },
      ),
    },
  );
}

export function judge(told: Story) {
  const groups = Object.entries(told.groups).map(
    ([name, given]): Group => namedGroup(name, groupSettings.parse(Array.isArray(given) ? { users: given } : given)),
  );
  const settings = schemaFor(...groups).parse(told.approvals);
  const references = { group: schemaFor(...groups).shape.overrule.unwrap(), checks };
  const evidence = evidenceOf(told);
  const { release, receipt, run } = told;
  const changeType = release["change-type"];
  const lapse = receipt?.["since-changed"];
  const lapses: readonly Lapse[] = lapse === undefined ? [] : [{ code: lapse, because: `The ${lapse} changed.` }];
  const counting = {
    settings,
    evidence,
    environment: "production",
    now: told.at,
    mode: told.mode,
    run,
    startedAt: told["run-began"],
    receipt:
      receipt === undefined
        ? null
        : {
            askedAt: receipt["asked-at"],
            listed: marksOf(receipt.listed.map(statementOf)),
            triggerers: [person("dana")],
            isOfThisAttempt: !receipt["run-again"],
            lapses,
          },
  };
  const emergency = emergencyStanding(
    {
      emergency: told.emergency === undefined ? null : emergencySettings(references).parse(told.emergency),
      changeType,
      reason: release.reason,
      run,
      uses: observed(
        told["emergencies-by-run"].map((by) => ({ key: `${head}:production`, run: by, isReviewOpen: true, url: null })),
        "a test",
        collectedAt,
      ),
    },
    counting,
  );
  const forward = requirementsFor(settings, release.risk as RiskLevel, evidence.changedFiles);
  const requirements =
    changeType === "rollback"
      ? rollbackRequirements(
          forward,
          told.rollback === undefined ? null : rollbackSettings(references).parse(told.rollback),
        )
      : forward;
  const result =
    emergency.status === "granted" || emergency.status === "asked"
      ? emergency.tally
      : tally({ ...counting, requirements });
  return { emergency, result };
}

export const label = (anyOf: readonly string[]): string => anyOf.join(" or ");

const folder = import.meta.dirname;

/** One file of stories: what stands above them, and the stories as they are told. */
export interface Chapter {
  readonly file: string;
  /** The comment at the top of the file. */
  readonly opening: string;
  readonly stories: readonly { readonly name: string }[];
}

export const chapters: readonly Chapter[] = readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .sort()
  .map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const opening = text.split("\n\n")[0] ?? "";
    return {
      file,
      opening: opening.replace(/^# ?/gm, "").replaceAll("\n", " "),
      stories: parse(text) as { name: string }[],
    };
  });
