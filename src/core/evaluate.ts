/** Policy + evidence + now -> Result: risk first, then findings, then approvals, then the decision. */

import { explain } from "./approvals/explanation.ts";
import { mergeTallies } from "./approvals/merge.ts";
import { assessAll } from "./assess-all.ts";
import { sayPlaces } from "./calendar/places.ts";
import type { WindowAnswer } from "./calendar/window.ts";
import type { Case, RulesInForce } from "./case.ts";
import type { Situation } from "./checks/check.ts";
import type { Finding } from "./checks/finding.ts";
import { releaseState } from "./checks/release-state.ts";
import { conditionsFor } from "./conditions.ts";
import { decide } from "./decision/decide.ts";
import { deployGate } from "./deploy-gate.ts";
import { judge } from "./judge.ts";
import { nextSteps } from "./next-steps.ts";
import { appliesAtEach, nothingApplied, obstaclesTo } from "./obstacles.ts";
import { environmentFor } from "./policy/environment-for.ts";
import { receiptFor } from "./receipt-for.ts";
import type { Result } from "./result.ts";
import { possibleLevels } from "./risk/possible-levels.ts";

/**
 * Judges one release. Pure: the same case gives the same result, byte for byte. Where several policies are in force every one of
 * them must be met: the highest risk level holds, all findings count, and each policy's approvals are tallied by themselves.
 */
export function evaluate({ policies, evidence, question }: Case): Result {
  const { environment, at, changeType } = question;
  const inForce = policies.flatMap((entry): RulesInForce[] => {
    const { rules } = environmentFor(entry.policy, environment);
    return rules === null ? [] : [{ ...entry, rules }];
  });
  const risk = assessAll(inForce, evidence, policies.length > 1);
  const levels = possibleLevels(risk, evidence);
  const situation: Situation = { now: at, environment, changeType, riskLevel: risk.level, release: evidence.release };
  const state = releaseState(evidence, situation);
  const isRollback = state.some(({ code, status }) => code === "release.rollback" && status === "pass");

  const asked = withoutDoubles(inForce.flatMap(({ rules }) => conditionsFor(rules, levels)));
  const judgements = inForce.map(({ rules, role, places = {} }) =>
    judge(rules, role, {
      evidence,
      question,
      situation: { ...situation, places },
      levels,
      conditions: asked,
      isRollback,
    }),
  );
  const findings = [
    ...withoutDoubles(judgements.flatMap((judgement) => judgement.findings)),
    ...state,
    ...deployGate(evidence, question),
  ];
  const approvals = mergeTallies(judgements.map(({ tally }) => tally));
  const conditions = [...asked, ...withoutDoubles(judgements.flatMap((judgement) => judgement.conditions))];
  const obstacles = withoutDoubles([
    ...obstaclesTo({ policies, inForce, evidence, question }),
    ...judgements.flatMap((judgement) => judgement.obstacles),
    ...(inForce.length === 0 || appliesAtEach(levels, inForce, evidence, situation) ? [] : [nothingApplied]),
  ]);
  const decision = decide({ findings, approvals, mode: question.mode, obstacles });
  const waivers = withoutDoubles(judgements.flatMap((judgement) => judgement.waivers));
  const windows = findings.flatMap(({ window }) => (window === undefined ? [] : [window]));
  const ends = [
    ...windows.map(({ closesAt }) => closesAt),
    approvals.expiresAt,
    ...judgements.map(({ until }) => until),
  ];
  const result = {
    decision: decision.kind,
    allowed: decision.kind === "allow" && question.hypothetical === null,
    // Nothing is ever left out silently: whoever reads the reasons alone learns of it too.
    reasons: [
      ...decision.reasons,
      ...waivers.map(({ check, sentence }) => ({ code: `waived.${check}`, message: sentence })),
    ],
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
    explanation: explain(approvals),
    approvalEnvironments: [...new Set(judgements.flatMap(({ approvalEnvironments }) => approvalEnvironments))].sort(),
    receipt: question.mode === "evaluate" ? receiptFor(judgements, asked, risk.level, { evidence, question }) : null,
    window: decisive(windows),
    conditions,
    waivers,
    emergency: judgements.find(({ emergency }) => emergency !== null)?.emergency ?? null,
    authorizedUntil: decision.kind === "allow" ? earliest(ends) : null,
  };
  return { ...result, nextSteps: nextSteps(result, evidence) };
}

/** A policy of the base or head mostly asks what the trusted one asks: an answer that is the same is shown once. */
function withoutDoubles<T extends object>(list: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return list.filter((entry) => {
    const key = withoutPlaces(JSON.stringify({ ...entry, askedBy: null }), entry);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Of several calendars the one that opens last, of those that hold the release back; one that never opens before all. */
function decisive(windows: readonly WindowAnswer[]): WindowAnswer | null {
  const closed = windows.filter(({ comeBackAt }) => comeBackAt !== undefined);
  const never = closed.find(({ comeBackAt }) => comeBackAt === null);
  if (never !== undefined) return never;
  const last = closed.reduce<WindowAnswer | null>(
    (a, b) => (a === null || Date.parse(b.comeBackAt ?? "") > Date.parse(a.comeBackAt ?? "") ? b : a),
    null,
  );
  return last ?? windows[0] ?? null;
}

/** The same rule on another line gives the same answer. */
function withoutPlaces(text: string, entry: object): string {
  const places = "window" in entry ? ((entry as Pick<Finding, "window">).window?.places ?? []) : [];
  const quoted = (part: string): string => JSON.stringify(part).slice(1, -1);
  return places.length === 0
    ? text
    : text.replaceAll(quoted(sayPlaces(places)), "").replace(`"places":${JSON.stringify(places)}`, "");
}

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.filter((instant) => instant !== null).sort((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
