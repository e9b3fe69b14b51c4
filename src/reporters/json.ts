/** The decision as one JSON object, for machines. */
import type { Result } from "../core/result.ts";
import { plainJson } from "./escape.ts";
import type { Reporter, Reporting } from "./reporter.ts";

export const decisionSchema = "release-gate/decision/v1";

/** What `--format json` prints: keys in this order, and none ever left out. */
export function decisionDocument({ result, digests, receipt, reportOnly }: Reporting) {
  const { release, risk, approvals } = result;
  return {
    schema: decisionSchema,
    decision: result.decision,
    /** May it be deployed now? False for a "what if", and untouched by report-only. */
    allowed: result.allowed,
    reasons: result.reasons.map(({ code, message }) => ({ code, message })),
    environment: result.environment,
    mode: result.mode,
    changeType: result.changeType,
    reason: result.reason,
    at: result.at,
    hypothetical: result.hypothetical,
    reportOnly,
    isSettledButForTime: result.isSettledButForTime,
    nextSteps: result.nextSteps,
    release: {
      repository: release.repository,
      base: release.base?.sha ?? null,
      baseName: release.base?.name ?? null,
      head: release.head.sha,
      headName: release.head.name,
      commits: release.commits,
      changedFiles: release.changedFiles,
      additions: release.additions,
      deletions: release.deletions,
      relation: release.relation,
      baseOrigin: release.baseOrigin,
      baseBecause: release.baseBecause,
      headCommittedAt: release.headCommittedAt,
      limits: release.limits,
    },
    platform: result.platform,
    policies: result.policies.map(({ role, source, environment }) => ({ role, source, environment })),
    notes: result.notes,
    findings: result.findings.map(findingOf),
    risk: {
      score: risk.score,
      level: risk.level,
      levelByScore: risk.levelByScore,
      contributions: risk.contributions.map(({ factor, points, because, assumed }) => ({
        factor,
        points,
        because,
        assumed,
      })),
      floors: risk.floors.map(({ level, reason, paths }) => ({ level, reason, paths })),
      meaning: risk.meaning,
      fixes: risk.fixes,
    },
    approvals: {
      requirements: approvals.requirements.map(requirementOf),
      discounted: approvals.discounted.map(({ person, code, because }) => ({ person, code, because })),
      rejections: approvals.rejections.map(({ person, comment, fix = null }) => ({ person, comment, fix })),
      unreadable: approvals.unreadable,
      errors: approvals.errors.map(({ code, message }) => ({ code, message })),
      relaxed: approvals.relaxed,
      remarks: approvals.remarks ?? [],
      notBefore: approvals.notBefore ?? null,
      spare: approvals.spare ?? [],
      people: approvals.people ?? null,
      conditions: (approvals.conditions ?? []).map(({ person, name, value }) => ({ person, name, value })),
      expiresAt: approvals.expiresAt,
    },
    /** The sentences that the other formats show. */
    explanation: result.explanation,
    approvalEnvironments: result.approvalEnvironments,
    receipt: receipt?.line ?? null,
    receiptMissing: receipt?.because ?? null,
    waivers: result.waivers.map(({ check, by, because, until, sentence }) => ({ check, by, because, until, sentence })),
    emergency: result.emergency,
    window: result.window,
    conditions: result.conditions.map(({ name, value, because }) => ({ name, value, because })),
    authorizedUntil: result.authorizedUntil,
    digests: { policy: digests.policy, evidence: digests.evidence, decision: digests.decision },
  };
}

function findingOf(finding: Result["findings"][number]) {
  const { check, subject, askedBy, status, enforcement, applied, code, summary, details, fix } = finding;
  return { check, subject, askedBy, status, enforcement, applied, code, summary, details, fix };
}

function requirementOf(requirement: Result["approvals"]["requirements"][number]) {
  const { anyOf, count, approvedBy, missing, because, couldApprove, impossible } = requirement;
  const { members = null, ruledOut = [], competesWith = [], askAgain = [] } = requirement;
  const outlook = { members, ruledOut, competesWith, askAgain };
  return { anyOf, count, approvedBy, missing, because, couldApprove, impossible, ...outlook };
}

export const json: Reporter = {
  format: "json",
  report: (reporting) => `${plainJson(JSON.stringify(decisionDocument(reporting), null, 2))}\n`,
};
