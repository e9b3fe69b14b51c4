/** What a decision rests on (risk, findings, approvals, window), in the words of a release manager. Plain text, not yet escaped. */
import { sayMoment } from "../../core/calendar/wording.ts";
import type { Result } from "../../core/result.ts";
import { isSettled } from "./verdict.ts";
import { grouped, withoutStop } from "./words.ts";

type Finding = Result["findings"][number];
type Approvals = Result["approvals"];

/** `documents: runbook`, with whose policy asked where it is not the trusted one. */
export function findingName({ check, subject, askedBy }: Finding): string {
  const whose = askedBy === "base" || askedBy === "head" ? ` (policy at the ${askedBy})` : "";
  return `${check}${subject === null ? "" : `: ${subject}`}${whose}`;
}

const statusWords = [
  ["fail", "failed"],
  ["unknown", "unknown"],
  ["pending", "waiting"],
  ["pass", "passed"],
  ["skipped", "skipped"],
] as const;

/** `1 failed, 5 passed; advice: 2 unknown`. */
export function findingsTally(findings: readonly Finding[]): string {
  const isAdvice = (finding: Finding): boolean => finding.enforcement === "advisory" && !isSettled(finding);
  const advice = tallyOf(findings.filter(isAdvice));
  const rest = tallyOf(findings.filter((finding) => !isAdvice(finding)));
  const parts = [...(rest === "" ? [] : [rest]), ...(advice === "" ? [] : [`advice: ${advice}`])];
  return parts.length === 0 ? "no check applies" : parts.join("; ");
}

const tallyOf = (findings: readonly Finding[]): string =>
  statusWords
    .map(([status, word]) => [findings.filter((finding) => finding.status === status).length, word] as const)
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${grouped(n)} ${word}`)
    .join(", ");

/** `2 of 3 given`. */
export function approvalsTally({ requirements }: Approvals): string {
  if (requirements.length === 0) return "nobody has to approve";
  const needed = requirements.reduce((sum, { count }) => sum + count, 0);
  const missing = requirements.reduce((sum, requirement) => sum + requirement.missing, 0);
  return `${needed - missing} of ${needed} given`;
}

/** What the calendar says, and when that changes. */
export function windowOf({
  calendar,
  because,
  open,
  closesAt,
  opensAt,
  timeZone,
}: NonNullable<Result["window"]>): string {
  const says = `${calendar}: ${withoutStop(because)}`;
  if (open) return closesAt === null ? `${says}.` : `${says}; closes ${sayMoment(closesAt, timeZone)}.`;
  return `${says}; ${opensAt === null ? "does not open within two years" : `opens ${sayMoment(opensAt, timeZone)}`}.`;
}
