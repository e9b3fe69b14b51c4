/** Risk, approvals and window: what the decision rests on besides the checks. */
import type { Result } from "../../core/result.ts";
import {
  approvalsTally,
  contributionOf,
  discountedOf,
  floorOf,
  lowerRisk,
  pointsOf,
  rejectionOf,
  requirementNotes,
  requirementOf,
  riskOf,
  windowOf,
} from "../wording/grounds.ts";
import { requirementVerdict, type Verdict, verdicts } from "../wording/verdict.ts";
import { counted } from "../wording/words.ts";
import { hang, labelled, margin, type Page } from "./page.ts";

const most = { parts: 3, discounted: 6 } as const;

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

export function approvals(page: Page, { approvals: tally }: Result): string[] {
  const { paint } = page;
  const { requirements, rejections, discounted, relaxed, unreadable, errors } = tally;
  const marked = ({ symbol, tone }: Verdict, text: string): string[] =>
    hang(page, `${margin}${symbol} `, text, undefined, `${margin}${paint.tone(tone, symbol)} `);
  const below = (text: string): string[] => hang(page, `${margin}  `, text, paint.quiet);
  const left = discounted.length - most.discounted;
  return [
    ...labelled(page, "Approvals", [approvalsTally(tally)]),
    ...rejections.flatMap((rejection) => marked(verdicts.block, rejectionOf(rejection))),
    ...requirements.flatMap((requirement) => [
      ...marked(requirementVerdict(requirement), requirementOf(requirement)),
      ...requirementNotes(requirement).flatMap(below),
    ]),
    ...(unreadable === null ? [] : marked(verdicts.error, unreadable)),
    ...errors.flatMap(({ message }) => marked(verdicts.error, message)),
    ...discounted.slice(0, most.discounted).flatMap((one) => below(discountedOf(one))),
    ...(left > 0 ? below(`and ${counted(left, "more", "more")} not counted`) : []),
    ...relaxed.flatMap(below),
  ];
}

export const changeWindow = (page: Page, { window }: Result): string[] =>
  window === null ? [] : labelled(page, "Window", [windowOf(window)]);
