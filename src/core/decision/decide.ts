/** Findings and approvals in, a decision out, by the order of precedence that every mode shares. */
import { explanationTitle, sentenceFor } from "../approvals/explain.ts";
import type { CountedRequirement, Tally } from "../approvals/tally-result.ts";
import type { Finding } from "../checks/finding.ts";
import type { Decision, DecisionKind, Mode, Reason } from "./decision.ts";

/** What a decision rests on. Every finding already carries its enforcement, so no policy is needed here. */
export interface Grounds {
  readonly findings: readonly Finding[];
  readonly approvals: Tally;
  readonly mode: Mode;
  /** Why nothing can be decided, whatever the findings say: an environment that the policy does not name, commits that cannot be read. */
  readonly obstacles: readonly Reason[];
}

const toReason = ({ code, summary }: Finding): Reason => ({ code, message: summary });

/** The code of a finding that an emergency leaves out once its approval is given. */
export const emergencyAwaited = "emergency.awaited";

/** A closed window for which the policy waits passes by itself; so does what only an approval is lacking for. */
const comesByItself = ({ check, code }: Finding): boolean => check === "change-window" || code === emergencyAwaited;
const canStillCome = ({ impossible }: CountedRequirement): boolean => !impossible;

function approvalReasons(tally: Tally): Reason[] {
  return tally.requirements
    .filter(({ missing }) => missing > 0)
    .map((requirement) => ({
      code: requirement.impossible ? "approvals.impossible" : "approvals.missing",
      message: sentenceFor(requirement),
    }));
}

/** An approver may ask for a moment before which the deployment is not wanted. */
const tooEarly = ({ notBefore }: Tally): Reason[] =>
  notBefore === undefined || notBefore === null
    ? []
    : [{ code: "approvals.not-before", message: explanationTitle.notBefore(notBefore) }];

/** Why an answer is missing that no mode may do without. Approvals that cannot be read count as merely missing in `evaluate`. */
function undetermined({ findings, approvals, mode, obstacles }: Grounds): Reason[] {
  return [
    ...obstacles,
    ...findings.filter(({ enforcement, status }) => enforcement === "required" && status === "unknown").map(toReason),
    ...approvals.errors,
    ...(approvals.unreadable !== null && mode !== "evaluate"
      ? [{ code: "approvals.unreadable", message: approvals.unreadable }]
      : []),
  ];
}

/**
 * Design: (1) a required fail or a rejection blocks; (2) else a required unknown, or approvals or commits that cannot be read, is an
 * error; (3) else a required pending, a missing approval or a window worth waiting for waits; (4) else it is allowed.
 * Reasons of the graver kinds come first; those of milder kinds follow, so that nobody mends one thing to learn of the next.
 */
export function decide(grounds: Grounds): Decision {
  const required = grounds.findings.filter(({ enforcement }) => enforcement === "required");
  const pendingFindings = required.filter(({ status }) => status === "pending");
  const missing = grounds.approvals.requirements.filter((requirement) => requirement.missing > 0);
  const reasons: Record<Exclude<DecisionKind, "allow">, Reason[]> = {
    block: [
      ...required.filter(({ status }) => status === "fail").map(toReason),
      ...grounds.approvals.rejections.map(({ person, comment }) => ({
        code: "approvals.rejected",
        message: explanationTitle.rejected(person, comment),
      })),
    ],
    error: undetermined(grounds),
    wait: [...pendingFindings.map(toReason), ...approvalReasons(grounds.approvals), ...tooEarly(grounds.approvals)],
  };
  const all = [...reasons.block, ...reasons.error, ...reasons.wait];
  const kind = (["block", "error", "wait"] as const).find((candidate) => reasons[candidate].length > 0) ?? "allow";
  if (kind === "allow") return { kind, reasons: [allowed(required, grounds.approvals)], isSettledButForTime: true };
  return {
    kind,
    reasons: all,
    isSettledButForTime: kind === "wait" && pendingFindings.every(comesByItself) && missing.every(canStillCome),
  };
}

function allowed(required: readonly Finding[], { requirements }: Tally): Reason {
  const passed = required.filter(({ status }) => status === "pass").length;
  const checks = passed === 1 ? "The one required check passes" : `All ${passed} required checks pass`;
  const approvals =
    requirements.length === 0
      ? "nobody has to approve at this risk level"
      : "every approval that is asked for was given";
  return { code: "allowed", message: `${checks}, and ${approvals}.` };
}
