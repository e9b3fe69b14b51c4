/** What a decision rests on (risk, findings, approvals, window), in the words of a release manager. Plain text, not yet escaped. */
import { sayMoment } from "../../core/calendar/wording.ts";
import type { Result } from "../../core/result.ts";
import { isSettled } from "./verdict.ts";
import { grouped, someOf, withoutStop } from "./words.ts";

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

/** `high: 41 of 100 alone would be low, a rule of the policy raises it`. */
export function riskOf({ score, level, levelByScore }: Result["risk"]): string {
  return level === levelByScore
    ? `${level}, ${score} of 100`
    : `${level}: ${score} of 100 alone would be ${levelByScore}, a rule of the policy raises it`;
}

/** `+12.5`, `-3.0`. */
export const pointsOf = (points: number): string => `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(1)}`;

/** What was seen; `short` leaves out the sentences behind the first, which say why it matters. */
export function contributionOf(
  { because, assumed }: Result["risk"]["contributions"][number],
  length: "short" | "full" = "full",
): string {
  const says = length === "short" ? (/^.*?\.(?= \p{Lu})/u.exec(because)?.[0] ?? because) : because;
  return assumed ? `${withoutStop(says)} (assumed)` : says;
}

/** `Schema changes are hard to undo (db/migrations/7.sql)`. */
export const floorOf = ({ reason, paths }: Result["risk"]["floors"][number]): string =>
  `${withoutStop(reason)} (${paths.length === 0 ? "the changed files cannot be read" : paths.join(", ")})`;

/** What would bring the level down: facts that are missing, files that raise it, else what the largest part of the score does. */
export function lowerRisk({ score, contributions, fixes, level, levelByScore, floors }: Result["risk"]): string[] {
  if (level === "low") return [];
  const paths = floors.flatMap((floor) => floor.paths);
  if (fixes.length > 0) return [...fixes];
  if (level !== levelByScore && paths.length > 0)
    return [`Without ${someOf([...new Set(paths)], 5)} it would be ${levelByScore}.`];
  const largest = contributions[0];
  if (largest === undefined || largest.points <= 0) return [];
  return [`Without its largest part the score would be ${Math.max(0, Math.round(score - largest.points))}.`];
}

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
