/** Risk in the summary: level, the reasons that matter most with a picture, what would lower it; all parts folded away. */
import type { Result } from "../../core/result.ts";
import { barOf, contributionOf, floorOf, longestOf, lowerRisk, pointsOf, reasonsOf, riskOf } from "../wording/risk.ts";
import { bold, code, folded, inline, join, list, table } from "./markdown.ts";

const most = { parts: 40, ways: 6 } as const;

/** The blocks of the section, in order; a block that is empty says nothing. */
export function riskBlocks(risk: Result["risk"]): string[] {
  const { contributions, changes = [], floors, meaning, score, silent = [] } = risk;
  const reasons = reasonsOf(risk);
  const ways = lowerRisk(risk);
  const longest = longestOf(contributions);
  const row = (part: Result["risk"]["contributions"][number], length: "short" | "full") => [
    pointsOf(part.points),
    code(barOf(part.points, longest)),
    contributionOf(part, length),
    code(part.factor),
  ];
  const longestChange = longestOf(changes);
  const byChange = changes.map(({ sha, title, points }) => [
    pointsOf(points),
    code(barOf(points, longestChange)),
    title,
    sha === null ? "" : code(sha.slice(0, 10)),
  ]);
  const factors = [
    table(
      ["Points", "", "Because", "Factor"],
      contributions.map((part) => row(part, "full")),
      most.parts,
    ),
    contributions.length === 0 ? "" : inline(`Together ${score} of 100.`),
    silent.length === 0 ? "" : inline(`Nothing added by: ${silent.join(", ")}.`),
  ];
  return [
    `### Risk: ${inline(riskOf(risk))}`,
    inline(meaning),
    table(
      ["Points", "", "Because", "Factor"],
      reasons.map((part) => row(part, "short")),
      reasons.length,
    ),
    list(
      floors.map((floor) => join(bold(`At least ${floor.level}:`), floorOf(floor))),
      { atMost: most.parts },
    ),
    ways.length === 0 ? "" : "**What would lower it**",
    list(ways, { atMost: most.ways }),
    folded("Risk by factor", factors.filter((block) => block !== "").join("\n\n")),
    folded("Risk by change", table(["Points", "", "Change", "Commit"], byChange, most.parts)),
  ];
}
