/** Whole stories: a policy, what was seen, a moment, and what the gate must say. The stories stand beside this file, in YAML. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { evaluate } from "../../src/core/evaluate.ts";
import { evidenceSchema } from "../../src/core/evidence/schema.ts";
import { loadPolicy } from "../../src/load-policy.ts";
import {
  approval,
  changedFile,
  ciRun,
  commit,
  deployment,
  ordinaryEvidence,
  person,
  release,
  review,
  reviewedChange,
} from "../support/evidence.ts";

interface Story {
  readonly name: string;
  /** `builtin:NAME`, or the text of a policy. */
  readonly policy: string;
  readonly environment?: string;
  readonly at?: string;
  readonly mode?: "enforce" | "evaluate" | "wait";
  readonly "change-type"?: "standard" | "normal" | "emergency" | "rollback";
  readonly release?: Record<string, unknown>;
  /** Kind -> value, with unremarkable fields left out; `unavailable: because` for what could not be read. */
  readonly evidence?: Record<string, unknown>;
  readonly expect: {
    readonly decision: string;
    readonly reasons?: readonly string[];
    readonly risk?: string;
    readonly findings?: Record<string, string>;
    readonly missing?: number;
  };
}

type Fill = (given: never) => unknown;
const each = (fill: Fill) => (list: unknown) => (list as never[]).map((given) => fill(given));
const filled: Record<string, (value: never) => unknown> = {
  commits: each((given) => commit(given)),
  changedFiles: each((given) => changedFile(given)),
  deployments: each((given) => deployment(given)),
  documents: each((given: Record<string, unknown>) => ({ text: "", because: null, lastChangedAt: null, ...given })),
  triggerers: each((login: string) => person(login)),
  deploymentApprovals: each(({ by, ...over }: Record<string, unknown> & { by: string }) => approval(by, over)),
  ciRuns: (given: { kind?: string; runs?: never[]; othersUnfinished?: boolean }) =>
    given.kind === "no-ci"
      ? given
      : { kind: "runs", othersUnfinished: false, ...given, runs: (given.runs ?? []).map((run) => ciRun(run)) },
  reviews: (changes: { reviews?: { by?: string }[] }[]) => ({
    channel: "change-requests",
    changes: changes.map((change) =>
      reviewedChange({
        ...(change as object),
        ...(change.reviews === undefined
          ? {}
          : {
              reviews: change.reviews.map(({ by, ...over }) =>
                review(by === undefined ? over : { ...over, reviewer: person(by) }),
              ),
            }),
      }),
    ),
  }),
};

function evidenceOf(story: Story) {
  const kinds = Object.entries(story.evidence ?? {}).map(([kind, value]) => {
    if (typeof value === "object" && value !== null && "unavailable" in value)
      return [kind, { status: "unavailable", because: String(value.unavailable) }];
    return [kind, filled[kind]?.(value as never) ?? value];
  });
  const evidence = ordinaryEvidence(Object.fromEntries(kinds), { release: release(story.release) });
  return evidenceSchema.parse(JSON.parse(JSON.stringify(evidence)));
}

async function judge(story: Story) {
  const entry = story.policy.startsWith("builtin:") ? story.policy : "policy.yml";
  const { policy } = await loadPolicy(entry, async (path) =>
    path === "policy.yml"
      ? { status: "found", bytes: new TextEncoder().encode(story.policy), where: path }
      : { status: "absent", where: path },
  );
  return evaluate({
    policies: [{ role: "trusted", source: entry, policy }],
    evidence: evidenceOf(story),
    question: {
      environment: story.environment ?? "production",
      mode: story.mode ?? "enforce",
      changeType: story["change-type"] ?? "normal",
      reason: null,
      at: story.at ?? "2026-06-10T10:00:00Z",
      hypothetical: null,
      receipt: null,
      policyDigest: "0".repeat(64),
      run: null,
      notes: [],
    },
  });
}

const folder = import.meta.dirname;
for (const file of readdirSync(folder)
  .filter((name) => name.endsWith(".yml"))
  .sort()) {
  const stories = parse(readFileSync(join(folder, file), "utf8"), { merge: true }) as Story[];
  describe(file, () => {
    it.each(stories)("$name", async (story) => {
      const result = await judge(story);
      const { decision, reasons, risk, findings, missing } = story.expect;
      expect([result.decision, result.reasons]).toEqual([decision, result.reasons]);
      if (reasons !== undefined) expect(result.reasons.map(({ code }) => code)).toEqual(reasons);
      if (risk !== undefined) expect(result.risk.level).toBe(risk);
      for (const [check, status] of Object.entries(findings ?? {})) {
        const name = (finding: (typeof result.findings)[number]) =>
          finding.subject === null ? finding.check : `${finding.check}/${finding.subject}`;
        expect([check, result.findings.find((finding) => name(finding) === check)?.status]).toEqual([check, status]);
      }
      if (missing !== undefined)
        expect(result.approvals.requirements.reduce((sum, requirement) => sum + requirement.missing, 0)).toBe(missing);
    });
  });
}
