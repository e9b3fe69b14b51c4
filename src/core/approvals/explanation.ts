/** The explanation: one tree of what holds, what is missing, who can clear it and how, and what was left aside and why. */
import { explanationTitle, labelOf, sentenceFor } from "./explain.ts";
import type { Tally } from "./tally-result.ts";

export type ExplanationStatus = "holds" | "missing" | "impossible" | "rejected" | "error" | "aside";

/** One sentence, and what stands under it. Plain JSON: text, Markdown and JSON say the same words. */
export interface Explanation {
  readonly status: ExplanationStatus;
  readonly sentence: string;
  readonly children: readonly Explanation[];
}

const leaf = (status: ExplanationStatus, sentence: string): Explanation => ({ status, sentence, children: [] });

const branch = (
  status: ExplanationStatus,
  sentence: string,
  children: readonly Explanation[],
): readonly Explanation[] => (children.length === 0 ? [] : [{ status, sentence, children }]);

/** Gravest first: the status that a list of explanations has as a whole. */
const gravity: readonly ExplanationStatus[] = ["rejected", "error", "impossible", "missing", "holds", "aside"];

const worst = (explanations: readonly Explanation[]): ExplanationStatus =>
  gravity.find((status) => explanations.some((each) => each.status === status)) ?? "holds";

/** Explains a tally from the top: rejections, what cannot be trusted, each requirement, conditions, and what does not count. */
export function explain(tally: Tally): Explanation {
  const requirements = tally.requirements.map((requirement): Explanation => {
    const status = requirement.impossible ? "impossible" : requirement.missing > 0 ? "missing" : "holds";
    return {
      status,
      sentence: sentenceFor(requirement),
      children: [
        leaf("aside", explanationTitle.askedBecause(requirement.because)),
        ...(requirement.ruledOut ?? []).map(({ person, because }) =>
          leaf("aside", explanationTitle.ruledOut(person, because, labelOf(requirement.anyOf))),
        ),
        ...(requirement.askAgain ?? []).map((sentence) => leaf("missing", sentence)),
      ],
    };
  });
  const children = [
    ...(tally.people === undefined || tally.people === 0 ? [] : [leaf("aside", explanationTitle.people(tally.people))]),
    ...tally.rejections.map(
      ({ person, comment, fix }): Explanation => ({
        status: "rejected",
        sentence: explanationTitle.rejected(person, comment),
        children: fix === undefined ? [] : [leaf("aside", fix)],
      }),
    ),
    ...(tally.unreadable === null ? [] : [leaf("error", explanationTitle.unreadable(tally.unreadable))]),
    ...tally.errors.map(({ message }) => leaf("error", message)),
    ...requirements,
    ...(tally.notBefore === undefined || tally.notBefore === null
      ? []
      : [leaf("missing", explanationTitle.notBefore(tally.notBefore))]),
    ...branch(
      "aside",
      explanationTitle.conditions(),
      (tally.conditions ?? []).map(({ person, name, value }) =>
        leaf("aside", explanationTitle.condition(person, name, value)),
      ),
    ),
    ...branch(
      "aside",
      explanationTitle.discounted(),
      tally.discounted.map(({ because }) => leaf("aside", because)),
    ),
    ...branch(
      "aside",
      explanationTitle.relaxed(),
      tally.relaxed.map((sentence) => leaf("aside", sentence)),
    ),
    ...(tally.remarks ?? []).map((sentence) => leaf("aside", sentence)),
    ...branch(
      "aside",
      explanationTitle.spare(),
      (tally.spare ?? []).map((name) => leaf("aside", name)),
    ),
  ];
  const status = worst(children.filter((each) => each.status !== "aside"));
  return { status, sentence: explanationTitle.whole(status, tally.requirements.length), children };
}

/** The tree as lines, two spaces a level. */
export function toLines({ sentence, children }: Explanation, depth = 0): readonly string[] {
  return [`${"  ".repeat(depth)}${sentence}`, ...children.flatMap((child) => toLines(child, depth + 1))];
}
