/** The decision as Markdown for a job summary: the answer first, what it rests on below it, particulars folded away. */
import type { Result } from "../../core/result.ts";
import { markdownCode, sealLine } from "../escape.ts";
import type { Reporter, Reporting } from "../reporter.ts";
import { approvalsTally, findingName, findingsTally, windowOf } from "../wording/grounds.ts";
import { bannersOf, headlineOf, policyOf, questionOf, rangeOf, sizeOf, untilOf } from "../wording/release.ts";
import { riskOf } from "../wording/risk.ts";
import { byGravity, explanationVerdicts, type Verdict, verdictOf, verdicts } from "../wording/verdict.ts";
import { counted } from "../wording/words.ts";
import { bold, type Content, code, document, folded, inline, join, list, markup, table } from "./markdown.ts";
import { riskBlocks } from "./risk.ts";

/** GitHub refuses a summary of more than 1 MiB; other steps of the job may want some of it. */
const mostBytes = 900_000;
const most = { reasons: 10, checks: 100, details: 10, parts: 30, children: 30, limits: 20 } as const;

const signs: Readonly<Record<string, string>> = {
  ALLOWED: "✅",
  WAIT: "⏳",
  BLOCKED: "⛔",
  "NOT DETERMINED": "❔",
  FAIL: "❌",
  UNKNOWN: "❔",
  PASS: "✅",
  SKIPPED: "➖",
  GIVEN: "✅",
  MISSING: "⏳",
  IMPOSSIBLE: "❌",
  REJECTED: "⛔",
};

const signed = ({ word, tone }: Verdict): Content =>
  markup(`${word === "FAIL" && tone !== "bad" ? "⚠️" : (signs[word] ?? "")}&nbsp;${word}`);

const heading = ({ result }: Reporting): string => {
  const { word } = verdicts[result.decision];
  return `## ${signs[word]} ${word}: ${inline(headlineOf(result))}`;
};

const banners = ({ result, reportOnly }: Reporting): string[] =>
  bannersOf(result, reportOnly).map((text) => `> ⚠️ ${inline(bold(text))}`);

function answer({ result }: Reporting): string[] {
  const { reasons, conditions, nextSteps } = result;
  const until = untilOf(result);
  return [
    list(
      reasons.map(({ message }) => message),
      { atMost: most.reasons },
    ),
    until === null ? "" : inline(until),
    conditions.length === 0 ? "" : "**Conditions**",
    list(
      conditions.map(({ name, value, because }) => join(bold(`${name}: ${value}.`), because)),
      { atMost: most.reasons },
    ),
    nextSteps.length === 0 ? "" : "**What to do next**",
    list(nextSteps, { atMost: 3, ordered: true }),
  ];
}

function facts({ result }: Reporting): string {
  const { release, policies, notes, window } = result;
  const rows: (readonly Content[])[] = [
    ["Release", join(code(rangeOf(release)), markup("<br>"), sizeOf(release))],
    ["Base", release.baseBecause],
    ...policies.map((policy) => ["Policy", policyOf(policy)]),
    ...notes.slice(0, most.reasons).map((note) => ["", note]),
    ["Risk", bold(riskOf(result.risk))],
    ["Approvals", approvalsTally(result.approvals)],
    ...(window === null ? [] : [["Window", windowOf(window)]]),
    ["Asked", questionOf(result)],
  ];
  return table(["", ""], rows, rows.length);
}

const nameOf = (finding: Result["findings"][number]): Content =>
  join(code(findingName(finding)), finding.enforcement === "advisory" ? "(advisory)" : "");

function checks({ result }: Reporting): string[] {
  const findings = byGravity(result.findings);
  const telling = findings.filter(({ details, fix }) => details.length > 0 || fix !== null);
  const particulars = telling.slice(0, most.checks).map((finding) =>
    [
      `${inline(signed(verdictOf(finding)))} ${inline(nameOf(finding))}`,
      list(
        [...finding.details.slice(0, most.details), ...(finding.fix === null ? [] : [join(bold("Fix:"), finding.fix)])],
        {
          atMost: most.details + 1,
        },
      ),
    ].join("\n\n"),
  );
  return [
    `### Checks: ${inline(findingsTally(findings))}`,
    table(
      ["", "Check", "Says"],
      findings.map((finding) => [signed(verdictOf(finding)), nameOf(finding), finding.summary]),
      most.checks,
    ),
    folded("Details and fixes", particulars.join("\n\n")),
  ];
}

/** A nested list; what is only told has no sign. */
function tree({ status, sentence, children }: Result["explanation"], depth = 0): string[] {
  const sign = signs[explanationVerdicts[status].word];
  const indent = "  ".repeat(depth);
  const left = children.length - most.children;
  return [
    `${indent}- ${sign === undefined ? "" : `${sign} `}${inline(sentence)}`,
    ...children.slice(0, most.children).flatMap((child) => tree(child, depth + 1)),
    ...(left > 0 ? [`${indent}  - ${inline(`and ${counted(left, "more", "more")}, all in the record`)}`] : []),
  ];
}

function approvals({ result: { approvals: tally, explanation } }: Reporting): string {
  const { children } = explanation;
  const lines = children.slice(0, most.checks).flatMap((child) => tree(child));
  const left = children.length - most.checks;
  if (left > 0) lines.push(`- ${inline(`and ${counted(left, "more", "more")}, all in the record`)}`);
  return folded(`Approvals: ${approvalsTally(tally)}`, [inline(explanation.sentence), lines.join("\n")].join("\n\n"));
}

/** Folded away: only the pipeline needs it. */
const handOver = ({ receipt }: Reporting): string =>
  receipt === null
    ? ""
    : folded(
        "Receipt for the job that deploys",
        receipt.line === null ? inline(receipt.because ?? "There is none.") : markdownCode(receipt.line),
      );

const limits = ({ result }: Reporting): string =>
  result.release.limits.length === 0
    ? ""
    : `### What could not be known\n\n${list(result.release.limits, { atMost: most.limits })}`;

const digestTable = ({ digests: { policy, evidence, decision } }: Reporting): string =>
  folded(
    "Digests (SHA-256) of what was judged",
    table(
      ["Of", "Digest"],
      Object.entries({ policy, evidence, decision }).map(([what, digest]) => [what, code(digest)]),
      3,
    ),
  );

export const summary: Reporter = {
  format: "markdown",
  report(reporting) {
    const blocks = [
      heading(reporting),
      ...banners(reporting),
      ...answer(reporting),
      facts(reporting),
      ...checks(reporting),
      limits(reporting),
      ...riskBlocks(reporting.result.risk),
      approvals(reporting),
      handOver(reporting),
      digestTable(reporting),
    ];
    return document(blocks, reporting.mostBytes ?? mostBytes)
      .split("\n")
      .map(sealLine)
      .join("\n");
  },
};
