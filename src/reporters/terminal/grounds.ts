/** Risk, approvals and window: what the decision rests on besides the checks. */
import type { Result } from "../../core/result.ts";
import { approvalsTally, windowOf } from "../wording/grounds.ts";
import { contributionOf, floorOf, lowerRisk, mainReasons, pointsOf, riskOf } from "../wording/risk.ts";
import { explanationVerdicts } from "../wording/verdict.ts";
import { counted } from "../wording/words.ts";
import { hang, labelled, margin, type Page } from "./page.ts";

const most = { parts: mainReasons, children: 6 } as const;

const part = (points: number): string => `${margin}${pointsOf(points).padStart(6)}  `;

export function risk(page: Page, { risk: assessed }: Result): string[] {
  const { paint } = page;
  const raising = assessed.contributions.filter(({ points }) => points > 0);
  const rest = raising.slice(most.parts);
  return [
    ...labelled(page, "Risk", [riskOf(assessed)], (line) =>
      paint.tone(assessed.level === "low" ? "good" : "open", line),
    ),
    ...raising
      .slice(0, most.parts)
      .flatMap((contribution) => hang(page, part(contribution.points), contributionOf(contribution, "short"))),
    ...(rest.length === 0
      ? []
      : hang(
          page,
          part(rest.reduce((sum, { points }) => sum + points, 0)),
          `from ${counted(rest.length, "smaller part")}`,
          paint.quiet,
        )),
    ...assessed.floors.flatMap((floor) => hang(page, `${margin}At least ${floor.level}: `, floorOf(floor))),
    ...lowerRisk(assessed).flatMap((way) => hang(page, `${margin}To lower it: `, way)),
    ...labelled(page, "", [assessed.meaning], paint.quiet),
  ];
}

/** The explanation as a tree: what is judged has its sign, what is told about it stands below. */
export function approvals(page: Page, { approvals: tally, explanation }: Result): string[] {
  const isAsked = tally.requirements.length > 0;
  return [
    ...labelled(page, "Approvals", [`${isAsked ? `${approvalsTally(tally)}. ` : ""}${explanation.sentence}`]),
    ...explanation.children.flatMap((child) => branch(page, child, margin)),
  ];
}

function branch(page: Page, { status, sentence, children }: Result["explanation"], indent: string): string[] {
  const { paint } = page;
  const { symbol, tone } = explanationVerdicts[status];
  const left = children.length - most.children;
  const below = `${indent}  `;
  return [
    ...(symbol === ""
      ? hang(page, below, sentence, paint.quiet)
      : hang(page, `${indent}${symbol} `, sentence, undefined, `${indent}${paint.tone(tone, symbol)} `)),
    ...children.slice(0, most.children).flatMap((child) => branch(page, child, below)),
    ...(left > 0
      ? hang(page, `${below}  `, `and ${counted(left, "more", "more")}; --format json has all`, paint.quiet)
      : []),
  ];
}

export const changeWindow = (page: Page, { window }: Result): string[] =>
  window === null ? [] : labelled(page, "Window", [windowOf(window)]);
