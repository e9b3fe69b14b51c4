/** Waivers: named, expiring permissions that turn required findings advisory, always on the record. */
import type { Finding } from "../checks/finding.ts";

export interface Waiver {
  /** The check that is waived; `approvals` for the approvals of the risk level. */
  readonly check: string;
  /** Who gave the permission, as shown. */
  readonly by: readonly string[];
  /** In the words of whoever asked, or of the policy. */
  readonly because: string;
  /** ISO 8601, UTC; null where the permission is the policy's own. */
  readonly until: string | null;
}

/** Findings under waivers: what a waiver names no longer moves the decision, and is still shown with what it found. */
export function waive(findings: readonly Finding[], waivers: readonly Waiver[]): readonly Finding[] {
  const waived = new Set(waivers.map(({ check }) => check));
  return findings.map((finding) =>
    waived.has(finding.check) && finding.enforcement === "required" ? { ...finding, enforcement: "advisory" } : finding,
  );
}

/** The waivers that made a difference here: those of checks that required something and did not pass. */
export const waiversUsed = (findings: readonly Finding[], waivers: readonly Waiver[]): readonly Waiver[] =>
  waivers.filter(({ check }) =>
    findings.some(
      (finding) =>
        finding.check === check &&
        finding.enforcement === "required" &&
        finding.status !== "pass" &&
        finding.status !== "skipped",
    ),
  );
