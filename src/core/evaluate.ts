/** Policy + evidence + now -> Result: risk first, then findings, then approvals, then the decision. */

import { mergeTallies } from "./approvals/merge.ts";
import { requirementsForAny } from "./approvals/requirements.ts";
import { tally } from "./approvals/tally.ts";
import type { ChangeType, Situation } from "./checks/check.ts";
import { releaseState } from "./checks/release-state.ts";
import { runChecks } from "./checks/run-checks.ts";
import { conditionsFor, conditionWindows } from "./conditions.ts";
import { decide } from "./decision/decide.ts";
import type { Mode, Reason } from "./decision/decision.ts";
import type { Evidence } from "./evidence/evidence.ts";
import { nextSteps } from "./next-steps.ts";
import { environmentFor } from "./policy/environment-for.ts";
import type { EnvironmentPolicy, Policy } from "./policy/policy.ts";
import type { JudgedPolicy, Result } from "./result.ts";
import { assess } from "./risk/assess.ts";
import type { RiskAssessment } from "./risk/assessment.ts";
import { higher, isAtLeast, type RiskLevel } from "./risk/level.ts";
import { possibleLevels } from "./risk/possible-levels.ts";

/** What is asked about a release, besides the policy and the evidence. */
export interface Question {
  readonly environment: string;
  readonly mode: Mode;
  readonly changeType: ChangeType;
  /** Why the release is made, in the words of whoever started it. */
  readonly reason: string | null;
  /** The moment judged (ISO 8601, UTC). */
  readonly at: string;
  /** Why this is a "what if"; null for a real question. */
  readonly hypothetical: string | null;
  readonly receipt: string | null;
  /** What must be said aloud about how the question was put. */
  readonly notes: readonly string[];
}

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

  const asked = withoutDoubles(
    inForce.flatMap(({ role, rules }) => [
      ...runChecks(rules.checks, evidence, situation, role),
      ...conditionWindows(rules, levels, evidence, situation, role),
    ]),
  );
  const findings = [...asked, ...releaseState(evidence, situation)];
  const approvals = mergeTallies(
    inForce.map(({ rules }) =>
      tally({
        requirements: requirementsForAny(rules.approvals, levels, evidence.changedFiles),
        settings: rules.approvals,
        evidence,
        environment,
        now: at,
        mode: question.mode,
      }),
    ),
  );
  const obstacles = [
    ...unnamedEnvironment(policies, inForce, environment),
    ...unreadableCommits(evidence),
    ...(inForce.length > 0 && !appliesAt(levels, inForce, evidence, situation) ? [nothingApplied] : []),
  ];
  const decision = decide({ findings, approvals, mode: question.mode, obstacles });
  const windows = findings.flatMap(({ window }) => (window === undefined ? [] : [window]));
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
    window: windows.find(({ open }) => !open) ?? windows[0] ?? null,
    conditions: withoutDoubles(inForce.flatMap(({ rules }) => conditionsFor(rules, levels))),
    authorizedUntil:
      decision.kind === "allow" ? earliest([...windows.map(({ closesAt }) => closesAt), approvals.expiresAt]) : null,
  };
  return { ...result, nextSteps: nextSteps(result) };
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
