/** Waivers: named, expiring permissions that turn required findings advisory, always on the record. */
import type { Finding } from "../checks/finding.ts";
import { waiverSentence } from "./explain-lanes.ts";

/** The name under which the approvals of the risk level are waived, beside the ids of checks. */
export const approvalsWaived = "approvals";

export interface Waiver {
  /** The check that is waived; `approvals` for the approvals of the risk level. */
  readonly check: string;
  /** Who gave the permission, as shown. */
  readonly by: readonly string[];
  /** In the words of whoever asked, or of the policy. */
  readonly because: string;
  /** ISO 8601, UTC; null where the permission is the policy's own. */
  readonly until: string | null;
  /** All of it in one sentence, to be shown in every output. */
  readonly sentence: string;
}

/** A waiver with its sentence. */
export const waiver = (granted: Omit<Waiver, "sentence">): Waiver => ({
  ...granted,
  sentence: waiverSentence(granted),
});

/** Findings under waivers: what a waiver names no longer moves the decision, and is still shown with what it found. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[]): readonly Finding[] {
  const waived = new Set(waivers.map(({ check }) => check));
  return findings.map((finding) =>
    waived.has(finding.check) && finding.enforcement === "required" ? { ...finding, enforcement: "advisory" } : finding,
  );
}

/**
 * The waivers that made a difference here: those of checks that required something and did not pass, and of approvals that would have
 * been asked for.
 */
export const waiversUsed = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  asksSomebody: boolean,
): readonly Waiver[] =>
  waivers.filter(({ check }) =>
    check === approvalsWaived
      ? asksSomebody
      : findings.some(
          (finding) =>
            finding.check === check &&
            finding.enforcement === "required" &&
            finding.status !== "pass" &&
            finding.status !== "skipped",
        ),
  );
