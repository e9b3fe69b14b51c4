/** The decision and its findings as JUnit XML, so that GitLab and Jenkins show them where they show failed tests. */
import type { Result } from "../core/result.ts";
import { plainLine } from "./escape.ts";
import { cut } from "./layout.ts";
import type { Reporter, Reporting } from "./reporter.ts";
import { findingName } from "./wording/grounds.ts";
import { headlineOf } from "./wording/release.ts";
import { byGravity, verdicts } from "./wording/verdict.ts";

type Finding = Result["findings"][number];

/** A page that lists them reads no more, and GitLab refuses files that are too large. */
const most = { findings: 200, lines: 30, characters: 2_000 } as const;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Characters that no text should hold stay, when everything that cannot be seen is written out; of some no XML document may. */
const escaped = (text: string): string =>
  text.replace(/\p{Noncharacter_Code_Point}/gu, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? "");

const attribute = (text: string): string => escaped(cut(plainLine(text), most.characters));
const body = (lines: readonly string[]): string =>
  lines
    .slice(0, most.lines)
    .map((line) => escaped(cut(plainLine(line), most.characters)))
    .join("\n");

type Outcome = "passed" | "failure" | "error" | "skipped";

interface Case {
  readonly name: string;
  readonly outcome: Outcome;
  /** A machine's word for it. */
  readonly type: string;
  readonly message: string;
  readonly lines: readonly string[];
}

/** What is only advice, or waits for people or time in an evaluation, is no failed test. */
function outcomeOf({ status, enforcement }: Finding, mode: Result["mode"]): Outcome {
  if (status === "pass") return "passed";
  if (status === "skipped" || enforcement === "advisory") return "skipped";
  if (status === "unknown") return "error";
  return status === "pending" && mode === "evaluate" ? "skipped" : "failure";
}

function caseOf(finding: Finding, mode: Result["mode"]): Case {
  const { enforcement, status, code, summary, details, fix } = finding;
  const advice = enforcement === "advisory" && (status === "fail" || status === "unknown") ? "Advice only. " : "";
  return {
    name: findingName(finding),
    outcome: outcomeOf(finding, mode),
    type: code,
    message: `${advice}${summary}`,
    lines: [summary, ...details, ...(fix === null ? [] : [`Fix: ${fix}`])],
  };
}

function decisionCase({ result, reportOnly }: Reporting): Case {
  const { decision, isSettledButForTime, mode, reasons, nextSteps } = result;
  const goesOn = mode === "evaluate" && decision === "wait" && isSettledButForTime;
  const outcome = decision === "allow" ? "passed" : goesOn ? "skipped" : decision === "error" ? "error" : "failure";
  return {
    name: "decision",
    outcome,
    type: decision,
    message: `${verdicts[decision].word}: ${headlineOf(result)}`,
    lines: [
      headlineOf(result),
      ...(reportOnly ? ["Report only: the pipeline goes on whatever was decided."] : []),
      ...reasons.map(({ message }) => `Why: ${message}`),
      ...nextSteps.map((step, index) => `Next ${index + 1}: ${step}`),
    ],
  };
}

function element({ name, outcome, type, message, lines }: Case, suite: string): string {
  const open = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}" time="0"`;
  if (outcome === "passed") return `${open}/>`;
  const inside =
    outcome === "skipped"
      ? `      <skipped message="${attribute(message)}"/>`
      : `      <${outcome} type="${attribute(type)}" message="${attribute(message)}">${body(lines)}</${outcome}>`;
  return `${open}>\n${inside}\n    </testcase>`;
}

function document(suite: string, cases: readonly Case[], at: string | null): string {
  const count = (outcome: Outcome): number => cases.filter((one) => one.outcome === outcome).length;
  const counts = `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
  const stamp = at === null ? "" : ` timestamp="${attribute(at)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Release Gate" ${counts}>`,
    `  <testsuite name="${attribute(suite)}" ${counts}${stamp} time="0">`,
    ...cases.map((one) => element(one, suite)),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const suiteOf = (environment: string): string => `release-gate: ${environment}`;

/** Where nothing could be judged: one case, in error, with the reason. */
export const junitWithoutAnswer = (environment: string, message: string): string =>
  document(
    suiteOf(environment),
    [{ name: "decision", outcome: "error", type: "error", message, lines: message.split("\n") }],
    null,
  );

export const junit: Reporter = {
  format: "junit",
  report(reporting) {
    const { result } = reporting;
    const findings = byGravity(result.findings).slice(0, most.findings);
    const cases = [decisionCase(reporting), ...findings.map((finding) => caseOf(finding, result.mode))];
    return document(suiteOf(result.environment), cases, result.at);
  },
};
