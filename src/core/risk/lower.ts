/** What a release manager could do to bring the score down: other cuts of the same changes, each with the score that it would have. */
import type { LowerWay } from "./assessment.ts";
import type { Weighed } from "./contributions.ts";
import type { RiskLevel } from "./level.ts";
import { counted } from "./wording.ts";

/** A way that saves less than this is not worth a person's time. */
const leastSaved = 3;
const most = 3;

interface Scale {
  /** Hazard of a set of changes -> score (an integer), as the release itself is scored. */
  readonly scoreOf: (hazard: number) => number;
  readonly levelOf: (score: number) => RiskLevel;
}

const sumOf = (members: readonly Weighed[]): number =>
  members.reduce((sum, { hazard: { total }, times }) => sum + total * times, 0);

const shas = (members: readonly Weighed[]): string =>
  members.length > 3
    ? counted(members.length, "change")
    : members.map(({ change: { sha } }) => sha.slice(0, 7)).join(", ");

/** Size: what code a change brings, in how many places. */
const sizes: ReadonlySet<string> = new Set(["size", "decisions"]);

function shareOfSize({ hazard: { parts, total }, times }: Weighed, whole: number): number {
  if (times > 1 || whole <= 0 || total <= 0) return 0;
  const ofSize = parts.filter(({ factor, saw }) => sizes.has(factor.id) && saw !== null);
  return ofSize.reduce((sum, { hazard }) => sum + hazard, 0) / whole;
}

/**
 * At most three ways, the most helpful first; none where the score cannot fall by three points. Ways that only want facts
 * (a checkout with history) are not among them: the assessment names those as fixes.
 */
export function waysToLower(
  weighed: readonly Weighed[],
  score: number,
  { scoreOf, levelOf }: Scale,
): readonly LowerWay[] {
  const whole = sumOf(weighed);
  const total = weighed.reduce((sum, { times }) => sum + times, 0);
  const ways: LowerWay[] = [];
  const offer = (hazard: number, says: (would: string) => string): void => {
    const left = scoreOf(hazard);
    if (left > score - leastSaved) return;
    ways.push({ says: says(`${left} of 100 (${levelOf(left)})`), score: left });
  };
  const known = weighed.filter(({ change }) => change.sha !== "");
  const migrating = known.filter(({ change }) => change.shape?.touchesMigration === true);
  if (migrating.length > 0 && migrating.length < total)
    offer(
      whole - sumOf(migrating),
      (would) => `Split the migration from the rest: without ${shas(migrating)} the release would score ${would}.`,
    );
  const [riskiest] = [...known].sort((a, b) => b.hazard.total - a.hazard.total);
  if (riskiest !== undefined && total > 1 && !(migrating.length === 1 && migrating[0] === riskiest))
    offer(
      whole - riskiest.hazard.total,
      (would) => `Release ${shas([riskiest])} by itself: without it the release would score ${would}.`,
    );
  if (total > 1) {
    const byNumber = Math.round(
      (100 * weighed.reduce((sum, { hazard, times }) => sum + hazard.base * times, 0)) / whole,
    );
    offer(
      whole / 2,
      (would) =>
        `${counted(total, "change")} at once: ${byNumber} % of the risk is their number alone. Half of them at a time would score about ${would}.`,
    );
  }
  if (riskiest !== undefined && shareOfSize(riskiest, whole) >= 0.3)
    offer(
      whole - riskiest.hazard.total / 2,
      (would) =>
        `Cut ${shas([riskiest])} into parts that go out one after the other: size is ${Math.round(100 * shareOfSize(riskiest, whole))} % of the risk; with half of that change the release would score about ${would}.`,
    );
  return ways.sort((a, b) => a.score - b.score).slice(0, most);
}
