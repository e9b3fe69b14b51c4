/** Policy + evidence + now -> Result: risk first, then findings, then approvals, then the decision. */

import { mergeTallies } from "./approvals/merge.ts";
import { marksOf, type Receipt } from "./approvals/receipt.ts";
import { mergeRequirements } from "./approvals/requirements.ts";
import type { Situation } from "./checks/check.ts";
import { releaseState } from "./checks/release-state.ts";
import { runChecks } from "./checks/run-checks.ts";
import { decide } from "./decision/decide.ts";
import type { Reason } from "./decision/decision.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { type Judgement, judge } from "./judge.ts";
import { nextSteps } from "./next-steps.ts";
import { environmentFor } from "./policy/environment-for.ts";
import type { EnvironmentPolicy, Policy } from "./policy/policy.ts";
import type { Question } from "./question.ts";
import type { JudgedPolicy, Result } from "./result.ts";
import { assess } from "./risk/assess.ts";
import type { RiskAssessment } from "./risk/assessment.ts";
import { higher, isAtLeast, type RiskLevel } from "./risk/level.ts";
import { possibleLevels } from "./risk/possible-levels.ts";

/** One policy that must be met: the trusted one, and those at the base and the head where they differ from it. */
export interface PolicyInForce {
  readonly role: JudgedPolicy["role"];
  readonly source: string;
  readonly policy: Policy;
}

/** Everything a decision rests on; plain JSON, so that a record of it can be judged again. The trusted policy comes first. */
export interface Case {
  readonly policies: readonly PolicyInForce[];
  readonly evidence: Evidence;
  readonly question: Question;
}

interface Rules extends PolicyInForce {
  readonly rules: EnvironmentPolicy;
}

/**
 * Judges one release. Pure: the same case gives the same result, byte for byte. Where several policies are in force every one of
 * them must be met: the highest risk level holds, all findings count, and each policy's approvals are tallied by themselves.
 */
export function evaluate({ policies, evidence, question }: Case): Result {
  const { environment, at, changeType } = question;
  const inForce = policies.flatMap((entry): Rules[] => {
    const { rules } = environmentFor(entry.policy, environment);
    return rules === null ? [] : [{ ...entry, rules }];
  });
  const risk = assessAll(inForce, evidence, policies.length > 1);
  const levels = possibleLevels(risk, evidence);
  const situation: Situation = { now: at, environment, changeType, riskLevel: risk.level, release: evidence.release };
  const state = releaseState(evidence, situation);
  const isRollback = state.some(({ code, status }) => code === "release.rollback" && status === "pass");

  const judgements = inForce.map(({ rules, role }) =>
    judge(rules, role, { evidence, question, situation, levels, isRollback }),
  );
  const findings = [...withoutDoubles(judgements.flatMap((judgement) => judgement.findings)), ...state];
  const approvals = mergeTallies(judgements.map(({ tally }) => tally));
  const conditions = withoutDoubles(judgements.flatMap((judgement) => judgement.conditions));
  const obstacles = withoutDoubles([
    ...unnamedEnvironment(policies, inForce, environment),
    ...unreadableCommits(evidence),
    ...unreadableReceipt(question),
    ...judgements.flatMap((judgement) => judgement.obstacles),
    ...(inForce.length > 0 && !appliesAt(levels, inForce, evidence, situation) ? [nothingApplied] : []),
  ]);
  const decision = decide({ findings, approvals, mode: question.mode, obstacles });
  const windows = findings.flatMap(({ window }) => (window === undefined ? [] : [window]));
  const ends = [
    ...windows.map(({ closesAt }) => closesAt),
    approvals.expiresAt,
    ...judgements.map(({ until }) => until),
  ];
  const result = {
    decision: decision.kind,
    allowed: decision.kind === "allow" && question.hypothetical === null,
    reasons: decision.reasons,
    isSettledButForTime: decision.isSettledButForTime,
    environment,
    mode: question.mode,
    changeType,
    reason: question.reason,
    at,
    hypothetical: question.hypothetical,
    platform: evidence.platform,
    policies: policies.map(({ role, source, policy }) => ({
      role,
      source,
      environment: environmentFor(policy, environment).rules?.name ?? null,
    })),
    notes: question.notes,
    release: evidence.release,
    findings,
    risk,
    approvals,
    approvalEnvironments: [...new Set(judgements.flatMap(({ approvalEnvironments }) => approvalEnvironments))].sort(),
    receipt:
      question.mode === "evaluate"
        ? receiptFor(judgements, conditions, risk.level, { policies, evidence, question })
        : null,
    window: windows.find(({ open }) => !open) ?? windows[0] ?? null,
    conditions,
    waivers: withoutDoubles(judgements.flatMap((judgement) => judgement.waivers)),
    emergency: judgements.find(({ emergency }) => emergency !== null)?.emergency ?? null,
    authorizedUntil: decision.kind === "allow" ? earliest(ends) : null,
  };
  return { ...result, nextSteps: nextSteps(result) };
}

/** What `evaluate` asks for now, to be handed to `enforce` later. */
function receiptFor(
  judgements: readonly Judgement[],
  conditions: Result["conditions"],
  riskLevel: RiskLevel,
  { evidence, question }: Case,
): Receipt {
  const { release, deploymentApprovals, triggerers } = evidence;
  const requirements = mergeRequirements(judgements.flatMap((judgement) => judgement.requirements));
  return {
    environment: question.environment,
    base: release.base?.sha ?? null,
    head: release.head.sha,
    commits: release.commits,
    changeType: question.changeType,
    reason: question.reason,
    triggerers: triggerers?.status === "observed" ? triggerers.value : [],
    policyDigest: question.policyDigest,
    riskLevel,
    requirements: requirements.map(({ anyOf, count }) => ({ anyOf: anyOf.map(({ name }) => name), count })),
    conditions: conditions.map(({ name, value }) => ({ name, value })),
    run: question.run?.id ?? null,
    attempt: question.run?.attempt ?? null,
    askedAt: question.at,
    listed: deploymentApprovals?.status === "observed" ? marksOf(deploymentApprovals.value) : "unreadable",
  };
}

/** The highest level over all policies; when they differ the change of policy itself raises a floor. */
function assessAll(inForce: readonly Rules[], evidence: Evidence, policiesDiffer: boolean): RiskAssessment {
  const settings = inForce.map(({ rules }) => rules.risk);
  const assessments = (settings.length > 0 ? settings : [undefined]).map((each) =>
    assess({
      traits: evidence.changeTraits,
      changedFiles: evidence.changedFiles,
      release: evidence.release,
      ...(each === undefined ? {} : { settings: each }),
    }),
  );
  const highest = assessments.reduce((a, b) => (isAtLeast(a.level, b.level) ? a : b));
  if (!policiesDiffer) return highest;
  const floor = { level: "high" as const, reason: "The release changes the policy that it is judged by.", paths: [] };
  return { ...highest, level: higher(highest.level, floor.level), floors: [...highest.floors, floor] };
}

const nothingApplied: Reason = {
  code: "policy.no-check-applied",
  message:
    "No check of the policy applied to this release, so nothing was decided. Name at least one check that always applies.",
};

/** Does a check of the policy judge this release at every level that it may have? */
function appliesAt(levels: readonly RiskLevel[], inForce: readonly Rules[], evidence: Evidence, situation: Situation) {
  const riskLevel = levels.at(-1) ?? situation.riskLevel;
  return inForce.some(({ rules, role }) =>
    runChecks(rules.checks, evidence, { ...situation, riskLevel }, role).some(({ applied }) => applied),
  );
}

function unnamedEnvironment(
  policies: readonly PolicyInForce[],
  inForce: readonly Rules[],
  environment: string,
): Reason[] {
  const trusted = policies[0];
  if (trusted === undefined || inForce.some(({ role }) => role === "trusted")) return [];
  const { suggestion } = environmentFor(trusted.policy, environment);
  const hint = suggestion === null ? "Add it under environments, or correct the name." : `Did you mean ${suggestion}?`;
  return [
    {
      code: "policy.environment-unknown",
      message: `The policy (${trusted.source}) names no environment that matches ${environment}. ${hint}`,
    },
  ];
}

/** A receipt that does not hold is no receipt: whoever handed it in must learn why. */
const unreadableReceipt = ({ receipt }: Question): Reason[] =>
  receipt?.status === "error" ? [{ code: receipt.code, message: receipt.message }] : [];

function unreadableCommits({ commits }: Evidence): Reason[] {
  if (commits?.status === "observed") return [];
  const because = commits?.because ?? "They were not collected.";
  return [{ code: "release.commits-unreadable", message: `The commits of the release cannot be read. ${because}` }];
}

/** A policy of the base or head mostly asks what the trusted one asks: an answer that is the same is shown once. */
function withoutDoubles<T extends object>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return list.filter((entry) => {
    const key = JSON.stringify({ ...entry, askedBy: null });
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.filter((instant) => instant !== null).sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
