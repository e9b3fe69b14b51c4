/** Counts a JUnit XML report from its test cases, and believes its suites where they admit more failures than their cases show. */
import type { TestReport } from "../../core/evidence/test-reports.ts";
import { ReportError, readXml } from "./report-xml.ts";

type Outcome = "passed" | "skipped" | "failed" | "broken";
const gravity: readonly Outcome[] = ["passed", "skipped", "failed", "broken"];
const outcomeOf: Readonly<Record<string, Outcome>> = { skipped: "skipped", failure: "failed", error: "broken" };

const mostNames = 10;
const longestName = 200;

interface Suite {
  readonly name: string;
  /** Failures and errors by its own attributes. */
  readonly claimed: number;
  /** Failures and errors counted before it began. */
  readonly before: number;
}

interface Case {
  readonly name: string;
  outcome: Outcome;
}

const isSuite = (name: string): boolean => name === "testsuite" || name === "testsuites";
const number = (text: string | undefined): number => (/^\d+$/.test(text ?? "") ? Number(text) : 0);

/** Suites may be nested; each case counts once, by the gravest thing in it. Throws `ReportError`. */
export async function readJunit(bytes: AsyncIterable<Uint8Array>): Promise<Omit<TestReport, "path">> {
  let [tests, failures, errors, skipped] = [0, 0, 0, 0];
  const failed: string[] = [];
  const suites: Suite[] = [];
  const path: string[] = [];
  let current: Case | null = null;
  const name = (text: string): void => {
    if (failed.length < mostNames) failed.push(text.slice(0, longestName));
  };
  await readXml(bytes, {
    open(element, attributes) {
      const parent = path.at(-1);
      path.push(element);
      if (parent === undefined && !isSuite(element))
        throw new ReportError(`is no JUnit report: its root is <${element}>, not <testsuites> or <testsuite>`);
      if (isSuite(element)) {
        const claimed = number(attributes.failures) + number(attributes.errors);
        suites.push({ name: attributes.name ?? element, claimed, before: failures + errors });
      } else if (element === "testcase" && current === null) {
        const isUnrun = attributes.status === "notrun" || attributes.result === "suppressed";
        const full = [attributes.classname, attributes.name].filter((part) => part).join(".");
        current = { name: full || "a test case without a name", outcome: isUnrun ? "skipped" : "passed" };
      } else {
        const outcome = outcomeOf[element];
        if (outcome === undefined) return;
        if (current !== null && parent === "testcase") {
          if (gravity.indexOf(outcome) > gravity.indexOf(current.outcome)) current.outcome = outcome;
        } else if (parent !== undefined && isSuite(parent) && outcome !== "skipped") {
          errors += 1;
          name(`${suites.at(-1)?.name}: the suite itself`);
        }
      }
    },
    close(element) {
      path.pop();
      if (element === "testcase" && current !== null && !path.includes("testcase")) {
        tests += 1;
        if (current.outcome === "skipped") skipped += 1;
        if (current.outcome === "failed") failures += 1;
        if (current.outcome === "broken") errors += 1;
        if (current.outcome === "failed" || current.outcome === "broken") name(current.name);
        current = null;
      } else if (isSuite(element)) {
        const suite = suites.pop();
        const unseen = (suite?.claimed ?? 0) - (failures + errors - (suite?.before ?? 0));
        if (suite === undefined || unseen <= 0) return;
        errors += unseen;
        name(`${suite.name}: ${unseen} more than its test cases show`);
      }
    },
  });
  return { tests, failures, errors, skipped, failed };
}
