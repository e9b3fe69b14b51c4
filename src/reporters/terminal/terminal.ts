/** The decision for somebody who reads it in ten seconds: what, why, what next; then everything it rests on. */
import { sealLine } from "../escape.ts";
import type { Reporter, Reporting } from "../reporter.ts";
import { bannersOf, headlineOf, policyOf, questionOf, rangeOf, sizeOf, untilOf } from "../wording/release.ts";
import { verdicts } from "../wording/verdict.ts";
import { checks } from "./checks.ts";
import { approvals, changeWindow, risk } from "./grounds.ts";
import { hang, labelled, labelledList, type Page } from "./page.ts";
import { brush } from "./paint.ts";

/** Most that is shown of lists that a release can make long; JSON and record hold all of it. */
const most = { reasons: 5, notes: 5, limits: 5 } as const;

const banners = (page: Page, { result, reportOnly }: Reporting): string[] =>
  bannersOf(result, reportOnly).flatMap((text) =>
    hang(page, "", text, (line) => page.paint.tone("open", page.paint.bold(line))),
  );

function verdict(page: Page, { result }: Reporting): string[] {
  const { symbol, word, tone } = verdicts[result.decision];
  const badge = ` ${symbol} ${word} `;
  return hang(page, `${badge} `, headlineOf(result), page.paint.bold, `${page.paint.badge(tone, badge)} `);
}

function why(page: Page, { result }: Reporting): string[] {
  const messages = result.reasons.map(({ message }) => message);
  const until = untilOf(result);
  return [
    ...labelledList(page, result.decision === "error" ? "Missing" : "Why", messages, {
      mark: () => (messages.length > 1 ? "- " : ""),
      atMost: most.reasons,
    }),
    ...(until === null ? [] : labelled(page, "Until", [until])),
    ...labelledList(
      page,
      "Conditions",
      result.conditions.map(({ name, value, because }) => `${name}: ${value}. ${because}`),
      {},
    ),
  ];
}

const next = (page: Page, { result }: Reporting): string[] =>
  labelledList(page, "Next", result.nextSteps, { mark: (index) => `${index + 1}. ` });

function facts(page: Page, { result }: Reporting): string[] {
  const { quiet } = page.paint;
  const { release, policies, notes } = result;
  return [
    ...labelled(page, "Release", [rangeOf(release), sizeOf(release)]),
    ...labelled(page, "", [release.baseBecause], quiet),
    ...labelled(page, "Policy", policies.map(policyOf)),
    ...labelled(page, "", notes.slice(0, most.notes), quiet),
    ...labelled(page, "Asked", [questionOf(result)]),
  ];
}

/** The line itself is never broken, so that it can be copied; it has no characters that a shell or a terminal would take amiss. */
function handOver(page: Page, { receipt }: Reporting): string[] {
  if (receipt === null) return [];
  const { line, because } = receipt;
  if (line === null) return labelled(page, "Receipt", [because ?? "There is none."]);
  return [...labelled(page, "Receipt", ["Hand this line to the job that deploys (--receipt), whole:"]), line];
}

function ending(page: Page, { result, digests }: Reporting): string[] {
  const { quiet } = page.paint;
  const shortened = Object.entries(digests).map(([what, digest]) => `${what} ${String(digest).slice(0, 12)}`);
  return [
    ...changeWindow(page, result),
    ...labelledList(page, "Not known", result.release.limits, { style: quiet, atMost: most.limits }),
    ...labelled(page, "Digests", [shortened.join(", ")], quiet),
  ];
}

/** The report in its parts: the answer, and by name what it rests on. Lines as they are shown, harmless on any terminal. */
export function partsOf(reporting: Reporting): {
  readonly answer: readonly (readonly string[])[];
  readonly grounds: readonly { readonly name: string; readonly lines: readonly string[] }[];
} {
  const page: Page = { width: reporting.width, paint: brush(reporting.color) };
  const whole = (lines: readonly string[]): readonly string[] => lines.map(sealLine);
  return {
    answer: [banners(page, reporting), verdict(page, reporting), why(page, reporting), next(page, reporting)].map(
      whole,
    ),
    grounds: [
      { name: "release", lines: facts(page, reporting) },
      { name: "risk", lines: risk(page, reporting.result) },
      { name: "checks", lines: checks(page, reporting.result) },
      { name: "approvals", lines: approvals(page, reporting.result) },
      { name: "receipt", lines: handOver(page, reporting) },
      { name: "ending", lines: ending(page, reporting) },
    ].map(({ name, lines }) => ({ name, lines: whole(lines) })),
  };
}

export const terminal: Reporter = {
  format: "text",
  report(reporting) {
    const { answer, grounds } = partsOf(reporting);
    const parts = [...answer, ...grounds.map(({ lines }) => lines)];
    return `${parts
      .filter((part) => part.length > 0)
      .flatMap((part) => ["", ...part])
      .join("\n")}\n`;
  },
};
