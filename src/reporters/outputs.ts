/** The answer as the outputs that later steps and jobs read: plain words, and JSON lists where there may be several. */
import type { Result } from "../core/result.ts";
import { plainJson } from "./escape.ts";
import type { Digests, ReceiptText } from "./reporter.ts";

/** In the order in which they are told. */
export const outputNames = [
  "decision",
  "allowed",
  "reasons",
  "risk-level",
  "risk-score",
  "approval-environments",
  "missing-approvals",
  "receipt",
  "next-window",
  "authorized-until",
  "conditions",
  "decision-digest",
  "record-path",
] as const;

export type Outputs = Readonly<Record<(typeof outputNames)[number], string>>;

/** Where nothing could be judged: never "allowed", and lists that a matrix can read. */
export const noOutputs: Outputs = {
  decision: "error",
  allowed: "false",
  reasons: "[]",
  "risk-level": "",
  "risk-score": "",
  "approval-environments": "[]",
  "missing-approvals": "[]",
  receipt: "",
  "next-window": "",
  "authorized-until": "",
  conditions: "[]",
  "decision-digest": "",
  "record-path": "",
};

/** A job may put out 1 MB in all. */
const mostListed = 100;

const json = (list: readonly unknown[]): string => plainJson(JSON.stringify(list.slice(0, mostListed)));

/** `recordPath` is null where no record was written. Every value is one line. */
export function outputsOf({
  result,
  digests,
  receipt,
  recordPath,
}: {
  readonly result: Result;
  readonly digests: Digests;
  readonly receipt: ReceiptText | null;
  readonly recordPath: string | null;
}): Outputs {
  const { approvals, window, risk } = result;
  const missing = approvals.requirements.filter((requirement) => requirement.missing > 0);
  return {
    decision: result.decision,
    allowed: String(result.allowed),
    reasons: json([...new Set(result.reasons.map(({ code }) => code))]),
    "risk-level": risk.level,
    "risk-score": String(risk.score),
    "approval-environments": json(result.approvalEnvironments),
    "missing-approvals": json(
      missing.map(({ anyOf, count, missing: stillMissing, couldApprove, impossible }) => ({
        "any-of": anyOf,
        count,
        missing: stillMissing,
        "could-approve": couldApprove?.slice(0, mostListed) ?? null,
        impossible,
      })),
    ),
    receipt: receipt?.line ?? "",
    "next-window": window?.comeBackAt ?? "",
    "authorized-until": result.authorizedUntil ?? "",
    conditions: json(result.conditions.map(({ name, value }) => ({ name, value }))),
    "decision-digest": digests.decision,
    "record-path": recordPath ?? "",
  };
}
