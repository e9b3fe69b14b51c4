/** The part of `tests` that looks at JUnit and coverage files. */
import { compileGlobs } from "../evidence/globs.ts";
import type { CoverageReport, RefusedReport, TestReport, TestReports } from "../evidence/test-reports.ts";
import { fail, pass, type Verdict } from "./finding.ts";
import { capped, counted, listed } from "./wording.ts";

export interface ReportSettings {
  readonly reports?: readonly string[] | undefined;
  readonly coverage?: { readonly "at-least": number; readonly files?: readonly string[] | undefined } | undefined;
}

type AskedGlob = TestReports["globs"][number];

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

const isReadable = (glob: string): boolean => {
  try {
    compileGlobs([glob]);
    return true;
  } catch {
    return false;
  }
};

/** Matches paths; a glob given at the command line (`./x`, an absolute path) may be one that matches nothing here. */
const matcher = (globs: readonly string[]): ((path: string) => boolean) => compileGlobs(globs.filter(isReadable));

/** The globs that this rule answers for: its own, and what was given as input. */
function askedGlobs({ globs }: TestReports, settings: ReportSettings): readonly AskedGlob[] {
  const own: readonly AskedGlob[] = [
    ...(settings.reports ?? []).map((glob) => ({ glob, kind: "junit" as const })),
    ...(settings.coverage?.files ?? []).map((glob) => ({ glob, kind: "coverage" as const })),
  ].map(({ glob, kind }) => {
    const seen = globs.find((each) => each.glob === glob && each.kind === kind && each.asked === "policy");
    return seen ?? { glob, kind, asked: "policy" as const, files: 0 };
  });
  return [...own, ...globs.filter(({ asked }) => asked === "input")];
}

/**
 * Refused files that were asked for. Only a file that discovery alone came across may be passed over: somebody who names a file
 * rests on it.
 */
function refusedAsked({ globs, refused }: TestReports): {
  asked: readonly RefusedReport[];
  discovered: readonly RefusedReport[];
} {
  const globsOf = (discovered: boolean): readonly string[] =>
    globs.filter(({ asked }) => (asked === "discovery") === discovered).map(({ glob }) => glob);
  const wasAsked = matcher(globsOf(false));
  const wasDiscovered = matcher(globsOf(true));
  const sorted = [...refused].sort(byPath);
  // Where a glob of the input cannot be compared with paths, any refused file may be the one that was meant.
  const canTell = globsOf(false).every(isReadable);
  const isDiscovered = ({ path }: RefusedReport): boolean => canTell && wasDiscovered(path) && !wasAsked(path);
  return { asked: sorted.filter((each) => !isDiscovered(each)), discovered: sorted.filter(isDiscovered) };
}

function judgeTests(reports: readonly TestReport[]): Verdict {
  const total = (key: "tests" | "failures" | "errors" | "skipped"): number =>
    reports.reduce((sum, each) => sum + each[key], 0);
  const bad = total("failures") + total("errors");
  if (bad > 0) {
    const failing = reports.filter(({ failures, errors }) => failures + errors > 0);
    return fail(
      "tests.report-failed",
      `${counted(bad, "test")} failed in ${listed(failing.map(({ path }) => path))}.`,
      {
        details: capped(failing.flatMap(({ path, failed }) => [...failed].sort().map((name) => `${path}: ${name}`))),
        fix: "Mend the failing tests, and run them again on this commit.",
      },
    );
  }
  const ran = total("tests") - total("skipped");
  if (ran <= 0)
    return fail(
      "tests.report-empty",
      `No test ran${reports.length === 0 ? "" : `, by ${listed(reports.map(({ path }) => path))}`}.`,
      {
        details: [`${counted(total("tests"), "test")}, of which ${total("skipped")} skipped.`],
        fix: "Give a report in which at least one test ran.",
      },
    );
  const skipped = total("skipped") === 0 ? "" : ` (${total("skipped")} skipped)`;
  return pass(
    "tests.reports-passed",
    `${counted(ran, "test")} passed${skipped} in ${counted(reports.length, "report")}.`,
  );
}

/** Measured in whole lines: no rounding ever lifts a number over the floor. */
function judgeCoverage(coverage: readonly CoverageReport[], floor: number): Verdict {
  const covered = coverage.reduce((sum, each) => sum + each.linesCovered, 0);
  const lines = coverage.reduce((sum, each) => sum + each.linesTotal, 0);
  if (lines <= 0)
    return fail("tests.coverage-missing", "No coverage report says how much of the code the tests reach.", {
      fix: "Write lcov or Cobertura while the tests run, and name it under tests.coverage.files or with the input coverage (on the command line: --coverage 'GLOB').",
    });
  const percent = Math.floor((covered * 1000) / lines) / 10;
  const summary = `Tests reach ${percent} % of the lines; at least ${floor} % are asked.`;
  const details = capped(coverage.map((each) => `${each.path}: ${each.linesCovered} of ${each.linesTotal} lines`));
  if (covered > lines || covered * 100 < floor * lines)
    return fail("tests.coverage-low", summary, { details, fix: "Add tests for what they do not reach yet." });
  return pass("tests.coverage-reached", summary, { details });
}

/**
 * The verdicts about files, and what is worth saying beside them. `proves` tells whether a report was there in which a test ran:
 * a report of discovery counts too. Reports are only asked for where the policy or the input names them.
 */
export function judgeReports(
  seen: TestReports,
  settings: ReportSettings,
): { readonly verdicts: readonly Verdict[]; readonly notes: readonly string[] } {
  const asked = askedGlobs(seen, settings);
  const reports = [...seen.reports].sort(byPath);
  const refused = refusedAsked(seen);
  const notes = capped(
    refused.discovered.map(({ path, because }) => `Passed over ${path}: ${because}`),
    3,
  );
  const verdicts: Verdict[] = [];

  const unmatched = asked.filter(({ files }) => files <= 0).map(({ glob }) => glob);
  if (unmatched.length > 0)
    verdicts.push(
      fail("tests.reports-missing", `No file matches ${listed([...new Set(unmatched)].sort())}.`, {
        fix: "Let the tests write their reports before the gate runs, or correct the pattern.",
      }),
    );
  if (refused.asked.length > 0)
    verdicts.push(
      fail("tests.report-refused", `${listed(refused.asked.map(({ path }) => path))} proves nothing.`, {
        details: capped(refused.asked.map(({ path, because }) => `${path}: ${because}`)),
        fix: "Give reports that the tests wrote for this commit; a committed, left-over or broken file is not taken.",
      }),
    );
  const isAsked = asked.some(({ kind }) => kind === "junit");
  const ran = reports.some(({ tests, skipped }) => tests > skipped);
  const isRed = reports.some(({ failures, errors }) => failures + errors > 0);
  // A report that discovery came across and in which nothing ran is no evidence, and nobody rested on it.
  if ((isAsked && (reports.length > 0 || verdicts.length === 0)) || ran || isRed) verdicts.push(judgeTests(reports));

  if (settings.coverage !== undefined) {
    const files = settings.coverage.files;
    const fits = files === undefined ? () => true : measured(seen, files);
    verdicts.push(
      judgeCoverage(
        [...seen.coverage].sort(byPath).filter(({ path }) => fits(path)),
        settings.coverage["at-least"],
      ),
    );
  }
  return { verdicts, notes };
}

/** Coverage of this rule: files that it names, and those that only the input can have brought. */
function measured({ globs }: TestReports, files: readonly string[]): (path: string) => boolean {
  const own = matcher(files);
  const elsewhere = matcher(
    globs.filter(({ asked, kind }) => asked !== "input" && kind === "coverage").map(({ glob }) => glob),
  );
  return (path) => own(path) || !elsewhere(path);
}
