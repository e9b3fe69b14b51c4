/** Did the tests of this commit pass? CI runs on a platform, report files, or both. */
import { z } from "zod";
import type { CiRuns } from "../evidence/ci-runs.ts";
import { globs, nameGlob } from "../evidence/globs.ts";
import type { Observed } from "../evidence/observed.ts";
import type { TestReports } from "../evidence/test-reports.ts";
import { defineCheck } from "./check.ts";
import { acceptable } from "./ci-outcomes.ts";
import { combine, unknown, type Verdict } from "./finding.ts";
import { judgeRuns, type RequiredRun } from "./required-runs.ts";
import { judgeReports } from "./test-reports.ts";

const boundName = z.string().min(1);

const requiredRun = z
  .union([
    nameGlob,
    z.strictObject({
      name: nameGlob,
      workflow: boundName.optional().describe("Only runs of this workflow."),
      app: boundName.optional().describe("Only runs of this app."),
    }),
  ])
  .describe("A CI run by name or glob, optionally bound to a workflow or an app.");

const settings = z.strictObject({
  required: z.array(requiredRun).min(1).optional().describe("CI runs that must have succeeded on this commit."),
  accept: z.array(z.enum(acceptable)).default([]).describe("Outcomes that prove nothing but shall pass all the same."),
  reports: globs.optional().describe("JUnit XML files that must be there and green."),
  coverage: z
    .strictObject({
      "at-least": z.number().min(0).max(100).describe("Percent of lines that tests must reach."),
      files: globs.optional().describe("lcov or Cobertura files."),
    })
    .optional(),
});

type Settings = z.output<typeof settings>;

/** Neither runs nor reports are named: whatever is at hand must be green. */
const takesAnything = ({ required, reports }: Settings): boolean => required === undefined && reports === undefined;

/** With reports alone the verdict does not rest on CI, and CI is not asked. */
const restsOnRuns = ({ required, reports }: Settings): boolean => required !== undefined || reports === undefined;

const asRequired = (entry: z.output<typeof requiredRun>): RequiredRun =>
  typeof entry === "string" ? { name: entry } : entry;

function noEvidence(ciRuns: Observed<CiRuns>, notes: readonly string[]): Verdict {
  const noCi = ciRuns.status === "observed" && ciRuns.value.kind === "no-ci" ? [ciRuns.value.because] : [];
  return unknown("tests.no-evidence", "Nothing shows whether the tests of this commit passed.", {
    details: [...noCi, ...notes],
    fix: "Run the tests and name their report with the input junit (on the command line: --junit 'reports/**/*.xml').",
  });
}

function judge(ciRuns: Observed<CiRuns>, testReports: Observed<TestReports>, given: Settings): Verdict {
  const parts: Verdict[] = [];
  const notes: string[] = [];
  if (restsOnRuns(given)) parts.push(...judgeRuns(ciRuns, given.required?.map(asRequired), given.accept));
  if (testReports.status === "unavailable")
    parts.push(
      unknown(
        "tests.unavailable",
        `Test reports cannot be read: ${testReports.because}`,
        testReports.fix === undefined ? {} : { fix: testReports.fix },
      ),
    );
  else {
    const read = judgeReports(testReports.value, given);
    parts.push(...read.verdicts);
    notes.push(...read.notes);
  }
  // Coverage says how much the tests reach, not that they passed.
  const shown = parts.some(({ code }) => !code.startsWith("tests.coverage-"));
  if (!shown) parts.push(noEvidence(ciRuns, notes));
  const verdict = combine(parts);
  return shown ? { ...verdict, details: [...verdict.details, ...notes] } : verdict;
}

export const tests = defineCheck({
  id: "tests",
  question: "Did the tests of exactly this commit pass?",
  needs: [],
  looksAt: ["ciRuns", "testReports"],
  settings: () => settings,
  ask: (given) => ({
    reports: given.reports ?? [],
    coverage: given.coverage?.files ?? [],
    discoverReports: takesAnything(given),
    looksAt: restsOnRuns(given) ? ["ciRuns", "testReports"] : ["testReports"],
  }),
  judge: ({ ciRuns, testReports }, given) => judge(ciRuns, testReports, given),
});
