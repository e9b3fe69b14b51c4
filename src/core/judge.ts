/** One policy's judgement of a release: its findings, its approvals, and the lanes that relax or tighten them. */

import { type EmergencyStanding, emergencyStanding, openReview } from "./approvals/emergency.ts";
import { knowEnvironments } from "./approvals/environment-proof.ts";
import { askThrough } from "./approvals/environments.ts";
import { emergencySentence } from "./approvals/explain-lanes.ts";
import { mergeTallies } from "./approvals/merge.ts";
import { holdReceipt } from "./approvals/receipt-standing.ts";
import { type Requirement, requirementsForAny } from "./approvals/requirements.ts";
import { rollbackRequirements, rollbackWaivers } from "./approvals/rollback-lane.ts";
import { tally } from "./approvals/tally.ts";
import type { Tally } from "./approvals/tally-result.ts";
import { approvalsWaived, type Waiver, waive, waiversUsed } from "./approvals/waivers.ts";
import { withoutFreezes } from "./calendar/without-freezes.ts";
import { calendarOf } from "./checks/change-window.ts";
import type { Situation } from "./checks/check.ts";
import { type Finding, fail, unknown } from "./checks/finding.ts";
import { runChecks } from "./checks/run-checks.ts";
import { conditionWindows, maxAgeFor } from "./conditions.ts";
import { emergencyAwaited } from "./decision/decide.ts";
import type { Reason } from "./decision/decision.ts";
import type { Evidence } from "./evidence/evidence.ts";
import type { EnvironmentPolicy } from "./policy/policy.ts";
import type { Question } from "./question.ts";
import type { Condition, JudgedPolicy } from "./result.ts";
import type { RiskLevel } from "./risk/level.ts";

/** What every policy in force is judged with. */
export interface Bench {
  readonly evidence: Evidence;
  readonly question: Question;
  /** The situation as it is claimed: of an emergency nothing is believed before it is granted. */
  readonly situation: Situation;
  /** The levels that the release may have; the assessed one first. */
  readonly levels: readonly [RiskLevel, ...RiskLevel[]];
  /** What the policies in force ask of an allowed release at its level. */
  readonly conditions: readonly Condition[];
  /** Was the release proven to go back to what ran there before? */
  readonly isRollback: boolean;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** What is asked of the release, also where an emergency leaves it out: what a receipt tells. */
  readonly requirements: readonly Requirement[];
  readonly tally: Tally;
  /** What approvers ask of the deployment. */
  readonly conditions: readonly Condition[];
  readonly obstacles: readonly Reason[];
  /** Permissions that made a difference. */
  readonly waivers: readonly Waiver[];
  /** Until when a granted emergency holds (ISO 8601, UTC); null without one. */
  readonly until: string | null;
  /** What the review issue of a granted emergency must carry; null without one. */
  readonly emergency: { readonly key: string; readonly label: string } | null;
  /** Environments through which missing approvals are to be asked. */
  readonly approvalEnvironments: readonly string[];
}

/** Judges a release by the rules of one policy. */
export function judge(rules: EnvironmentPolicy, role: JudgedPolicy["role"], bench: Bench): Judgement {
  const { evidence, question, levels, isRollback } = bench;
  const forward = requirementsForAny(rules.approvals, levels, evidence.changedFiles);
  const requirements = isRollback ? rollbackRequirements(forward, rules.rollback ?? null) : forward;
  const counting = countingFor(rules, requirements, bench);
  const emergency = emergencyStanding(
    {
      emergency: rules.emergency ?? null,
      changeType: question.changeType,
      reason: question.reason,
      run: question.run?.id ?? null,
      uses: evidence.emergencyUses,
    },
    counting,
  );
  const waivers = [
    ...(emergency.status === "granted" ? emergency.waivers : []),
    ...(isRollback ? rollbackWaivers(rules.rollback ?? null) : []),
  ];
  const asked =
    waivers.some(({ check }) => check === approvalsWaived) || isLeftToEmergency(emergency, rules, question)
      ? []
      : requirements;
  const counted = tally({ ...counting, requirements: asked });
  const found = [...findingsOf(rules, role, emergency, bench), ...reviewFinding(rules, role, bench)];
  const asking = askFor(asked, counted, emergency, bench);
  return {
    findings: waive(found, waivers),
    requirements,
    tally: "tally" in emergency ? mergeTallies([counted, emergency.tally]) : counted,
    conditions: (counted.conditions ?? []).map(({ person, name, value }) => ({
      name,
      value,
      because: `${person} asks for it.`,
    })),
    obstacles: [
      ...(emergency.status === "refused" ? emergency.errors : []),
      ...asking.shortfalls.map((message) => ({ code: "approvals.too-few-environments", message })),
    ],
    waivers: waiversUsed(found, waivers, requirements.length > 0),
    until: emergency.status === "granted" ? emergency.until : null,
    emergency: emergency.status === "granted" ? { key: emergency.key, label: emergency.label } : null,
    approvalEnvironments: asking.environments,
  };
}

/** What the tally needs besides the requirements. */
function countingFor(
  rules: EnvironmentPolicy,
  requirements: readonly Requirement[],
  { evidence, question, levels, conditions }: Bench,
) {
  const { environment, at, mode, changeType, run, policyDigest, receipt } = question;
  const held =
    receipt?.status === "read"
      ? holdReceipt(receipt.receipt, {
          release: evidence.release,
          changeType,
          policyDigest,
          riskLevel: levels[0],
          requirements,
          conditions,
          attempt: run?.attempt ?? null,
        })
      : null;
  return {
    settings: rules.approvals,
    evidence,
    environment,
    now: at,
    mode,
    receipt: held,
    run: run?.id ?? null,
    startedAt: run?.createdAt ?? null,
    maxAge: maxAgeFor(rules, levels),
  };
}

/**
 * Before the moment of deploying, an emergency that will leave out the level's approvals asks its own groups alone: the others may be
 * asleep. It cannot be allowed before those groups have approved, and at the moment of deploying nothing is left out until then.
 */
const isLeftToEmergency = (
  { status }: EmergencyStanding,
  { emergency }: EnvironmentPolicy,
  { mode }: Question,
): boolean => status === "asked" && mode !== "enforce" && emergency?.waives.includes(approvalsWaived) === true;

/** Whom to ask through which environments. */
function askFor(
  asked: readonly Requirement[],
  counted: Tally,
  standing: EmergencyStanding,
  { evidence, question: { environment } }: Bench,
) {
  const known = knowEnvironments(evidence);
  const asking = [
    askThrough(asked, counted.requirements, environment, known),
    ...(standing.status === "asked"
      ? [askThrough(standing.requirements, standing.tally.requirements, environment, known)]
      : []),
  ];
  return {
    environments: [...new Set(asking.flatMap(({ environments }) => environments))].sort(),
    shortfalls: [...new Set(asking.flatMap(({ shortfalls }) => shortfalls))],
  };
}

/** An exception that a freeze makes for emergencies opens for a granted one only; a rollback's lane may lift freezes itself. */
function findingsOf(
  rules: EnvironmentPolicy,
  role: JudgedPolicy["role"],
  emergency: EmergencyStanding,
  { evidence, question, situation, levels, isRollback }: Bench,
): readonly Finding[] {
  const lifted = isRollback && rules.rollback?.["through-freezes"] === true ? throughFreezes(rules) : rules;
  const judgeAs = (believed: Situation): readonly Finding[] => [
    ...runChecks(lifted.checks, evidence, believed, role),
    ...conditionWindows(lifted, levels, evidence, believed, role),
  ];
  if (situation.changeType !== "emergency" || emergency.status === "granted") return judgeAs(situation);
  const strict = judgeAs({ ...situation, changeType: "normal" });
  // At the moment of deploying nothing is believed. Before it, whoever may break the glass has to be asked at all.
  if (emergency.status !== "asked" || question.mode === "enforce") return strict;
  const relaxed = judgeAs(situation);
  const waived: readonly string[] = rules.emergency?.waives ?? [];
  return strict.map((finding, index) => {
    if (isHarmless(finding) || !(waived.includes(finding.check) || isHarmless(relaxed[index]))) return finding;
    const summary = emergencySentence.wouldWaive(finding.summary);
    return { ...finding, status: "pending", code: emergencyAwaited, summary };
  });
}

const isHarmless = (finding: Finding | undefined): boolean =>
  finding !== undefined &&
  (finding.enforcement === "advisory" || finding.status === "pass" || finding.status === "skipped");

function throughFreezes(rules: EnvironmentPolicy): EnvironmentPolicy {
  const window = rules.checks["change-window"];
  const checks =
    window === undefined
      ? rules.checks
      : { ...rules.checks, "change-window": { ...window, calendar: withoutFreezes(calendarOf(window)) } };
  const conditions = Object.fromEntries(
    Object.entries(rules.conditions).map(([level, listed]) => [
      level,
      listed?.calendar === undefined ? listed : { ...listed, calendar: withoutFreezes(listed.calendar) },
    ]),
  );
  return { ...rules, checks, conditions };
}

/** While the review of an emergency is open, the next normal release hears of it. */
function reviewFinding(
  rules: EnvironmentPolicy,
  askedBy: JudgedPolicy["role"],
  { evidence, question }: Bench,
): readonly Finding[] {
  const { changeType, environment } = question;
  const review = openReview(rules.emergency ?? null, changeType, environment, evidence.emergencyUses);
  if (review === null) return [];
  const { fix = "Close the review issue of the emergency once it has been looked at." } = review;
  const verdict =
    review.effect !== "error"
      ? fail(review.code, review.message, { fix })
      : unknown(review.code, review.message, review.fix === undefined ? {} : { fix });
  const enforcement = review.effect === "warn" ? "advisory" : "required";
  return [{ check: "emergency", subject: null, askedBy, applied: false, enforcement, ...verdict }];
}
