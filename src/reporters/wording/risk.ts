/** Risk in the words of a release manager: level, parts, what would lower it. Plain text, not yet escaped. */
import type { Result } from "../../core/result.ts";
import { someOf, withoutStop } from "./words.ts";

type Risk = Result["risk"];
type Contribution = Risk["contributions"][number];

/** How many reasons are told before anything is unfolded. */
export const mainReasons = 3;

/** `high: 41 of 100 alone would be low, a rule of the policy raises it`. */
export function riskOf({ score, level, levelByScore }: Risk): string {
  return level === levelByScore
    ? `${level}, ${score} of 100`
    : `${level}: ${score} of 100 alone would be ${levelByScore}, a rule of the policy raises it`;
}

/** `+12.5`, `-3.0`. */
export const pointsOf = (points: number): string => `${points < 0 ? "-" : "+"}${Math.abs(points).toFixed(1)}`;

/** What was seen; `short` leaves out the sentences behind the first, which say why it matters. */
export function contributionOf({ because, assumed }: Contribution, length: "short" | "full" = "full"): string {
  const says = length === "short" ? (/^.*?\.(?= \p{Lu})/u.exec(because)?.[0] ?? because) : because;
  return assumed ? `${withoutStop(says)} (assumed)` : says;
}

/** The parts that raise the score most, largest first. */
export const reasonsOf = ({ contributions }: Risk): readonly Contribution[] =>
  contributions.filter(({ points }) => points > 0).slice(0, mainReasons);

const noFiles = {
  none: " (the changed files cannot be read)",
  request: "",
  "policy-change": "",
} as const;

/** `your policy says: Schema changes are hard to undo (db/migrations/7.sql)`. */
export function floorOf({ reason, paths, says }: Risk["floors"][number]): string {
  const whose = says === "policy-change" ? "" : "your policy says: ";
  return `${whose}${withoutStop(reason)}${paths.length === 0 ? noFiles[says ?? "none"] : ` (${paths.join(", ")})`}`;
}

/** What would bring the level down: facts that are missing, files that raise it, another cut of the same changes. */
export function lowerRisk({ fixes, level, levelByScore, floors, ways = [] }: Risk): string[] {
  if (level === "low") return [];
  const paths = [...new Set(floors.flatMap((floor) => floor.paths))];
  return [
    ...fixes,
    ...(level !== levelByScore && paths.length > 0
      ? [`Without ${someOf(paths, 5)} it would be ${levelByScore}.`]
      : level === levelByScore
        ? ways.map(({ says }) => says)
        : []),
  ];
}

const cells = 10;
const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"] as const;

/** A bar of up to ten blocks, the longest part being all of them; what lowers the score is drawn hollow. */
export function barOf(points: number, longest: number): string {
  if (longest <= 0) return "";
  const length = (Math.abs(points) / longest) * cells;
  if (points < 0) return "░".repeat(Math.max(1, Math.round(length)));
  const whole = Math.floor(length);
  const rest = eighths[Math.floor((length - whole) * 8)] ?? "";
  return `${"█".repeat(whole)}${rest}` || "▏";
}

/** The largest part, for `barOf`. */
export const longestOf = (parts: readonly { readonly points: number }[]): number =>
  parts.reduce((most, { points }) => Math.max(most, Math.abs(points)), 0);
